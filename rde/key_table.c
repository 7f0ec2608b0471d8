/* SPDX-License-Identifier: ISC */
/*
 * A B-tree, all of whose keys stand in records beside it: a node is an array
 * of record numbers, in an inner node each with the child that it is the
 * first key of.  Neighbours choose the keys, so the way down must not depend
 * on them: a node but the root is never less than a quarter full, and a
 * descent compares log2(keys) times.  Records and nodes are in one
 * mixed_slab; a record never moves, a key's number is its record's index.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "key_table.h"
#include "mixed_slab.h"

enum {
	FANOUT	= 63,		/* a node is 256 octets, inner ones 508 */
	LEAST	= 15,		/* in a node that is not the root */
	JOINED	= 48,		/* at most, when two become one */
	DEPTH	= 10,		/* LEAST^9 keys have no numbers */
};

struct record {
	uint32_t	value;
	uint16_t	len;
	uint8_t		key[];
};

struct node {
	uint32_t	n;
	uint32_t	first[FANOUT];	/* records */
	uint32_t	child[];	/* FANOUT of them in inner nodes */
};

struct key_table {
	struct mixed_slab	slab;
	uint32_t		root;
	unsigned		height;	/* 0: empty, 1: the root is a leaf */
	uint64_t		count;
	nlri_order		*order;	/* of family f; NULL: of octets */
	enum family		f;
};

/* The way down to a place in a leaf, which is level 0. */
struct way {
	uint32_t	idx[DEPTH];
	unsigned	at[DEPTH];
};

struct key_table *
key_table_new(void)
{
	struct key_table *t = xcalloc(1, sizeof(*t));

	mixed_slab_init(&t->slab);
	return t;
}

struct key_table *
key_table_new_in(nlri_order *order, enum family f)
{
	struct key_table *t = key_table_new();

	t->order = order;
	t->f = f;
	return t;
}

void
key_table_free(struct key_table *t)
{
	if (t == NULL)
		return;
	mixed_slab_free_all(&t->slab);
	free(t);
}

static struct node *
node_get(const struct key_table *t, uint32_t idx)
{
	return mixed_slab_get(&t->slab, idx);
}

static struct record *
record_get(const struct key_table *t, uint32_t number)
{
	return mixed_slab_get(&t->slab, number);
}

uint32_t *
key_table_value(const struct key_table *t, uint32_t number)
{
	return &record_get(t, number)->value;
}

struct rbuf
key_table_key(const struct key_table *t, uint32_t number)
{
	const struct record *r = record_get(t, number);

	return rbuf_of(r->key, r->len);
}

int
key_cmp(struct rbuf a, struct rbuf b)
{
	size_t n = a.left < b.left ? a.left : b.left;
	int c = n == 0 ? 0 : memcmp(a.p, b.p, n);

	return c != 0 ? c : (a.left > b.left) - (a.left < b.left);
}

static int
cmp(const struct key_table *t, uint32_t number, struct rbuf k)
{
	struct rbuf key = key_table_key(t, number);

	return t->order == NULL ? key_cmp(key, k) : t->order(t->f, key, k);
}

