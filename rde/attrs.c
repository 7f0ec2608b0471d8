/* SPDX-License-Identifier: ISC */
/*
 * Attribute sets as canonical octets, interned.  Most of what a neighbour
 * sends is canonical as it stands, so the memory of what has been checked is
 * the set itself: it notes the profile under which its very octets passed.
 * Octets that were rewritten or refused are remembered in a small
 * direct-mapped memory that holds no reference.
 */
#include <stdlib.h>
#include <string.h>

#include "attrs.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/slab.h"
#include "index_table.h"

enum {
	ATTRS_SHIFT = 12,
	SEEN_SIZE = 8192,		/* a power of two */
	PROFILES_MAX = 255,
};

struct set {
	uint32_t		refs;
	uint32_t		hash;
	uint16_t		len;
	uint8_t			profile;	/* number; 0: none passed */
	uint8_t			pad[5];
	struct attr_summary	sum;
	uint8_t			octets[];
};

struct seen {
	uint64_t		hash[2];	/* of raw octets, two keys */
	/* 0: no set, or an empty entry */
	uint32_t		idx;
	uint32_t		serial;		/* of the set at idx */
	uint8_t			profile;	/* 0: empty */
	struct attr_report	why;
};

struct attrs_store {
	struct slab		slab;		/* of struct set * */
	uint32_t		*serials;	/* by index; 0: no set there */
	uint32_t		nserials;
	struct index_table	table;
	struct hash_key		key[2];
	uint32_t		serial;
	uint64_t		bytes;
	uint64_t		refs;
	struct wbuf		raw;		/* runs, put together */
	struct wbuf		canon;
	unsigned		nprofiles;
	struct attr_profile	profiles[PROFILES_MAX];
	struct seen		*seen;
};

struct attrs_store *
attrs_store_new(void)
{
	struct attrs_store *st = xcalloc(1, sizeof(*st));

	slab_init(&st->slab, sizeof(struct set *), ATTRS_SHIFT);
	index_table_init(&st->table);
	hash_key_random(&st->key[0]);
	hash_key_random(&st->key[1]);
	wbuf_growable(&st->raw, 2 * ATTR_SET_MAX);
	wbuf_growable(&st->canon, ATTR_SET_MAX);
	st->seen = xcalloc(SEEN_SIZE, sizeof(*st->seen));
	return st;
}

static struct set **
place_get(const struct attrs_store *st, uint32_t idx)
{
	return slab_get(&st->slab, idx);
}

static struct set *
set_get(const struct attrs_store *st, uint32_t idx)
{
	return *place_get(st, idx);
}

void
attrs_store_free(struct attrs_store *st)
{
	uint32_t i, idx;

	if (st == NULL)
		return;
	/* The index tells which places are in use. */
	for (i = 0; i <= st->table.mask; i++) {
		idx = st->table.v[i].idx;
		if (idx != 0)
			free(set_get(st, idx));
	}
	for (i = 0; st->table.old != NULL && i <= st->table.old_mask; i++) {
		idx = st->table.old[i].idx;
		if (idx != 0 && idx != INDEX_GONE)
			free(set_get(st, idx));
	}
	index_table_free(&st->table);
	slab_free_all(&st->slab);
	wbuf_free(&st->raw);
	wbuf_free(&st->canon);
	free(st->serials);
	free(st->seen);
	free(st);
}

static uint32_t
find(const struct attrs_store *st, struct rbuf o, uint32_t hash)
{
	struct index_probe it;
	const struct set *s;
	uint32_t idx;

	for (idx = index_table_first(&st->table, hash, &it); idx != 0;
	    idx = index_table_next(&st->table, hash, &it)) {
		s = set_get(st, idx);
		if (s->len == o.left && (o.left == 0 ||
		    memcmp(s->octets, o.p, o.left) == 0))
			return idx;
	}
	return 0;
}

