/* SPDX-License-Identifier: ISC */
/*
 * The table against a sorted array that knows no tricks: random keys that
 * crowd together, and the keys a hostile neighbour would choose (long common
 * stems, each the beginning of the next, in order and against it).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/seed.h"
#include "key_table.h"

enum { MODEL_MAX = 16384, KEY_MAX = 700, BATCH = 7 };

struct model_key {
	uint8_t		*p;
	size_t		 len;
	uint32_t	 number;
	uint32_t	 value;
};

struct model {
	struct model_key v[MODEL_MAX];
	size_t		 n;
};

typedef struct rbuf key_maker(uint8_t *buf);

static uint32_t seed;

static uint32_t
rnd(void)
{
	seed = seed * 1664525 + 1013904223;
	return seed >> 8;
}

/* --- makers of keys, in a buffer of KEY_MAX ----------------------------- */

/* A route distinguisher of few, then a few values. */
static struct rbuf
like_a_vpn(uint8_t *buf)
{
	size_t n = 8 + rnd() % 14, i;

	memset(buf, 0, 8);
	buf[6] = (uint8_t)(rnd() % 4);
	for (i = 8; i < n; i++)
		buf[i] = (uint8_t)(rnd() % 8 == 0 ? rnd() : rnd() % 6);
	return rbuf_of(buf, n);
}

/* Few values and lengths: each the beginning of many others. */
static struct rbuf
nested(uint8_t *buf)
{
	size_t n = 1 + rnd() % 12, i;

	for (i = 0; i < n; i++)
		buf[i] = rnd() % 4 == 0 ? 0xff : 0;
	return rbuf_of(buf, n);
}

/* A long stem, and the difference as late as it can be. */
static struct rbuf
long_stem(uint8_t *buf)
{
	size_t n = rnd() % 2 == 0 ? KEY_MAX : 1 + rnd() % KEY_MAX;

	memset(buf, 0xaa, n);
	buf[n - 1] = (uint8_t)rnd();
	if (n > 2)
		buf[n - 2] = (uint8_t)(rnd() % 16);
	return rbuf_of(buf, n);
}

/* --- the model ------------------------------------------------------------ */

/* Octet by octet, unlike the table. */
static int
order(struct rbuf a, struct rbuf b)
{
	size_t i;

	for (i = 0; i < a.left && i < b.left; i++)
		if (a.p[i] != b.p[i])
			return a.p[i] < b.p[i] ? -1 : 1;
	return a.left == b.left ? 0 : a.left < b.left ? -1 : 1;
}

static struct rbuf
key_at(const struct model *m, size_t at)
{
	return rbuf_of(m->v[at].p, m->v[at].len);
}

