/* SPDX-License-Identifier: ISC */
/*
 * A pass is a change of the neighbours: who went, then who came.  Passes are
 * numbered, and an extra knows up to which it has seen them; a walk over all
 * extras brings them to the newest.  Changes join the newest pass until an
 * extra has seen it.
 */
#include <stdlib.h>

#include "base/log.h"
#include "inject_log.h"
#include "originate.h"
#include "originate_peers.h"
#include "policy.h"

enum {
	SLICE_MS	= 4,
	EXTRAS		= 64,		/* between looks at the clock */
	PASSES_MAX	= 64,		/* more: the oldest are ended at once */
};

struct pass {
	STAILQ_ENTRY(pass)	entry;
	uint32_t		number;
	uint32_t		gone;	/* targets */
	uint32_t		added;
};

struct originate_passes {
	struct originate	*o;
	STAILQ_HEAD(, pass)	 list;	/* oldest first */
	unsigned		 count;
	struct loop_task	*task;
	struct extra_walker	 walker;
	bool			 walking;
	/* at the walk's end those up to this number are over */
	uint32_t		 until;
	void			(*settled)(void *arg);
	void			*arg;
};

/* --- one net -------------------------------------------------------------- */

static bool
entry_wants(const struct originate *o, const struct entry *e,
    const struct peer *p)
{
	const struct extra *t = extra_at(o, e->extra);

	if (targets_has(o->targets, t->excluded, p->id))
		return false;
	if (e->source == CTL_SRC_PROGRAM && o->may != NULL &&
	    !o->may(o->may_arg, names_get(o->names, t->owner), p))
		return false;
	if (e->flags & ENTRY_ALL)
		return true;
	return t->selector != 0 &&
	    policy_matches(names_get(o->names, t->selector), p);
}

/* What a newer entry of the same source has taken. */
static bool
is_taken(const struct originate *o, uint32_t first, uint32_t x, uint16_t id)
{
	const struct entry *e = entry_at(o, x), *newer;
	bool leased = (e->flags & ENTRY_LEASED) != 0;

	for (; first != x; first = newer->next) {
		newer = entry_at(o, first);
		if (newer->source == e->source &&
		    (e->source != CTL_SRC_PROGRAM || extra_at(o,
		    newer->extra)->owner == extra_at(o, e->extra)->owner) &&
		    targets_has(o->targets, newer->targets, id) &&
		    (leased || (newer->flags & ENTRY_LEASED) == 0))
			return true;
	}
	return false;
}

/*
 * As if the commands had been given, oldest first, with this neighbour there:
 * a newer one of the same source takes it out of the older ones.
 */
static void
consider(struct originate *o, enum family f, uint32_t net, uint16_t id)
{
	const struct peer *p = peers_get(o->rde->peers, id);
	uint32_t first = rib_net_at(&o->rib->families[f], net)->origin;
	uint32_t x, one;
	struct entry *e;
	bool changed = false;

	if (p == NULL)
		return;
	one = targets_one(o->targets, id);
	for (x = first; x != 0; x = e->next) {
		e = entry_at(o, x);
		if (!entry_is_injected(e) || !entry_wants(o, e, p) ||
		    targets_has(o->targets, e->targets, id))
			continue;
		if (is_taken(o, first, x, id)) {
			inject_log_change(o->rde->log, INJECT_EXCLUDE,
			    e->extra, one);
			targets_add_to(o->targets,
			    &extra_at(o, e->extra)->excluded, one);
			continue;
		}
		inject_log_change(o->rde->log, INJECT_JOIN, e->extra, one);
		targets_add_to(o->targets, &e->targets, one);
		changed = true;
	}
	if (changed)
		entry_resolve(o, f, net, one);
	targets_unref(o->targets, one);
}

/*
 * The configuration's entry stays for the next neighbour of that id (one of a
 * range), whose watchdog is as the statement has it.
 */
static uint32_t
watchdog_forget(struct originate *o, struct extra *t, uint32_t gone)
{
	const struct entry *e = entry_at(o, t->entry);
	uint32_t these;

	if (t->watchdog == 0)
		return 0;
	these = targets_intersect(o->targets, gone, e->targets);
	targets_take_from(o->targets, &t->off, gone);
	if (e->flags & ENTRY_WITHDRAWN)
		targets_add_to(o->targets, &t->off, these);
	return these;
}

/* For whom something may be different; a reference. */
static uint32_t
forget(struct originate *o, struct extra *t, uint32_t gone)
{
	struct entry *e = entry_at(o, t->entry);

	targets_take_from(o->targets, &t->excluded, gone);
	if (!entry_is_injected(e))
		return watchdog_forget(o, t, gone);
	targets_take_from(o->targets, &t->off, gone);
	targets_take_from(o->targets, &e->targets, gone);
	targets_ref(o->targets, gone);
	return gone;
}

