/* SPDX-License-Identifier: ISC */
/*
 * The store between originate and update_out: nets, variants, and what a
 * change does to them.  A net is found by prefix or key; the nets of
 * one (path ids) are chained.  Positions in the change list are in
 * rib_list.c and rib_cursor.c.
 */
#include <stdlib.h>
#include <string.h>

#include "adj_rib_out.h"
#include "base/log.h"
#include "rde.h"
#include "rib_list.h"

enum { SLAB_SHIFT = 12 };

static void
family_init(struct adj_rib_out *r, enum family f)
{
	struct rib_family *rf = &r->families[f];
	const struct family_info *fi = family_info(f);

	rf->family = f;
	rf->nexthops = r->nexthops;
	rf->table = net_table_new(f);
	slab_init(&rf->nets, offsetof(struct rib_net, b) + (fi->keyed ?
	    sizeof(struct rib_key) : addr_len(fi->af)), SLAB_SHIFT);
	slab_init(&rf->variants, sizeof(struct rib_variant), SLAB_SHIFT);
}

struct adj_rib_out *
adj_rib_out_new(struct rde *rde)
{
	struct adj_rib_out *r = xcalloc(1, sizeof(*r));
	unsigned f;

	r->targets = targets_new(rde->idsets);
	r->bodies = bodies_new(rde->attrs, rde->nexthops);
	r->nexthops = rde->nexthops;
	for (f = 0; f < FAMILY_MAX; f++)
		family_init(r, (enum family)f);
	return r;
}

void
adj_rib_out_draft(struct adj_rib_out *r, const struct adj_rib_out *of)
{
	unsigned f;

	*r = (struct adj_rib_out){ .targets = of->targets,
	    .bodies = of->bodies, .nexthops = of->nexthops };
	for (f = 0; f < FAMILY_MAX; f++)
		family_init(r, (enum family)f);
}

static void
family_free(struct rib_family *rf)
{
	uint32_t i;

	for (i = 0; i < rf->ncursors; i++) {
		if (rf->cursors[i] != NULL)
			short_list_clear(&rf->cursors[i]->unsent);
		free(rf->cursors[i]);
	}
	free(rf->cursors);
	slab_free_all(&rf->nets);
	slab_free_all(&rf->variants);
	net_table_free(rf->table);
}

void
adj_rib_out_draft_free(struct adj_rib_out *r)
{
	unsigned f;

	for (f = 0; f < FAMILY_MAX; f++)
		family_free(&r->families[f]);
}

void
adj_rib_out_free(struct adj_rib_out *r)
{
	if (r == NULL)
		return;
	adj_rib_out_draft_free(r);
	targets_free(r->targets);
	bodies_free(r->bodies);
	free(r);
}

/* --- nets ----------------------------------------------------------------- */

/* What the net is of, which is in the table. */
static void
net_name(const struct rib_family *rf, struct rib_net *net,
    const struct nlri *n)
{
	struct rib_key k = { 0 };

	if (family_info(rf->family)->keyed) {
		k.number = net_table_number(rf->table, n);
		memcpy(net->b, &k, sizeof(k));
		return;
	}
	net->len = n->prefix.len;
	memcpy(net->b, n->prefix.b, addr_len(n->prefix.af));
}

/* Without its path id. */
static void
net_nlri(const struct rib_family *rf, const struct rib_net *net,
    struct nlri *n)
{
	const struct family_info *fi = family_info(rf->family);
	struct rib_key k;

	*n = (struct nlri){ .family = (uint8_t)rf->family };
	if (fi->keyed) {
		memcpy(&k, net->b, sizeof(k));
		n->key = net_table_key(rf->table, k.number);
		n->carried = nexthops_carried(rf->nexthops, k.carried);
		return;
	}
	n->prefix.af = fi->af;
	n->prefix.len = net->len;
	memcpy(n->prefix.b, net->b, addr_len(fi->af));
}

