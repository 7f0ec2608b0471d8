/* SPDX-License-Identifier: ISC */
/*
 * A reload edits the configuration's entries in place: an entry
 * that says the same for the same neighbours stays, the rest is said anew, and
 * a sweep in slices drops what was not said again.  What follows for the
 * neighbours is looked at in the sweep, once for each NLRI, so that nobody is
 * told of the exchange.  Among themselves these entries cover disjoint
 * neighbours: of two statements for one neighbour and NLRI the later counts,
 * and statements that say the same share one entry.
 */
#include "base/log.h"
#include "ipc/control.h"
#include "originate_config.h"
#include "originate_store.h"

enum { PREFIXES = 64 };	/* a slice of the sweep */

void
originate_config_begin(struct originate *o)
{
	o->epoch++;
	o->stale = o->configured;
	o->sweep_family = 0;
	o->sweep_started = false;
	o->fresh = 0;
	o->count = (struct pe_done){ .counted = o->rde->configured };
}

static bool
is_current(const struct originate *o, const struct entry *e)
{
	return e->source == CTL_SRC_CONFIG && e->epoch == o->epoch;
}

/*
 * To be counted, and told, when everything was said.  The first time nobody is
 * there to hear of anything twice, and nothing to compare with.
 */
static void
mark_fresh(struct originate *o, enum family f, uint32_t net, uint32_t x,
    bool changed)
{
	struct entry *e = entry_at(o, x);

	if (!o->count.counted) {
		entry_resolve(o, f, net, e->targets);
		return;
	}
	if ((e->flags & ENTRY_FRESH) == 0)
		o->fresh++;
	e->flags |= ENTRY_FRESH;
	if (changed)
		e->flags |= ENTRY_CHANGED;
}

static void
unmark_fresh(struct originate *o, struct entry *e)
{
	if ((e->flags & ENTRY_FRESH) != 0)
		o->fresh--;
	e->flags &= (uint8_t)~(ENTRY_FRESH | ENTRY_CHANGED);
}

/*
 * What was said a moment ago for these neighbours counts no more; returns
 * those of t for whom something was, and whether it was said before too.
 */
static uint32_t
override(struct originate *o, enum family f, uint32_t net, uint32_t t,
    bool *kept)
{
	struct entry *e;
	uint32_t x, next, common, taken = 0;

	*kept = false;

	for (x = rib_net_at(&o->rib->families[f], net)->origin; x != 0;
	    x = next) {
		e = entry_at(o, x);
		next = e->next;
		if (!is_current(o, e))
			continue;
		common = targets_intersect(o->targets, e->targets, t);
		targets_add_to(o->targets, &taken, common);
		targets_take_from(o->targets, &e->targets, common);
		*kept |= common != 0 && (e->flags & ENTRY_FRESH) == 0;
		targets_unref(o->targets, common);
		if (e->targets == 0) {
			unmark_fresh(o, e);
			entry_remove(o, f, net, x);
		}
	}
	return taken;
}

static bool
says_same(const struct originate *o, const struct entry *e,
    const struct originate_route *r, uint32_t body)
{
	const struct extra *t;

	if (e->body != body ||
	    ((e->flags & ENTRY_WITHDRAWN) != 0) != r->withdrawn)
		return false;
	if (e->extra == 0)
		return r->name == NULL && r->watchdog == NULL;
	t = extra_at(o, e->extra);
	return t->name == names_find(o->names, r->name) &&
	    t->watchdog == names_find(o->names, r->watchdog);
}

/* The entry that says the same for the same; override left an old one. */
static uint32_t
find_same(const struct originate *o, enum family f, uint32_t net,
    const struct originate_route *r, uint32_t body, uint32_t t)
{
	const struct entry *e;
	uint32_t x;

	for (x = rib_net_at(&o->rib->families[f], net)->origin; x != 0;
	    x = e->next) {
		e = entry_at(o, x);
		if (e->source == CTL_SRC_CONFIG && e->targets == t &&
		    says_same(o, e, r, body))
			break;
	}
	return x;
}

/* One of this reload that says the same and can take more targets, or 0. */
static uint32_t
find_wider(const struct originate *o, enum family f, uint32_t net,
    const struct originate_route *r, uint32_t body)
{
	const struct entry *e;
	uint32_t x;

	if (r->watchdog != NULL)
		return 0;
	for (x = rib_net_at(&o->rib->families[f], net)->origin; x != 0;
	    x = e->next) {
		e = entry_at(o, x);
		if (is_current(o, e) && says_same(o, e, r, body))
			break;
	}
	return x;
}

/* To the front of the configuration's entries. */
static void
to_front(struct originate *o, enum family f, uint32_t net, uint32_t x)
{
	uint32_t *first = &rib_net_at(&o->rib->families[f], net)->origin, *at;

	while (entry_at(o, *first)->source != CTL_SRC_CONFIG)
		first = &entry_at(o, *first)->next;
	for (at = first; *at != x; at = &entry_at(o, *at)->next)
		;
	*at = entry_at(o, x)->next;
	entry_at(o, x)->next = *first;
	*first = x;
}

