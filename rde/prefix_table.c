/* SPDX-License-Identifier: ISC */
/*
 * A path-compressed binary trie.  A node is a prefix that is held (value not
 * 0) or a branch (two children, value 0); its key's words are in host order,
 * one for IPv4 and four for IPv6, so that one code serves both.  A table that
 * has grown gets a jump table over the first 16 bits, later one over 20: it
 * names the topmost node of as many bits or more below them, where nearly
 * every descent may start.  What needs that node's parent starts again at the
 * root.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/slab.h"
#include "prefix_table.h"

enum {
	TABLE_SHIFT	= 12,
	KEY_WORDS	= 4,		/* at most */
	DEPTH_MAX	= 136,		/* more than nodes on any way down */
	WARM_MAX	= 64,		/* descents side by side */
	WARM_ROUNDS	= 6,
};

/* When a table is large enough for a jump table, and over how many bits. */
static const struct {
	uint32_t	prefixes;
	uint32_t	bits;
} jumps[] = {
	{ 4096, 16 }, { 128 * 1024, 20 },
};

enum { JUMPS = sizeof(jumps) / sizeof(jumps[0]) };

struct node {
	uint32_t	child[2];
	uint32_t	value;
	uint32_t	len;
	uint32_t	key[];
};

struct key {
	uint32_t	len;
	uint32_t	w[KEY_WORDS];
};

struct prefix_table {
	struct slab	slab;
	uint32_t	root;
	unsigned	words;		/* of a key */
	uint8_t		af;
	uint64_t	count;
	uint32_t	*jump[JUMPS];	/* NULL: not yet */
};

struct prefix_table *
prefix_table_new(uint8_t af)
{
	struct prefix_table *t = xcalloc(1, sizeof(*t));

	t->af = af;
	t->words = af == ADDR_V4 ? 1 : KEY_WORDS;
	slab_init(&t->slab, sizeof(struct node) + t->words * sizeof(uint32_t),
	    TABLE_SHIFT);
	return t;
}

/* Also when the last of many prefixes went: a table gives its memory back. */
static void
release(struct prefix_table *t)
{
	unsigned i;

	slab_free_all(&t->slab);
	for (i = 0; i < JUMPS; i++) {
		free(t->jump[i]);
		t->jump[i] = NULL;
	}
}

void
prefix_table_free(struct prefix_table *t)
{
	if (t == NULL)
		return;
	release(t);
	free(t);
}

static struct node *
node_get(const struct prefix_table *t, uint32_t idx)
{
	return slab_get(&t->slab, idx);
}

static uint32_t
load32(const uint8_t *b)
{
	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 |
	    (uint32_t)b[2] << 8 | b[3];
}

static struct key
key_of(const struct prefix_table *t, const struct prefix *p)
{
	struct key k = { .len = p->len };
	unsigned i, bits;

	for (i = 0; i < t->words; i++) {
		bits = k.len > 32 * i ? k.len - 32 * i : 0;
		k.w[i] = load32(p->b + 4 * i);
		if (bits == 0)
			k.w[i] = 0;
		else if (bits < 32)
			k.w[i] &= ~(UINT32_MAX >> bits);
	}
	return k;
}

static void
node_prefix(const struct prefix_table *t, const struct node *n,
    struct prefix *p)
{
	unsigned i;

	memset(p, 0, sizeof(*p));
	p->af = t->af;
	p->len = (uint8_t)n->len;
	for (i = 0; i < t->words; i++) {
		p->b[4 * i] = (uint8_t)(n->key[i] >> 24);
		p->b[4 * i + 1] = (uint8_t)(n->key[i] >> 16);
		p->b[4 * i + 2] = (uint8_t)(n->key[i] >> 8);
		p->b[4 * i + 3] = (uint8_t)n->key[i];
	}
}

static unsigned
bit_at(const uint32_t *w, uint32_t at)
{
	return w[at / 32] >> (31 - at % 32) & 1;
}

/* How many leading bits are the same, at most max. */
static uint32_t
common(const struct prefix_table *t, const uint32_t *a, const uint32_t *b,
    uint32_t max)
{
	uint32_t x, n;
	unsigned i;

	for (i = 0; i < t->words; i++) {
		x = a[i] ^ b[i];
		if (x != 0) {
			n = 32 * i + (uint32_t)__builtin_clz(x);
			return n < max ? n : max;
		}
	}
	return max;
}