/* In place of what was; the reference moves. */
static void
net_carry(const struct rib_family *rf, struct rib_net *net, uint32_t carried)
{
	struct rib_key k;

	memcpy(&k, net->b, sizeof(k));
	nexthops_unref(rf->nexthops, k.carried);
	k.carried = carried;
	memcpy(net->b, &k, sizeof(k));
}

static uint32_t
net_said(const struct rib_family *rf, uint32_t x, const struct nlri *n)
{
	static const struct nexthop none;

	if (n->carried.left > 0)
		net_carry(rf, rib_net_at(rf, x), nexthops_intern(
		    rf->nexthops, &none, n->carried));
	return x;
}

uint32_t
adj_rib_out_net(struct adj_rib_out *r, const struct nlri *n)
{
	struct rib_family *rf = &r->families[n->family];
	uint32_t *value = net_table_put(rf->table, n), x;
	struct rib_net *net;

	if (value == NULL)
		return 0;
	for (x = *value; x != 0; x = net->next) {
		net = rib_net_at(rf, x);
		if (net->path_id == n->path_id)
			return net_said(rf, x, n);
		net->flags |= NET_SIBLINGS;
	}
	if ((x = slab_alloc(&rf->nets)) == 0)
		fatal("adj_rib_out: no number left for an NLRI");
	net = rib_net_at(rf, x);
	net->next = *value;
	net->path_id = n->path_id;
	net->flags = NET_LIVE | (n->has_path_id ? NET_HAS_PATH_ID : 0) |
	    (*value != 0 ? NET_SIBLINGS : 0);
	*value = x;
	net_name(rf, net, n);
	return net_said(rf, x, n);
}

unsigned
adj_rib_out_siblings(const struct adj_rib_out *r, const struct nlri *n)
{
	const struct rib_family *rf = &r->families[n->family];
	const uint32_t *value = net_table_find(rf->table, n);
	uint32_t x = value == NULL ? 0 : *value;
	unsigned others = 0;

	for (; x != 0; x = rib_net_at(rf, x)->next, others++)
		if (rib_net_at(rf, x)->path_id == n->path_id)
			return 0;
	return others;
}

uint32_t
adj_rib_out_find(const struct adj_rib_out *r, const struct nlri *n)
{
	const struct rib_family *rf = &r->families[n->family];
	const uint32_t *value = net_table_find(rf->table, n);
	uint32_t x = value == NULL ? 0 : *value;

	while (x != 0 && rib_net_at(rf, x)->path_id != n->path_id)
		x = rib_net_at(rf, x)->next;
	return x;
}

void
adj_rib_out_nlri(const struct rib_family *rf, uint32_t x, struct nlri *n)
{
	const struct rib_net *net = rib_net_at(rf, x);

	net_nlri(rf, net, n);
	n->has_path_id = (net->flags & NET_HAS_PATH_ID) != 0;
	n->path_id = net->path_id;
}

void
adj_rib_out_settle(struct adj_rib_out *r, enum family f, uint32_t x)
{
	struct rib_family *rf = &r->families[f];
	struct rib_net *net = rib_net_at(rf, x), *other;
	struct nlri n;
	uint32_t *value;

	if (net->origin != 0 || net->variants != 0)
		return;
	net_nlri(rf, net, &n);
	value = net_table_find(rf->table, &n);
	if (value == NULL)
		fatal("adj_rib_out: a net without its prefix");
	if (*value == x && net->next == 0)
		net_table_remove(rf->table, &n);
	else if (*value == x)
		*value = net->next;
	else {
		other = rib_net_at(rf, *value);
		while (other->next != x)
			other = rib_net_at(rf, other->next);
		other->next = net->next;
	}
	if (family_info(f)->keyed)
		net_carry(rf, net, 0);
	net->flags = 0;
	slab_release(&rf->nets, x);
}

/* --- variants ------------------------------------------------------------- */

