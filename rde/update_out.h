/* SPDX-License-Identifier: ISC */
/*
 * From Adj-RIB-Out to the wire: per neighbour and family a cursor, UPDATEs
 * encoded against credit, End-of-RIB at the tail, refresh by a second cursor.
 */
#ifndef RDE_UPDATE_OUT_H
#define RDE_UPDATE_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bgp/family.h"
#include "peer.h"
#include "rde.h"
#include "update_out_send.h"
#include "update_out_show.h"

struct update_out;

/* Needs rde->rib_out; the loop's task is its own. */
struct update_out *update_out_new(struct rde *rde);
void		update_out_free(struct update_out *u);
struct rde     *update_out_rde(const struct update_out *u);

void		update_out_peer_added(struct update_out *u, struct peer *p);
void		update_out_peer_removed(struct update_out *u, struct peer *p);
/* p->neg is set; cursors go to the head. */
void		update_out_up(struct update_out *u, struct peer *p);
void		update_out_down(struct update_out *u, struct peer *p);
/* Nothing is sent while it is held; not when it comes up. */
void		update_out_hold(struct update_out *u, struct peer *p,
		    bool held);
/* No End-of-RIB but what a command asks for; not when it comes up. */
void		update_out_hold_eor(struct update_out *u, struct peer *p,
		    bool held);
void		update_out_credit(struct update_out *u, struct peer *p,
		    uint32_t octets);
/* The neighbour asked for everything of a family again. */
void		update_out_refresh(struct update_out *u, struct peer *p,
		    enum family f);
/* A command asks for End-of-RIB behind all that waits; false: not in use. */
bool		update_out_eor(struct update_out *u, struct peer *p,
		    enum family f);
/*
 * A command's: an UPDATE of attributes, which are canonical, and no prefix.
 * False: it does not fit a message, or the neighbour does not take it now.
 */
bool		update_out_alone(struct update_out *u, struct peer *p,
		    struct rbuf canon, const struct nexthop *nh);
/* End-of-RIB may go out: configuration and injection log are loaded. */
void		update_out_loaded(struct update_out *u);
/* Something was appended for these neighbours: wakes the sender. */
void		update_out_wake(struct update_out *u);

/*
 * More is to come at once (a program's burst): nothing is sent until nobody
 * has said so for 1 ms, or for 5 ms; update_out_gathered: that was all.
 */
void		update_out_gather(struct update_out *u);
void		update_out_gathered(struct update_out *u);

void		update_out_set_sink(struct update_out *u, out_sink *sink,
		    void *arg);
/* Who sees what is sent. */
void		update_out_set_watch(struct update_out *u, out_watch *watch,
		    void *arg);

/*
 * For out_wait.c: how often something was asked for beside routes (see
 * OUT_ASKED); and who is called, from the loop, when more may have been
 * written, or somebody went down.
 */
uint64_t	update_out_asked(const struct update_out *u);
void		update_out_watch_add(struct update_out *u,
		    void (*fn)(void *arg), void *arg);
void		update_out_watch_remove(struct update_out *u,
		    const void *arg);

/* Counters for struct ctl_counters; pending is counted up to 16384. */
uint64_t	update_out_prefixes(const struct update_out *u,
		    const struct peer *p);
uint64_t	update_out_pending(const struct update_out *u,
		    const struct peer *p);
uint64_t	update_out_unsendable(const struct update_out *u,
		    const struct peer *p);

#endif
