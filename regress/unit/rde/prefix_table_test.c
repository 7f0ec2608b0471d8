/* SPDX-License-Identifier: ISC */
/*
 * The trie against a sorted array that knows no tricks, over random prefixes
 * that crowd into a few places, so that forks, covers and holes all happen,
 * with and without the jump table.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/seed.h"
#include "prefix_table.h"

enum { MODEL_MAX = 16384 };

struct model {
	struct prefix_table_item	v[MODEL_MAX];
	size_t				n;
};

static uint32_t seed;

static uint32_t
rnd(void)
{
	seed = seed * 1664525 + 1013904223;
	return seed >> 8;
}

static struct prefix
random_prefix(uint8_t af)
{
	static const uint8_t lens4[] = { 0, 8, 15, 16, 17, 20, 24, 24, 32 };
	static const uint8_t lens6[] = { 0, 16, 20, 32, 44, 48, 64, 127, 128 };
	struct prefix p = { .af = af };
	unsigned i;

	p.len = (af == ADDR_V4 ? lens4 : lens6)[rnd() % 9];
	if (rnd() % 4 == 0)
		p.len = (uint8_t)(rnd() % (addr_bits(af) + 1));
	for (i = 0; i < addr_len(af); i++)
		p.b[i] = (uint8_t)(rnd() % 8 == 0 ? rnd() : rnd() % 4);
	prefix_mask(&p);
	return p;
}

static size_t
model_at(const struct model *m, const struct prefix *p)
{
	size_t lo = 0, hi = m->n, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (prefix_cmp(&m->v[mid].prefix, p) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static bool
model_has(const struct model *m, size_t at, const struct prefix *p)
{
	return at < m->n && prefix_cmp(&m->v[at].prefix, p) == 0;
}

static void
step(struct prefix_table *t, struct model *m, uint8_t af, unsigned removes)
{
	struct prefix p = random_prefix(af);
	size_t at = model_at(m, &p);
	uint32_t *v;

	if (rnd() % 100 < removes) {
		if (m->n > 0 && rnd() % 2 == 0) {
			at = rnd() % m->n;
			p = m->v[at].prefix;
		}
		if (model_has(m, at, &p)) {
			memmove(&m->v[at], &m->v[at + 1],
			    (m->n - at - 1) * sizeof(m->v[0]));
			m->n--;
		}
		prefix_table_remove(t, &p);
		assert_null(prefix_table_find(t, &p));
		return;
	}
	if (m->n == MODEL_MAX)
		return;
	v = prefix_table_put(t, &p);
	if (model_has(m, at, &p)) {
		assert_int_equal(*v, m->v[at].value);
		return;
	}
	assert_int_equal(*v, 0);
	*v = rnd() + 1;
	memmove(&m->v[at + 1], &m->v[at], (m->n - at) * sizeof(m->v[0]));
	m->v[at] = (struct prefix_table_item){ p, *v };
	m->n++;
}

/* Bit by bit, unlike the table. */
static bool
covers(const struct prefix *wide, const struct prefix *p)
{
	unsigned i;

	if (wide->af != p->af || wide->len > p->len)
		return false;
	for (i = 0; i < wide->len; i++)
		if (((wide->b[i / 8] ^ p->b[i / 8]) & 0x80 >> i % 8) != 0)
			return false;
	return true;
}

static void
same_item(const struct prefix_table_item *a,
    const struct prefix_table_item *b)
{
	assert_int_equal(prefix_cmp(&a->prefix, &b->prefix), 0);
	assert_int_equal(a->prefix.len, b->prefix.len);
	assert_memory_equal(a->prefix.b, b->prefix.b, 16);
	assert_int_equal(a->value, b->value);
}