static bool
is_behind(const struct extra *t, const struct pass *p)
{
	return (int32_t)(p->number - t->pass) > 0;
}

/* True: an injected entry of the net had not seen this pass. */
static bool
see_gone(struct originate *o, enum family f, uint32_t net,
    const struct pass *p)
{
	const struct entry *e;
	struct extra *t;
	uint32_t x, these, touched = 0;
	bool injected = false;

	for (x = rib_net_at(&o->rib->families[f], net)->origin; x != 0;
	    x = e->next) {
		e = entry_at(o, x);
		if (e->extra == 0 || !is_behind(extra_at(o, e->extra), p))
			continue;
		t = extra_at(o, e->extra);
		t->pass = p->number;
		injected |= entry_is_injected(e);
		these = p->gone == 0 ? 0 : forget(o, t, p->gone);
		targets_add_to(o->targets, &touched, these);
		targets_unref(o->targets, these);
	}
	if (touched != 0)
		entry_resolve(o, f, net, touched);
	targets_unref(o->targets, touched);
	return injected;
}

static void
see(struct originate *o, enum family f, uint32_t net, const struct pass *p)
{
	const struct idset *s;
	int id;

	if (p->number == o->pass)
		o->pass_used = true;
	if (!see_gone(o, f, net, p))
		return;
	s = targets_set(o->targets, p->added);
	for (id = idset_next(s, 0); id != -1;
	    id = idset_next(s, (unsigned)id + 1))
		consider(o, f, net, (uint16_t)id);
}

void
originate_settle_net(struct originate *o, enum family f, uint32_t net)
{
	const struct pass *p;

	if (o->reading)
		return;
	STAILQ_FOREACH(p, &o->passes->list, entry)
		see(o, f, net, p);
}

/* --- all of them ---------------------------------------------------------- */

static void
wake(struct originate *o)
{
	if (!o->reading)
		loop_task_wake(o->passes->task);
}

/* Who came with the oldest pass and is in no later one. */
static uint32_t
known_by(struct originate *o, const struct pass *p)
{
	uint32_t known = p->added;

	targets_ref(o->targets, known);
	for (p = STAILQ_NEXT(p, entry); p != NULL; p = STAILQ_NEXT(p, entry)) {
		targets_take_from(o->targets, &known, p->gone);
		targets_take_from(o->targets, &known, p->added);
	}
	return known;
}

static void
pass_remove(struct originate_passes *ps)
{
	struct pass *p = STAILQ_FIRST(&ps->list);

	STAILQ_REMOVE_HEAD(&ps->list, entry);
	ps->count--;
	targets_unref(ps->o->targets, p->gone);
	targets_unref(ps->o->targets, p->added);
	free(p);
}

static void
walk_ends(struct originate_passes *ps)
{
	struct originate *o = ps->o;
	const struct pass *p;
	uint32_t known;

	extra_walk_end(&ps->walker);
	ps->walking = false;
	while ((p = STAILQ_FIRST(&ps->list)) != NULL &&
	    (int32_t)(p->number - ps->until) <= 0) {
		known = known_by(o, p);
		inject_log_peers(o->rde->log, INJECT_KNOWN, known);
		targets_take_from(o->targets, &o->unsettled, known);
		targets_unref(o->targets, known);
		if (p->number == o->pass)
			o->pass_used = true;
		pass_remove(ps);
	}
	if (ps->settled != NULL)
		ps->settled(ps->arg);
}

/* Some of what is left; false: nothing is. */
static bool
walk_some(struct originate_passes *ps)
{
	struct originate *o = ps->o;
	const struct pass *last;
	const struct extra *t;
	unsigned i;

	if (!ps->walking) {
		if (STAILQ_EMPTY(&ps->list))
			return false;
		ps->walking = true;
		ps->until = o->pass;
		extra_walk_begin(o, &ps->walker);
	}
	for (i = 0; i < EXTRAS && ps->walker.at != 0; i++) {
		t = extra_at(o, ps->walker.at);
		ps->walker.at = t->next;
		/* Its net's others were seen with the first of them. */
		last = STAILQ_LAST(&ps->list, pass, entry);
		if (last != NULL && is_behind(t, last))
			originate_settle_net(o, (enum family)t->family,
			    t->net);
	}
	if (ps->walker.at == 0)
		walk_ends(ps);
	return true;
}

static bool
on_task(void *arg)
{
	struct originate_passes *ps = arg;
	monotime_t until = monotime_add_ms(clock_now(), SLICE_MS);

	if (ps->o->reading)
		return false;
	while (walk_some(ps))
		if (monotime_diff_ms(clock_now(), until) >= 0)
			return true;
	return false;
}

