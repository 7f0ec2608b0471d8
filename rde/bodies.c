/* SPDX-License-Identifier: ISC */
/*
 * Interned (attributes, next hop): a chained hash over a slab.  One body per
 * attribute set in use, so the table is small beside the routes.
 */
#include <stdlib.h>

#include "base/hash.h"
#include "base/log.h"
#include "base/slab.h"
#include "bodies.h"

enum { SLOTS_MIN = 256, SLAB_SHIFT = 10 };

struct stored {
	struct body	body;
	uint32_t	refs;
	uint32_t	next;
};

struct bodies {
	struct attrs_store	*attrs;
	struct nexthops		*nexthops;
	struct hash_key		 key;
	struct slab		 slab;
	uint32_t		*slots;
	uint32_t		 nslots;
	uint32_t		 last;	/* the set that was asked for last */
};

struct bodies *
bodies_new(struct attrs_store *attrs, struct nexthops *nhs)
{
	struct bodies *b = xcalloc(1, sizeof(*b));

	b->attrs = attrs;
	b->nexthops = nhs;
	hash_key_random(&b->key);
	slab_init(&b->slab, sizeof(struct stored), SLAB_SHIFT);
	b->nslots = SLOTS_MIN;
	b->slots = xcalloc(b->nslots, sizeof(*b->slots));
	return b;
}

static struct stored *
stored_get(const struct bodies *b, uint32_t x)
{
	return slab_get(&b->slab, x);
}

void
bodies_free(struct bodies *b)
{
	struct stored *s;
	uint32_t i, x;

	if (b == NULL)
		return;
	for (i = 0; i < b->nslots; i++) {
		for (x = b->slots[i]; x != 0; x = s->next) {
			s = stored_get(b, x);
			attrs_unref(b->attrs, s->body.attrs);
			nexthops_unref(b->nexthops, s->body.nexthop);
		}
	}
	slab_free_all(&b->slab);
	free(b->slots);
	free(b);
}

static uint32_t
slot_of(const struct bodies *b, const struct body *v)
{
	uint64_t k = (uint64_t)v->attrs << 32 | v->nexthop << 1 | v->self;

	k ^= (uint64_t)v->prepend << 56;
	return (uint32_t)hash_u64(&b->key, k) & (b->nslots - 1);
}

static void
grow(struct bodies *b)
{
	uint32_t *old = b->slots, n = b->nslots, i, x, next, h;
	struct stored *s;

	if (b->slab.used < b->nslots)
		return;
	b->nslots *= 2;
	b->slots = xcalloc(b->nslots, sizeof(*b->slots));
	for (i = 0; i < n; i++) {
		for (x = old[i]; x != 0; x = next) {
			s = stored_get(b, x);
			next = s->next;
			h = slot_of(b, &s->body);
			s->next = b->slots[h];
			b->slots[h] = x;
		}
	}
	free(old);
}

static bool
same(const struct body *a, const struct body *b)
{
	return a->attrs == b->attrs && a->nexthop == b->nexthop &&
	    a->self == b->self && a->prepend == b->prepend;
}

/* A reference; NLRI with the same may share an UPDATE. */
static uint32_t
base_of(struct bodies *b, const struct body *v)
{
	static const struct nexthop none;
	const struct nexthop *nh = nexthops_get(b->nexthops, v->nexthop);
	uint32_t bare = nexthops_intern(b->nexthops, nh == NULL ? &none : nh,
	    rbuf_of(NULL, 0)), x;

	x = bodies_intern(b, v->attrs, bare, v->self != 0, v->prepend);
	nexthops_unref(b->nexthops, bare);
	return x;
}

uint32_t
bodies_intern(struct bodies *b, uint32_t attrs, uint32_t nexthop, bool self,
    uint8_t prepend)
{
	const struct body v = { .attrs = attrs, .nexthop = nexthop,
	    .self = self, .prepend = prepend };
	struct stored *s;
	uint32_t h, x;

	if (b->last != 0 && same(&stored_get(b, b->last)->body, &v)) {
		stored_get(b, b->last)->refs++;
		return b->last;
	}
	for (x = b->slots[slot_of(b, &v)]; x != 0; x = s->next) {
		s = stored_get(b, x);
		if (same(&s->body, &v)) {
			s->refs++;
			return b->last = x;
		}
	}
	grow(b);
	if ((x = slab_alloc(&b->slab)) == 0)
		fatal("bodies: no number left");
	h = slot_of(b, &v);
	*stored_get(b, x) = (struct stored){ .body = v, .refs = 1,
	    .next = b->slots[h] };
	b->slots[h] = x;
	attrs_ref(b->attrs, attrs);
	nexthops_ref(b->nexthops, nexthop);
	if (nexthops_carried(b->nexthops, nexthop).left > 0) {
		h = base_of(b, &v);
		stored_get(b, x)->body.base = h;
	}
	return b->last = x;
}

void
bodies_ref(struct bodies *b, uint32_t x)
{
	if (x != 0)
		stored_get(b, x)->refs++;
}

void
bodies_unref(struct bodies *b, uint32_t x)
{
	struct stored *s;
	uint32_t *at, base;

	if (x == 0)
		return;
	s = stored_get(b, x);
	if (--s->refs > 0)
		return;
	for (at = &b->slots[slot_of(b, &s->body)]; *at != x;
	    at = &stored_get(b, *at)->next)
		;
	*at = s->next;
	attrs_unref(b->attrs, s->body.attrs);
	nexthops_unref(b->nexthops, s->body.nexthop);
	if (b->last == x)
		b->last = 0;
	base = s->body.base;
	slab_release(&b->slab, x);
	bodies_unref(b, base);
}

const struct body *
bodies_get(const struct bodies *b, uint32_t x)
{
	return &stored_get(b, x)->body;
}

size_t
bodies_bytes(const struct bodies *b)
{
	return slab_bytes(&b->slab) + b->nslots * sizeof(*b->slots);
}