/*
 * The entry stays.  Of taken something else was said a moment ago, and when an
 * injection was looked at meanwhile, they were told.
 */
static void
keep(struct originate *o, enum family f, uint32_t net, uint32_t x,
    uint32_t taken)
{
	entry_at(o, x)->epoch = o->epoch;
	o->stale--;
	to_front(o, f, net, x);
	if (taken != 0)
		entry_resolve(o, f, net, taken);
}

static void
widen(struct originate *o, enum family f, uint32_t net, uint32_t x,
    uint32_t t, bool changed)
{
	targets_add_to(o->targets, &entry_at(o, x)->targets, t);
	mark_fresh(o, f, net, x, changed);
}

/*
 * Where the watchdog of the new entry is off: for those for whom it was off in
 * what said the same before, and where the statement says so for the others.
 */
static void
inherit_off(struct originate *o, enum family f, uint32_t net, uint32_t made,
    const struct originate_route *r, uint32_t t)
{
	const struct entry *e;
	uint32_t x, off, fresh = t;

	targets_ref(o->targets, fresh);
	for (x = rib_net_at(&o->rib->families[f], net)->origin; x != 0;
	    x = e->next) {
		e = entry_at(o, x);
		if (e->source != CTL_SRC_CONFIG || is_current(o, e) ||
		    !says_same(o, e, r, entry_at(o, made)->body))
			continue;
		targets_take_from(o->targets, &fresh, e->targets);
		off = targets_intersect(o->targets, extra_at(o,
		    e->extra)->off, t);
		targets_add_to(o->targets,
		    &extra_at(o, entry_at(o, made)->extra)->off, off);
		targets_unref(o->targets, off);
	}
	if (r->withdrawn)
		targets_add_to(o->targets,
		    &extra_at(o, entry_at(o, made)->extra)->off, fresh);
	targets_unref(o->targets, fresh);
}

static void
make(struct originate *o, enum family f, uint32_t net,
    const struct originate_route *r, uint32_t body, uint32_t t, bool changed)
{
	uint32_t x = entry_push(o, f, net, CTL_SRC_CONFIG, t, body);
	struct extra *extra;

	entry_at(o, x)->epoch = o->epoch;
	if (r->name != NULL || r->watchdog != NULL) {
		extra = entry_extra(o, f, net, x);
		extra->name = names_intern(o->names, r->name);
		extra->watchdog = names_intern(o->names, r->watchdog);
	}
	if (r->withdrawn)
		entry_at(o, x)->flags |= ENTRY_WITHDRAWN;
	if (r->watchdog != NULL)
		inherit_off(o, f, net, x, r, t);
	mark_fresh(o, f, net, x, changed);
}

/* Nothing has one form; a reference to the body. */
static uint32_t
said_of(struct originate *o, const struct originate_route *r,
    struct originate_route *said)
{
	*said = *r;
	if (said->name != NULL && *said->name == '\0')
		said->name = NULL;
	if (said->watchdog != NULL && *said->watchdog == '\0')
		said->watchdog = NULL;
	said->withdrawn = said->withdrawn && said->watchdog != NULL;
	return bodies_intern(o->rib->bodies, r->attrs, r->nexthop, r->self,
	    r->prepend);
}

void
originate_config_route(struct originate *o, const struct originate_route *r,
    const struct idset *targets)
{
	struct originate_route said;
	enum family f = (enum family)r->nlri.family;
	uint32_t t = targets_of(o->targets, targets);
	uint32_t net, x, body, taken;
	bool kept;

	if ((net = adj_rib_out_net(o->rib, &r->nlri)) == 0)
		return;			/* the table takes no more keys */
	body = said_of(o, r, &said);
	taken = override(o, f, net, t, &kept);
	if ((x = find_same(o, f, net, &said, body, t)) != 0)
		keep(o, f, net, x, taken);
	else if ((x = find_wider(o, f, net, &said, body)) != 0)
		widen(o, f, net, x, t, kept);
	else
		make(o, f, net, &said, body, t, kept);
	bodies_unref(o->rib->bodies, body);
	targets_unref(o->targets, taken);
	targets_unref(o->targets, t);
}

uint32_t
originate_config_same(struct originate *o, uint32_t net,
    const struct originate_route *r, const struct idset *targets)
{
	struct originate_route said;
	uint32_t t = targets_of(o->targets, targets);
	uint32_t body = said_of(o, r, &said), x;

	x = find_same(o, (enum family)r->nlri.family, net, &said, body, t);
	bodies_unref(o->rib->bodies, body);
	targets_unref(o->targets, t);
	return x;
}

/* --- what changed --------------------------------------------------------- */

