/* SPDX-License-Identifier: ISC */
/* Parts of an UPDATE: those that a walk has passed, and octets for them. */
#ifndef RDE_FEED_OCTETS_H
#define RDE_FEED_OCTETS_H

#include "feed_state.h"

/*
 * Leaves in *u, whose NLRI come to stand in room, what the walk has passed of
 * this neighbour.  False: nothing.  *whole: nothing was left out.
 */
bool	feed_octets_passed(const struct program_feed *pf, uint16_t peer,
	    struct event_update *u, struct wbuf *room, bool *whole);
/*
 * A message that says *u, with 4-octet AS numbers; empty when there is none
 * that is short enough.
 */
struct rbuf feed_octets_message(struct wbuf *w, const struct event_update *u);

#endif
