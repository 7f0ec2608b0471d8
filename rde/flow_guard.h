/* SPDX-License-Identifier: ISC */
/*
 * What keeps a program or an operator from announcing a flow specification rule
 * that is most likely a mistake; "force" in the command says that it is none.
 */
#ifndef RDE_FLOW_GUARD_H
#define RDE_FLOW_GUARD_H

#include <stdbool.h>
#include <stddef.h>

#include "path/nlri.h"
#include "rde.h"

/* True: why says what is wrong with it.  n is of a flow family. */
bool	flow_guard_refuses(const struct rde *rde, const struct nlri *n,
	    struct rbuf attrs, char *why, size_t size);

#endif
