/* SPDX-License-Identifier: ISC */
/*
 * The configuration image becomes neighbours and originated routes.  An image
 * is checked when it is offered and carried out when it is committed, in
 * slices: a million routes take their time, and the loop goes on.
 */
#ifndef RDE_CONFIG_H
#define RDE_CONFIG_H

#include <stddef.h>
#include <stdint.h>

#include "rde.h"

struct config;

/* done is called from the loop when a commit has been carried out. */
struct config *config_new(struct rde *rde,
	    void (*done)(void *arg, uint32_t gen), void *arg);
void	config_free(struct config *c);

/* fd is ours from here on.  0, or -1 with why: nothing has changed. */
int	config_offer(struct config *c, uint32_t gen, int fd, char *why,
	    size_t size);
/* The image that was offered under this generation; others are ignored. */
void	config_commit(struct config *c, uint32_t gen);
void	config_abort(struct config *c, uint32_t gen);

#endif