static size_t
model_at(const struct model *m, struct rbuf k)
{
	size_t lo = 0, hi = m->n, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (order(key_at(m, mid), k) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static bool
model_has(const struct model *m, size_t at, struct rbuf k)
{
	return at < m->n && order(key_at(m, at), k) == 0;
}

static void
model_insert(struct model *m, size_t at, struct rbuf k, uint32_t number)
{
	struct model_key x = { malloc(k.left), k.left, number, rnd() };

	assert_non_null(x.p);
	memcpy(x.p, k.p, k.left);
	memmove(&m->v[at + 1], &m->v[at], (m->n - at) * sizeof(m->v[0]));
	m->v[at] = x;
	m->n++;
}

static void
model_remove(struct model *m, size_t at)
{
	free(m->v[at].p);
	m->n--;
	memmove(&m->v[at], &m->v[at + 1], (m->n - at) * sizeof(m->v[0]));
}

/* --- both ----------------------------------------------------------------- */

static void
same(const struct key_table *t, uint32_t number, const struct model_key *x)
{
	struct rbuf k = key_table_key(t, number);

	assert_int_equal(number, x->number);
	assert_int_equal(k.left, x->len);
	assert_memory_equal(k.p, x->p, x->len);
	assert_int_equal(*key_table_value(t, number), x->value);
}

static void
put(struct key_table *t, struct model *m, struct rbuf k)
{
	size_t at = model_at(m, k);
	bool had = model_has(m, at, k);
	uint32_t number;

	if (!had && m->n == MODEL_MAX)
		return;
	number = key_table_put(t, k);
	assert_int_not_equal(number, 0);
	if (!had) {
		assert_int_equal(*key_table_value(t, number), 0);
		model_insert(m, at, k, number);
		*key_table_value(t, number) = m->v[at].value;
	}
	same(t, number, &m->v[at]);
}

static void
take(struct key_table *t, struct model *m, size_t at)
{
	key_table_remove(t, m->v[at].number);
	assert_int_equal(key_table_find(t, key_at(m, at)), 0);
	model_remove(m, at);
}

static bool
begins(struct rbuf k, const struct rbuf *stem)
{
	return stem == NULL || (k.left >= stem->left &&
	    order(rbuf_of(k.p, stem->left), *stem) == 0);
}

static void
check_walk(const struct key_table *t, const struct model *m, key_maker *make)
{
	uint8_t buf[KEY_MAX], stem_buf[KEY_MAX];
	struct rbuf after = make(buf), stem = make(stem_buf);
	const struct rbuf *a = rnd() % 4 == 0 ? NULL : &after;
	const struct rbuf *s = rnd() % 3 == 0 ? NULL : &stem;
	size_t i = 0, j, n;
	uint32_t got[BATCH];

	if (m->n > 0 && rnd() % 2 == 0)
		after = key_at(m, rnd() % m->n);
	stem.left = rnd() % (stem.left + 1);
	do {
		n = key_table_walk(t, a, s, got, BATCH);
		for (j = 0; j < n; j++, i++) {
			while (i < m->n && !(begins(key_at(m, i), s) &&
			    (a == NULL || order(key_at(m, i), *a) > 0)))
				i++;
			assert_true(i < m->n);
			same(t, got[j], &m->v[i]);
		}
		if (n > 0) {
			after = key_table_key(t, got[n - 1]);
			a = &after;
		}
	} while (n == BATCH);
	for (; i < m->n; i++)
		assert_false(begins(key_at(m, i), s) &&
		    (a == NULL || order(key_at(m, i), *a) > 0));
}

static void
check_find(const struct key_table *t, const struct model *m, key_maker *make)
{
	uint8_t buf[KEY_MAX];
	struct rbuf k = make(buf);
	size_t at;

	if (m->n > 0 && rnd() % 2 == 0)
		k = key_at(m, rnd() % m->n);
	at = model_at(m, k);
	assert_int_equal(key_table_find(t, k),
	    model_has(m, at, k) ? m->v[at].number : 0);
}

static void
check_all(const struct key_table *t, const struct model *m)
{
	struct rbuf after;
	uint32_t got[100];
	size_t i = 0, j, n;

	do {
		n = key_table_walk(t, i > 0 ? &after : NULL, NULL, got, 100);
		for (j = 0; j < n; j++, i++) {
			assert_true(i < m->n);
			same(t, got[j], &m->v[i]);
		}
		if (n > 0)
			after = key_table_key(t, got[n - 1]);
	} while (n > 0);
	assert_int_equal(i, m->n);
	assert_int_equal(key_table_count(t), m->n);
}

static void
equals_the_model(key_maker *make)
{
	static const unsigned removes[] = { 10, 70, 5, 95, 50 };
	struct key_table *t = key_table_new();
	struct model *m = calloc(1, sizeof(*m));
	uint8_t buf[KEY_MAX];
	unsigned phase, i, j;

	assert_non_null(m);
	for (phase = 0; phase < 5; phase++)
		for (i = 0; i < 12000; i++) {
			if (rnd() % 100 >= removes[phase])
				put(t, m, make(buf));
			else if (m->n > 0)
				take(t, m, rnd() % m->n);
			for (j = 0; i % 400 == 0 && j < 6; j++) {
				check_walk(t, m, make);
				check_find(t, m, make);
			}
			if (i % 4000 == 0)
				check_all(t, m);
		}
	check_all(t, m);
	while (m->n > 0)
		take(t, m, rnd() % 2 == 0 ? m->n - 1 : rnd() % m->n);
	check_all(t, m);
	assert_int_equal(key_table_bytes(t), 0);
	key_table_free(t);
	free(m);
}

static void
vpn_keys_equal_the_model(void **state)
{
	(void)state;
	equals_the_model(like_a_vpn);
}

static void
nested_keys_equal_the_model(void **state)
{
	(void)state;
	equals_the_model(nested);
}

static void
long_stems_equal_the_model(void **state)
{
	(void)state;
	equals_the_model(long_stem);
}

/* --- hostile keys --------------------------------------------------------- */

/* Each the beginning of the next, made and taken from one end or the other. */
static void
ladder(bool up, bool down)
{
	static uint8_t b[2000];
	struct key_table *t = key_table_new();
	struct model *m = calloc(1, sizeof(*m));
	size_t i;

	assert_non_null(m);
	for (i = 0; i < sizeof(b); i++)
		put(t, m, rbuf_of(b, up ? i + 1 : sizeof(b) - i));
	check_all(t, m);
	while (m->n > 0) {
		take(t, m, down ? m->n - 1 : 0);
		if (m->n % 500 == 0)
			check_all(t, m);
	}
	assert_int_equal(key_table_bytes(t), 0);
	key_table_free(t);
	free(m);
}

static void
ladders_hold(void **state)
{
	(void)state;
	ladder(true, true);
	ladder(true, false);
	ladder(false, true);
	ladder(false, false);
}

static void
takes_any_length(void **state)
{
	uint8_t *b = calloc(1, KEY_TABLE_OCTETS + 1);
	struct key_table *t = key_table_new();
	uint32_t x, y, got[3];
	struct rbuf stem;

	(void)state;
	assert_non_null(b);
	assert_int_equal(key_table_put(t, rbuf_of(b, 0)), 0);
	assert_int_equal(key_table_put(t, rbuf_of(b, KEY_TABLE_OCTETS + 1)),
	    0);
	assert_int_equal(key_table_count(t), 0);
	x = key_table_put(t, rbuf_of(b, KEY_TABLE_OCTETS));
	y = key_table_put(t, rbuf_of(b, KEY_TABLE_OCTETS - 1));
	assert_int_not_equal(x, 0);
	assert_int_not_equal(x, y);
	assert_int_equal(key_table_find(t, rbuf_of(b, 0)), 0);
	assert_int_equal(key_table_find(t, rbuf_of(b, KEY_TABLE_OCTETS + 1)),
	    0);
	stem = rbuf_of(b, KEY_TABLE_OCTETS - 1);
	assert_int_equal(key_table_walk(t, NULL, &stem, got, 3), 2);
	assert_int_equal(got[0], y);
	assert_int_equal(got[1], x);
	stem.left = KEY_TABLE_OCTETS + 1;
	assert_int_equal(key_table_walk(t, NULL, &stem, got, 3), 0);
	b[0] = 1;
	assert_int_equal(key_table_key(t, x).p[0], 0);
	key_table_free(t);
	free(b);
}

/* A number is its key's as long as it is there, whatever else comes or goes. */
static void
numbers_stay(void **state)
{
	enum { KEYS = 20000 };
	static uint32_t number[KEYS];
	struct key_table *t = key_table_new();
	uint32_t i, k[5] = { 0 };

	(void)state;
	for (i = 0; i < KEYS; i++) {
		k[4] = i * 2654435761U;
		number[i] = key_table_put(t, rbuf_of(k, sizeof(k)));
		*key_table_value(t, number[i]) = i;
	}
	for (i = 0; i < KEYS; i++)
		if (i % 7 != 0)
			key_table_remove(t, number[i]);
	for (i = 0; i < KEYS; i += 7) {
		k[4] = i * 2654435761U;
		assert_memory_equal(key_table_key(t, number[i]).p, k,
		    sizeof(k));
		assert_int_equal(*key_table_value(t, number[i]), i);
		assert_int_equal(key_table_find(t, rbuf_of(k, sizeof(k))),
		    number[i]);
	}
	key_table_free(t);
}

/* 20 octets a key: what is kept for it, and that it comes back. */
static void
is_compact(bool in_order)
{
	enum { KEYS = 100000 };
	struct key_table *t = key_table_new();
	uint64_t full;
	uint8_t b[20];
	uint32_t i, x, got;

	memset(b, 0, sizeof(b));
	for (i = 0; i < KEYS; i++) {
		x = in_order ? i : i * 2654435761U;
		b[16] = (uint8_t)(x >> 24);
		b[17] = (uint8_t)(x >> 16);
		b[18] = (uint8_t)(x >> 8);
		b[19] = (uint8_t)x;
		assert_int_not_equal(key_table_put(t,
		    rbuf_of(b, sizeof(b))), 0);
	}
	full = key_table_bytes(t);
	assert_true(full <= (uint64_t)KEYS * 36);
	for (i = 0; i < KEYS - 100; i++) {
		assert_int_equal(key_table_walk(t, NULL, NULL, &got, 1), 1);
		key_table_remove(t, got);
	}
	assert_int_equal(key_table_count(t), 100);
	if (in_order)
		assert_true(key_table_bytes(t) <= full / 20);
	key_table_free(t);
}

static void
random_keys_are_compact(void **state)
{
	(void)state;
	is_compact(false);
}

static void
ordered_keys_are_compact(void **state)
{
	(void)state;
	is_compact(true);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vpn_keys_equal_the_model),
		cmocka_unit_test(nested_keys_equal_the_model),
		cmocka_unit_test(long_stems_equal_the_model),
		cmocka_unit_test(ladders_hold),
		cmocka_unit_test(takes_any_length),
		cmocka_unit_test(numbers_stay),
		cmocka_unit_test(random_keys_are_compact),
		cmocka_unit_test(ordered_keys_are_compact),
	};

	seed = seed_pick();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
