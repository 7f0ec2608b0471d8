/* SPDX-License-Identifier: ISC */
/*
 * What was taken out of an entry by name remains excluded from it; an entry
 * that covers nobody, and will not, goes.
 */
#include "inject_log.h"
#include "originate_take.h"

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

/* True: it had some of them. */
static bool
take(struct originate *o, enum family f, uint32_t net, uint32_t x, uint32_t t,
    bool all)
{
	struct entry *e = entry_at(o, x);
	uint32_t common = targets_intersect(o->targets, e->targets, t);
	bool had = all || common != 0;

	if (had && !all) {
		inject_log_change(o->rde->log, INJECT_TAKE, e->extra, common);
		targets_take_from(o->targets, &e->targets, common);
		targets_add_to(o->targets, &extra_at(o, e->extra)->excluded,
		    common);
	}
	targets_unref(o->targets, common);
	if (had && (all || (e->targets == 0 && !(e->flags & ENTRY_ALL)))) {
		inject_log_pop(o->rde->log, e->extra);
		entry_remove(o, f, net, x);
	}
	return had;
}

unsigned
entries_take(struct originate *o, enum family f, uint32_t net,
    const struct entry_source *s, uint32_t targets, bool all)
{
	const struct entry *e;
	uint32_t x, next;
	unsigned n = 0;

	for (x = rib_net_at(&o->rib->families[f], net)->origin; x != 0;
	    x = next) {
		e = entry_at(o, x);
		next = e->next;
		if (entry_is_of(o, e, s))
			n += take(o, f, net, x, targets, all);
	}
	return n;
}
