/* SPDX-License-Identifier: ISC */
/*
 * Up, down and refresh of a session, as the Adj-RIBs see it.  As a helper of
 * graceful restart (RFC 4724 4.2) paths outlive a session until the neighbour
 * has said everything again, does not restart a family after all, or takes
 * too long.  When it was our session engine that died, the neighbour's
 * forwarding never stopped, so its F bits do not matter.
 */
#include <stdlib.h>

#include "adj_rib_in.h"
#include "base/log.h"
#include "eor_wait.h"
#include "feed.h"
#include "originate.h"
#include "sessions.h"
#include "update_in.h"
#include "update_out.h"

enum {
	RESTART_TIME = 120,		/* seconds, for our own restart */
	STALE_TIME = 300,		/* from session-up to End-of-RIB */
};

struct peer_restart {
	struct rde		*rde;
	struct peer		*p;
	struct loop_timer	*timer;
	bool			 ours;	/* our session engine was away */
	/* RFC 9494: families that live on, and since when */
	family_mask		 long_lived;
	monotime_t		 since;
};

/* Seconds until this family's long-lived paths go; 0: they have to. */
static int64_t
llgr_left(const struct peer_restart *r, unsigned f)
{
	int64_t ms = r->p->neg.llgr_time[f] * 1000LL -
	    monotime_diff_ms(clock_now(), r->since);

	return ms > 0 ? ms : 0;
}

/* Drops what is due; when the next is, in ms, 0 for never. */
static int64_t
llgr_drop_due(struct peer_restart *r)
{
	int64_t left, next = 0;
	unsigned f;

	for (f = 0; f < FAMILY_MAX; f++) {
		if ((r->long_lived & 1ULL << f) == 0)
			continue;
		left = llgr_left(r, f);
		if (left == 0) {
			r->long_lived &= ~(1ULL << f);
			adj_rib_in_drop_stale(r->rde->in, r->p,
			    (enum family)f);
		} else if (next == 0 || left < next)
			next = left;
	}
	return next;
}

/* The restart time is over, but the paths may live on (RFC 9494 4.3). */
static void
llgr_begin(struct peer_restart *r)
{
	unsigned f;

	r->since = clock_now();
	for (f = 0; f < FAMILY_MAX; f++) {
		if ((r->p->neg.llgr_families & 1ULL << f) == 0 ||
		    adj_rib_in_stale(r->p, (enum family)f) == 0)
			continue;
		r->long_lived |= 1ULL << f;
		adj_rib_in_drop_no_llgr(r->rde->in, r->p, (enum family)f);
	}
}

static void
restart_is_over(void *arg)
{
	struct peer_restart *r = arg;
	int64_t next;
	unsigned f;

	if (!r->p->up && r->long_lived == 0)
		llgr_begin(r);
	next = llgr_drop_due(r);
	for (f = 0; f < FAMILY_MAX; f++)
		if ((r->long_lived & 1ULL << f) == 0)
			adj_rib_in_drop_stale(r->rde->in, r->p,
			    (enum family)f);
	r->p->refreshing = 0;
	if (next > 0)
		loop_timer_set(r->timer, next);
}

void
sessions_bound(struct rde *rde)
{
	if (rde->session != NULL)
		link_bound(rde->session, sr_wait_max(peers_count(rde->peers)));
}

struct peer *
sessions_peer_added(struct rde *rde, const struct conf_neighbor *c)
{
	struct peer *p = peers_add(rde->peers, c);

	p->restart = xcalloc(1, sizeof(*p->restart));
	p->restart->rde = rde;
	p->restart->p = p;
	p->restart->timer = loop_timer_new(rde->loop, restart_is_over,
	    p->restart);
	feed_peer_added(rde->feed, p);
	adj_rib_in_peer_added(rde->in, p);
	update_out_peer_added(rde->out, p);
	eor_wait_peer_added(rde, p);
	originate_peer_added(rde->originate, p->id);
	sessions_bound(rde);
	return p;
}

void
sessions_peer_removed(struct rde *rde, struct peer *p)
{
	if (p->up)
		sessions_down(rde, p, SR_DOWN_REMOVED);
	feed_peer_removed(rde->feed, p);
	originate_peer_removed(rde->originate, p->id);
	eor_wait_peer_removed(p);
	update_out_peer_removed(rde->out, p);
	adj_rib_in_peer_removed(rde->in, p);
	update_in_peer_removed(rde->update_in, p);
	loop_timer_free(p->restart->timer);
	free(p->restart);
	peers_remove(rde->peers, p->id);
	sessions_bound(rde);
}

void
sessions_clone(struct rde *rde, uint32_t id, const struct sr_clone *c)
{
	const struct peer *range = peers_get(rde->peers, c->range);
	struct peer *p = peers_get(rde->peers, id);
	struct conf_neighbor n;

	if (range == NULL || !conf_clones_has(&range->conf, id) ||
	    c->remote.af != range->conf.remote.af)
		return;
	if (p != NULL)
		sessions_peer_removed(rde, p);
	n = conf_clone(&range->conf, id, &c->remote);
	sessions_peer_added(rde, &n)->range = range->id;
}