/* A serial number tells a set from the one that had its index before. */
static void
number(struct attrs_store *st, uint32_t idx)
{
	uint32_t n;

	if (idx >= st->nserials) {
		n = st->nserials == 0 ? 1U << ATTRS_SHIFT : st->nserials * 2;
		st->serials = xreallocarray(st->serials, n,
		    sizeof(*st->serials));
		memset(st->serials + st->nserials, 0,
		    (n - st->nserials) * sizeof(*st->serials));
		st->nserials = n;
	}
	if (++st->serial == 0)
		st->serial = 1;
	st->serials[idx] = st->serial;
}

/* sum may be NULL: then it is made. */
static uint32_t
intern(struct attrs_store *st, struct rbuf o, uint32_t hash,
    const struct attr_summary *sum)
{
	struct set *s;
	uint32_t idx;

	idx = find(st, o, hash);
	if (idx != 0) {
		attrs_ref(st, idx);
		return idx;
	}
	if (o.left > UINT16_MAX)
		fatal("attrs: a set of %zu octets", o.left);
	idx = slab_alloc(&st->slab);
	if (idx == 0)
		fatal("attrs: no more indices");
	s = xmalloc(sizeof(*s) + o.left);
	*s = (struct set){
		.refs = 1,
		.hash = hash,
		.len = (uint16_t)o.left,
	};
	if (o.left > 0)
		memcpy(s->octets, o.p, o.left);
	if (sum != NULL)
		s->sum = *sum;
	else
		attr_set_summary(o, &s->sum);
	*place_get(st, idx) = s;
	number(st, idx);
	index_table_insert(&st->table, hash, idx);
	st->bytes += sizeof(*s) + o.left;
	st->refs++;
	return idx;
}

uint32_t
attrs_intern(struct attrs_store *st, struct rbuf canon)
{
	return intern(st, canon,
	    (uint32_t)hash_bytes(&st->key[0], canon.p, canon.left), NULL);
}

void
attrs_ref(struct attrs_store *st, uint32_t idx)
{
	if (idx == 0)
		return;
	set_get(st, idx)->refs++;
	st->refs++;
}

void
attrs_unref(struct attrs_store *st, uint32_t idx)
{
	struct set *s;

	if (idx == 0)
		return;
	s = set_get(st, idx);
	if (s->refs == 0)
		fatal("attrs: reference given back twice");
	st->refs--;
	if (--s->refs > 0)
		return;
	index_table_remove(&st->table, s->hash, idx);
	st->bytes -= sizeof(*s) + s->len;
	free(s);
	st->serials[idx] = 0;
	slab_release(&st->slab, idx);
}

struct rbuf
attrs_octets(const struct attrs_store *st, uint32_t idx)
{
	const struct set *s;

	if (idx == 0)
		return rbuf_of(NULL, 0);
	s = set_get(st, idx);
	return rbuf_of(s->octets, s->len);
}

const struct attr_summary *
attrs_summary(const struct attrs_store *st, uint32_t idx)
{
	static const struct attr_summary none;

	return idx != 0 ? &set_get(st, idx)->sum : &none;
}

void
attrs_warm(const struct attrs_store *st, const uint32_t *idx, size_t n)
{
	const struct set *s;
	size_t i;

	for (i = 0; i < n; i++)
		if (idx[i] != 0)
			__builtin_prefetch(place_get(st, idx[i]));
	for (i = 0; i < n; i++) {
		if (idx[i] == 0)
			continue;
		s = set_get(st, idx[i]);
		__builtin_prefetch(s);
		__builtin_prefetch(s->octets + 32);
	}
}

/* A small number for the profile; 0 when there are too many (never seen). */
static uint8_t
profile_number(struct attrs_store *st, const struct attr_profile *p)
{
	unsigned i;

	for (i = 0; i < st->nprofiles; i++)
		if (memcmp(&st->profiles[i], p, sizeof(*p)) == 0)
			return (uint8_t)(i + 1);
	if (st->nprofiles == PROFILES_MAX)
		return 0;
	st->profiles[st->nprofiles] = *p;
	return (uint8_t)++st->nprofiles;
}

