/* SPDX-License-Identifier: ISC */
/*
 * Entries and what follows from them: for each neighbour the
 * first entry that covers it; adj_rib_out learns who gets what, and drops
 * what it already knew.
 */
#include "base/log.h"
#include "inject_log.h"
#include "lease.h"
#include "originate_store.h"
#include "update_out.h"

uint32_t
entry_push(struct originate *o, enum family f, uint32_t net, uint8_t source,
    uint32_t targets, uint32_t body)
{
	uint32_t x = slab_alloc(&o->entries);
	uint32_t *at = &rib_net_at(&o->rib->families[f], net)->origin;
	struct entry *e;

	if (x == 0)
		fatal("originate: no number left for an entry");
	if (source == CTL_SRC_CONFIG)
		while (*at != 0 && entry_at(o, *at)->source != source)
			at = &entry_at(o, *at)->next;
	e = entry_at(o, x);
	e->next = *at;
	e->targets = targets;
	e->body = body;
	e->source = source;
	targets_ref(o->targets, targets);
	bodies_ref(o->rib->bodies, body);
	*at = x;
	if (source == CTL_SRC_CONFIG)
		o->configured++;
	else
		o->injected++;
	return x;
}

struct extra *
entry_extra(struct originate *o, enum family f, uint32_t net, uint32_t x)
{
	struct entry *e = entry_at(o, x);
	struct extra *t;

	if (e->extra == 0) {
		if ((e->extra = slab_alloc(&o->extras)) == 0)
			fatal("originate: no number left for an entry");
		t = extra_at(o, e->extra);
		t->entry = x;
		t->net = net;
		t->family = (uint8_t)f;
		t->born = ++o->born;
		t->pass = o->pass;
		o->pass_used = true;
		t->next = o->first_extra;
		if (t->next != 0)
			extra_at(o, t->next)->prev = e->extra;
		o->first_extra = e->extra;
	}
	return extra_at(o, e->extra);
}

static void
extra_release(struct originate *o, uint32_t x)
{
	struct extra *t = extra_at(o, x);
	struct extra_walker *w;

	LIST_FOREACH(w, &o->walkers, entry)
		if (w->at == x)
			w->at = t->next;
	if (t->heap != 0)
		leases_remove(o->leases, x);
	targets_unref(o->targets, t->excluded);
	targets_unref(o->targets, t->off);
	names_unref(o->names, t->selector);
	names_unref(o->names, t->name);
	names_unref(o->names, t->watchdog);
	names_unref(o->names, t->owner);
	names_unref(o->names, t->reason);
	if (t->prev == 0)
		o->first_extra = t->next;
	else
		extra_at(o, t->prev)->next = t->next;
	if (t->next != 0)
		extra_at(o, t->next)->prev = t->prev;
	slab_release(&o->extras, x);
}

void
extra_walk_begin(struct originate *o, struct extra_walker *w)
{
	w->at = o->first_extra;
	LIST_INSERT_HEAD(&o->walkers, w, entry);
}

void
extra_walk_end(struct extra_walker *w)
{
	LIST_REMOVE(w, entry);
}

/* The one that stands there in its net's list. */
static void
entry_take_out(struct originate *o, uint32_t *at)
{
	uint32_t x = *at;
	struct entry *e = entry_at(o, x);

	*at = e->next;
	if (e->source == CTL_SRC_CONFIG)
		o->configured--;
	else
		o->injected--;
	if (e->extra != 0)
		extra_release(o, e->extra);
	targets_unref(o->targets, e->targets);
	bodies_unref(o->rib->bodies, e->body);
	slab_release(&o->entries, x);
}

void
entry_remove(struct originate *o, enum family f, uint32_t net, uint32_t x)
{
	uint32_t *at = &rib_net_at(&o->rib->families[f], net)->origin;

	while (*at != x)
		at = &entry_at(o, *at)->next;
	entry_take_out(o, at);
}

/* Whom the entry serves: those it covers but for a watchdog that is off. */
static uint32_t
entry_serves(struct originate *o, const struct entry *e, uint32_t of)
{
	uint32_t on, r;

	if (e->extra == 0 || extra_at(o, e->extra)->off == 0)
		return targets_intersect(o->targets, e->targets, of);
	on = targets_minus(o->targets, e->targets,
	    extra_at(o, e->extra)->off);
	r = targets_intersect(o->targets, on, of);
	targets_unref(o->targets, on);
	return r;
}