static bool
node_covers(const struct prefix_table *t, const struct node *n,
    const struct key *k)
{
	return n->len <= k->len && common(t, n->key, k->w, n->len) == n->len;
}

static uint32_t *
jump_slot(const struct prefix_table *t, unsigned i, uint32_t first)
{
	return &t->jump[i][first >> (32 - jumps[i].bits)];
}

/* Where a descent for k may start: a node that covers it, or 0. */
static uint32_t
jump_get(const struct prefix_table *t, const struct key *k)
{
	uint32_t idx;
	unsigned i;

	for (i = JUMPS; i-- > 0;) {
		if (t->jump[i] == NULL || k->len < jumps[i].bits)
			continue;
		idx = *jump_slot(t, i, k->w[0]);
		if (idx != 0 && node_covers(t, node_get(t, idx), k))
			return idx;
	}
	return 0;
}

/*
 * The node of this key and len has idx in its place now, below parent: kept
 * where a jump table names what is there.
 */
static void
jump_note(struct prefix_table *t, const struct node *parent,
    const uint32_t *key, uint32_t len, uint32_t idx)
{
	unsigned i;

	for (i = 0; i < JUMPS; i++)
		if (t->jump[i] != NULL && len >= jumps[i].bits &&
		    (parent == NULL || parent->len < jumps[i].bits))
			*jump_slot(t, i, key[0]) = idx;
}

static void
jump_fill(struct prefix_table *t, unsigned i, uint32_t idx)
{
	const struct node *n;

	if (idx == 0)
		return;
	n = node_get(t, idx);
	if (n->len >= jumps[i].bits) {
		*jump_slot(t, i, n->key[0]) = idx;
		return;
	}
	jump_fill(t, i, n->child[0]);	/* no deeper than its bits */
	jump_fill(t, i, n->child[1]);
}

static void
jump_grow(struct prefix_table *t)
{
	unsigned i;

	for (i = 0; i < JUMPS; i++) {
		if (t->jump[i] != NULL || t->count < jumps[i].prefixes)
			continue;
		t->jump[i] = xcalloc(1UL << jumps[i].bits,
		    sizeof(*t->jump[i]));
		jump_fill(t, i, t->root);
	}
}

static uint32_t
node_new(struct prefix_table *t, const uint32_t *w, uint32_t len)
{
	uint32_t idx = slab_alloc(&t->slab), bits;
	struct node *n;
	unsigned i;

	if (idx == 0)
		fatal("prefix_table: no more indices");
	n = node_get(t, idx);
	n->len = len;
	for (i = 0; i < t->words; i++) {
		bits = len > 32 * i ? len - 32 * i : 0;
		if (bits >= 32)
			n->key[i] = w[i];
		else if (bits > 0)
			n->key[i] = w[i] & ~(UINT32_MAX >> bits);
	}
	return idx;
}

/* k stands where *link leads to: above what is there, or beside it. */
static struct node *
insert_at(struct prefix_table *t, uint32_t *link, const struct node *parent,
    const struct key *k)
{
	uint32_t idx, below = *link, fork, same;
	struct node *n = NULL, *f;

	idx = node_new(t, k->w, k->len);
	if (below == 0) {
		*link = idx;
		jump_note(t, parent, k->w, k->len, idx);
		return node_get(t, idx);
	}
	n = node_get(t, below);
	same = common(t, n->key, k->w, n->len < k->len ? n->len : k->len);
	if (same == k->len) {		/* k covers what is there */
		f = node_get(t, idx);
		f->child[bit_at(n->key, same)] = below;
		*link = idx;
		jump_note(t, parent, k->w, k->len, idx);
		return f;
	}
	fork = node_new(t, k->w, same);
	f = node_get(t, fork);
	f->child[bit_at(n->key, same)] = below;
	f->child[bit_at(k->w, same)] = idx;
	*link = fork;
	jump_note(t, parent, k->w, same, fork);
	jump_note(t, f, k->w, k->len, idx);
	return node_get(t, idx);
}

uint32_t *
prefix_table_put(struct prefix_table *t, const struct prefix *p)
{
	struct key k = key_of(t, p);
	struct node *n, *parent = NULL;
	uint32_t *link = &t->root, idx;

	idx = jump_get(t, &k);
	if (idx == 0)
		idx = t->root;
	while (idx != 0) {
		n = node_get(t, idx);
		if (!node_covers(t, n, &k))
			break;
		if (n->len == k.len) {
			if (n->value == 0)
				t->count++;
			return &n->value;
		}
		parent = n;
		link = &n->child[bit_at(k.w, n->len)];
		idx = *link;
	}
	n = insert_at(t, link, parent, &k);
	t->count++;
	jump_grow(t);
	return &n->value;
}

