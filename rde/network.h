/* SPDX-License-Identifier: ISC */
/*
 * The requests of bgpctl network: text in, verdict out.  text is PREFIX
 * [PREFIX …] [ATTRS]; more than the prefix and "neighbor SELECTOR" is ignored
 * by delete.
 */
#ifndef RDE_NETWORK_H
#define RDE_NETWORK_H

#include <stddef.h>

#include "ipc/control.h"
#include "rde.h"

/* enum ctl_code; why gets the reason of a refusal.  *done: how many NLRI. */
int	network_request(struct rde *rde, uint8_t op, const char *text,
	    size_t len, const char *principal, unsigned *done, char *why,
	    size_t size);

#endif
