/* SPDX-License-Identifier: ISC */
/*
 * A net of which something else is said is copied when that is first seen,
 * with what was and was not said again so far, and goes on in the copy; so
 * the draft is as large as the change, and one bit for each entry.  Attribute
 * sets, next hops, target sets and names are those of the living.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "draft.h"
#include "ipc/control.h"
#include "originate_store.h"

enum {
	ENTRY_SHIFT	= 10,
	EXTRA_SHIFT	= 6,
	PREFIXES	= 64,		/* a step, */
	WORK		= 8192,		/* or so many neighbours */
};

struct draft {
	struct originate	 o;
	struct adj_rib_out	 rib;
	struct originate	*live;
	uint8_t			*seen;	/* live entries, a bit each */
	/* live entries of the configuration not seen and not copied */
	uint64_t		 left;

	struct net_pos		 after;	/* walk of the live ones */
	bool			 started;
	uint8_t			 live_family;
	uint8_t			 family;	/* of ours */
};

struct draft *
draft_new(struct originate *live)
{
	struct draft *d = xcalloc(1, sizeof(*d));

	adj_rib_out_draft(&d->rib, live->rib);
	d->o.rde = live->rde;
	d->o.rib = &d->rib;
	d->o.targets = live->targets;
	d->o.names = live->names;
	d->o.draft = true;
	slab_init(&d->o.entries, sizeof(struct entry), ENTRY_SHIFT);
	slab_init(&d->o.extras, sizeof(struct extra), EXTRA_SHIFT);
	d->live = live;
	d->left = live->configured;
	d->seen = xcalloc((size_t)live->entries.next / 8 + 1, 1);
	originate_config_begin(&d->o);
	return d;
}

static bool
is_seen(const struct draft *d, uint32_t x)
{
	return (d->seen[x / 8] >> x % 8 & 1) != 0;
}

/* --- copying -------------------------------------------------------------- */

static void
copy_extra(struct draft *d, enum family f, uint32_t net, uint32_t x,
    const struct extra *from)
{
	struct extra *t = entry_extra(&d->o, f, net, x);

	t->name = from->name;
	t->watchdog = from->watchdog;
	t->off = from->off;
	names_ref(d->o.names, t->name);
	names_ref(d->o.names, t->watchdog);
	targets_ref(d->o.targets, t->off);
}

static void
copy_entry(struct draft *d, enum family f, uint32_t net, uint32_t live)
{
	const struct entry *from = entry_at(d->live, live);
	uint32_t x = entry_push(&d->o, f, net, CTL_SRC_CONFIG, from->targets,
	    from->body);
	struct entry *e = entry_at(&d->o, x);

	e->flags = from->flags & ENTRY_WITHDRAWN;
	e->epoch = d->o.epoch;
	if (!is_seen(d, live)) {
		e->epoch--;
		d->o.stale++;
		d->left--;
	}
	if (from->extra != 0)
		copy_extra(d, f, net, x, extra_at(d->live, from->extra));
}

static uint32_t
copy_net(struct draft *d, const struct nlri *n, uint32_t live)
{
	enum family f = (enum family)n->family;
	uint32_t net = adj_rib_out_net(&d->rib, n), x;

	for (x = rib_net_at(&d->live->rib->families[f], live)->origin; x != 0;
	    x = entry_at(d->live, x)->next)
		if (entry_at(d->live, x)->source == CTL_SRC_CONFIG)
			copy_entry(d, f, net, x);
	return net;
}

void
draft_route(struct draft *d, const struct originate_route *r,
    const struct idset *targets)
{
	uint32_t live, x;

	if (adj_rib_out_find(&d->rib, &r->nlri) == 0 &&
	    (live = adj_rib_out_find(d->live->rib, &r->nlri)) != 0) {
		x = originate_config_same(d->live, live, r, targets);
		if (x != 0 && !is_seen(d, x)) {
			d->seen[x / 8] |= (uint8_t)(1U << x % 8);
			d->left--;
			return;
		}
		(void)copy_net(d, &r->nlri, live);
	}
	originate_config_route(&d->o, r, targets);
}

/* --- comparing ------------------------------------------------------------ */

struct look {
	struct forecast	*forecast;
	enum family	 f;
	uint32_t	 live;		/* net */
};

static void
serve(void *arg, uint32_t targets, uint32_t body)
{
	const struct look *l = arg;

	forecast_gets(l->forecast, l->f, l->live, targets, body);
}

