/* SPDX-License-Identifier: ISC */
/*
 * Doubly linked by slab number, so that a variant leaves in O(1) and a cursor,
 * a node like any other, never has to be told.
 */
#include "base/log.h"
#include "rib_list.h"

void
rib_list_insert(struct rib_family *rf, uint32_t x, uint32_t after)
{
	struct rib_variant *v = rib_variant_at(rf, x);

	v->prev = after;
	v->next = after == 0 ? rf->head : rib_variant_at(rf, after)->next;
	if (after == 0)
		rf->head = x;
	else
		rib_variant_at(rf, after)->next = x;
	if (v->next == 0)
		rf->tail = x;
	else
		rib_variant_at(rf, v->next)->prev = x;
}

void
rib_list_remove(struct rib_family *rf, uint32_t x)
{
	const struct rib_variant *v = rib_variant_at(rf, x);

	if (v->prev == 0)
		rf->head = v->next;
	else
		rib_variant_at(rf, v->prev)->next = v->next;
	if (v->next == 0)
		rf->tail = v->prev;
	else
		rib_variant_at(rf, v->next)->prev = v->prev;
}

uint32_t
rib_list_node(struct rib_family *rf, uint32_t after)
{
	uint32_t x = slab_alloc(&rf->variants);

	if (x == 0)
		fatal("adj_rib_out: no number left for a cursor");
	rib_list_insert(rf, x, after);
	return x;
}

void
rib_list_node_free(struct rib_family *rf, uint32_t node)
{
	if (node == 0)
		return;
	rib_list_remove(rf, node);
	slab_release(&rf->variants, node);
}

void
rib_list_move(struct rib_family *rf, uint32_t node, uint32_t after)
{
	if (node == after)
		return;
	rib_list_remove(rf, node);
	rib_list_insert(rf, node, after);
}
