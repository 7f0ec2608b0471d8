/* SPDX-License-Identifier: ISC */
/*
 * Injected entries: pushed, taken out, hidden by a program's
 * withdraw, expired.
 */
#include <stdlib.h>

#include "base/log.h"
#include "inject_log.h"
#include "lease.h"
#include "originate.h"
#include "originate_job.h"
#include "originate_peers.h"
#include "originate_store.h"
#include "originate_take.h"
#include "peer.h"

enum { ENTRY_SHIFT = 12, EXTRA_SHIFT = 8 };

/* A lease is over: the entry pops, and what it shadowed is back. */
static void
expired(struct originate *o, uint32_t extra)
{
	const struct extra *t = extra_at(o, extra);
	enum family f = (enum family)t->family;
	uint32_t net = t->net, x = t->entry;
	uint32_t targets = entry_at(o, x)->targets;

	targets_ref(o->targets, targets);
	inject_log_touch(o->rde->log, f, net);
	inject_log_pop(o->rde->log, extra);
	entry_remove(o, f, net, x);
	entry_resolve(o, f, net, targets);
	targets_unref(o->targets, targets);
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
	LIST_INIT(&o->walkers);
	o->leases = leases_new(o, expired);
	originate_jobs_new(o);
	originate_passes_new(o);
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
	originate_jobs_free(o);
	originate_passes_free(o);
	leases_free(o->leases);
	names_free(o->names);
	slab_free_all(&o->entries);
	slab_free_all(&o->extras);
	free(o);
}

void
originate_on_may(struct originate *o, bool (*may)(void *arg,
    const char *owner, const struct peer *p), void *arg)
{
	o->may = may;
	o->may_arg = arg;
}

/* --- commands ------------------------------------------------------------- */

/* A reference. */
static uint32_t
targets_of_order(struct originate *o, const struct idset *targets)
{
	if (targets != NULL)
		return targets_of(o->targets, targets);
	targets_ref(o->targets, o->all);
	return o->all;
}

/* What a command finds is as if neighbours had not changed but long ago. */
static void
settle(struct originate *o, const struct nlri *n)
{
	uint32_t net = adj_rib_out_find(o->rib, n);

	if (net != 0)
		originate_settle_net(o, (enum family)n->family, net);
}

static enum originate_result
has_room(const struct originate *o, const struct nlri *n)
{
	if (o->injected >= ORIGINATE_INJECTED_MAX)
		return ORIGINATE_ROUTES;
	if (adj_rib_out_siblings(o->rib, n) >= ORIGINATE_IDS_MAX)
		return ORIGINATE_IDS;
	return ORIGINATE_OK;
}

/* Whose older entries give way to the order; a reference to the owner. */
static struct entry_source
source_of(struct originate *o, const struct originate_order *order)
{
	return (struct entry_source){ .source = order->source,
	    .owner = names_intern(o->names, order->owner),
	    .born_until = UINT32_MAX, .leased_only = order->lease_ms > 0,
	    .selector = order->selector };
}

/* A new entry of the order, newest of its net; its extra. */
static struct extra *
push(struct originate *o, enum family f, uint32_t net,
    const struct originate_order *order, uint32_t targets, uint32_t body)
{
	uint32_t x = entry_push(o, f, net, order->source, targets, body);
	struct extra *t = entry_extra(o, f, net, x);

	t->owner = names_intern(o->names, order->owner);
	t->reason = names_intern(o->names, order->reason);
	if (order->targets == NULL)
		entry_at(o, x)->flags |= ENTRY_ALL;
	else
		t->selector = names_intern(o->names, order->selector);
	if (order->lease_ms > 0) {
		entry_at(o, x)->flags |= ENTRY_LEASED;
		leases_add(o->leases, entry_at(o, x)->extra,
		    monotime_add_ms(clock_now(), order->lease_ms));
	}
	return t;
}