static struct node *
find(const struct prefix_table *t, const struct key *k)
{
	struct node *n;
	uint32_t idx;

	idx = jump_get(t, k);
	if (idx == 0)
		idx = t->root;
	while (idx != 0) {
		n = node_get(t, idx);
		if (n->len >= k->len)
			return n->len == k->len && node_covers(t, n, k) ?
			    n : NULL;
		idx = n->child[bit_at(k->w, n->len)];
	}
	return NULL;
}

uint32_t *
prefix_table_find(const struct prefix_table *t, const struct prefix *p)
{
	struct key k = key_of(t, p);
	struct node *n = find(t, &k);

	return n == NULL || n->value == 0 ? NULL : &n->value;
}

/*
 * The descents of all of them side by side, a step a round, so that their
 * waits for memory overlap.
 */
void
prefix_table_warm(const struct prefix_table *t,
    const struct prefix *const *v, size_t n)
{
	struct key k[WARM_MAX];
	uint32_t at[WARM_MAX];
	const struct node *x;
	unsigned round;
	size_t i, busy;

	if (t->jump[0] == NULL)
		return;
	if (n > WARM_MAX)
		n = WARM_MAX;
	for (i = 0; i < n; i++) {
		k[i] = key_of(t, v[i]);
		if (t->jump[JUMPS - 1] != NULL)
			__builtin_prefetch(jump_slot(t, JUMPS - 1,
			    k[i].w[0]));
	}
	for (i = 0; i < n; i++) {
		at[i] = t->jump[JUMPS - 1] == NULL ||
		    k[i].len < jumps[JUMPS - 1].bits ? 0 :
		    *jump_slot(t, JUMPS - 1, k[i].w[0]);
		if (at[i] == 0)
			at[i] = *jump_slot(t, 0, k[i].w[0]);
		if (at[i] != 0)
			__builtin_prefetch(node_get(t, at[i]));
	}
	for (i = 0; i < n; i++) {
		if (at[i] == 0 || node_covers(t, node_get(t, at[i]), &k[i]))
			continue;
		at[i] = *jump_slot(t, 0, k[i].w[0]);
		if (at[i] != 0)
			__builtin_prefetch(node_get(t, at[i]));
	}
	for (round = 0, busy = 1; busy > 0 && round < WARM_ROUNDS; round++)
		for (i = busy = 0; i < n; i++) {
			if (at[i] == 0)
				continue;
			x = node_get(t, at[i]);
			at[i] = x->len >= k[i].len ? 0 :
			    x->child[bit_at(k[i].w, x->len)];
			if (at[i] != 0) {
				__builtin_prefetch(node_get(t, at[i]));
				busy++;
			}
		}
}

/* What of a node on the way down may have to be changed. */
struct step {
	uint32_t	*link;		/* NULL: not known, start at the root */
	struct node	*parent;
};

/* *at is replaced by the one child it has, or by nothing. */
static void
splice(struct prefix_table *t, const struct step *at)
{
	uint32_t idx = *at->link, child;
	struct node *n = node_get(t, idx);

	child = n->child[0] != 0 ? n->child[0] : n->child[1];
	*at->link = child;
	jump_note(t, at->parent, n->key, n->len, child);
	slab_release(&t->slab, idx);
}

/* From start, or from the root; false: what is above start is needed. */
static bool
remove_from(struct prefix_table *t, const struct key *k, uint32_t start)
{
	struct step at = { 0 }, above = { 0 };
	struct node *n;
	uint32_t idx = start;

	if (start == 0) {
		at.link = &t->root;
		idx = t->root;
	}
	for (;;) {
		if (idx == 0)
			return true;
		n = node_get(t, idx);
		if (n->len >= k->len)
			break;
		above = at;
		at.link = &n->child[bit_at(k->w, n->len)];
		at.parent = n;
		idx = *at.link;
	}
	if (n->len != k->len || n->value == 0 || !node_covers(t, n, k))
		return true;
	if (n->child[0] != 0 && n->child[1] != 0) {
		n->value = 0;		/* a branch from now on */
	} else {
		/* A branch above that loses a child goes too. */
		bool fold = n->child[0] == 0 && n->child[1] == 0 &&
		    at.parent != NULL && at.parent->value == 0;

		if (at.link == NULL || (fold && above.link == NULL))
			return false;
		splice(t, &at);
		if (fold)
			splice(t, &above);
	}
	t->count--;
	return true;
}

