/* SPDX-License-Identifier: ISC */
/*
 * What was taken out of an entry by name remains excluded from it; an entry
 * that covers nobody, and will not, goes, and so does one that a withdraw
 * leaves with nobody.
 */
#include "inject_log.h"
#include "originate_take.h"
#include "policy.h"

bool
entry_is_of(const struct originate *o, const struct entry *e,
    const struct entry_source *s)
{
	const struct extra *t;

	if (e->source != s->source)
		return false;
	t = extra_at(o, e->extra);
	return (s->source != CTL_SRC_PROGRAM || t->owner == s->owner) &&
	    t->born <= s->born_until &&
	    (!s->leased_only || (e->flags & ENTRY_LEASED) != 0);
}

static bool
is_idle(const struct entry *e)
{
	return e->targets == 0 && (e->flags & ENTRY_ALL) == 0;
}

/* From the first of a net's list on. */
static unsigned
count_idle(const struct originate *o, uint32_t first,
    const struct entry_source *s)
{
	const struct entry *e;
	unsigned n = 0;
	uint32_t x;

	for (x = first; x != 0; x = e->next) {
		e = entry_at(o, x);
		n += entry_is_of(o, e, s) && is_idle(e);
	}
	return n;
}

/* Whoever may come, and be of its selector, the command is for too. */
static bool
is_covered(const struct originate *o, const struct extra *t,
    const struct entry_source *s)
{
	return s->selector != NULL && t->selector != 0 &&
	    policy_covers(s->selector, names_get(o->names, t->selector));
}

/* A withdraw is for everybody that was taken out of it before. */
static bool
is_withdrawn(struct originate *o, const struct extra *t,
    const struct entry_source *s, uint32_t targets)
{
	uint32_t others;
	bool none;

	if (s->replaces || t->excluded == 0)
		return false;
	others = targets_minus(o->targets, t->excluded, targets);
	none = others == 0;
	targets_unref(o->targets, others);
	return none;
}

/*
 * It has nobody, and had: others may come whom it is for, where a route comes
 * in its place and not too many wait.
 */
static bool
may_wait(const struct extra *t, const struct entry_source *s, unsigned idle)
{
	return s->replaces && t->selector != 0 && idle < ENTRIES_IDLE_MAX;
}

static bool
stays(struct originate *o, const struct extra *t,
    const struct entry_source *s, uint32_t targets, bool had, unsigned *idle)
{
	if ((had && !may_wait(t, s, *idle)) || is_covered(o, t, s) ||
	    is_withdrawn(o, t, s, targets))
		return false;
	*idle += had;
	return true;
}

/* True: it had some of them. */
static bool
take(struct originate *o, enum family f, uint32_t net, uint32_t x,
    const struct entry_source *s, uint32_t t, bool all, unsigned *idle)
{
	struct entry *e = entry_at(o, x);
	struct extra *extra = extra_at(o, e->extra);
	uint32_t common = targets_intersect(o->targets, e->targets, t);
	bool had = all || common != 0;

	if (had && !all) {
		inject_log_change(o->rde->log, INJECT_TAKE, e->extra, common);
		targets_take_from(o->targets, &e->targets, common);
		targets_add_to(o->targets, &extra->excluded, common);
	}
	targets_unref(o->targets, common);
	if (!all && (!is_idle(e) || stays(o, extra, s, t, had, idle)))
		return had;
	inject_log_pop(o->rde->log, e->extra);
	entry_remove(o, f, net, x);
	return true;
}

unsigned
entries_take(struct originate *o, enum family f, uint32_t net,
    const struct entry_source *s, uint32_t targets, bool all)
{
	const uint32_t first = rib_net_at(&o->rib->families[f], net)->origin;
	unsigned n = 0, idle = count_idle(o, first, s);
	const struct entry *e;
	uint32_t x, next;

	for (x = first; x != 0; x = next) {
		e = entry_at(o, x);
		next = e->next;
		if (entry_is_of(o, e, s))
			n += take(o, f, net, x, s, targets, all, &idle);
	}
	return n;
}
