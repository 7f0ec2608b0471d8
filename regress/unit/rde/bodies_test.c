/* SPDX-License-Identifier: ISC */
/* Bodies: equal ones share a number and hold what they name, once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bodies.h"

static const uint8_t igp[] = { 0x40, 1, 1, 0 };

static void
interned(void **state)
{
	struct attrs_store *attrs = attrs_store_new();
	struct nexthops *hops = nexthops_new();
	struct bodies *b = bodies_new(attrs, hops);
	uint32_t a = attrs_intern(attrs, rbuf_of(igp, sizeof(igp)));
	uint32_t x, y, self, longer;
	uint64_t count, bytes, refs;

	(void)state;
	x = bodies_intern(b, a, 0, false, 0);
	self = bodies_intern(b, a, 0, true, 0);
	longer = bodies_intern(b, a, 0, true, 2);
	y = bodies_intern(b, a, 0, false, 0);
	assert_int_equal(x, y);
	assert_int_not_equal(x, self);
	assert_int_not_equal(self, longer);
	assert_int_equal(bodies_get(b, longer)->prepend, 2);
	assert_true(bodies_get(b, self)->self);
	attrs_unref(attrs, a);
	bodies_unref(b, x);
	bodies_unref(b, self);
	bodies_unref(b, longer);
	attrs_usage(attrs, &count, &bytes, &refs);
	assert_int_equal(count, 1);
	bodies_unref(b, y);
	attrs_usage(attrs, &count, &bytes, &refs);
	assert_int_equal(count, 0);
	bodies_free(b);
	nexthops_free(hops);
	attrs_store_free(attrs);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(interned),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