static uint32_t
variant_append(struct adj_rib_out *r, struct rib_family *rf, uint32_t x,
    uint32_t targets, uint32_t body, uint8_t flags)
{
	struct rib_net *net = rib_net_at(rf, x);
	struct rib_variant *v;
	uint32_t i;

	if ((i = slab_alloc(&rf->variants)) == 0)
		fatal("adj_rib_out: no number left for a variant");
	v = rib_variant_at(rf, i);
	rf->seq++;
	v->net = x;
	v->sibling = net->variants;
	v->targets = targets;
	v->body = body;
	v->seq_low = (uint32_t)rf->seq;
	v->seq_high = (uint16_t)(rf->seq >> 32);
	v->flags = flags;
	targets_ref(r->targets, targets);
	bodies_ref(r->bodies, body);
	net->variants = i;
	rib_list_insert(rf, i, rf->tail);
	rf->version++;
	if (body != 0)
		rf->live++;
	else
		rf->dead++;
	return i;
}

static void
variant_remove(struct adj_rib_out *r, struct rib_family *rf, uint32_t i)
{
	struct rib_variant *v = rib_variant_at(rf, i);
	uint32_t *at = &rib_net_at(rf, v->net)->variants;

	while (*at != i)
		at = &rib_variant_at(rf, *at)->sibling;
	*at = v->sibling;
	rib_list_remove(rf, i);
	if (v->body != 0)
		rf->live--;
	else
		rf->dead--;
	bodies_unref(r->bodies, v->body);
	targets_unref(r->targets, v->targets);
	rf->version++;
	slab_release(&rf->variants, i);
}

/* Takes common out of a variant, and it out of their short lists. */
static void
variant_take(struct adj_rib_out *r, struct rib_family *rf, uint32_t i,
    uint32_t common)
{
	struct rib_variant *v = rib_variant_at(rf, i);
	const struct idset *s = targets_set(r->targets, common);
	int id;

	if (v->flags & VARIANT_UNSENT)
		for (id = idset_next(s, 0); id != -1;
		    id = idset_next(s, (unsigned)id + 1))
			if ((uint32_t)id < rf->ncursors &&
			    rf->cursors[id] != NULL)
				short_list_remove(&rf->cursors[id]->unsent, i);
	targets_take_from(r->targets, &v->targets, common);
	rf->version++;
	if (v->targets == 0)
		variant_remove(r, rf, i);
}

bool
adj_rib_out_replaces(const struct rib_variant *v, const struct rib_cursor *c)
{
	return (v->flags & VARIANT_REPLACES) && rib_variant_seq(v) > c->up_seq;
}

bool
adj_rib_out_withdraws(const struct rib_variant *v, const struct rib_cursor *c)
{
	return (v->flags & (VARIANT_REPLACES | VARIANT_FORCED)) &&
	    rib_variant_seq(v) > c->up_seq;
}

/* Does this neighbour hold v, or what v was to replace? */
static bool
may_hold(const struct rib_variant *v, uint32_t i, const struct rib_cursor *c)
{
	if (rib_variant_seq(v) <= c->seq)
		return v->body != 0 && !((v->flags & VARIANT_UNSENT) &&
		    short_list_has(&c->unsent, i));
	return adj_rib_out_replaces(v, c);
}

/* Those whom a change concerns: who holds, who is up, who is away. */
struct concerned {
	uint32_t	hold;
	uint32_t	fresh;
	uint32_t	away;
};

static uint32_t *
which(struct concerned *c, const struct rib_variant *v, uint32_t i,
    const struct rib_cursor *cur)
{
	if (cur == NULL)
		return &c->away;
	return may_hold(v, i, cur) ? &c->hold : &c->fresh;
}

static const struct rib_cursor *
cursor_of(const struct rib_family *rf, uint16_t id)
{
	return id < rf->ncursors ? rf->cursors[id] : NULL;
}

static bool
is_away(const void *arg, uint16_t id)
{
	return cursor_of(arg, id) == NULL;
}

/* A variant, and who may hold it of those that are not away. */
struct holding {
	const struct rib_family	 *rf;
	const struct rib_variant *v;
	uint32_t		  i;
};

static bool
holds(const void *arg, uint16_t id)
{
	const struct holding *h = arg;

	return may_hold(h->v, h->i, cursor_of(h->rf, id));
}

