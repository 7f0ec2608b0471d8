/* SPDX-License-Identifier: ISC */
/*
 * Injected entries (design 3.2): pushed, taken out, expired; and neighbours
 * that come and go, for whom selectors are looked at again.
 */
#include <stdlib.h>

#include "base/log.h"
#include "inject_log.h"
#include "ipc/control.h"
#include "lease.h"
#include "originate.h"
#include "originate_store.h"
#include "policy.h"

enum { ENTRY_SHIFT = 12, EXTRA_SHIFT = 8 };

static void peers_settle(struct originate *o);

/* A lease is over: the entry pops, and what it shadowed is back. */
static void
expired(struct originate *o, uint32_t extra)
{
	const struct extra *t = extra_at(o, extra);
	enum family f = (enum family)t->family;
	uint32_t net = t->net, x = t->entry;
	uint32_t targets = entry_at(o, x)->targets;

	targets_ref(o->targets, targets);
	inject_log_pop(o->rde->log, extra);
	entry_remove(o, f, net, x);
	entry_resolve(o, f, net, targets);
	targets_unref(o->targets, targets);
}

static bool
on_task(void *arg)
{
	peers_settle(arg);
	return false;
}

struct originate *
originate_new(struct rde *rde)
{
	struct originate *o = xcalloc(1, sizeof(*o));
	struct peer *p;

	o->rde = rde;
	o->rib = rde->rib_out;
	o->targets = rde->rib_out->targets;
	o->names = names_new();
	slab_init(&o->entries, sizeof(struct entry), ENTRY_SHIFT);
	slab_init(&o->extras, sizeof(struct extra), EXTRA_SHIFT);
	o->leases = leases_new(o, expired);
	o->task = loop_task_new(rde->loop, on_task, o);
	for (p = peers_next(rde->peers, 0); p != NULL;
	    p = peers_next(rde->peers, (uint32_t)p->id + 1))
		originate_peer_added(o, p->id);
	return o;
}

void
originate_free(struct originate *o)
{
	if (o == NULL)
		return;
	leases_free(o->leases);
	loop_task_free(o->task);
	names_free(o->names);
	slab_free_all(&o->entries);
	slab_free_all(&o->extras);
	free(o);
}

/* --- commands ------------------------------------------------------------- */

/* Takes t (all: everybody, also later ones) out of x.  True: it had some. */
static bool
entry_take(struct originate *o, enum family f, uint32_t net, uint32_t x,
    uint32_t t, bool all)
{
	struct entry *e = entry_at(o, x);
	uint32_t common = targets_intersect(o->targets, e->targets, t);
	bool had = all || common != 0;

	if (had && !all) {
		inject_log_change(o->rde->log, INJECT_TAKE, e->extra,
		    common);
		targets_take_from(o->targets, &e->targets, common);
		if (e->extra != 0)
			targets_add_to(o->targets,
			    &extra_at(o, e->extra)->excluded, common);
	}
	targets_unref(o->targets, common);
	if (had && (all || (e->targets == 0 && !(e->flags & ENTRY_ALL)))) {
		inject_log_pop(o->rde->log, e->extra);
		entry_remove(o, f, net, x);
	}
	return had;
}

/* bgpctl's older entries make room for t; how many lost something. */
static unsigned
take_from_source(struct originate *o, enum family f, uint32_t net,
    uint32_t t, bool all, bool leased_only)
{
	const struct entry *e;
	uint32_t x, next;
	unsigned n = 0;

	for (x = rib_net_at(&o->rib->families[f], net)->origin; x != 0;
	    x = next) {
		e = entry_at(o, x);
		next = e->next;
		if (e->source == CTL_SRC_BGPCTL &&
		    (!leased_only || (e->flags & ENTRY_LEASED)))
			n += entry_take(o, f, net, x, t, all);
	}
	return n;
}

static void
fill_extra(struct originate *o, struct extra *t,
    const struct originate_route *r)
{
	t->name = names_intern(o->names, r->name);
	t->watchdog = names_intern(o->names, r->watchdog);
}