static void
check_walk(const struct prefix_table *t, const struct model *m, uint8_t af)
{
	struct prefix_table_item got[7];
	struct prefix after = random_prefix(af), limits = random_prefix(af);
	bool has_after = rnd() % 4 != 0, has_limits = rnd() % 3 != 0;
	size_t i = 0, j, n;

	if (m->n > 0 && rnd() % 2 == 0)
		after = m->v[rnd() % m->n].prefix;
	for (;;) {
		n = prefix_table_walk(t, has_after ? &after : NULL,
		    has_limits ? &limits : NULL, got, 7);
		for (j = 0; j < n; j++, i++) {
			while (i < m->n && ((has_after &&
			    prefix_cmp(&m->v[i].prefix, &after) <= 0) ||
			    (has_limits &&
			    !covers(&limits, &m->v[i].prefix))))
				i++;
			assert_true(i < m->n);
			same_item(&got[j], &m->v[i]);
		}
		if (n < 7)
			break;
		after = got[n - 1].prefix;
		has_after = true;
	}
	for (; i < m->n; i++)
		assert_false((!has_after ||
		    prefix_cmp(&m->v[i].prefix, &after) > 0) &&
		    (!has_limits || covers(&limits, &m->v[i].prefix)));
}

static void
check_lookup(const struct prefix_table *t, const struct model *m, uint8_t af)
{
	struct prefix_table_item got[130];
	struct prefix p = random_prefix(af);
	size_t i, n, k = 0;
	uint32_t *v;

	if (m->n > 0 && rnd() % 2 == 0)
		p = m->v[rnd() % m->n].prefix;
	n = prefix_table_covering(t, &p, got, 130);
	for (i = 0; i < m->n; i++)
		if (covers(&m->v[i].prefix, &p)) {
			assert_true(k < n);
			same_item(&got[k++], &m->v[i]);
		}
	assert_int_equal(k, n);
	v = prefix_table_find(t, &p);
	i = model_at(m, &p);
	assert_int_equal(v != NULL, model_has(m, i, &p));
}

static void
equals_the_model(uint8_t af)
{
	static const unsigned removes[] = { 10, 70, 5, 90, 50 };
	struct prefix_table *t = prefix_table_new(af);
	struct model *m = calloc(1, sizeof(*m));
	unsigned phase, i, j;

	assert_non_null(m);
	for (phase = 0; phase < 5; phase++)
		for (i = 0; i < 12000; i++) {
			step(t, m, af, removes[phase]);
			if (i % 400 != 0)
				continue;
			assert_int_equal(prefix_table_count(t), m->n);
			for (j = 0; j < 6; j++) {
				check_walk(t, m, af);
				check_lookup(t, m, af);
			}
		}
	while (m->n > 0) {
		m->n--;
		prefix_table_remove(t, &m->v[m->n].prefix);
	}
	assert_int_equal(prefix_table_count(t), 0);
	assert_int_equal(prefix_table_walk(t, NULL, NULL, m->v, 9), 0);
	prefix_table_free(t);
	free(m);
}

static void
ipv4_equals_the_model(void **state)
{
	(void)state;
	equals_the_model(ADDR_V4);
}

static void
ipv6_equals_the_model(void **state)
{
	(void)state;
	equals_the_model(ADDR_V6);
}

static void
masks_what_it_is_given(void **state)
{
	struct prefix_table *t = prefix_table_new(ADDR_V4);
	struct prefix p = { ADDR_V4, 24, { 192, 0, 2, 77 } };
	struct prefix_table_item got;

	(void)state;
	*prefix_table_put(t, &p) = 5;
	assert_int_equal(prefix_table_walk(t, NULL, NULL, &got, 1), 1);
	assert_int_equal(got.prefix.b[3], 0);
	assert_int_equal(got.value, 5);
	p.b[3] = 1;
	assert_non_null(prefix_table_find(t, &p));
	assert_int_equal(prefix_table_walk(t, &got.prefix, NULL, &got, 1), 0);
	prefix_table_free(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ipv4_equals_the_model),
		cmocka_unit_test(ipv6_equals_the_model),
		cmocka_unit_test(masks_what_it_is_given),
	};

	seed = seed_pick();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