void
prefix_table_remove(struct prefix_table *t, const struct prefix *p)
{
	struct key k = key_of(t, p);
	uint32_t start = jump_get(t, &k);

	if (start == 0 || !remove_from(t, &k, start))
		remove_from(t, &k, 0);
	if (t->root == 0 && t->jump[0] != NULL)
		release(t);
}

size_t
prefix_table_covering(const struct prefix_table *t, const struct prefix *p,
    struct prefix_table_item *v, size_t max)
{
	struct key k = key_of(t, p);
	const struct node *n;
	uint32_t idx = t->root;
	size_t got = 0;

	while (idx != 0 && got < max) {
		n = node_get(t, idx);
		if (!node_covers(t, n, &k))
			break;
		if (n->value != 0) {
			node_prefix(t, n, &v[got].prefix);
			v[got++].value = n->value;
		}
		if (n->len == k.len)
			break;
		idx = n->child[bit_at(k.w, n->len)];
	}
	return got;
}

/* Subtrees still to be walked, the next one on top. */
struct todo {
	unsigned	n;
	uint32_t	idx[DEPTH_MAX];
};

static void
push(struct todo *s, uint32_t idx)
{
	if (idx != 0)
		s->idx[s->n++] = idx;
}

/* Everything that sorts behind k. */
static void
seek_behind(const struct prefix_table *t, const struct key *k,
    struct todo *s)
{
	const struct node *n;
	uint32_t idx = t->root, same, min;

	while (idx != 0) {
		n = node_get(t, idx);
		min = n->len < k->len ? n->len : k->len;
		same = common(t, n->key, k->w, min);
		if (same < min) {
			if (bit_at(n->key, same) == 1)
				push(s, idx);
			return;
		}
		if (n->len > k->len) {
			push(s, idx);
			return;
		}
		if (n->len == k->len) {
			push(s, n->child[1]);
			push(s, n->child[0]);
			return;
		}
		if (bit_at(k->w, n->len) == 1) {
			idx = n->child[1];
		} else {
			push(s, n->child[1]);
			idx = n->child[0];
		}
	}
}

/* All that k covers. */
static void
seek_below(const struct prefix_table *t, const struct key *k, struct todo *s)
{
	const struct node *n;
	uint32_t idx = t->root;

	while (idx != 0) {
		n = node_get(t, idx);
		if (n->len >= k->len) {
			if (common(t, n->key, k->w, k->len) == k->len)
				push(s, idx);
			return;
		}
		idx = n->child[bit_at(k->w, n->len)];
	}
}

size_t
prefix_table_walk(const struct prefix_table *t, const struct prefix *after,
    const struct prefix *limits, struct prefix_table_item *v, size_t max)
{
	struct todo s = { .n = 0 };
	struct key k = { 0 }, l = { 0 };
	const struct node *n;
	size_t got = 0;

	if (limits != NULL)
		l = key_of(t, limits);
	if (after != NULL && (limits == NULL ||
	    prefix_cmp(after, limits) >= 0)) {
		k = key_of(t, after);
		seek_behind(t, &k, &s);
	} else if (limits != NULL)
		seek_below(t, &l, &s);
	else
		push(&s, t->root);
	while (s.n > 0 && got < max) {
		n = node_get(t, s.idx[--s.n]);
		if (limits != NULL && (n->len < l.len ||
		    common(t, n->key, l.w, l.len) != l.len))
			break;
		if (n->value != 0) {
			node_prefix(t, n, &v[got].prefix);
			v[got++].value = n->value;
		}
		if (n->child[1] != 0)
			__builtin_prefetch(node_get(t, n->child[1]));
		push(&s, n->child[1]);
		push(&s, n->child[0]);
	}
	return got;
}

uint64_t
prefix_table_count(const struct prefix_table *t)
{
	return t->count;
}

uint64_t
prefix_table_bytes(const struct prefix_table *t)
{
	uint64_t n = slab_bytes(&t->slab);
	unsigned i;

	for (i = 0; i < JUMPS; i++)
		if (t->jump[i] != NULL)
			n += sizeof(*t->jump[i]) << jumps[i].bits;
	return n;
}
