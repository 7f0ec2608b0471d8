/* SPDX-License-Identifier: ISC */
/*
 * Numbered sets of neighbours for originate and adj_rib_out.  A hash from the
 * interned set's address to its number, and a small memory of results: its
 * operands and result are kept referenced while they stand there.
 */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/log.h"
#include "targets.h"

enum { MEMO = 64, SLOTS_MIN = 64 };
enum operation { OP_NONE, OP_UNION, OP_MINUS, OP_INTERSECT };

struct target {
	const struct idset	*set;
	uint32_t		 refs;
	uint32_t		 next;	/* same slot, or free list */
};

struct memo {
	uint8_t		op;
	uint32_t	a, b, result;
};

struct targets {
	struct idset_store	*sets;
	const struct idset	*empty;
	struct hash_key		 key;
	struct target		*v;	/* 1.. */
	uint32_t		 n;	/* first never used */
	uint32_t		 size;
	uint32_t		 free;
	uint32_t		 used;
	uint32_t		*slots;
	uint32_t		 nslots;
	struct memo		 memo[MEMO];
};

struct targets *
targets_new(struct idset_store *sets)
{
	struct targets *t = xcalloc(1, sizeof(*t));

	t->sets = sets;
	t->empty = idset_empty(sets);
	hash_key_random(&t->key);
	t->size = SLOTS_MIN;
	t->n = 1;
	t->v = xcalloc(t->size, sizeof(*t->v));
	t->nslots = SLOTS_MIN;
	t->slots = xcalloc(t->nslots, sizeof(*t->slots));
	return t;
}

void
targets_free(struct targets *t)
{
	uint32_t i;

	if (t == NULL)
		return;
	for (i = 1; i < t->n; i++)
		if (t->v[i].refs > 0)
			idset_unref(t->sets, t->v[i].set);
	idset_unref(t->sets, t->empty);
	free(t->slots);
	free(t->v);
	free(t);
}

static uint32_t
slot_of(const struct targets *t, const struct idset *s)
{
	return (uint32_t)hash_u64(&t->key, (uint64_t)(uintptr_t)s) &
	    (t->nslots - 1);
}

static void
grow(struct targets *t)
{
	uint32_t i, h;

	if (t->n == t->size) {
		t->size *= 2;
		t->v = xreallocarray(t->v, t->size, sizeof(*t->v));
	}
	if (t->used < t->nslots)
		return;
	t->nslots *= 2;
	free(t->slots);
	t->slots = xcalloc(t->nslots, sizeof(*t->slots));
	for (i = 1; i < t->n; i++) {
		if (t->v[i].refs == 0)
			continue;
		h = slot_of(t, t->v[i].set);
		t->v[i].next = t->slots[h];
		t->slots[h] = i;
	}
}

/* Takes the reference s. */
static uint32_t
intern(struct targets *t, const struct idset *s)
{
	uint32_t h, x;

	if (s == t->empty) {
		idset_unref(t->sets, s);
		return 0;
	}
	for (x = t->slots[slot_of(t, s)]; x != 0; x = t->v[x].next) {
		if (t->v[x].set == s) {
			idset_unref(t->sets, s);
			t->v[x].refs++;
			return x;
		}
	}
	grow(t);
	if ((x = t->free) != 0)
		t->free = t->v[x].next;
	else
		x = t->n++;
	h = slot_of(t, s);
	t->v[x] = (struct target){ .set = s, .refs = 1, .next = t->slots[h] };
	t->slots[h] = x;
	t->used++;
	return x;
}

uint32_t
targets_of(struct targets *t, const struct idset *s)
{
	return intern(t, idset_ref(s));
}

uint32_t
targets_one(struct targets *t, uint16_t id)
{
	return intern(t, idset_of(t->sets, &id, 1));
}

void
targets_ref(struct targets *t, uint32_t x)
{
	if (x != 0)
		t->v[x].refs++;
}

void
targets_unref(struct targets *t, uint32_t x)
{
	uint32_t *at;

	if (x == 0 || --t->v[x].refs > 0)
		return;
	for (at = &t->slots[slot_of(t, t->v[x].set)]; *at != x;
	    at = &t->v[*at].next)
		;
	*at = t->v[x].next;
	idset_unref(t->sets, t->v[x].set);
	t->v[x] = (struct target){ .next = t->free };
	t->free = x;
	t->used--;
}

const struct idset *
targets_set(const struct targets *t, uint32_t x)
{
	return x == 0 ? t->empty : t->v[x].set;
}

bool
targets_has(const struct targets *t, uint32_t x, uint16_t id)
{
	return x != 0 && idset_has(t->v[x].set, id);
}

size_t
targets_count(const struct targets *t, uint32_t x)
{
	return x == 0 ? 0 : idset_count(t->v[x].set);
}

static uint32_t
compute(struct targets *t, enum operation op, uint32_t a, uint32_t b)
{
	const struct idset *x = targets_set(t, a), *y = targets_set(t, b);
	const struct idset *r = NULL;

	switch (op) {
	case OP_UNION:
		r = idset_union(t->sets, x, y);
		break;
	case OP_MINUS:
		r = idset_minus(t->sets, x, y);
		break;
	case OP_INTERSECT:
		r = idset_intersect(t->sets, x, y);
		break;
	case OP_NONE:
		fatal("targets: no operation");
	}
	return intern(t, r);
}

static uint32_t
remembered(struct targets *t, enum operation op, uint32_t a, uint32_t b)
{
	struct memo *m, old;

	m = &t->memo[(a * 31 + b * 7 + (uint32_t)op) % MEMO];
	if (m->op != op || m->a != a || m->b != b) {
		old = *m;
		*m = (struct memo){ .op = (uint8_t)op, .a = a, .b = b,
		    .result = compute(t, op, a, b) };
		targets_ref(t, a);
		targets_ref(t, b);
		targets_unref(t, old.a);
		targets_unref(t, old.b);
		targets_unref(t, old.result);
	}
	targets_ref(t, m->result);
	return m->result;
}

uint32_t
targets_union(struct targets *t, uint32_t a, uint32_t b)
{
	if (a == b || b == 0 || a == 0) {
		targets_ref(t, a == 0 ? b : a);
		return a == 0 ? b : a;
	}
	return remembered(t, OP_UNION, a, b);
}

uint32_t
targets_minus(struct targets *t, uint32_t a, uint32_t b)
{
	if (a == b || a == 0)
		return 0;
	if (b == 0) {
		targets_ref(t, a);
		return a;
	}
	return remembered(t, OP_MINUS, a, b);
}

uint32_t
targets_intersect(struct targets *t, uint32_t a, uint32_t b)
{
	if (a == 0 || b == 0)
		return 0;
	if (a == b) {
		targets_ref(t, a);
		return a;
	}
	return remembered(t, OP_INTERSECT, a, b);
}

uint32_t
targets_where(struct targets *t, uint32_t a, bool (*is)(const void *arg,
    uint16_t id), const void *arg)
{
	return intern(t, idset_where(t->sets, targets_set(t, a), is, arg));
}

void
targets_add_to(struct targets *t, uint32_t *x, uint32_t b)
{
	uint32_t r = targets_union(t, *x, b);

	targets_unref(t, *x);
	*x = r;
}

void
targets_take_from(struct targets *t, uint32_t *x, uint32_t b)
{
	uint32_t r = targets_minus(t, *x, b);

	targets_unref(t, *x);
	*x = r;
}

size_t
targets_bytes(const struct targets *t)
{
	return sizeof(*t) + t->size * sizeof(*t->v) +
	    t->nslots * sizeof(*t->slots);
}
