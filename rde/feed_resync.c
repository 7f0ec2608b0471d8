/* SPDX-License-Identifier: ISC */
/*
 * All neighbours that a program lags behind are made up for together: first
 * the state of each, then one walk over the tables for all of them, then the
 * End-of-RIB of each.  A step is taken only while less than half of the
 * program's queue waits, so what happens meanwhile finds room.
 *
 *	on-lag restart	"down" with the count, "up", routes, End-of-RIB: what
 *			scripts know anyway
 *	snapshot	"lost", the state, routes, End-of-RIB, "resync"
 *	drop		"lost"
 *
 * Paths that are stale are left out: the program has heard "down" since.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "adj_rib_in.h"
#include "attrs.h"
#include "base/log.h"
#include "feed_octets.h"
#include "feed_resync.h"
#include "feed_tell.h"
#include "nexthops.h"
#include "program_io.h"
#include "update/pack.h"

enum {
	SLICE_MS	= 4,
	/* Of a step; a prefix alone may have millions of paths. */
	PREFIXES	= 64,
	LOOKS_MAX	= 4096,		/* at paths */
	FOUND_MAX	= 256,		/* of them told together */
	OCTETS_MAX	= 64 * 1024,	/* of their attributes and keys */
	/* of NLRI told together, and the longest behind them */
	WALK_OCTETS	= FOUND_MAX * 24 + NLRI_ROOM + 64,
	FORGET_MAX	= 1024,		/* neighbours that go, see has_room */
	REASON		= 64,
};

/* A path of a neighbour that is walked. */
struct found {
	uint32_t	attrs;
	uint32_t	nexthop;
	uint32_t	path_id;
	uint16_t	peer;
	uint8_t		told;
	struct nlri	nlri;		/* borrowed from the table */
};

struct walk {
	struct feed	*f;
	struct program	*pr;
	enum family	 family;
	unsigned	 looks;
	size_t		 octets;
	unsigned	 n;
	struct found	 v[FOUND_MAX];
	struct wbuf	 nlri;
	uint8_t		 room[WALK_OCTETS];
};

static const struct subscription *
subscription_of(const struct feed *f, const struct program *pr,
    const struct peer *p)
{
	return subscription_find(programs_subscriptions(f->rde->programs), p,
	    pr);
}

/* Does it hear of received routes? */
static bool
hears_routes(const struct subscription *s)
{
	return (s->wants.receive & CONF_API_UPDATE) != 0 &&
	    (s->wants.receive & (CONF_API_PARSED | CONF_API_PACKETS |
	    CONF_API_CONSOLIDATE)) != 0;
}

/* --- state ---------------------------------------------------------------- */

static void
tell_state(struct feed *f, struct peer *p, const struct subscription *s,
    enum event_kind kind, struct rbuf reason, uint64_t lost)
{
	struct event e = { .kind = kind, .time_us = clock_wall_us(),
	    .negotiated = &p->neg };

	if (kind == EVENT_DOWN)
		e.u.reason = reason;
	else if (kind == EVENT_LOST)
		e.u.lost = lost;
	feed_tell_one(f, p, s, &e);
}

static void
tell_head(struct feed *f, struct peer *p, const struct subscription *s,
    const struct feed_lag *l)
{
	const struct rbuf last = feed_reason_of(p, s->program);
	char text[REASON];
	int n;

	if (l->fresh)
		;
	else if (s->program->conf.on_lag == CONF_LAG_RESTART) {
		n = snprintf(text, sizeof(text), "%llu event%s lost",
		    (unsigned long long)l->lost, l->lost == 1 ? "" : "s");
		tell_state(f, p, s, EVENT_DOWN, rbuf_of(text, (size_t)n), 0);
	} else {
		tell_state(f, p, s, EVENT_LOST, last, l->lost);
		if (s->program->conf.on_lag == CONF_LAG_SNAPSHOT && !p->up)
			tell_state(f, p, s, EVENT_DOWN, last, 0);
	}
	if (!p->up || s->program->conf.on_lag == CONF_LAG_DROP)
		return;
	/* Nothing is to be made up for: it hears what it asked for. */
	if (!l->fresh || (s->wants.other & WANT_CHANGES) != 0)
		tell_state(f, p, s, EVENT_UP, last, 0);
}