enum originate_result
originate_add(struct originate *o, const struct originate_route *r,
    const struct originate_order *order)
{
	const bool all = order->targets == NULL;
	enum family f = (enum family)r->nlri.family;
	uint32_t net, t, body, x;
	struct extra *extra;

	if (o->injected >= ORIGINATE_INJECTED_MAX)
		return ORIGINATE_ROUTES;
	if (adj_rib_out_siblings(o->rib, &r->nlri) >= ORIGINATE_IDS_MAX)
		return ORIGINATE_IDS;
	peers_settle(o);
	if (all)
		targets_ref(o->targets, t = o->all);
	else
		t = targets_of(o->targets, order->targets);
	net = adj_rib_out_net(o->rib, &r->nlri);
	body = bodies_intern(o->rib->bodies, r->attrs, r->nexthop, r->self,
	    r->prepend);
	inject_log_touch(o->rde->log, f, net);
	take_from_source(o, f, net, t, all, order->lease_ms > 0);
	x = entry_push(o, f, net, CTL_SRC_BGPCTL, t, body);
	extra = entry_extra(o, f, net, x);
	fill_extra(o, extra, r);
	extra->owner = names_intern(o->names, order->owner);
	extra->reason = names_intern(o->names, order->reason);
	if (all)
		entry_at(o, x)->flags |= ENTRY_ALL;
	else
		extra->selector = names_intern(o->names, order->selector);
	if (order->lease_ms > 0) {
		entry_at(o, x)->flags |= ENTRY_LEASED;
		leases_add(o->leases, entry_at(o, x)->extra,
		    monotime_add_ms(clock_now(), order->lease_ms));
	}
	inject_log_push(o->rde->log, entry_at(o, x)->extra);
	entry_resolve(o, f, net, t);
	bodies_unref(o->rib->bodies, body);
	targets_unref(o->targets, t);
	return ORIGINATE_OK;
}

unsigned
originate_delete(struct originate *o, const struct nlri *n,
    const struct idset *targets)
{
	enum family f = (enum family)n->family;
	uint32_t net, t;
	unsigned lost;

	peers_settle(o);
	if ((net = adj_rib_out_find(o->rib, n)) == 0)
		return 0;
	if (targets == NULL)
		targets_ref(o->targets, t = o->all);
	else
		t = targets_of(o->targets, targets);
	lost = take_from_source(o, f, net, t, targets == NULL, false);
	if (lost > 0)
		entry_resolve(o, f, net, t);
	targets_unref(o->targets, t);
	return lost;
}

unsigned
originate_flush(struct originate *o)
{
	const struct extra *t;
	enum family f;
	uint32_t i, net;
	unsigned lost = 0;

	peers_settle(o);
	i = o->first_extra;
	while (i != 0 && o->injected > 0) {
		t = extra_at(o, i);
		if (entry_at(o, t->entry)->source != CTL_SRC_BGPCTL) {
			i = t->next;
			continue;
		}
		f = (enum family)t->family;
		net = t->net;
		/* This net's extras go, wherever they stand: begin anew. */
		lost += take_from_source(o, f, net, o->all, true, false);
		entry_resolve(o, f, net, o->all);
		i = o->first_extra;
	}
	return lost;
}

/* --- neighbours ----------------------------------------------------------- */

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
	if (targets_has(o->targets, o->gone, id))
		peers_settle(o);
	note(o, &o->added, id);
	note(o, &o->all, id);
	loop_task_wake(o->task);
}

void
originate_peer_removed(struct originate *o, uint16_t id)
{
	uint32_t one = targets_one(o->targets, id);

	targets_take_from(o->targets, &o->all, one);
	targets_take_from(o->targets, &o->added, one);
	targets_add_to(o->targets, &o->gone, one);
	targets_unref(o->targets, one);
	loop_task_wake(o->task);
}

static bool
entry_wants(const struct originate *o, const struct entry *e,
    const struct peer *p)
{
	const struct extra *t = extra_at(o, e->extra);

	if (targets_has(o->targets, t->excluded, p->id))
		return false;
	if (e->flags & ENTRY_ALL)
		return true;
	return t->selector != 0 &&
	    policy_matches(names_get(o->names, t->selector), p);
}

/*
 * As if the commands had been given, oldest first, with this neighbour there:
 * a newer one of the same source takes it out of the older ones.
 */