/* Of its targets and exclusions, who went and was not forgotten yet. */
static uint32_t
stale_of(struct originate *o, const struct extra *t)
{
	const struct pass *p;
	uint32_t stale = 0;

	STAILQ_FOREACH(p, &o->passes->list, entry)
		if (is_behind(t, p))
			targets_add_to(o->targets, &stale, p->gone);
	return stale;
}

void
originate_passes_new(struct originate *o)
{
	struct originate_passes *ps = xcalloc(1, sizeof(*ps));

	ps->o = o;
	STAILQ_INIT(&ps->list);
	ps->task = loop_task_new(o->rde->loop, on_task, ps);
	o->passes = ps;
	o->pass_used = true;
	o->stale_of = stale_of;
}

void
originate_passes_free(struct originate *o)
{
	struct originate_passes *ps = o->passes;

	if (ps->walking)
		extra_walk_end(&ps->walker);
	while (!STAILQ_EMPTY(&ps->list))
		pass_remove(ps);
	loop_task_free(ps->task);
	free(ps);
}

/* --- changes -------------------------------------------------------------- */

/* The pass that a change belongs to. */
static struct pass *
pass_open(struct originate *o)
{
	struct originate_passes *ps = o->passes;
	struct pass *p;

	if (!o->pass_used && !STAILQ_EMPTY(&ps->list))
		return STAILQ_LAST(&ps->list, pass, entry);
	while (ps->count >= PASSES_MAX && walk_some(ps))
		;
	p = xcalloc(1, sizeof(*p));
	p->number = ++o->pass;
	STAILQ_INSERT_TAIL(&ps->list, p, entry);
	ps->count++;
	o->pass_used = false;
	return p;
}

static void
note(struct originate *o, uint32_t *set, uint16_t id)
{
	uint32_t one = targets_one(o->targets, id);

	targets_add_to(o->targets, set, one);
	targets_unref(o->targets, one);
}

void
originate_peer_added(struct originate *o, uint16_t id)
{
	note(o, &pass_open(o)->added, id);
	note(o, &o->unsettled, id);
	note(o, &o->all, id);
	wake(o);
}

static void
go(struct originate *o, uint32_t gone)
{
	struct pass *p = pass_open(o);

	inject_log_peers(o->rde->log, INJECT_GONE, gone);
	targets_add_to(o->targets, &p->gone, gone);
	targets_take_from(o->targets, &p->added, gone);
	targets_take_from(o->targets, &o->all, gone);
	targets_take_from(o->targets, &o->unsettled, gone);
	wake(o);
}

void
originate_peer_removed(struct originate *o, uint16_t id)
{
	uint32_t one = targets_one(o->targets, id);

	go(o, one);
	targets_unref(o->targets, one);
}

bool
originate_is_settled(const struct originate *o, uint16_t id)
{
	const struct pass *p;

	STAILQ_FOREACH(p, &o->passes->list, entry)
		if (targets_has(o->targets, p->gone, id) ||
		    targets_has(o->targets, p->added, id))
			return false;
	return !o->reading;
}

void
originate_on_settled(struct originate *o, void (*fn)(void *arg), void *arg)
{
	o->passes->settled = fn;
	o->passes->arg = arg;
}

/* --- the injection log ---------------------------------------------------- */

/* Of these, those that a range may give to a neighbour again. */
static uint32_t
of_ranges(struct originate *o, uint32_t t)
{
	const struct idset *s = targets_set(o->targets, t);
	const struct peer *p;
	uint32_t r = 0;
	int id;

	for (p = peers_next(o->rde->peers, 0); p != NULL;
	    p = peers_next(o->rde->peers, (uint32_t)p->id + 1))
		for (id = idset_next(s, p->conf.clone_first); id != -1 &&
		    conf_clones_has(&p->conf, (uint32_t)id);
		    id = idset_next(s, (unsigned)id + 1))
			note(o, &r, (uint16_t)id);
	return r;
}

void
originate_replays(struct originate *o)
{
	o->reading = true;
}

void
originate_replayed(struct originate *o, uint32_t known)
{
	uint32_t away = targets_minus(o->targets, known, o->all), added;

	o->reading = false;
	while (!STAILQ_EMPTY(&o->passes->list))
		pass_remove(o->passes);
	o->pass_used = true;
	o->awaited = of_ranges(o, away);
	targets_take_from(o->targets, &away, o->awaited);
	if (away != 0)
		go(o, away);
	added = targets_minus(o->targets, o->all, known);
	if (added != 0)
		targets_add_to(o->targets, &pass_open(o)->added, added);
	targets_unref(o->targets, o->unsettled);
	o->unsettled = added;
	targets_unref(o->targets, away);
	wake(o);
}

void
originate_awaited_end(struct originate *o)
{
	if (o->awaited == 0)
		return;
	targets_take_from(o->targets, &o->awaited, o->all);
	if (o->awaited != 0)
		go(o, o->awaited);
	targets_unref(o->targets, o->awaited);
	o->awaited = 0;
}
