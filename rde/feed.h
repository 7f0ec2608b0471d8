/* SPDX-License-Identifier: ISC */
/*
 * Facts become events for the programs whose api blocks ask for them
 * (bgpd-api(7)).  Told by those who learn of them first: sessions, the way in,
 * the way out.  What a program does not read in time is made up for later,
 * from the Adj-RIB-In (on-lag); nobody else waits.
 *
 * All accept NULL for the feed: there are no programs then.
 */
#ifndef RDE_FEED_H
#define RDE_FEED_H

#include <stdbool.h>

#include "event/event.h"
#include "peer.h"
#include "rde.h"
#include "subscriptions.h"

struct feed;

/* Needs rde->programs and rde->out, and listens to them. */
struct feed *feed_new(struct rde *rde);
void	feed_free(struct feed *f);

/* Sets and clears p->feed. */
void	feed_peer_added(struct feed *f, struct peer *p);
void	feed_peer_removed(struct feed *f, struct peer *p);

/* Is an UPDATE in this direction to be told at all?  Cheap. */
bool	feed_wants_update(const struct feed *f, const struct peer *p,
	    enum event_direction direction);
/* Received, judged, and in the table. */
void	feed_update_in(struct feed *f, struct peer *p,
	    const struct event_update *u, struct rbuf message);

/* Of a connection; the session engine says so. */
void	feed_connected(struct feed *f, struct peer *p,
	    const struct addr *local);
void	feed_fsm(struct feed *f, struct peer *p, unsigned state,
	    int64_t wall_us);
void	feed_message(struct feed *f, struct peer *p,
	    enum event_direction direction, int64_t wall_us,
	    struct rbuf message);
void	feed_negotiated(struct feed *f, struct peer *p,
	    const struct negotiated *neg);
/* Why the session that is about to end ends: see SR_REASON. */
void	feed_reason(struct feed *f, struct peer *p, struct rbuf text);
/* p->up has been set, cleared. */
void	feed_up(struct feed *f, struct peer *p);
void	feed_down(struct feed *f, struct peer *p);
void	feed_signal(struct feed *f, int signo);

#endif
