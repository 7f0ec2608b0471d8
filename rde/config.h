/* SPDX-License-Identifier: ISC */
/*
 * The configuration image becomes neighbours and originated routes.  An image
 * is checked when it is offered and carried out when it is committed, in
 * slices: a million routes take their time, and the loop goes on.
 */
#ifndef RDE_CONFIG_H
#define RDE_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rde.h"

struct config;

/* From the loop, all of them. */
struct config_ops {
	/* an offer was checked; why it is refused, NULL: it is good */
	void	(*checked)(void *arg, uint32_t gen, const char *why);
	/* a commit has been carried out */
	void	(*done)(void *arg, uint32_t gen);
};

struct config *config_new(struct rde *rde, const struct config_ops *ops,
	    void *arg);
void	config_free(struct config *c);

/*
 * fd is ours from here on.  0: checked is called later; or -1 with why.  An
 * earlier offer that was not committed is dropped.
 */
int	config_offer(struct config *c, uint32_t gen, int fd, char *why,
	    size_t size);
/* The image that was offered under this generation; others are ignored. */
void	config_commit(struct config *c, uint32_t gen);
void	config_abort(struct config *c, uint32_t gen);
/* A commit is being carried out, or waits for that. */
bool	config_busy(const struct config *c);

#endif
