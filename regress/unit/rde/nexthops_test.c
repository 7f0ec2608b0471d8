/* SPDX-License-Identifier: ISC */
/* Next hops: equal ones are one object, whatever lies in their padding. */
#include "rig.h"

static void
equal_ones_are_one(void **state)
{
	struct nexthops *st = nexthops_new();
	struct nexthop a = { .global = addr_v4(0xc0000201) }, b = a, c = a;
	uint64_t count, bytes, refs;
	uint32_t i, j;

	(void)state;
	b.global.pad[1] = 9;
	assert_true(addr_parse("2001:db8::1", &c.global) == 0);
	i = nexthops_intern(st, &a);
	assert_int_not_equal(i, 0);
	assert_int_equal(nexthops_intern(st, &b), i);
	j = nexthops_intern(st, &c);
	assert_int_not_equal(j, i);
	assert_true(addr_eq(&nexthops_get(st, j)->global, &c.global));
	nexthops_ref(st, i);
	nexthops_usage(st, &count, &bytes, &refs);
	assert_int_equal(count, 2);
	assert_int_equal(refs, 4);
	nexthops_unref(st, i);
	nexthops_unref(st, i);
	nexthops_unref(st, i);
	nexthops_unref(st, j);
	nexthops_usage(st, &count, &bytes, &refs);
	assert_int_equal(count, 0);
	nexthops_free(st);
}

static void
none_is_zero(void **state)
{
	struct nexthops *st = nexthops_new();
	struct nexthop none = { 0 };

	(void)state;
	assert_int_equal(nexthops_intern(st, &none), 0);
	assert_null(nexthops_get(st, 0));
	nexthops_unref(st, 0);
	nexthops_free(st);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_ones_are_one),
		cmocka_unit_test(none_is_zero),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
