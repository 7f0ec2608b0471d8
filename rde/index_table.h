/* SPDX-License-Identifier: ISC */
/*
 * Hash to index, for stores that intern: open addressing with linear probing,
 * eight octets a slot.  It grows in steps, a few slots with each change, so no
 * insertion ever waits for a whole table to be moved.  The caller compares
 * what the candidates name.
 */
#ifndef RDE_INDEX_TABLE_H
#define RDE_INDEX_TABLE_H

#include <stddef.h>
#include <stdint.h>

enum { INDEX_GONE = 0xffffffff };	/* a slot that was emptied */

struct index_slot {
	uint32_t	hash;
	uint32_t	idx;		/* 0: never used */
};

struct index_table {
	struct index_slot *v;
	struct index_slot *old;		/* being moved into v, or NULL */
	uint32_t	   mask;
	uint32_t	   old_mask;
	uint32_t	   moved;	/* slots of old that are done with */
	uint32_t	   used;	/* of both */
};

void	index_table_init(struct index_table *t);
void	index_table_free(struct index_table *t);
void	index_table_insert(struct index_table *t, uint32_t hash,
	    uint32_t idx);
void	index_table_remove(struct index_table *t, uint32_t hash,
	    uint32_t idx);
size_t	index_table_bytes(const struct index_table *t);

struct index_probe {
	uint32_t	at;
	uint32_t	in_old;
};

/* The next candidate with this hash, 0 when there are no more. */
static inline uint32_t
index_table_next(const struct index_table *t, uint32_t hash,
    struct index_probe *it)
{
	const struct index_slot *s;

	for (;; it->at++) {
		s = it->in_old != 0 ? &t->old[it->at & t->old_mask] :
		    &t->v[it->at & t->mask];
		if (s->idx == 0) {
			if (it->in_old != 0 || t->old == NULL)
				return 0;
			it->in_old = 1;
			it->at = hash - 1;
		} else if (s->hash == hash && s->idx != INDEX_GONE) {
			it->at++;
			return s->idx;
		}
	}
}

static inline uint32_t
index_table_first(const struct index_table *t, uint32_t hash,
    struct index_probe *it)
{
	it->at = hash;
	it->in_old = 0;
	return index_table_next(t, hash, it);
}

#endif
