/* SPDX-License-Identifier: ISC */
/* One event to all programs that want it. */
#ifndef RDE_FEED_TELL_H
#define RDE_FEED_TELL_H

#include "feed_state.h"

/* e->peer is set here. */
void	feed_tell(struct feed *f, struct peer *p, struct event *e);
/*
 * One event to one program, whatever its standing and however much waits:
 * for a walk.
 */
void	feed_tell_one(struct feed *f, struct peer *p,
	    const struct subscription *s, struct event *e);
/* The flags that choose forms of a message in this direction. */
uint16_t feed_flags(const struct wants *w, enum event_direction direction);
/* Nothing is told of this neighbour until the program has read. */
void	feed_lag_begin(struct feed *f, struct program *pr, struct peer *p,
	    uint64_t lost);

#endif