/* What is injected stands before all of ours. */
static void
resolve(struct draft *d, struct look *l, uint32_t net, uint32_t targets)
{
	const struct entry_sink sink = { serve, l };
	uint32_t rest = targets;
	struct nlri n;

	targets_ref(d->o.targets, rest);
	adj_rib_out_nlri(&d->rib.families[l->f], net, &n);
	l->live = adj_rib_out_find(d->live->rib, &n);
	if (l->live != 0)
		entries_serve(d->live, rib_net_at(
		    &d->live->rib->families[l->f], l->live)->origin, true,
		    &rest, &sink);
	entries_serve(&d->o, rib_net_at(&d->rib.families[l->f],
	    net)->origin, false, &rest, &sink);
	if (rest != 0)
		serve(l, rest, 0);
	targets_unref(d->o.targets, rest);
}

static void
drop(struct draft *d, enum family f, uint32_t net)
{
	const struct rib_net *n = rib_net_at(&d->rib.families[f], net);

	while (n->origin != 0)
		entry_remove(&d->o, f, net, n->origin);
	adj_rib_out_settle(&d->rib, f, net);
}

static void
look_at(struct draft *d, struct forecast *forecast, enum family f,
    uint32_t net)
{
	struct look l = { .forecast = forecast, .f = f };
	uint32_t touched = originate_config_settle(&d->o, f, net);

	if (touched != 0)
		resolve(d, &l, net, touched);
	targets_unref(d->o.targets, touched);
	drop(d, f, net);
}

static bool
has_unseen(const struct draft *d, const struct rib_family *rf, uint32_t net)
{
	uint32_t x;

	for (x = rib_net_at(rf, net)->origin; x != 0;
	    x = entry_at(d->live, x)->next)
		if (entry_at(d->live, x)->source == CTL_SRC_CONFIG &&
		    !is_seen(d, x))
			return true;
	return false;
}

/* Nothing at all was said of this net, or what is there is copied. */
static void
look_at_live(struct draft *d, struct forecast *forecast,
    const struct rib_family *rf, uint32_t net)
{
	struct nlri n;

	if (!has_unseen(d, rf, net))
		return;
	adj_rib_out_nlri(rf, net, &n);
	if (adj_rib_out_find(&d->rib, &n) == 0)
		look_at(d, forecast, rf->family, copy_net(d, &n, net));
}

/* False: the family has no more. */
static bool
compare_live(struct draft *d, struct forecast *forecast)
{
	const struct rib_family *rf = &d->live->rib->families[d->live_family];
	uint64_t until = forecast_work(forecast) + WORK;
	struct net_item v[PREFIXES];
	size_t got, i;
	uint32_t net;

	got = net_table_walk(rf->table, d->started ? &d->after : NULL,
	    NULL, v, PREFIXES);
	for (i = 0; i < got && forecast_work(forecast) < until; i++) {
		for (net = v[i].value; net != 0; net = rib_net_at(rf,
		    net)->next)
			look_at_live(d, forecast, rf, net);
		net_pos_set(&d->after, &v[i].nlri);
		d->started = true;
	}
	return got > 0;
}

/* Each prefix goes as it is looked at, or without that. */
static bool
use_up(struct draft *d, struct forecast *forecast)
{
	const struct rib_family *rf = &d->rib.families[d->family];
	uint64_t until = forecast == NULL ? 0 : forecast_work(forecast) +
	    WORK;
	struct net_item v[PREFIXES];
	uint32_t net, next;
	size_t got, i;

	got = net_table_walk(rf->table, NULL, NULL, v, PREFIXES);
	for (i = 0; i < got; i++) {
		if (forecast != NULL && forecast_work(forecast) >= until)
			break;
		for (net = v[i].value; net != 0; net = next) {
			next = rib_net_at(rf, net)->next;
			if (forecast != NULL)
				look_at(d, forecast, rf->family, net);
			else
				drop(d, rf->family, net);
		}
	}
	return got > 0;
}

bool
draft_compare(struct draft *d, struct forecast *forecast)
{
	if (d->left > 0) {
		if (d->live_family == FAMILY_MAX)
			fatal("draft: entries that are nowhere");
		if (!compare_live(d, forecast)) {
			d->live_family++;
			d->started = false;
		}
		return true;
	}
	if (!use_up(d, forecast))
		d->family++;
	return d->family < FAMILY_MAX;
}

const struct pe_done *
draft_count(const struct draft *d)
{
	return &d->o.count;
}

bool
draft_close(struct draft *d)
{
	if (d->family < FAMILY_MAX) {
		if (!use_up(d, NULL))
			d->family++;
		return true;
	}
	slab_free_all(&d->o.entries);
	slab_free_all(&d->o.extras);
	adj_rib_out_draft_free(&d->rib);
	free(d->seen);
	free(d);
	return false;
}