static bool
say_same(const struct originate *o, const struct entry *a,
    const struct entry *b)
{
	static const struct extra none;
	const struct extra *ea, *eb;

	ea = a->extra == 0 ? &none : extra_at(o, a->extra);
	eb = b->extra == 0 ? &none : extra_at(o, b->extra);
	return a->body == b->body && ea->name == eb->name &&
	    ea->watchdog == eb->watchdog &&
	    ((a->flags ^ b->flags) & ENTRY_WITHDRAWN) == 0;
}

/* What was said before to those of whom this entry speaks. */
static void
count_fresh(struct originate *o, uint32_t first, struct entry *e)
{
	bool changed = (e->flags & ENTRY_CHANGED) != 0;
	uint32_t x, common, rest = e->targets;
	const struct entry *was;

	targets_ref(o->targets, rest);
	for (x = first; x != 0; x = was->next) {
		was = entry_at(o, x);
		if (was->source != CTL_SRC_CONFIG || is_current(o, was))
			continue;
		common = targets_intersect(o->targets, was->targets,
		    e->targets);
		changed |= common != 0 && !say_same(o, was, e);
		targets_take_from(o->targets, &rest, common);
		targets_unref(o->targets, common);
	}
	if (changed)
		o->count.changed++;
	else if (rest != 0)
		o->count.added++;
	targets_unref(o->targets, rest);
	unmark_fresh(o, e);
}

/* Who heard the entry and hears nothing of this reload in its place. */
static void
count_stale(struct originate *o, uint32_t first, const struct entry *e)
{
	uint32_t x, rest = e->targets;
	const struct entry *now;

	targets_ref(o->targets, rest);
	for (x = first; x != 0; x = now->next) {
		now = entry_at(o, x);
		if (is_current(o, now))
			targets_take_from(o->targets, &rest, now->targets);
	}
	o->count.removed += rest != 0;
	targets_unref(o->targets, rest);
}

static void
count_net(struct originate *o, enum family f, uint32_t net)
{
	uint32_t first = rib_net_at(&o->rib->families[f], net)->origin, x;
	struct entry *e;

	for (x = first; x != 0; x = e->next) {
		e = entry_at(o, x);
		if ((e->flags & ENTRY_FRESH) != 0)
			count_fresh(o, first, e);
		else if (e->source == CTL_SRC_CONFIG && !is_current(o, e))
			count_stale(o, first, e);
	}
}

/* --- sweep ---------------------------------------------------------------- */

uint32_t
originate_config_settle(struct originate *o, enum family f, uint32_t net)
{
	const struct entry *e;
	uint32_t x, next, first = rib_net_at(&o->rib->families[f],
	    net)->origin, touched = 0;

	for (x = first; x != 0; x = e->next) {
		e = entry_at(o, x);
		if (e->source == CTL_SRC_CONFIG && (!is_current(o, e) ||
		    (e->flags & ENTRY_FRESH) != 0))
			targets_add_to(o->targets, &touched, e->targets);
	}
	if (o->count.counted)
		count_net(o, f, net);
	for (x = first; x != 0; x = next) {
		e = entry_at(o, x);
		next = e->next;
		if (e->source != CTL_SRC_CONFIG || is_current(o, e))
			continue;
		entry_remove(o, f, net, x);
		o->stale--;
	}
	return touched;
}

static void
sweep_net(struct originate *o, enum family f, uint32_t net)
{
	uint32_t touched = originate_config_settle(o, f, net);

	if (touched != 0)
		entry_resolve(o, f, net, touched);
	else
		adj_rib_out_settle(o->rib, f, net);
	targets_unref(o->targets, touched);
}

/* Up to PREFIXES of them; false: the family is done. */
static bool
sweep_run(struct originate *o)
{
	const struct rib_family *rf = &o->rib->families[o->sweep_family];
	struct net_item v[PREFIXES];
	uint32_t net, next;
	size_t got, i;

	got = net_table_walk(rf->table,
	    o->sweep_started ? &o->sweep_after : NULL, NULL, v, PREFIXES);
	if (got == 0)
		return false;
	/* Before its key goes. */
	net_pos_set(&o->sweep_after, &v[got - 1].nlri);
	o->sweep_started = true;
	for (i = 0; i < got; i++) {
		for (net = v[i].value; net != 0; net = next) {
			next = rib_net_at(rf, net)->next;
			sweep_net(o, rf->family, net);
		}
	}
	return true;
}

static bool
has_uncounted(const struct originate *o)
{
	return o->stale > 0 || o->fresh > 0;
}

bool
originate_config_end(struct originate *o)
{
	if (!has_uncounted(o))
		return false;
	if (o->sweep_family == FAMILY_MAX)
		fatal("originate: entries that are nowhere");
	if (!sweep_run(o)) {
		o->sweep_family++;
		o->sweep_started = false;
	}
	return has_uncounted(o);
}

const struct pe_done *
originate_config_count(const struct originate *o)
{
	return &o->count;
}