/* A set for each kind, not one for each neighbour: there may be thousands. */
static void
part(struct adj_rib_out *r, const struct holding *h, uint32_t common,
    struct concerned *c)
{
	uint32_t away = targets_where(r->targets, common, is_away, h->rf);
	uint32_t here = targets_minus(r->targets, common, away);
	uint32_t hold = targets_where(r->targets, here, holds, h);
	uint32_t fresh = targets_minus(r->targets, here, hold);

	targets_add_to(r->targets, &c->away, away);
	targets_add_to(r->targets, &c->hold, hold);
	targets_add_to(r->targets, &c->fresh, fresh);
	targets_unref(r->targets, away);
	targets_unref(r->targets, here);
	targets_unref(r->targets, hold);
	targets_unref(r->targets, fresh);
}

/* Usually all of common are alike: then no set is made. */
static void
classify(struct adj_rib_out *r, const struct rib_family *rf, uint32_t i,
    uint32_t common, struct concerned *c)
{
	const struct holding h = { .rf = rf, .i = i,
	    .v = rib_variant_at(rf, i) };
	const struct idset *s = targets_set(r->targets, common);
	uint32_t *first = NULL, *now;
	bool alike = true;
	int id;

	for (id = idset_next(s, 0); id != -1 && alike;
	    id = idset_next(s, (unsigned)id + 1)) {
		now = which(c, h.v, i, cursor_of(rf, (uint16_t)id));
		alike = first == NULL || first == now;
		first = now;
	}
	if (alike && first != NULL)
		targets_add_to(r->targets, first, common);
	else
		part(r, &h, common, c);
}

/* What it means for those of x who have not this body that they get it. */
static void
concern(struct adj_rib_out *r, const struct rib_family *rf, uint32_t net,
    uint32_t x, uint32_t body, struct concerned *c)
{
	const struct rib_variant *v;
	uint32_t i, common, rest = x;

	targets_ref(r->targets, rest);
	for (i = net == 0 ? 0 : rib_net_at(rf, net)->variants; i != 0;
	    i = v->sibling) {
		v = rib_variant_at(rf, i);
		common = targets_intersect(r->targets, v->targets, x);
		if (common == 0)
			continue;
		targets_take_from(r->targets, &rest, common);
		if (v->body != body)
			classify(r, rf, i, common, c);
		targets_unref(r->targets, common);
	}
	targets_add_to(r->targets, &c->fresh, rest);
	targets_unref(r->targets, rest);
}

/* Takes x out of the variants that say something else. */
static void
detach(struct adj_rib_out *r, struct rib_family *rf, uint32_t net, uint32_t x,
    uint32_t body)
{
	uint32_t i, next, common;

	for (i = rib_net_at(rf, net)->variants; i != 0; i = next) {
		next = rib_variant_at(rf, i)->sibling;
		if (rib_variant_at(rf, i)->body == body)
			continue;
		common = targets_intersect(r->targets,
		    rib_variant_at(rf, i)->targets, x);
		if (common != 0)
			variant_take(r, rf, i, common);
		targets_unref(r->targets, common);
	}
}

/* Neighbours that are away may join a variant: their cursor is before it. */
static bool
join(struct adj_rib_out *r, struct rib_family *rf, uint32_t net,
    uint32_t away, uint32_t body)
{
	struct rib_variant *v;
	uint32_t i;

	for (i = rib_net_at(rf, net)->variants; i != 0; i = v->sibling) {
		v = rib_variant_at(rf, i);
		if (v->body != body)
			continue;
		targets_add_to(r->targets, &v->targets, away);
		rf->version++;
		return true;
	}
	return false;
}

/* Of those never told anything, who is away? */
static void
part_away(struct adj_rib_out *r, const struct rib_family *rf,
    struct concerned *c)
{
	uint32_t away = targets_where(r->targets, c->fresh, is_away, rf);

	targets_add_to(r->targets, &c->away, away);
	targets_take_from(r->targets, &c->fresh, away);
	targets_unref(r->targets, away);
}