enum originate_result
originate_add(struct originate *o, const struct originate_route *r,
    const struct originate_order *order)
{
	enum originate_result res = has_room(o, &r->nlri);
	enum family f = (enum family)r->nlri.family;
	struct entry_source who;
	uint32_t net, t, body;
	struct extra *extra;

	if (res != ORIGINATE_OK)
		return res;
	settle(o, &r->nlri);
	if ((net = adj_rib_out_net(o->rib, &r->nlri)) == 0)
		return ORIGINATE_FULL;
	t = targets_of_order(o, order->targets);
	body = bodies_intern(o->rib->bodies, r->attrs, r->nexthop, r->self,
	    r->prepend);
	who = source_of(o, order);
	who.replaces = true;
	inject_log_touch(o->rde->log, f, net);
	entries_take(o, f, net, &who, t, order->targets == NULL);
	extra = push(o, f, net, order, t, body);
	extra->name = names_intern(o->names, r->name);
	extra->watchdog = names_intern(o->names, r->watchdog);
	inject_log_push(o->rde->log, entry_at(o, extra->entry)->extra);
	entry_resolve(o, f, net, t);
	names_unref(o->names, who.owner);
	bodies_unref(o->rib->bodies, body);
	targets_unref(o->targets, t);
	return ORIGINATE_OK;
}

/* Of t, those to whom another source says something; a reference. */
static uint32_t
told_by_others(struct originate *o, enum family f, uint32_t net, uint32_t t,
    const struct entry_source *who)
{
	const struct entry *e;
	uint32_t x, common, told = 0;

	for (x = rib_net_at(&o->rib->families[f], net)->origin; x != 0;
	    x = e->next) {
		e = entry_at(o, x);
		if (entry_is_of(o, e, who) || (e->flags & ENTRY_NEGATIVE))
			continue;
		common = targets_intersect(o->targets, e->targets, t);
		targets_add_to(o->targets, &told, common);
		targets_unref(o->targets, common);
	}
	return told;
}

enum originate_result
originate_withdraw(struct originate *o, const struct nlri *n,
    const struct originate_order *asked)
{
	struct originate_order order = *asked;
	enum originate_result res = has_room(o, n);
	enum family f = (enum family)n->family;
	struct entry_source who;
	uint32_t net, t, hidden;
	struct extra *extra;

	if (res != ORIGINATE_OK)
		return res;
	order.lease_ms = 0;
	settle(o, n);
	if ((net = adj_rib_out_net(o->rib, n)) == 0)
		return ORIGINATE_FULL;
	t = targets_of_order(o, order.targets);
	who = source_of(o, &order);
	inject_log_touch(o->rde->log, f, net);
	entries_take(o, f, net, &who, t, order.targets == NULL);
	hidden = told_by_others(o, f, net, t, &who);
	if (hidden != 0) {
		extra = push(o, f, net, &order,
		    order.targets == NULL ? t : hidden, 0);
		entry_at(o, extra->entry)->flags |= ENTRY_NEGATIVE;
		inject_log_push(o->rde->log,
		    entry_at(o, extra->entry)->extra);
	}
	entry_resolve_loudly(o, f, net, t);
	names_unref(o->names, who.owner);
	targets_unref(o->targets, hidden);
	targets_unref(o->targets, t);
	return ORIGINATE_OK;
}

unsigned
originate_delete(struct originate *o, const struct nlri *n,
    const struct idset *targets, const char *selector)
{
	const struct entry_source who = { .source = CTL_SRC_BGPCTL,
	    .born_until = UINT32_MAX, .selector = selector };
	enum family f = (enum family)n->family;
	uint32_t net, t;
	unsigned lost;

	settle(o, n);
	if ((net = adj_rib_out_find(o->rib, n)) == 0)
		return 0;
	t = targets_of_order(o, targets);
	inject_log_touch(o->rde->log, f, net);
	lost = entries_take(o, f, net, &who, t, targets == NULL);
	if (lost > 0)
		entry_resolve(o, f, net, t);
	targets_unref(o->targets, t);
	return lost;
}
