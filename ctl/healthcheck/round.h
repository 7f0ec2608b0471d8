/* SPDX-License-Identifier: ISC */
/*
 * Round after round: check, state, commands, announcements, addresses, sleep;
 * and the way out, which withdraws first and removes addresses then.
 */
#ifndef HEALTHCHECK_ROUND_H
#define HEALTHCHECK_ROUND_H

#include <sys/types.h>

#include "addresses.h"
#include "child.h"
#include "options.h"
#include "routes.h"

struct round;

struct round_fns {
	/* Addresses are set up; -1: leave (and say why before). */
	int	(*ready)(void *arg);
	/* Everything is undone, or left as it is with --interval 0. */
	void	(*left)(void *arg, int status);
	void	*arg;
};

struct round_world {
	struct children		*children;
	const struct options	*o;
	const struct routes	*routes;
	struct addresses	*addresses;	/* NULL: not ours to touch */
	int			 in, out;	/* from and to the daemon */
	pid_t			 parent;	/* the daemon */
};

struct round	*round_new(const struct round_world *w,
		    const struct round_fns *fns);
void		 round_free(struct round *r);
void		 round_start(struct round *r);
/* Leaves, with that exit status unless something goes wrong. */
void		 round_leave(struct round *r, int status);

#endif