static void
net_consider(struct originate *o, enum family f, uint32_t net, uint16_t id)
{
	const struct peer *p = peers_get(o->rde->peers, id);
	bool taken = false, taken_leased = false, changed = false, leased;
	struct entry *e;
	uint32_t x, one;

	if (p == NULL)
		return;
	one = targets_one(o->targets, id);
	for (x = rib_net_at(&o->rib->families[f], net)->origin; x != 0;
	    x = e->next) {
		e = entry_at(o, x);
		if (e->source != CTL_SRC_BGPCTL || !entry_wants(o, e, p))
			continue;
		leased = (e->flags & ENTRY_LEASED) != 0;
		if (taken || (leased && taken_leased)) {
			inject_log_change(o->rde->log, INJECT_EXCLUDE,
			    e->extra, one);
			targets_add_to(o->targets,
			    &extra_at(o, e->extra)->excluded, one);
			continue;
		}
		inject_log_change(o->rde->log, INJECT_JOIN, e->extra, one);
		targets_add_to(o->targets, &e->targets, one);
		taken |= !leased;
		taken_leased |= leased;
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
static void
watchdog_forget(struct originate *o, struct extra *t, uint32_t gone)
{
	const struct entry *e = entry_at(o, t->entry);
	uint32_t these;

	if (t->watchdog == 0)
		return;
	these = targets_intersect(o->targets, gone, e->targets);
	targets_take_from(o->targets, &t->off, gone);
	if (e->flags & ENTRY_WITHDRAWN)
		targets_add_to(o->targets, &t->off, these);
	if (these != 0)
		entry_resolve(o, (enum family)t->family, t->net, these);
	targets_unref(o->targets, these);
}

static void
net_forget(struct originate *o, struct extra *t, uint32_t gone)
{
	struct entry *e = entry_at(o, t->entry);

	targets_take_from(o->targets, &t->excluded, gone);
	if (e->source != CTL_SRC_BGPCTL) {
		watchdog_forget(o, t, gone);
		return;
	}
	targets_take_from(o->targets, &t->off, gone);
	targets_take_from(o->targets, &e->targets, gone);
	entry_resolve(o, (enum family)t->family, t->net, gone);
}

/*
 * Neighbours that came and went since: every injected entry is looked at, once
 * for all of them (a reload brings them together).
 */
static void
peers_settle(struct originate *o)
{
	const struct idset *s;
	struct extra *t;
	uint32_t i, added = o->added, gone = o->gone;
	int id;

	if (o->reading || (added == 0 && gone == 0))
		return;
	inject_log_peers(o->rde->log, INJECT_GONE, gone);
	inject_log_peers(o->rde->log, INJECT_KNOWN, added);
	o->added = o->gone = 0;
	s = targets_set(o->targets, added);
	for (i = o->first_extra; i != 0 && gone != 0; i = t->next) {
		t = extra_at(o, i);
		net_forget(o, t, gone);
	}
	for (i = o->first_extra; i != 0 && added != 0; i = t->next) {
		t = extra_at(o, i);
		if (rib_net_at(&o->rib->families[t->family],
		    t->net)->origin != t->entry)
			continue;
		for (id = idset_next(s, 0); id != -1;
		    id = idset_next(s, (unsigned)id + 1))
			net_consider(o, (enum family)t->family, t->net,
			    (uint16_t)id);
	}
	targets_unref(o->targets, added);
	targets_unref(o->targets, gone);
}

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
	uint32_t away = targets_minus(o->targets, known, o->all);

	o->reading = false;
	targets_unref(o->targets, o->added);
	o->added = targets_minus(o->targets, o->all, known);
	o->awaited = of_ranges(o, away);
	targets_take_from(o->targets, &away, o->awaited);
	targets_add_to(o->targets, &o->gone, away);
	targets_unref(o->targets, away);
	peers_settle(o);
}

/* Who has not come by now does not, and others may get their ids. */
void
originate_awaited_end(struct originate *o)
{
	if (o->awaited == 0)
		return;
	targets_take_from(o->targets, &o->awaited, o->all);
	targets_add_to(o->targets, &o->gone, o->awaited);
	targets_unref(o->targets, o->awaited);
	o->awaited = 0;
	loop_task_wake(o->task);
}

/* --- watchdogs ------------------------------------------------------------ */

unsigned
originate_watchdog(struct originate *o, const char *name, bool announce,
    const struct idset *targets)
{
	uint32_t group = names_find(o->names, name), t, i, these;
	struct extra *e;
	unsigned n = 0;

	if (group == 0)
		return 0;
	if (targets == NULL)
		targets_ref(o->targets, t = o->all);
	else
		t = targets_of(o->targets, targets);
	for (i = o->first_extra; i != 0; i = e->next) {
		e = extra_at(o, i);
		if (e->watchdog != group)
			continue;
		these = targets_intersect(o->targets, t,
		    entry_at(o, e->entry)->targets);
		if (announce)
			targets_take_from(o->targets, &e->off, these);
		else
			targets_add_to(o->targets, &e->off, these);
		if (these != 0)
			entry_resolve(o, (enum family)e->family, e->net,
			    these);
		n += these != 0;
		targets_unref(o->targets, these);
	}
	targets_unref(o->targets, t);
	return n;
}
