/* SPDX-License-Identifier: ISC */
/*
 * Cursors: a node in the change list and the number of the last
 * variant passed.  Session loss frees the node, O(1); withdraws that only
 * absent neighbours were to get are swept in slices behind it.
 */
#include <stdlib.h>

#include "base/log.h"
#include "rib_cursor.h"
#include "rib_list.h"

enum { GC_SLICE = 4096 };

struct rib_cursor *
rib_cursor_get(const struct adj_rib_out *r, enum family f, uint16_t id)
{
	const struct rib_family *rf = &r->families[f];

	return id < rf->ncursors ? rf->cursors[id] : NULL;
}

static void
cursors_grow(struct rib_family *rf, uint32_t need)
{
	uint32_t n = rf->ncursors == 0 ? 16 : rf->ncursors;

	while (n <= need)
		n *= 2;
	if (n == rf->ncursors)
		return;
	rf->cursors = xreallocarray(rf->cursors, n, sizeof(*rf->cursors));
	while (rf->ncursors < n)
		rf->cursors[rf->ncursors++] = NULL;
}

struct rib_cursor *
rib_cursor_up(struct adj_rib_out *r, enum family f, uint16_t id)
{
	struct rib_family *rf = &r->families[f];
	struct rib_cursor *c = xcalloc(1, sizeof(*c));

	rib_cursor_down(r, f, id);
	cursors_grow(rf, id);
	c->id = id;
	c->up_seq = rf->seq;
	c->node = rib_list_node(rf, 0);
	rf->cursors[id] = c;
	return c;
}

void
rib_cursor_down(struct adj_rib_out *r, enum family f, uint16_t id)
{
	struct rib_family *rf = &r->families[f];
	struct rib_cursor *c = rib_cursor_get(r, f, id);

	if (c == NULL)
		return;
	rib_list_node_free(rf, c->node);
	rib_list_node_free(rf, c->again);
	short_list_clear(&c->unsent);
	free(c);
	rf->cursors[id] = NULL;
	if (rf->dead == 0)
		return;
	if (rf->gc == 0)
		rf->gc = rib_list_node(rf, 0);
	else
		rib_list_move(rf, rf->gc, 0);
}

uint32_t
rib_cursor_next(const struct rib_family *rf, uint32_t node)
{
	uint32_t x = node == 0 ? rf->head : rib_variant_at(rf, node)->next;

	while (x != 0 && rib_variant_at(rf, x)->net == 0)
		x = rib_variant_at(rf, x)->next;
	return x;
}

void
rib_cursor_pass(struct rib_family *rf, struct rib_cursor *c, uint32_t v)
{
	rib_list_move(rf, c->node, v);
	c->seq = rib_variant_seq(rib_variant_at(rf, v));
}

void
rib_cursor_again(struct rib_family *rf, struct rib_cursor *c)
{
	if (c->again == 0)
		c->again = rib_list_node(rf, 0);
	else
		rib_list_move(rf, c->again, 0);
	c->again_seq = 0;
}

void
rib_cursor_again_pass(struct rib_family *rf, struct rib_cursor *c,
    uint32_t v)
{
	rib_list_move(rf, c->again, v);
	c->again_seq = rib_variant_seq(rib_variant_at(rf, v));
}

void
rib_cursor_again_end(struct rib_family *rf, struct rib_cursor *c)
{
	rib_list_node_free(rf, c->again);
	c->again = 0;
}

/* Of the targets of a withdraw only those who are up need it. */
static void
gc_one(struct adj_rib_out *r, struct rib_family *rf, uint32_t x)
{
	const struct idset *s;
	uint32_t targets = rib_variant_at(rf, x)->targets;
	int id;

	targets_ref(r->targets, targets);
	s = targets_set(r->targets, targets);
	for (id = idset_next(s, 0); id != -1;
	    id = idset_next(s, (unsigned)id + 1))
		if (rib_cursor_get(r, rf->family, (uint16_t)id) == NULL)
			adj_rib_out_told(r, rf->family, x, (uint16_t)id);
	targets_unref(r->targets, targets);
}

bool
rib_cursor_gc(struct adj_rib_out *r, enum family f)
{
	struct rib_family *rf = &r->families[f];
	uint32_t x;
	unsigned i;

	if (rf->gc == 0)
		return false;
	for (i = 0; i < GC_SLICE && rf->dead > 0; i++) {
		if ((x = rib_cursor_next(rf, rf->gc)) == 0)
			break;
		rib_list_move(rf, rf->gc, x);
		if (rib_variant_at(rf, x)->body == 0)
			gc_one(r, rf, x);
	}
	if (i == GC_SLICE)
		return true;
	rib_list_node_free(rf, rf->gc);
	rf->gc = 0;
	return false;
}

uint64_t
rib_cursor_forgive(struct adj_rib_out *r, enum family f, uint16_t id)
{
	struct rib_family *rf = &r->families[f];
	struct rib_cursor *c = rib_cursor_get(r, f, id);
	const struct rib_variant *v;
	uint64_t held = 0;
	uint32_t x, next;

	for (x = rib_cursor_next(rf, c->node); x != 0; x = next) {
		next = rib_cursor_next(rf, x);
		v = rib_variant_at(rf, x);
		if (v->body != 0 || !targets_has(r->targets, v->targets, id))
			continue;
		held += adj_rib_out_replaces(v, c);
		adj_rib_out_told(r, f, x, id);
	}
	return held;
}

struct rib_cursor *
rib_cursor_slowest(const struct rib_family *rf)
{
	struct rib_cursor *slowest = NULL, *c;
	uint32_t i;

	for (i = 0; i < rf->ncursors; i++) {
		c = rf->cursors[i];
		if (c != NULL && (slowest == NULL || c->seq < slowest->seq))
			slowest = c;
	}
	return slowest;
}
