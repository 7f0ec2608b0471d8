/* SPDX-License-Identifier: ISC */
/*
 * Commands to the daemon, and waiting for its answers, with patience that
 * ends: a daemon that does not read, does not answer or went away never holds
 * up the checks.  Only the latest commands count: what could not be written
 * when new ones come is forgotten.
 */
#ifndef HEALTHCHECK_ANNOUNCE_H
#define HEALTHCHECK_ANNOUNCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/loop.h"
#include "base/wbuf.h"

enum announce_result {
	ANNOUNCE_DONE,		/* answered, or none is to be had */
	ANNOUNCE_REFUSED,	/* answered; at least one was refused */
	ANNOUNCE_UNANSWERED,	/* written */
	ANNOUNCE_UNWRITTEN,	/* not even that, or not all */
};

struct announce;

struct announce_fns {
	/* What announce_say said has come to its end. */
	void	(*said)(void *arg, enum announce_result r);
	/* There is no daemon any more. */
	void	(*lost)(void *arg);
	void	*arg;
};

/* The descriptors stay the caller's. */
struct announce	*announce_new(struct loop *l, int in, int out, bool no_ack,
		    const struct announce_fns *fns);
void		 announce_free(struct announce *a);
/*
 * Says whole lines; said is called later, once, unless announce_say is called
 * again before.
 */
void		 announce_say(struct announce *a, struct rbuf lines,
		    int64_t patience);

#endif