/* What the neighbour does not bring back is not waited for. */
static void
drop_what_is_not_restarted(struct rde *rde, struct peer *p)
{
	family_mask keep = p->neg.families;
	bool waits = false;
	unsigned f;

	if (p->restart->long_lived != 0)
		keep &= p->neg.llgr_forwarding;
	else if (!p->restart->ours)
		keep &= p->neg.gr_families & p->neg.gr_forwarding;
	p->restart->long_lived = 0;
	for (f = 0; f < FAMILY_MAX; f++) {
		if ((keep & 1ULL << f) == 0)
			adj_rib_in_drop_stale(rde->in, p, (enum family)f);
		if (adj_rib_in_stale(p, (enum family)f) > 0)
			waits = true;
	}
	if (waits)
		loop_timer_set(p->restart->timer, STALE_TIME * 1000LL);
	p->restart->ours = false;
}

void
sessions_up(struct rde *rde, struct peer *p, uint32_t gen,
    const struct negotiated *neg)
{
	if (p->up)
		sessions_down(rde, p, SR_DOWN_PLAIN);
	loop_timer_cancel(p->restart->timer);
	p->gen = gen;
	p->neg = *neg;
	p->up = true;
	adj_rib_in_peer_changed(rde->in);
	p->up_since = clock_now();
	p->refreshing = p->said_all = 0;
	drop_what_is_not_restarted(rde, p);
	update_in_start(p);
	feed_up(rde->feed, p);
	update_out_up(rde->out, p);
	update_out_hold(rde->out, p,
	    !originate_is_settled(rde->originate, p->id));
	eor_wait_up(p);
}

void
sessions_settled(void *arg)
{
	struct rde *rde = arg;
	struct peer *p;

	for (p = peers_next(rde->peers, 0); p != NULL;
	    p = peers_next(rde->peers, p->id + 1U))
		if (p->up)
			update_out_hold(rde->out, p,
			    !originate_is_settled(rde->originate, p->id));
}

/* How long the neighbour may take, in seconds; 0: nothing is kept. */
static unsigned
restart_time(const struct peer *p, enum sr_down_why why)
{
	if (why != SR_DOWN_GRACEFUL)
		return 0;
	return p->restart->ours ? RESTART_TIME : p->neg.gr_time;
}

void
sessions_down(struct rde *rde, struct peer *p, enum sr_down_why why)
{
	unsigned seconds = restart_time(p, why), f;
	family_mask keep = 0;

	if (why == SR_DOWN_GRACEFUL)
		keep = p->restart->ours ? p->neg.families :
		    (seconds > 0 ? p->neg.gr_families : 0) |
		    p->neg.llgr_families;

	if (!p->up)
		return;
	p->up = false;
	p->refreshing = 0;
	update_in_stop(rde->update_in, p);
	feed_down(rde->feed, p);
	eor_wait_down(p);
	update_out_down(rde->out, p);
	/* RFC 4724 4.2: what was stale already does not live on. */
	for (f = 0; f < FAMILY_MAX; f++) {
		if ((keep & 1ULL << f) != 0)
			adj_rib_in_mark_stale(rde->in, p, (enum family)f,
			    true);
		else
			adj_rib_in_drop(rde->in, p, (enum family)f);
	}
	p->restart->long_lived = 0;
	loop_timer_cancel(p->restart->timer);
	if (seconds > 0)
		loop_timer_set(p->restart->timer, seconds * 1000LL);
	else if (keep != 0)
		restart_is_over(p->restart);
}

void
sessions_forget(struct rde *rde, struct peer *p)
{
	unsigned f;

	if (p->up)
		return;
	for (f = 0; f < FAMILY_MAX; f++)
		adj_rib_in_drop(rde->in, p, (enum family)f);
	p->restart->long_lived = 0;
	p->restart->ours = false;
	loop_timer_cancel(p->restart->timer);
}

void
sessions_refresh(struct rde *rde, struct peer *p, const struct sr_refresh *r)
{
	enum family f = family_by_number(r->afi, r->safi);

	if (f == FAMILY_NONE || (p->neg.families & 1ULL << f) == 0)
		return;
	switch (r->subtype) {
	case 0:
		update_out_refresh(rde->out, p, f);
		break;
	case 1:
		/* RFC 7313 4: with RFC 4724, not before End-of-RIB. */
		if (!p->neg.enhanced_refresh ||
		    (p->neg.gr && (p->said_all & 1ULL << f) == 0))
			break;
		p->refreshing |= 1ULL << f;
		adj_rib_in_mark_stale(rde->in, p, f, false);
		/* RFC 7313 4: a neighbour may forget its EoRR. */
		loop_timer_set(p->restart->timer, STALE_TIME * 1000LL);
		break;
	case 2:
		/* To a new route engine it says no End-of-RIB any more. */
		p->said_all |= 1ULL << f;
		if ((p->refreshing & 1ULL << f) == 0)
			break;
		p->refreshing &= ~(1ULL << f);
		adj_rib_in_drop_stale(rde->in, p, f);
		break;
	default:
		break;		/* RFC 7313 5: ignored */
	}
}

void
sessions_lost(struct rde *rde)
{
	struct peer *p, *next;

	originate_awaited_end(rde->originate);
	for (p = peers_next(rde->peers, 0); p != NULL; p = next) {
		next = peers_next(rde->peers, p->id + 1U);
		/* The next engine gives their ids to others. */
		if (p->range != 0) {
			sessions_peer_removed(rde, p);
			continue;
		}
		if (!p->up)
			continue;
		p->restart->ours = true;
		sessions_down(rde, p, SR_DOWN_GRACEFUL);
	}
}
