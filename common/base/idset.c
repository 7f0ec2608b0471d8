/* SPDX-License-Identifier: ISC */
/*
 * A set is the window of a bitmap between its lowest and its highest word, so
 * one neighbour costs one word whatever its id.  Sets live in a hash table,
 * each once; operations whose result is an operand find out before they look
 * there.
 */
#include <stdlib.h>
#include <string.h>

#include <bsd/sys/queue.h>

#include "base/hash.h"
#include "base/idset.h"
#include "base/log.h"

enum {
	WORD_BITS	= 64,
	WORDS_MAX	= (IDSET_ID_MAX + 1) / WORD_BITS,
	BUCKETS_FIRST	= 64,
};

struct idset {
	LIST_ENTRY(idset) entry;
	uint64_t	 hash;
	uint32_t	 refs;
	uint32_t	 count;
	uint16_t	 first;		/* words left out before bits[0] */
	uint16_t	 n;		/* words; 0: the empty set */
	uint64_t	 bits[];
};

LIST_HEAD(bucket, idset);

struct idset_store {
	struct hash_key		 key;
	struct bucket		*buckets;
	size_t			 nbuckets;	/* a power of two */
	size_t			 count;
	size_t			 bytes;
	const struct idset	*empty;
};

enum op { OP_UNION, OP_MINUS, OP_INTERSECT };

static size_t
set_bytes(size_t n)
{
	return sizeof(struct idset) + n * sizeof(uint64_t);
}

/* Outside the store sets are const; the count of references is the store's. */
static struct idset *
own(const struct idset *s)
{
	return (struct idset *)(uintptr_t)s;
}

static struct bucket *
bucket_of(const struct idset_store *st, uint64_t hash)
{
	return &st->buckets[hash & (st->nbuckets - 1)];
}

static void
grow_table(struct idset_store *st)
{
	struct bucket *old = st->buckets;
	size_t i, nold = st->nbuckets;
	struct idset *s;

	st->nbuckets = nold > 0 ? nold * 2 : BUCKETS_FIRST;
	st->buckets = xcalloc(st->nbuckets, sizeof(*st->buckets));
	for (i = 0; i < nold; i++)
		while ((s = LIST_FIRST(&old[i])) != NULL) {
			LIST_REMOVE(s, entry);
			LIST_INSERT_HEAD(bucket_of(st, s->hash), s, entry);
		}
	free(old);
}

/* The set of n words that begin with word first; a new reference. */
static const struct idset *
intern(struct idset_store *st, const uint64_t *bits, size_t first, size_t n)
{
	struct idset *s;
	uint64_t hash;
	size_t i;

	while (n > 0 && bits[n - 1] == 0)
		n--;
	for (; n > 0 && bits[0] == 0; n--, first++)
		bits++;
	if (n == 0)
		first = 0;
	hash = hash_bytes(&st->key, bits, n * sizeof(*bits)) ^
	    hash_u64(&st->key, first);
	LIST_FOREACH(s, bucket_of(st, hash), entry)
		if (s->hash == hash && s->first == first && s->n == n &&
		    memcmp(s->bits, bits, n * sizeof(*bits)) == 0)
			return idset_ref(s);
	if (st->count >= st->nbuckets)
		grow_table(st);
	s = xcalloc(1, set_bytes(n));
	s->hash = hash;
	s->refs = 1;
	s->first = (uint16_t)first;
	s->n = (uint16_t)n;
	for (i = 0; i < n; i++) {
		s->bits[i] = bits[i];
		s->count += (uint32_t)__builtin_popcountll(bits[i]);
	}
	LIST_INSERT_HEAD(bucket_of(st, hash), s, entry);
	st->count++;
	st->bytes += set_bytes(n);
	return s;
}

struct idset_store *
idset_store_new(void)
{
	struct idset_store *st = xcalloc(1, sizeof(*st));
	const uint64_t none = 0;

	hash_key_random(&st->key);
	grow_table(st);
	st->empty = intern(st, &none, 0, 0);
	return st;
}

/* Also the sets that somebody still refers to: they are the store's. */
void
idset_store_free(struct idset_store *st)
{
	struct idset *s;
	size_t i;

	if (st == NULL)
		return;
	for (i = 0; i < st->nbuckets; i++)
		while ((s = LIST_FIRST(&st->buckets[i])) != NULL) {
			LIST_REMOVE(s, entry);
			free(s);
		}
	free(st->buckets);
	free(st);
}

size_t
idset_store_count(const struct idset_store *st)
{
	return st->count;
}

size_t
idset_store_bytes(const struct idset_store *st)
{
	return st->bytes + st->nbuckets * sizeof(*st->buckets);
}

const struct idset *
idset_empty(struct idset_store *st)
{
	return idset_ref(st->empty);
}

