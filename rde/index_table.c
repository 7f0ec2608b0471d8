/* SPDX-License-Identifier: ISC */
/*
 * Hash to index with incremental growth: see index_table.h.  While a table is
 * being moved, an entry stands in exactly one of the two; a slot of the old
 * one that was emptied keeps a mark, so that probing goes on behind it.
 */
#include <stdlib.h>

#include "base/log.h"
#include "index_table.h"

enum {
	INDEX_START = 256,	/* slots, a power of two */
	INDEX_STEP = 8,		/* old slots moved with each change */
};

void
index_table_init(struct index_table *t)
{
	*t = (struct index_table){
		.v = xcalloc(INDEX_START, sizeof(*t->v)),
		.mask = INDEX_START - 1,
	};
}

void
index_table_free(struct index_table *t)
{
	free(t->v);
	free(t->old);
	*t = (struct index_table){ 0 };
}

static void
place(struct index_table *t, uint32_t hash, uint32_t idx)
{
	uint32_t at;

	for (at = hash; t->v[at & t->mask].idx != 0; at++)
		;
	t->v[at & t->mask] = (struct index_slot){ hash, idx };
}

static void
move_some(struct index_table *t)
{
	struct index_slot *s;
	unsigned i;

	if (t->old == NULL)
		return;
	for (i = 0; i < INDEX_STEP && t->moved <= t->old_mask; i++) {
		s = &t->old[t->moved++];
		if (s->idx != 0 && s->idx != INDEX_GONE) {
			place(t, s->hash, s->idx);
			s->idx = INDEX_GONE;
		}
	}
	if (t->moved > t->old_mask) {
		free(t->old);
		t->old = NULL;
	}
}

void
index_table_insert(struct index_table *t, uint32_t hash, uint32_t idx)
{
	move_some(t);
	/* Three quarters full: the old one is moved long before the next. */
	if (t->old == NULL && t->used >= t->mask / 4 * 3) {
		t->old = t->v;
		t->old_mask = t->mask;
		t->moved = 0;
		t->mask = t->mask * 2 + 1;
		t->v = xcalloc((size_t)t->mask + 1, sizeof(*t->v));
	}
	place(t, hash, idx);
	t->used++;
}

/* Linear probing without marks: what follows the hole is pulled back. */
static void
close_hole(struct index_table *t, uint32_t hole)
{
	uint32_t at, home;

	for (at = (hole + 1) & t->mask; t->v[at].idx != 0;
	    at = (at + 1) & t->mask) {
		home = t->v[at].hash & t->mask;
		if (((at - home) & t->mask) < ((at - hole) & t->mask))
			continue;
		t->v[hole] = t->v[at];
		hole = at;
	}
	t->v[hole].idx = 0;
}

void
index_table_remove(struct index_table *t, uint32_t hash, uint32_t idx)
{
	uint32_t at;

	for (at = hash & t->mask; t->v[at].idx != 0; at = (at + 1) & t->mask) {
		if (t->v[at].idx != idx)
			continue;
		close_hole(t, at);
		t->used--;
		move_some(t);
		return;
	}
	if (t->old == NULL)
		fatal("index_table: entry %u is not there", idx);
	for (at = hash & t->old_mask; t->old[at].idx != 0;
	    at = (at + 1) & t->old_mask) {
		if (t->old[at].idx != idx)
			continue;
		t->old[at].idx = INDEX_GONE;
		t->used--;
		move_some(t);
		return;
	}
	fatal("index_table: entry %u is not there", idx);
}

size_t
index_table_bytes(const struct index_table *t)
{
	return ((size_t)t->mask + 1) * sizeof(*t->v) +
	    (t->old == NULL ? 0 : ((size_t)t->old_mask + 1) * sizeof(*t->v));
}
