/* SPDX-License-Identifier: ISC */
/*
 * Objects of random sizes, each filled with a pattern of its own to its last
 * octet: nobody else's octets change while it lives, and memory comes back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/seed.h"
#include "mixed_slab.h"

enum { LIVE_MAX = 3000, LARGEST = 65541 };

struct live {
	uint32_t	idx;
	uint32_t	size;
	uint8_t		fill;
};

static uint32_t seed;

static uint32_t
rnd(void)
{
	seed = seed * 1664525 + 1013904223;
	return seed >> 8;
}

static uint32_t
random_size(void)
{
	switch (rnd() % 8) {
	case 0:
		return 1 + rnd() % MIXED_LARGE;
	case 1:
		return MIXED_LARGE - 2 + rnd() % 6;
	case 2:
		return 1U << rnd() % 12;
	case 3:
		return rnd() % 64 == 0 ? 1 + rnd() % LARGEST : 1;
	default:
		return 1 + rnd() % 80;
	}
}

static void
check(const struct mixed_slab *s, const struct live *x)
{
	const uint8_t *p = mixed_slab_get(s, x->idx);
	uint32_t i;

	assert_int_equal((uintptr_t)p % sizeof(uint32_t), 0);
	for (i = 0; i < x->size; i++)
		assert_int_equal(p[i], x->fill);
}

static void
add(struct mixed_slab *s, struct live *x)
{
	*x = (struct live){ .size = random_size(), .fill = (uint8_t)rnd() };
	x->idx = mixed_slab_alloc(s, x->size);
	assert_int_not_equal(x->idx, 0);
	memset(mixed_slab_get(s, x->idx), x->fill, x->size);
}

static void
take(struct mixed_slab *s, struct live *v, size_t *n)
{
	size_t at = rnd() % *n;

	check(s, &v[at]);
	mixed_slab_release(s, v[at].idx);
	v[at] = v[--*n];
}

static void
keeps_what_lives(void **state)
{
	static const unsigned adds[] = { 90, 30, 95, 5, 50 };
	struct live *v = calloc(LIVE_MAX, sizeof(*v));
	struct mixed_slab s;
	unsigned phase, i;
	size_t n = 0, j;

	(void)state;
	assert_non_null(v);
	mixed_slab_init(&s);
	for (phase = 0; phase < 5; phase++)
		for (i = 0; i < 8000; i++) {
			if (n < LIVE_MAX && rnd() % 100 < adds[phase])
				add(&s, &v[n++]);
			else if (n > 0)
				take(&s, v, &n);
			if (i % 1000 != 0)
				continue;
			for (j = 0; j < n; j++)
				check(&s, &v[j]);
		}
	while (n > 0)
		take(&s, v, &n);
	assert_int_equal(s.octets, 0);
	assert_int_equal(s.in_use, 0);
	mixed_slab_free_all(&s);
	assert_int_equal(mixed_slab_bytes(&s), 0);
	free(v);
}

static void
loses_a_fifth_at_most(void **state)
{
	struct mixed_slab s;
	uint32_t size, n, i;

	(void)state;
	for (size = 1; size <= MIXED_LARGE + 4; size++) {
		mixed_slab_init(&s);
		n = MIXED_CHUNK / (size + size / 4 + 4);
		if (n > MIXED_SLOTS)
			n = MIXED_SLOTS;
		if (n == 0)
			n = 1;
		for (i = 0; i < n; i++)
			(void)mixed_slab_alloc(&s, size);
		if (size <= MIXED_LARGE)
			assert_int_equal(s.in_use, 1);
		assert_true(s.octets >= (uint64_t)size * n);
		assert_true(s.octets <= MIXED_CHUNK);
		mixed_slab_free_all(&s);
	}
}

/* A released slot comes again before a chunk is asked for. */
static void
uses_what_is_free(void **state)
{
	uint32_t idx[1000], i;
	struct mixed_slab s;
	uint64_t octets;

	(void)state;
	mixed_slab_init(&s);
	for (i = 0; i < 1000; i++)
		idx[i] = mixed_slab_alloc(&s, 28);
	octets = s.octets;
	for (i = 0; i < 1000; i += 3)
		mixed_slab_release(&s, idx[i]);
	for (i = 0; i < 1000; i += 3)
		idx[i] = mixed_slab_alloc(&s, 27);
	assert_int_equal(s.octets, octets);
	/* What has gone in order gives its chunks back before the end. */
	for (i = 0; i < 900; i++)
		mixed_slab_release(&s, idx[i]);
	assert_true(s.octets <= octets / 2);
	mixed_slab_free_all(&s);
}

static void
large_ones_stand_alone(void **state)
{
	struct mixed_slab s;
	uint32_t a, b;

	(void)state;
	mixed_slab_init(&s);
	a = mixed_slab_alloc(&s, LARGEST);
	b = mixed_slab_alloc(&s, MIXED_LARGE + 1);
	assert_int_equal(s.octets, LARGEST + MIXED_LARGE + 1);
	mixed_slab_release(&s, a);
	assert_int_equal(s.octets, MIXED_LARGE + 1);
	mixed_slab_release(&s, b);
	assert_int_equal(s.octets, 0);
	assert_true(mixed_slab_has_room(&s, MIXED_CHUNKS - 1));
	assert_false(mixed_slab_has_room(&s, MIXED_CHUNKS));
	mixed_slab_free_all(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_what_lives),
		cmocka_unit_test(loses_a_fifth_at_most),
		cmocka_unit_test(uses_what_is_free),
		cmocka_unit_test(large_ones_stand_alone),
	};

	seed = seed_pick();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