bool
adj_rib_out_set(struct adj_rib_out *r, enum family f, uint32_t net,
    uint32_t targets, uint32_t body)
{
	struct rib_family *rf = &r->families[f];
	struct concerned c = { 0 };
	bool tell;

	if (rib_net_at(rf, net)->variants == 0) {
		if (body != 0 && targets != 0)
			variant_append(r, rf, net, targets, body, 0);
		return body != 0;
	}
	concern(r, rf, net, targets, body, &c);
	detach(r, rf, net, targets, body);
	if (body != 0 && rib_net_at(rf, net)->variants != 0) {
		part_away(r, rf, &c);
		if (c.away != 0 && !join(r, rf, net, c.away, body))
			targets_add_to(r->targets, &c.fresh, c.away);
	} else if (body != 0)
		targets_add_to(r->targets, &c.fresh, c.away);
	tell = c.hold != 0 || (body != 0 && c.fresh != 0);
	if (c.hold != 0)
		variant_append(r, rf, net, c.hold, body, VARIANT_REPLACES);
	if (body != 0 && c.fresh != 0)
		variant_append(r, rf, net, c.fresh, body, 0);
	targets_unref(r->targets, c.hold);
	targets_unref(r->targets, c.fresh);
	targets_unref(r->targets, c.away);
	return tell;
}

/* Of targets, those who get something or wait for a withdraw already. */
static uint32_t
told_something(struct adj_rib_out *r, const struct rib_family *rf,
    uint32_t net, uint32_t targets)
{
	uint32_t i, common, told = 0;
	const struct rib_variant *v;

	for (i = rib_net_at(rf, net)->variants; i != 0; i = v->sibling) {
		v = rib_variant_at(rf, i);
		common = targets_intersect(r->targets, v->targets, targets);
		targets_add_to(r->targets, &told, common);
		targets_unref(r->targets, common);
	}
	return told;
}

bool
adj_rib_out_force(struct adj_rib_out *r, enum family f, uint32_t net,
    uint32_t targets)
{
	struct rib_family *rf = &r->families[f];
	uint32_t told = told_something(r, rf, net, targets);
	struct concerned c = { 0 };

	c.fresh = targets_minus(r->targets, targets, told);
	part_away(r, rf, &c);
	if (c.fresh != 0)
		variant_append(r, rf, net, c.fresh, 0, VARIANT_FORCED);
	targets_unref(r->targets, told);
	targets_unref(r->targets, c.fresh);
	targets_unref(r->targets, c.away);
	return c.fresh != 0;
}

void
adj_rib_out_foresee(struct adj_rib_out *r, enum family f, uint32_t net,
    uint32_t targets, uint32_t body, struct rib_change *change)
{
	struct concerned c = { 0 };

	concern(r, &r->families[f], net, targets, body, &c);
	targets_unref(r->targets, c.away);
	if (body == 0) {
		targets_unref(r->targets, c.fresh);
		c.fresh = 0;
	}
	change->replaced = c.hold;
	change->fresh = c.fresh;
}

void
adj_rib_out_told(struct adj_rib_out *r, enum family f, uint32_t i,
    uint16_t id)
{
	struct rib_family *rf = &r->families[f];
	uint32_t net = rib_variant_at(rf, i)->net;
	uint32_t one = targets_one(r->targets, id);

	variant_take(r, rf, i, one);
	targets_unref(r->targets, one);
	adj_rib_out_settle(r, f, net);
}

void
adj_rib_out_unsent(struct rib_family *rf, struct rib_cursor *c, uint32_t i)
{
	rib_variant_at(rf, i)->flags |= VARIANT_UNSENT;
	short_list_add(&c->unsent, i);
}