static void
tell_end(struct feed *f, struct peer *p, const struct subscription *s)
{
	if (s->program->conf.on_lag == CONF_LAG_SNAPSHOT)
		tell_state(f, p, s, EVENT_RESYNC, rbuf_of(NULL, 0), 0);
}

/* Where it has been told all that there is to tell. */
static void
is_current(struct program_feed *pf, uint16_t id)
{
	feed_lag_set(pf, id, FEED_CURRENT);
}

static void
head(struct feed *f, struct program_feed *pf, struct peer *p)
{
	const struct subscription *s = subscription_of(f, pf->pr, p);
	const struct feed_lag *l = feed_lag_find(pf, p->id);

	if (l == NULL || l->standing != FEED_LAGGING)
		return;
	if (s == NULL) {		/* by a new configuration */
		is_current(pf, p->id);
		return;
	}
	tell_head(f, p, s, l);
	if (p->up && hears_routes(s) && pf->pr->conf.on_lag != CONF_LAG_DROP)
		feed_lag_set(pf, p->id, FEED_WALKING);
	else {
		tell_end(f, p, s);
		is_current(pf, p->id);
	}
}

static void
tell_eor(struct feed *f, struct peer *p, const struct subscription *s,
    enum family family)
{
	const struct family_info *fi = family_info(family);
	const struct event_update u = { .eor = true, .eor_afi = fi->afi,
	    .eor_safi = fi->safi };
	struct event e = { .kind = EVENT_UPDATE, .direction = EVENT_RECEIVE,
	    .time_us = clock_wall_us(), .negotiated = &p->neg };

	e.u.update = &u;
	wbuf_reset(&f->message);
	pack_eor(&f->message, family);
	e.message = wbuf_view(&f->message);
	feed_tell_one(f, p, s, &e);
}

static void
tail(struct feed *f, struct program_feed *pf, struct peer *p)
{
	const struct subscription *s = subscription_of(f, pf->pr, p);
	const struct feed_lag *l = feed_lag_find(pf, p->id);
	unsigned i;

	if (l == NULL || l->standing != FEED_WALKING)
		return;
	for (i = 0; s != NULL && i < FAMILY_MAX; i++)
		if ((p->said_all & p->neg.families & 1ULL << i) != 0)
			tell_eor(f, p, s, (enum family)i);
	if (s != NULL)
		tell_end(f, p, s);
	is_current(pf, p->id);
}

/* --- the table ------------------------------------------------------------ */

/* Text says all attributes for each prefix: so many may go together. */
static unsigned
most_together(struct rbuf attrs)
{
	size_t each = attrs.left * 4 + 256;

	return each > FEED_EVENT_MAX / 2 ? 1 :
	    (unsigned)(FEED_EVENT_MAX / 2 / each);
}

/* All that was found of this neighbour with these attributes. */
static void
tell_alike(struct walk *w, unsigned from)
{
	struct feed *f = w->f;
	const struct found *first = &w->v[from];
	struct peer *p = peers_get(f->rde->peers, first->peer);
	const struct subscription *s = subscription_of(f, w->pr, p);
	struct event_update u = { .nruns = 1,
	    .attrs = attrs_octets(f->rde->attrs, first->attrs) };
	struct event e = { .kind = EVENT_UPDATE, .direction = EVENT_RECEIVE,
	    .time_us = clock_wall_us(), .negotiated = &p->neg };
	struct event_run *run = &u.run[0];
	unsigned i, n = 0, most = nlri_fills_field(w->family) ? 1 :
	    most_together(u.attrs);
	struct nlri nlri;

	run->family = w->family;
	run->add_path = (p->neg.add_path_rx & 1ULL << w->family) != 0;
	run->mp = first->nexthop != 0 || family_info(w->family)->keyed;
	if (first->nexthop != 0)
		run->nexthop = *nexthops_get(f->rde->nexthops,
		    first->nexthop);
	else if (!run->mp)
		run->nexthop.global = addr_v4(attrs_summary(f->rde->attrs,
		    first->attrs)->next_hop);
	wbuf_fixed(&w->nlri, w->room, sizeof(w->room));
	for (i = from; i < w->n && n < most &&
	    w->nlri.len <= FOUND_MAX * 24; i++) {
		if (w->v[i].told || w->v[i].peer != first->peer ||
		    w->v[i].attrs != first->attrs ||
		    w->v[i].nexthop != first->nexthop)
			continue;
		nlri = w->v[i].nlri;
		nlri.has_path_id = run->add_path;
		nlri.path_id = w->v[i].path_id;
		nlri.carried = nexthops_carried(f->rde->nexthops,
		    w->v[i].nexthop);
		nlri_write(&w->nlri, &nlri, event_run_how(run));
		w->v[i].told = 1;
		n++;
	}
	run->nlri = wbuf_view(&w->nlri);
	e.u.update = &u;
	if (s == NULL)
		return;
	if ((s->wants.receive & (CONF_API_PACKETS |
	    CONF_API_CONSOLIDATE)) != 0)
		e.message = feed_octets_message(&f->message, &u);
	feed_tell_one(f, p, s, &e);
}

