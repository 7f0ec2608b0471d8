/* SPDX-License-Identifier: ISC */
/*
 * The only place that knows both stores; which of them a family has its row in
 * family.c says.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "key_table.h"
#include "net_table.h"
#include "prefix_table.h"

enum { WARM_MAX = 64 };

struct net_table {
	enum family		 f;
	struct prefix_table	*prefixes;	/* or NULL: */
	struct key_table	*keys;
};

struct net_table *
net_table_new(enum family f)
{
	struct net_table *t = xcalloc(1, sizeof(*t));

	t->f = f;
	if (family_info(f)->keyed)
		t->keys = key_table_new_in(nlri_order_of(f), f);
	else
		t->prefixes = prefix_table_new(family_info(f)->af);
	return t;
}

void
net_table_free(struct net_table *t)
{
	if (t == NULL)
		return;
	prefix_table_free(t->prefixes);
	if (t->keys != NULL)
		key_table_free(t->keys);
	free(t);
}

uint32_t *
net_table_put(struct net_table *t, const struct nlri *n)
{
	uint32_t number;

	if (t->prefixes != NULL)
		return prefix_table_put(t->prefixes, &n->prefix);
	number = key_table_put(t->keys, n->key);
	return number == 0 ? NULL : key_table_value(t->keys, number);
}

uint32_t *
net_table_find(const struct net_table *t, const struct nlri *n)
{
	uint32_t number;

	if (t->prefixes != NULL)
		return prefix_table_find(t->prefixes, &n->prefix);
	number = key_table_find(t->keys, n->key);
	return number == 0 ? NULL : key_table_value(t->keys, number);
}

void
net_table_warm(const struct net_table *t, const struct nlri *v, size_t n)
{
	const struct prefix *ahead[WARM_MAX];
	size_t i;

	if (t->prefixes == NULL)
		return;
	for (i = 0; i < n && i < WARM_MAX; i++)
		ahead[i] = &v[i].prefix;
	prefix_table_warm(t->prefixes, ahead, i);
}

void
net_table_remove(struct net_table *t, const struct nlri *n)
{
	uint32_t number;

	if (t->prefixes != NULL)
		prefix_table_remove(t->prefixes, &n->prefix);
	else if ((number = key_table_find(t->keys, n->key)) != 0)
		key_table_remove(t->keys, number);
}

uint32_t
net_table_number(const struct net_table *t, const struct nlri *n)
{
	return t->keys == NULL ? 0 : key_table_find(t->keys, n->key);
}

struct rbuf
net_table_key(const struct net_table *t, uint32_t number)
{
	return key_table_key(t->keys, number);
}

/* --- positions ------------------------------------------------------------ */

void
net_pos_set(struct net_pos *p, const struct nlri *n)
{
	if (n->key.left > sizeof(p->key))
		fatal("net_table: a key of %zu octets", n->key.left);
	p->prefix = n->prefix;
	p->len = n->key.left;
	if (p->len > 0)
		memmove(p->key, n->key.p, p->len);
}

int
net_pos_cmp(const struct net_pos *p, const struct nlri *n)
{
	nlri_order *order;

	if (p->len > 0) {
		order = nlri_order_of((enum family)n->family);
		return order == NULL ?
		    key_cmp(n->key, rbuf_of(p->key, p->len)) :
		    order((enum family)n->family, n->key,
		    rbuf_of(p->key, p->len));
	}
	return prefix_cmp(&n->prefix, &p->prefix);
}

struct nlri
net_pos_nlri(const struct net_pos *p, enum family f)
{
	return (struct nlri){ .family = (uint8_t)f, .prefix = p->prefix,
	    .key = rbuf_of(p->key, p->len) };
}

/* --- walks ---------------------------------------------------------------- */

static void
take_prefixes(const struct net_table *t, struct net_item *v,
    const struct prefix_table_item *from, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		v[i] = (struct net_item){ .value = from[i].value,
		    .nlri = { .family = (uint8_t)t->f,
		    .prefix = from[i].prefix } };
}

static size_t
walk_keys(const struct net_table *t, const struct net_pos *after,
    struct net_item *v, size_t n)
{
	uint32_t numbers[NET_WALK_MAX];
	struct rbuf key;
	size_t i;

	if (after != NULL)
		key = rbuf_of(after->key, after->len);
	n = key_table_walk(t->keys, after == NULL ? NULL : &key, NULL,
	    numbers, n);
	for (i = 0; i < n; i++)
		v[i] = (struct net_item){
			.value = *key_table_value(t->keys, numbers[i]),
			.nlri = { .family = (uint8_t)t->f,
			    .key = key_table_key(t->keys, numbers[i]) },
		};
	return n;
}

size_t
net_table_walk(const struct net_table *t, const struct net_pos *after,
    const struct prefix *limits, struct net_item *v, size_t n)
{
	struct prefix_table_item items[NET_WALK_MAX];

	if (n > NET_WALK_MAX)
		n = NET_WALK_MAX;
	if (t->prefixes == NULL)
		return limits != NULL ? 0 : walk_keys(t, after, v, n);
	n = prefix_table_walk(t->prefixes, after == NULL ? NULL :
	    &after->prefix, limits, items, n);
	take_prefixes(t, v, items, n);
	return n;
}

size_t
net_table_covering(const struct net_table *t, const struct prefix *p,
    struct net_item v[NET_COVER_MAX])
{
	struct prefix_table_item items[NET_COVER_MAX];
	size_t n;

	if (t->prefixes == NULL)
		return 0;
	n = prefix_table_covering(t->prefixes, p, items, NET_COVER_MAX);
	take_prefixes(t, v, items, n);
	return n;
}

uint64_t
net_table_count(const struct net_table *t)
{
	return t->prefixes != NULL ? prefix_table_count(t->prefixes) :
	    key_table_count(t->keys);
}

uint64_t
net_table_bytes(const struct net_table *t)
{
	return t->prefixes != NULL ? prefix_table_bytes(t->prefixes) :
	    key_table_bytes(t->keys);
}