const struct idset *
idset_of(struct idset_store *st, const uint16_t *ids, size_t n)
{
	uint64_t bits[WORDS_MAX];
	size_t i, lo, hi;

	if (n == 0)
		return idset_empty(st);
	lo = hi = ids[0] / WORD_BITS;
	for (i = 1; i < n; i++) {
		if (ids[i] / WORD_BITS < lo)
			lo = ids[i] / WORD_BITS;
		if (ids[i] / WORD_BITS > hi)
			hi = ids[i] / WORD_BITS;
	}
	for (i = 0; i <= hi - lo; i++)
		bits[i] = 0;
	for (i = 0; i < n; i++)
		bits[ids[i] / WORD_BITS - lo] |=
		    (uint64_t)1 << ids[i] % WORD_BITS;
	return intern(st, bits, lo, hi - lo + 1);
}

static uint64_t
word(const struct idset *s, size_t i)
{
	return i >= s->first && i - s->first < s->n ?
	    s->bits[i - s->first] : 0;
}

static size_t
end_of(const struct idset *s)
{
	return (size_t)s->first + s->n;
}

/* Neither set is empty. */
static const struct idset *
combine(struct idset_store *st, const struct idset *a, const struct idset *b,
    enum op op)
{
	uint64_t bits[WORDS_MAX], wa, wb;
	size_t lo = a->first < b->first ? a->first : b->first;
	size_t hi = end_of(a) > end_of(b) ? end_of(a) : end_of(b);
	size_t i;

	for (i = lo; i < hi; i++) {
		wa = word(a, i);
		wb = word(b, i);
		switch (op) {
		case OP_UNION:
			bits[i - lo] = wa | wb;
			break;
		case OP_MINUS:
			bits[i - lo] = wa & ~wb;
			break;
		case OP_INTERSECT:
			bits[i - lo] = wa & wb;
			break;
		}
	}
	return intern(st, bits, lo, hi - lo);
}

const struct idset *
idset_union(struct idset_store *st, const struct idset *a,
    const struct idset *b)
{
	if (a == b || b->n == 0)
		return idset_ref(a);
	if (a->n == 0)
		return idset_ref(b);
	return combine(st, a, b, OP_UNION);
}

const struct idset *
idset_minus(struct idset_store *st, const struct idset *a,
    const struct idset *b)
{
	if (a == b)
		return idset_empty(st);
	if (!idset_overlaps(a, b))
		return idset_ref(a);
	return combine(st, a, b, OP_MINUS);
}

const struct idset *
idset_intersect(struct idset_store *st, const struct idset *a,
    const struct idset *b)
{
	if (a == b)
		return idset_ref(a);
	if (!idset_overlaps(a, b))
		return idset_empty(st);
	return combine(st, a, b, OP_INTERSECT);
}

const struct idset *
idset_ref(const struct idset *s)
{
	own(s)->refs++;
	return s;
}

void
idset_unref(struct idset_store *st, const struct idset *set)
{
	struct idset *s = own(set);

	if (s == NULL)
		return;
	if (s->refs == 0)
		fatal("idset: one reference too few");
	if (--s->refs > 0)
		return;
	LIST_REMOVE(s, entry);
	st->count--;
	st->bytes -= set_bytes(s->n);
	free(s);
}

bool
idset_has(const struct idset *s, uint16_t id)
{
	return (word(s, id / WORD_BITS) >> id % WORD_BITS & 1) != 0;
}

bool
idset_is_empty(const struct idset *s)
{
	return s->n == 0;
}

size_t
idset_count(const struct idset *s)
{
	return s->count;
}

bool
idset_overlaps(const struct idset *a, const struct idset *b)
{
	size_t i = a->first > b->first ? a->first : b->first;
	size_t hi = end_of(a) < end_of(b) ? end_of(a) : end_of(b);

	for (; i < hi; i++)
		if ((word(a, i) & word(b, i)) != 0)
			return true;
	return false;
}

int
idset_next(const struct idset *s, unsigned from)
{
	size_t i = from / WORD_BITS;
	uint64_t w;

	if (i < s->first) {
		i = s->first;
		from = 0;
	}
	w = word(s, i) & ~(uint64_t)0 << from % WORD_BITS;
	for (; i < end_of(s); w = word(s, ++i))
		if (w != 0)
			return (int)(i * WORD_BITS) + __builtin_ctzll(w);
	return -1;
}

const struct idset *
idset_where(struct idset_store *st, const struct idset *s,
    bool (*is)(const void *arg, uint16_t id), const void *arg)
{
	uint64_t bits[WORDS_MAX];
	size_t i;
	int id;

	for (i = 0; i < s->n; i++)
		bits[i] = 0;
	for (id = idset_next(s, 0); id != -1;
	    id = idset_next(s, (unsigned)id + 1))
		if (is(arg, (uint16_t)id))
			bits[(unsigned)id / WORD_BITS - s->first] |=
			    (uint64_t)1 << (unsigned)id % WORD_BITS;
	return intern(st, bits, s->first, s->n);
}