static void
tell_found(struct walk *w)
{
	unsigned i;

	for (i = 0; i < w->n; i++)
		if (!w->v[i].told)
			tell_alike(w, i);
	w->n = 0;
}

static bool
is_full(const struct walk *w)
{
	return w->looks >= LOOKS_MAX || w->n == FOUND_MAX ||
	    w->octets >= OCTETS_MAX;
}

/* False: the step is full, and the next one goes on inside. */
static bool
find_paths(struct walk *w, struct program_feed *pf,
    const struct net_item *item)
{
	const struct rde *rde = w->f->rde;
	uint32_t at = item->value;
	const struct feed_lag *l;
	struct in_path x;
	int order;

	order = pf->inside ? net_pos_cmp(&pf->part, &item->nlri) : 1;
	if (order < 0)
		return true;
	if (order == 0)
		at = adj_rib_in_seek(rde->in, at, pf->part_peer, pf->part_id);
	pf->inside = false;
	while (adj_rib_in_next(rde->in, w->family, &at, &x)) {
		if (is_full(w)) {
			pf->inside = true;
			net_pos_set(&pf->part, &item->nlri);
			pf->part_peer = x.peer;
			pf->part_id = x.path_id;
			return false;
		}
		w->looks++;
		l = feed_lag_find(pf, x.peer);
		if (x.stale || l == NULL || l->standing != FEED_WALKING)
			continue;
		w->octets += attrs_octets(rde->attrs, x.attrs).left +
		    item->nlri.key.left;
		w->v[w->n++] = (struct found){ .attrs = x.attrs,
		    .nexthop = x.nexthop, .path_id = x.path_id,
		    .peer = x.peer, .nlri = item->nlri };
	}
	return true;
}

/* A step of the table; false: it is at its end. */
static bool
walk_some(struct feed *f, struct program_feed *pf)
{
	struct net_item v[PREFIXES];
	struct walk w;
	size_t n, i;

	w.f = f;
	w.pr = pf->pr;
	w.n = w.looks = 0;
	w.octets = 0;
	w.family = (enum family)pf->family;
	n = net_table_walk(adj_rib_in_table(f->rde->in, w.family),
	    pf->begun ? &pf->after : NULL, NULL, v, PREFIXES);
	for (i = 0; i < n && find_paths(&w, pf, &v[i]); i++) {
		net_pos_set(&pf->after, &v[i].nlri);
		pf->begun = true;
	}
	tell_found(&w);
	if (i < n || n == PREFIXES)
		return true;
	pf->begun = pf->inside = false;
	return ++pf->family < FAMILY_MAX;
}

/* --- turns ---------------------------------------------------------------- */

/* The next neighbour; false: there is none. */
static bool
each_peer(struct feed *f, struct program_feed *pf,
    void (*fn)(struct feed *, struct program_feed *, struct peer *))
{
	struct peer *p = peers_next(f->rde->peers, pf->at);

	if (p == NULL)
		return false;
	pf->at = p->id + 1U;
	fn(f, pf, p);
	return true;
}

static void
enter(struct program_feed *pf, enum feed_phase phase)
{
	pf->phase = phase;
	pf->at = 0;
	pf->family = 0;
	pf->begun = pf->inside = false;
}