uint32_t
adj_rib_out_newest(const struct adj_rib_out *r, enum family f,
    const struct rib_net *net, const struct rib_cursor *c, uint64_t seq)
{
	const struct rib_family *rf = &r->families[f];
	const struct rib_variant *v;
	struct nlri n;
	uint32_t x, i, best = 0;
	uint64_t best_seq = 0;

	net_nlri(rf, net, &n);
	for (x = *net_table_find(rf->table, &n); x != 0;
	    x = rib_net_at(rf, x)->next) {
		for (i = rib_net_at(rf, x)->variants; i != 0; i = v->sibling) {
			v = rib_variant_at(rf, i);
			if (v->body == 0 || rib_variant_seq(v) > seq ||
			    rib_variant_seq(v) <= best_seq ||
			    !targets_has(r->targets, v->targets, c->id) ||
			    ((v->flags & VARIANT_UNSENT) &&
			    short_list_has(&c->unsent, i)))
				continue;
			best = i;
			best_seq = rib_variant_seq(v);
		}
	}
	return best;
}

unsigned
adj_rib_out_paths(const struct adj_rib_out *r, enum family f, uint32_t v,
    const struct rib_cursor *c, unsigned *looks)
{
	const struct rib_family *rf = &r->families[f];
	const struct rib_variant *mine = rib_variant_at(rf, v), *other;
	const uint64_t seq = rib_variant_seq(mine);
	struct nlri nlri;
	unsigned n = 0;
	uint32_t x, i;

	net_nlri(rf, rib_net_at(rf, mine->net), &nlri);
	for (x = *net_table_find(rf->table, &nlri); x != 0;
	    x = rib_net_at(rf, x)->next) {
		if (x == mine->net)
			continue;
		for (i = rib_net_at(rf, x)->variants; i != 0;
		    i = other->sibling) {
			other = rib_variant_at(rf, i);
			++*looks;
			if (!targets_has(r->targets, other->targets, c->id))
				continue;
			n += rib_variant_seq(other) > seq ?
			    adj_rib_out_replaces(other, c) :
			    other->body != 0 &&
			    !((other->flags & VARIANT_UNSENT) &&
			    short_list_has(&c->unsent, i));
		}
	}
	return n;
}

/* The newest of the prefix on the neighbour's short list; 0: none. */
static uint32_t
newest_unsent(const struct rib_family *rf, uint32_t net,
    const struct rib_cursor *c)
{
	const struct rib_variant *v;
	struct nlri n;
	uint32_t x, i, best = 0;

	net_nlri(rf, rib_net_at(rf, net), &n);
	for (x = *net_table_find(rf->table, &n); x != 0;
	    x = rib_net_at(rf, x)->next)
		for (i = rib_net_at(rf, x)->variants; i != 0; i = v->sibling) {
			v = rib_variant_at(rf, i);
			if ((v->flags & VARIANT_UNSENT) && v->body != 0 &&
			    short_list_has(&c->unsent, i) && (best == 0 ||
			    rib_variant_seq(v) >
			    rib_variant_seq(rib_variant_at(rf, best))))
				best = i;
		}
	return best;
}

void
adj_rib_out_retry(struct adj_rib_out *r, enum family f, uint32_t net,
    const struct rib_cursor *c)
{
	struct rib_family *rf = &r->families[f];
	uint32_t i = newest_unsent(rf, net, c), body, one;

	if (i == 0)
		return;
	net = rib_variant_at(rf, i)->net;
	body = rib_variant_at(rf, i)->body;
	bodies_ref(r->bodies, body);
	one = targets_one(r->targets, c->id);
	variant_take(r, rf, i, one);
	variant_append(r, rf, net, one, body, 0);
	targets_unref(r->targets, one);
	bodies_unref(r->bodies, body);
}

bool
adj_rib_out_unsettled(const struct adj_rib_out *r, enum family f,
    const struct rib_net *net, const struct rib_cursor *c)
{
	const struct rib_family *rf = &r->families[f];
	const struct rib_variant *v;
	struct nlri n;
	uint32_t x, i;

	net_nlri(rf, net, &n);
	for (x = *net_table_find(rf->table, &n); x != 0;
	    x = rib_net_at(rf, x)->next) {
		for (i = rib_net_at(rf, x)->variants; i != 0; i = v->sibling) {
			v = rib_variant_at(rf, i);
			if (rib_variant_seq(v) > c->seq &&
			    targets_has(r->targets, v->targets, c->id) &&
			    adj_rib_out_replaces(v, c))
				return true;
		}
	}
	return false;
}