/* How many of the node's keys come before k or are k. */
static unsigned
rank(const struct key_table *t, const struct node *n, struct rbuf k)
{
	unsigned lo = 0, hi = n->n, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (cmp(t, n->first[mid], k) <= 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/*
 * To the leaf where k is or belongs; at[0] is how many of its keys come
 * before k or are k.
 */
static void
descend(const struct key_table *t, struct rbuf k, struct way *w)
{
	uint32_t idx = t->root;
	unsigned level = t->height, at;
	const struct node *n;

	while (level-- > 0) {
		n = node_get(t, idx);
		at = rank(t, n, k);
		w->idx[level] = idx;
		if (level == 0) {
			w->at[0] = at;
			return;
		}
		w->at[level] = at > 0 ? at - 1 : 0;
		idx = n->child[w->at[level]];
	}
}

/* The key that the way leads to, when it is k; else 0. */
static uint32_t
found(const struct key_table *t, const struct way *w, struct rbuf k)
{
	const struct node *n = node_get(t, w->idx[0]);
	uint32_t number;

	if (w->at[0] == 0)
		return 0;
	number = n->first[w->at[0] - 1];
	return cmp(t, number, k) == 0 ? number : 0;
}

uint32_t
key_table_find(const struct key_table *t, struct rbuf key)
{
	struct way w;

	if (t->height == 0)
		return 0;
	descend(t, key, &w);
	return found(t, &w, key);
}

/* --- nodes ---------------------------------------------------------------- */

static uint32_t
node_new(struct key_table *t, unsigned level)
{
	uint32_t idx = mixed_slab_alloc(&t->slab, sizeof(struct node) +
	    (level > 0 ? FANOUT * sizeof(uint32_t) : 0));

	node_get(t, idx)->n = 0;
	return idx;
}

/* n entries from one place to another; their numbers are not kept here. */
static void
copy(unsigned level, struct node *to, unsigned to_at, const struct node *from,
    unsigned from_at, unsigned n)
{
	memmove(&to->first[to_at], &from->first[from_at],
	    n * sizeof(to->first[0]));
	if (level > 0)
		memmove(&to->child[to_at], &from->child[from_at],
		    n * sizeof(to->child[0]));
}

static void
node_put(unsigned level, struct node *n, unsigned at, uint32_t first,
    uint32_t child)
{
	copy(level, n, at + 1, n, at, n->n - at);
	n->first[at] = first;
	if (level > 0)
		n->child[at] = child;
	n->n++;
}

static void
node_cut(unsigned level, struct node *n, unsigned at)
{
	copy(level, n, at, n, at + 1, n->n - at - 1);
	n->n--;
}

/*
 * The upper part of a full node becomes one of its own.  Less of it where
 * keys come in order, for then nothing more comes to what stays.
 */
static uint32_t
split(struct key_table *t, unsigned level, uint32_t idx, unsigned at)
{
	uint32_t right = node_new(t, level);
	struct node *n = node_get(t, idx), *r = node_get(t, right);
	unsigned keep = at == FANOUT ? JOINED : FANOUT / 2;

	r->n = n->n - keep;
	copy(level, r, 0, n, keep, r->n);
	n->n = keep;
	return right;
}

/* An inner node's children at and at + 1 become one, or share alike. */
static void
level_out(struct key_table *t, unsigned level, struct node *parent,
    unsigned at)
{
	struct node *a = node_get(t, parent->child[at]);
	struct node *b = node_get(t, parent->child[at + 1]);
	unsigned both = a->n + b->n, n;

	if (both <= JOINED) {
		copy(level, a, a->n, b, 0, b->n);
		a->n = both;
		mixed_slab_release(&t->slab, parent->child[at + 1]);
		node_cut(level + 1, parent, at + 1);
		return;
	}
	if (a->n < both / 2) {
		n = both / 2 - a->n;
		copy(level, a, a->n, b, 0, n);
		copy(level, b, 0, b, n, b->n - n);
	} else {
		n = a->n - both / 2;
		copy(level, b, n, b, 0, b->n);
		copy(level, b, 0, a, a->n - n, n);
	}
	a->n = both / 2;
	b->n = both - a->n;
	parent->first[at + 1] = b->first[0];
}

/* --- changes -------------------------------------------------------------- */

/* A root above the old one and what was split from it. */
static void
grow(struct key_table *t, uint32_t right)
{
	uint32_t left = t->root;
	struct node *n;

	if (t->height == DEPTH)
		fatal("key_table: too deep");
	t->root = node_new(t, t->height);
	n = node_get(t, t->root);
	node_put(t->height, n, 0, node_get(t, left)->first[0], left);
	node_put(t->height, n, 1, node_get(t, right)->first[0], right);
	t->height++;
}

/* At the end of the way; then what changes above it, to the root. */
static void
insert(struct key_table *t, const struct way *w, uint32_t number)
{
	uint32_t child = 0, first = number, right = 0;
	unsigned level, at, top = t->height;
	struct node *n;

	for (level = 0; level < top; level++) {
		n = node_get(t, w->idx[level]);
		at = w->at[level];
		if (level > 0) {
			n->first[at] = node_get(t, n->child[at])->first[0];
			if (right == 0)
				continue;
			at++;
			child = right;
			first = node_get(t, right)->first[0];
		}
		right = n->n == FANOUT ?
		    split(t, level, w->idx[level], at) : 0;
		if (right != 0 && at > n->n) {
			at -= n->n;
			n = node_get(t, right);
		}
		node_put(level, n, at, first, child);
	}
	if (right != 0)
		grow(t, right);
}

static uint32_t
record_new(struct key_table *t, struct rbuf key)
{
	uint32_t number = mixed_slab_alloc(&t->slab,
	    offsetof(struct record, key) + key.left);
	struct record *r = record_get(t, number);

	r->value = 0;
	r->len = (uint16_t)key.left;
	memcpy(r->key, key.p, key.left);
	return number;
}

uint32_t
key_table_put(struct key_table *t, struct rbuf key)
{
	struct way w;
	uint32_t number;

	if (key.left == 0 || key.left > KEY_TABLE_OCTETS)
		return 0;
	if (t->height > 0) {
		descend(t, key, &w);
		if ((number = found(t, &w, key)) != 0)
			return number;
	}
	if (!mixed_slab_has_room(&t->slab, DEPTH + 2))
		return 0;
	number = record_new(t, key);
	if (t->height == 0) {
		t->root = node_new(t, 0);
		t->height = 1;
		w = (struct way){ .idx = { t->root } };
	}
	insert(t, &w, number);
	t->count++;
	return number;
}

/* The root has one child, or nothing. */
static void
shrink(struct key_table *t)
{
	struct node *n = node_get(t, t->root);
	uint32_t below;

	while (t->height > 1 && n->n == 1) {
		below = n->child[0];
		mixed_slab_release(&t->slab, t->root);
		t->root = below;
		t->height--;
		n = node_get(t, t->root);
	}
	if (n->n == 0) {
		mixed_slab_free_all(&t->slab);
		t->root = 0;
		t->height = 0;
	}
}

void
key_table_remove(struct key_table *t, uint32_t number)
{
	struct rbuf key = key_table_key(t, number);
	struct node *n, *child;
	unsigned level, at;
	struct way w;

	descend(t, key, &w);
	if (found(t, &w, key) != number)
		fatal("key_table: key %u is not there", number);
	node_cut(0, node_get(t, w.idx[0]), w.at[0] - 1);
	for (level = 1; level < t->height; level++) {
		n = node_get(t, w.idx[level]);
		at = w.at[level];
		child = node_get(t, n->child[at]);
		n->first[at] = child->first[0];
		if (child->n < LEAST)
			level_out(t, level - 1, n, at > 0 ? at - 1 : 0);
	}
	mixed_slab_release(&t->slab, number);
	t->count--;
	shrink(t);
}

/* --- walks ---------------------------------------------------------------- */

static bool
begins_with(struct rbuf k, const struct rbuf *stem)
{
	return k.left >= stem->left &&
	    memcmp(k.p, stem->p, stem->left) == 0;
}

static void
seek_first(const struct key_table *t, struct way *w)
{
	uint32_t idx = t->root;
	unsigned level = t->height;

	while (level-- > 0) {
		w->idx[level] = idx;
		w->at[level] = 0;
		if (level > 0)
			idx = node_get(t, idx)->child[0];
	}
}

/* The way to the first key behind k; or to k itself, when it is there. */
static void
seek(const struct key_table *t, struct rbuf k, bool behind, struct way *w)
{
	descend(t, k, w);
	if (!behind && found(t, w, k) != 0)
		w->at[0]--;
}

/* A way that has passed its leaf's last key is led to the next leaf. */
static bool
step_over(const struct key_table *t, struct way *w)
{
	unsigned level = 0;

	while (w->at[level] >= node_get(t, w->idx[level])->n) {
		if (++level == t->height)
			return false;
		w->at[level]++;
	}
	for (; level > 0; level--) {
		w->idx[level - 1] =
		    node_get(t, w->idx[level])->child[w->at[level]];
		w->at[level - 1] = 0;
	}
	return true;
}

size_t
key_table_walk(const struct key_table *t, const struct rbuf *after,
    const struct rbuf *stem, uint32_t *v, size_t n)
{
	uint32_t number;
	size_t got = 0;
	struct way w;

	if (t->height == 0)
		return 0;
	if (stem != NULL && stem->left == 0)
		stem = NULL;
	if (after != NULL && (stem == NULL || key_cmp(*after, *stem) >= 0))
		seek(t, *after, true, &w);
	else if (stem != NULL)
		seek(t, *stem, false, &w);
	else
		seek_first(t, &w);
	while (got < n && step_over(t, &w)) {
		number = node_get(t, w.idx[0])->first[w.at[0]++];
		if (stem != NULL && !begins_with(key_table_key(t, number),
		    stem))
			break;
		v[got++] = number;
	}
	return got;
}

uint64_t
key_table_count(const struct key_table *t)
{
	return t->count;
}

uint64_t
key_table_bytes(const struct key_table *t)
{
	return mixed_slab_bytes(&t->slab);
}