/* Of neighbours that are no more: how much it was, without their names. */
static void
tell_gone(struct feed *f, struct program_feed *pf)
{
	const struct event_form form = { .json = pf->pr->json,
	    .shape = pf->pr->shape };
	struct event e = { .kind = EVENT_LOST, .time_us = clock_wall_us() };
	const struct feed_lines *l;
	uint64_t counter = 0;

	e.u.lost = pf->gone;
	pf->gone = 0;
	feed_encoder_next(&f->own);
	l = feed_encode(&f->own, &form, &f->daemon, &e, &counter);
	program_event_force(pf->pr->io, l->octets.p, l->octets.len);
}

/* One step; false: it is up to date. */
static bool
step(struct feed *f, struct program_feed *pf)
{
	switch (pf->phase) {
	case PHASE_REST:
		if (pf->gone > 0) {
			tell_gone(f, pf);
			break;
		}
		if (pf->lagging == 0)
			return false;
		enter(pf, PHASE_HEADS);
		break;
	case PHASE_HEADS:
		if (!each_peer(f, pf, head))
			enter(pf, pf->walking > 0 ? PHASE_TABLE : PHASE_REST);
		break;
	case PHASE_TABLE:
		if (pf->walking == 0 || !walk_some(f, pf))
			enter(pf, PHASE_TAILS);
		break;
	case PHASE_TAILS:
		if (!each_peer(f, pf, tail))
			enter(pf, PHASE_REST);
		break;
	}
	return true;
}

/* True: the time is over, and there is more to do at once. */
static bool
run(struct feed *f, struct program_feed *pf, monotime_t until)
{
	while (!program_events_busy(pf->pr->io)) {
		if (!step(f, pf))
			return false;
		if (monotime_diff_ms(clock_now(), until) >= 0)
			return true;
	}
	return false;			/* drained is called */
}

static bool
is_behind(const struct program *pr)
{
	const struct program_feed *pf = pr->feed;

	return pf != NULL && (pf->lagging > 0 || pf->gone > 0 ||
	    pf->phase != PHASE_REST) && !pr->stopping &&
	    !program_io_is_deaf(pr->io);
}

/* A program's turn is short when others wait for theirs. */
static bool
slice(void *arg)
{
	struct feed *f = arg;
	struct programs *ps = f->rde->programs;
	struct program *pr;
	bool more = false;
	int64_t n = 0;

	for (pr = programs_next(ps, NULL); pr != NULL;
	    pr = programs_next(ps, pr))
		n += is_behind(pr);
	for (pr = programs_next(ps, NULL); pr != NULL;
	    pr = programs_next(ps, pr))
		if (is_behind(pr))
			more |= run(f, pr->feed, monotime_add_ms(clock_now(),
			    SLICE_MS / n));
	return more;
}

void
feed_resync_new(struct feed *f)
{
	f->task = loop_task_new(f->rde->loop, slice, f);
}

void
feed_resync_free(struct feed *f)
{
	loop_task_free(f->task);
}

void
feed_resync_stop(struct feed *f, struct program *pr, struct peer *p)
{
	const struct feed_lag *l = feed_lag_find(pr->feed, p->id);
	const struct subscription *s = subscription_of(f, pr, p);

	if (l == NULL || l->standing != FEED_WALKING)
		return;
	if (s != NULL)
		tell_end(f, p, s);
	is_current(pr->feed, p->id);
}

/*
 * What goes is told even when the queue is full, but neighbours may come and
 * go for ever while a program does not read.
 */
static bool
has_room(struct program_feed *pf)
{
	if (!program_events_busy(pf->pr->io))
		pf->forgot = 0;
	return pf->forgot++ < FORGET_MAX;
}

void
feed_resync_forget(struct feed *f, struct program *pr, struct peer *p)
{
	const struct feed_lag *l = feed_lag_find(pr->feed, p->id);
	const struct subscription *s = subscription_of(f, pr, p);

	if (l != NULL && l->standing == FEED_LAGGING && s != NULL) {
		if (has_room(pr->feed)) {
			tell_head(f, p, s, l);
			tell_end(f, p, s);
		} else
			pr->feed->gone += l->lost + 1;	/* its "down" too */
	}
	is_current(pr->feed, p->id);
}
