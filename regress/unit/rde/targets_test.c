/* SPDX-License-Identifier: ISC */
/*
 * Numbered sets: equal sets have equal numbers, results carry references, and
 * what nobody references is gone, also when it was remembered.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "targets.h"

static void
operations(void **state)
{
	struct idset_store *sets = idset_store_new();
	struct targets *t = targets_new(sets);
	uint32_t a = targets_one(t, 1), b = targets_one(t, 2), u, v, w;

	(void)state;
	assert_int_not_equal(a, b);
	u = targets_union(t, a, b);
	assert_int_equal(targets_count(t, u), 2);
	v = targets_minus(t, u, a);
	assert_int_equal(v, b);
	w = targets_intersect(t, u, a);
	assert_int_equal(w, a);
	assert_int_equal(targets_minus(t, a, a), 0);
	assert_int_equal(targets_intersect(t, a, b), 0);
	assert_true(targets_has(t, u, 2));
	assert_false(targets_has(t, 0, 2));
	targets_take_from(t, &u, a);
	assert_int_equal(u, b);
	targets_add_to(t, &u, a);
	assert_int_equal(targets_count(t, u), 2);
	targets_unref(t, u);
	targets_unref(t, v);
	targets_unref(t, w);
	targets_unref(t, a);
	targets_unref(t, b);
	targets_free(t);
	assert_true(idset_store_count(sets) <= 1);
	idset_store_free(sets);
}

/* Past the size of every table in it. */
static void
many(void **state)
{
	enum { MANY = 1000 };
	struct idset_store *sets = idset_store_new();
	struct targets *t = targets_new(sets);
	uint32_t x[MANY], again;
	unsigned i;

	(void)state;
	for (i = 0; i < MANY; i++)
		x[i] = targets_one(t, (uint16_t)(i + 1));
	for (i = 0; i < MANY; i++) {
		again = targets_one(t, (uint16_t)(i + 1));
		assert_int_equal(again, x[i]);
		assert_true(targets_has(t, x[i], (uint16_t)(i + 1)));
		targets_unref(t, again);
		targets_unref(t, x[i]);
	}
	targets_free(t);
	assert_true(idset_store_count(sets) <= 1);
	idset_store_free(sets);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(operations),
		cmocka_unit_test(many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