void
entries_serve(struct originate *o, uint32_t first, bool injected,
    uint32_t *rest, const struct entry_sink *sink)
{
	const struct entry *e;
	uint32_t x, these;

	for (x = first; x != 0 && *rest != 0; x = e->next) {
		e = entry_at(o, x);
		if (injected && e->source == CTL_SRC_CONFIG)
			return;
		if ((these = entry_serves(o, e, *rest)) == 0)
			continue;
		sink->serve(sink->arg, these, e->body);
		targets_take_from(o->targets, rest, these);
		targets_unref(o->targets, these);
	}
}

struct resolving {
	struct originate *o;
	enum family	 f;
	uint32_t	 net;
	bool		 tell;
};

static void
resolved(void *arg, uint32_t targets, uint32_t body)
{
	struct resolving *r = arg;

	r->tell |= adj_rib_out_set(r->o->rib, r->f, r->net, targets, body);
}

/* Who says it: the configuration, bgpctl, or a program. */
static uint64_t
speaker(const struct originate *o, const struct entry *e)
{
	uint32_t owner = e->source == CTL_SRC_CONFIG ? 0 :
	    extra_at(o, e->extra)->owner;

	return (uint64_t)e->source << 32 | owner;
}

/* Of the entries that say something, the last, and the last of another. */
struct lowest {
	uint32_t	last;		/* 0: none */
	uint32_t	other;
};

static struct lowest
find_lowest(const struct originate *o, uint32_t first)
{
	struct lowest low = { 0 };
	const struct entry *e;
	uint32_t x;

	for (x = first; x != 0; x = e->next) {
		e = entry_at(o, x);
		if ((e->flags & ENTRY_NEGATIVE) != 0 ||
		    (!entry_is_injected(e) && e->targets == 0))
			continue;
		if (low.last != 0 && speaker(o, entry_at(o, low.last)) !=
		    speaker(o, e))
			low.other = low.last;
		low.last = x;
	}
	return low;
}

/*
 * A negative entry goes when there is nothing left for it to hide: nothing
 * beneath that another says, to anybody.
 */
static void
drop_idle_negatives(struct originate *o, enum family f, uint32_t net)
{
	uint32_t *at = &rib_net_at(&o->rib->families[f], net)->origin, x;
	struct lowest low = find_lowest(o, *at);
	const struct entry *e;

	while ((x = *at) != 0) {
		e = entry_at(o, x);
		if ((e->flags & ENTRY_NEGATIVE) != 0 &&
		    (low.last == 0 || (low.other == 0 &&
		    speaker(o, entry_at(o, low.last)) == speaker(o, e)))) {
			inject_log_pop(o->rde->log, e->extra);
			entry_take_out(o, at);
			continue;
		}
		if (x == low.other)
			low.other = 0;
		if (x == low.last)
			low.last = 0;
		at = &entry_at(o, x)->next;
	}
}

static void
resolve(struct originate *o, enum family f, uint32_t net, uint32_t targets,
    bool loudly)
{
	struct resolving r = { .o = o, .f = f, .net = net };
	const struct entry_sink sink = { resolved, &r };
	uint32_t rest = targets;

	if (o->draft)
		return;
	/* The log would not know it. */
	if (!o->reading)
		drop_idle_negatives(o, f, net);
	targets_ref(o->targets, rest);
	entries_serve(o, rib_net_at(&o->rib->families[f], net)->origin, false,
	    &rest, &sink);
	if (rest != 0)
		resolved(&r, rest, 0);
	targets_unref(o->targets, rest);
	if (loudly)
		r.tell |= adj_rib_out_force(o->rib, f, net, targets);
	adj_rib_out_settle(o->rib, f, net);
	if (r.tell)
		update_out_wake(o->rde->out);
}

void
entry_resolve(struct originate *o, enum family f, uint32_t net,
    uint32_t targets)
{
	resolve(o, f, net, targets, false);
}

void
entry_resolve_loudly(struct originate *o, enum family f, uint32_t net,
    uint32_t targets)
{
	resolve(o, f, net, targets, true);
}
