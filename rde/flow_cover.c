/* SPDX-License-Identifier: ISC */
/*
 * The originators of a prefix, found by a keyed hash: over iBGP a neighbour
 * writes as many ORIGINATOR_IDs as it likes.
 */
#include <stdlib.h>

#include "base/log.h"
#include "flow_cover.h"
#include "ipc/control.h"

bool
flow_is_as(uint32_t as, uint32_t other)
{
	return as == other && as != CTL_FLOW_AS_HIDDEN;
}

static uint32_t
hash(const struct hash_key *key, const struct flow_originator *o)
{
	return (uint32_t)hash_u64(key, (uint64_t)o->by_id << 32 | o->id);
}

void
flow_cover_clear(struct flow_cover *c)
{
	free(c->v);
	index_table_free(&c->index);
	*c = (struct flow_cover){ 0 };
}

const struct flow_holder *
flow_cover_find(const struct flow_cover *c, const struct hash_key *key,
    const struct flow_originator *who)
{
	const struct flow_holder *h;
	struct index_probe it;
	uint32_t want, i;

	if (c->n == 0)
		return NULL;
	want = hash(key, who);
	for (i = index_table_first(&c->index, want, &it); i != 0;
	    i = index_table_next(&c->index, want, &it)) {
		h = &c->v[i - 1];
		if (h->who.by_id == who->by_id && h->who.id == who->id)
			return h;
	}
	return NULL;
}

void
flow_cover_add(struct flow_cover *c, const struct hash_key *key,
    const struct flow_originator *who, uint32_t as)
{
	if (c->n == 0) {
		index_table_init(&c->index);
		c->as = as;
	} else if (!c->split && !flow_is_as(as, c->as)) {
		c->split = true;
		c->as2 = as;
	}
	if (flow_cover_find(c, key, who) != NULL)
		return;
	if (c->n == c->room) {
		c->room = c->room == 0 ? 4 : c->room * 2;
		c->v = xreallocarray(c->v, c->room, sizeof(*c->v));
	}
	c->v[c->n++] = (struct flow_holder){ *who, as };
	index_table_insert(&c->index, hash(key, who), (uint32_t)c->n);
}
