/* SPDX-License-Identifier: ISC */
/*
 * Next hops, and what is carried with them, interned and counted.  A neighbour
 * may choose a new one for each of its paths, so there are never more of them
 * than paths, and the hash is keyed.
 */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/log.h"
#include "base/slab.h"
#include "index_table.h"
#include "mixed_slab.h"
#include "nexthops.h"

enum { NEXTHOP_SHIFT = 8 };

struct entry {
	struct nexthop	nh;		/* its octets: behind those carried */
	uint32_t	refs;
	uint32_t	hash;
	uint32_t	octets;		/* of st->octets, 0 none */
	uint32_t	len;		/* that are carried */
};

struct nexthops {
	struct slab		slab;
	struct index_table	table;
	struct hash_key		key;
	/* another: equal octets in both parts are not to cancel out */
	struct hash_key		carried_key;
	uint64_t		refs;
	struct mixed_slab	octets;		/* carried, then nh.octets */
};

struct nexthops *
nexthops_new(void)
{
	struct nexthops *st = xcalloc(1, sizeof(*st));

	slab_init(&st->slab, sizeof(struct entry), NEXTHOP_SHIFT);
	mixed_slab_init(&st->octets);
	index_table_init(&st->table);
	hash_key_random(&st->key);
	hash_key_random(&st->carried_key);
	return st;
}

void
nexthops_free(struct nexthops *st)
{
	if (st == NULL)
		return;
	mixed_slab_free_all(&st->octets);
	slab_free_all(&st->slab);
	index_table_free(&st->table);
	free(st);
}

static struct entry *
entry_get(const struct nexthops *st, uint32_t idx)
{
	return slab_get(&st->slab, idx);
}

static bool
same(const struct nexthop *a, const struct nexthop *b)
{
	return addr_eq(&a->global, &b->global) &&
	    addr_eq(&a->link_local, &b->link_local) &&
	    a->link_local.scope == b->link_local.scope &&
	    nexthop_octets_same(a, b);
}

static bool
carries(const struct nexthops *st, const struct entry *e, struct rbuf carried)
{
	return e->len == carried.left && (e->len == 0 ||
	    memcmp(mixed_slab_get(&st->octets, e->octets), carried.p,
	    e->len) == 0);
}

/* Field by field: padding and unused octets must not count. */
static uint32_t
nexthop_hash(const struct nexthops *st, const struct nexthop *nh,
    struct rbuf carried)
{
	uint8_t k[2 + 16 + 16];
	uint64_t h;

	k[0] = nh->global.af;
	k[1] = nh->link_local.af;
	memcpy(k + 2, nh->global.b, sizeof(nh->global.b));
	memcpy(k + 18, nh->link_local.b, sizeof(nh->link_local.b));
	h = hash_bytes(&st->key, k, sizeof(k));
	if (carried.left > 0)
		h ^= hash_bytes(&st->carried_key, carried.p, carried.left);
	if (nh->octets.left > 0)
		h += hash_bytes(&st->key, nh->octets.p, nh->octets.left);
	return (uint32_t)h;
}

/* Copies of both behind each other; there is no room taken for none. */
static void
keep_octets(struct nexthops *st, struct entry *e, struct rbuf carried)
{
	const struct rbuf own = e->nh.octets;
	uint8_t *p;

	if (carried.left + own.left == 0)
		return;
	e->len = (uint32_t)carried.left;
	e->octets = mixed_slab_alloc(&st->octets, carried.left + own.left);
	p = mixed_slab_get(&st->octets, e->octets);
	if (carried.left > 0)
		memcpy(p, carried.p, carried.left);
	if (own.left == 0)
		return;
	memcpy(p + carried.left, own.p, own.left);
	e->nh.octets = rbuf_of(p + carried.left, own.left);
}

uint32_t
nexthops_intern(struct nexthops *st, const struct nexthop *nh,
    struct rbuf carried)
{
	struct index_probe it;
	struct entry *e;
	uint32_t h, idx;

	if (nh->global.af == ADDR_NONE && nh->link_local.af == ADDR_NONE &&
	    nh->octets.left == 0 && carried.left == 0)
		return 0;
	h = nexthop_hash(st, nh, carried);
	for (idx = index_table_first(&st->table, h, &it); idx != 0;
	    idx = index_table_next(&st->table, h, &it)) {
		e = entry_get(st, idx);
		if (same(&e->nh, nh) && carries(st, e, carried)) {
			e->refs++;
			st->refs++;
			return idx;
		}
	}
	idx = slab_alloc(&st->slab);
	if (idx == 0)
		fatal("nexthops: no more indices");
	e = entry_get(st, idx);
	*e = (struct entry){ .nh = *nh, .refs = 1, .hash = h };
	keep_octets(st, e, carried);
	st->refs++;
	index_table_insert(&st->table, h, idx);
	return idx;
}

void
nexthops_ref(struct nexthops *st, uint32_t idx)
{
	if (idx == 0)
		return;
	entry_get(st, idx)->refs++;
	st->refs++;
}

void
nexthops_unref(struct nexthops *st, uint32_t idx)
{
	struct entry *e;

	if (idx == 0)
		return;
	e = entry_get(st, idx);
	if (e->refs == 0)
		fatal("nexthops: reference given back twice");
	st->refs--;
	if (--e->refs > 0)
		return;
	index_table_remove(&st->table, e->hash, idx);
	if (e->octets != 0)
		mixed_slab_release(&st->octets, e->octets);
	slab_release(&st->slab, idx);
}

const struct nexthop *
nexthops_get(const struct nexthops *st, uint32_t idx)
{
	return idx == 0 ? NULL : &entry_get(st, idx)->nh;
}

struct rbuf
nexthops_carried(const struct nexthops *st, uint32_t idx)
{
	const struct entry *e;

	if (idx == 0 || (e = entry_get(st, idx))->len == 0)
		return rbuf_of(NULL, 0);
	return rbuf_of(mixed_slab_get(&st->octets, e->octets), e->len);
}

void
nexthops_usage(const struct nexthops *st, uint64_t *count, uint64_t *bytes,
    uint64_t *refs)
{
	*count = st->slab.used;
	*bytes = slab_bytes(&st->slab) + index_table_bytes(&st->table) +
	    mixed_slab_bytes(&st->octets);
	*refs = st->refs;
}