static struct rbuf
join(struct attrs_store *st, const struct rbuf *runs, unsigned nruns)
{
	unsigned i;

	if (nruns == 0)
		return rbuf_of(NULL, 0);
	if (nruns == 1)
		return runs[0];
	wbuf_reset(&st->raw);
	for (i = 0; i < nruns; i++)
		wbuf_bytes(&st->raw, runs[i].p, runs[i].left);
	return wbuf_view(&st->raw);
}

/* Does the entry still speak of a living set? */
static bool
seen_holds(const struct attrs_store *st, const struct seen *e)
{
	return e->idx == 0 || st->serials[e->idx] == e->serial;
}

static enum outcome
check_anew(struct attrs_store *st, struct rbuf raw, uint64_t hash,
    const struct attr_profile *p, uint8_t profile, uint32_t *idx,
    struct attr_report *why)
{
	struct attr_summary sum;
	struct rbuf canon;
	struct set *s;
	struct seen *e;

	wbuf_reset(&st->canon);
	memset(why, 0, sizeof(*why));
	memset(&sum, 0, sizeof(sum));
	why->outcome = attr_set_check(raw, p, &st->canon, &sum, why);
	*idx = 0;
	if (why->outcome <= OUTCOME_ATTR_DISCARD) {
		canon = wbuf_view(&st->canon);
		if (canon.left == raw.left && (raw.left == 0 ||
		    memcmp(canon.p, raw.p, raw.left) == 0)) {
			*idx = intern(st, raw, (uint32_t)hash, &sum);
			s = set_get(st, *idx);
			if (why->outcome == OUTCOME_OK) {
				s->profile = profile;
				return OUTCOME_OK;
			}
		} else
			*idx = intern(st, canon, (uint32_t)hash_bytes(
			    &st->key[0], canon.p, canon.left), &sum);
	}
	if (profile == 0)
		return why->outcome;
	e = &st->seen[(hash >> 32) & (SEEN_SIZE - 1)];
	*e = (struct seen){
		.hash = { hash, hash_bytes(&st->key[1], raw.p, raw.left) },
		.idx = *idx,
		.serial = *idx == 0 ? 0 : st->serials[*idx],
		.profile = profile,
		.why = *why,
	};
	return why->outcome;
}

enum outcome
attrs_check(struct attrs_store *st, const struct rbuf *runs, unsigned nruns,
    const struct attr_profile *p, uint32_t *idx, struct attr_report *why)
{
	struct rbuf raw = join(st, runs, nruns);
	const struct seen *e;
	uint8_t profile;
	uint64_t hash;

	hash = hash_bytes(&st->key[0], raw.p, raw.left);
	profile = profile_number(st, p);
	*idx = find(st, raw, (uint32_t)hash);
	if (*idx != 0 && profile != 0 &&
	    set_get(st, *idx)->profile == profile) {
		attrs_ref(st, *idx);
		memset(why, 0, sizeof(*why));
		return OUTCOME_OK;
	}
	e = &st->seen[(hash >> 32) & (SEEN_SIZE - 1)];
	if (profile != 0 && e->profile == profile && e->hash[0] == hash &&
	    e->hash[1] == hash_bytes(&st->key[1], raw.p, raw.left) &&
	    seen_holds(st, e)) {
		*idx = e->idx;
		*why = e->why;
		attrs_ref(st, *idx);
		return why->outcome;
	}
	return check_anew(st, raw, hash, p, profile, idx, why);
}

uint32_t
attrs_mark(struct attrs_store *st, uint32_t idx, uint32_t otc)
{
	wbuf_reset(&st->canon);
	attr_set_mark(attrs_octets(st, idx), otc, &st->canon);
	return st->canon.failed ? 0 :
	    attrs_intern(st, wbuf_view(&st->canon));
}

void
attrs_usage(const struct attrs_store *st, uint64_t *count, uint64_t *bytes,
    uint64_t *refs)
{
	*count = st->slab.used;
	*bytes = st->bytes + slab_bytes(&st->slab) +
	    st->nserials * sizeof(*st->serials) +
	    index_table_bytes(&st->table) + SEEN_SIZE * sizeof(*st->seen);
	*refs = st->refs;
}
