/* SPDX-License-Identifier: ISC */
/* Slabs: indices are stable, zeroed, reused, and end at the limit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/slab.h"

static void
never_moves_and_never_zero(void **state)
{
	static uint32_t *at[5000];
	struct slab s;
	uint32_t i, idx;

	(void)state;
	slab_init(&s, 13, 4);
	assert_int_equal(s.item, 16);
	for (i = 1; i < 5000; i++) {
		idx = slab_alloc(&s);
		assert_int_equal(idx, i);
		at[i] = slab_get(&s, idx);
		assert_int_equal(at[i][0] | at[i][3], 0);
		at[i][0] = i;
		at[i][3] = ~i;
	}
	for (i = 1; i < 5000; i++) {
		assert_ptr_equal(slab_get(&s, i), at[i]);
		assert_int_equal(at[i][0], i);
		assert_int_equal(at[i][3], ~i);
	}
	assert_int_equal(s.used, 4999);
	assert_true(slab_bytes(&s) >= 5000 * 16);
	slab_free_all(&s);
	assert_int_equal(s.used, 0);
	assert_int_equal(slab_bytes(&s), 0);
	assert_int_equal(slab_alloc(&s), 1);
	slab_free_all(&s);
}

static void
reuses_zeroed(void **state)
{
	struct slab s;
	uint32_t a, b;

	(void)state;
	slab_init(&s, 8, 2);
	a = slab_alloc(&s);
	b = slab_alloc(&s);
	memset(slab_get(&s, a), 0xff, 8);
	memset(slab_get(&s, b), 0xff, 8);
	slab_release(&s, a);
	slab_release(&s, b);
	assert_int_equal(s.used, 0);
	assert_int_equal(slab_alloc(&s), b);
	assert_int_equal(slab_alloc(&s), a);
	assert_memory_equal(slab_get(&s, a), "\0\0\0\0\0\0\0\0", 8);
	assert_memory_equal(slab_get(&s, b), "\0\0\0\0\0\0\0\0", 8);
	assert_int_equal(slab_alloc(&s), 3);
	slab_free_all(&s);
}

static void
stops_at_limit(void **state)
{
	struct slab s;

	(void)state;
	slab_init(&s, 4, 1);
	s.limit = 3;
	assert_int_equal(slab_alloc(&s), 1);
	assert_int_equal(slab_alloc(&s), 2);
	assert_int_equal(slab_alloc(&s), 3);
	assert_int_equal(slab_alloc(&s), 0);
	slab_release(&s, 2);
	assert_int_equal(slab_alloc(&s), 2);
	assert_int_equal(slab_alloc(&s), 0);
	slab_free_all(&s);
	assert_int_equal(s.limit, 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(never_moves_and_never_zero),
		cmocka_unit_test(reuses_zeroed),
		cmocka_unit_test(stops_at_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
