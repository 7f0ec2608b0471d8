/* SPDX-License-Identifier: ISC */
/*
 * What a program missed, made up for when it reads again: as on-lag of its
 * process says.  One that was started while neighbours are up has missed what
 * they said before.
 */
#ifndef RDE_FEED_RESYNC_H
#define RDE_FEED_RESYNC_H

#include "feed_state.h"

void	feed_resync_new(struct feed *f);
void	feed_resync_free(struct feed *f);
/* The session of the neighbour ended, or it is removed: there is no walk. */
void	feed_resync_stop(struct feed *f, struct program *pr, struct peer *p);
/* It is removed: what the program has not been told is told now. */
void	feed_resync_forget(struct feed *f, struct program *pr,
	    struct peer *p);

#endif
