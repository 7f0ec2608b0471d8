/* SPDX-License-Identifier: ISC */
/* Checks by themselves; what they cost is attr_set_test's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"
#include "path/attr_scalar.h"

static const struct attr_profile new = { .as4 = 1, .aigp = 1 };
static const struct attr_profile old = { 0 };

static bool
good(attr_check *check, const char *hex, const struct attr_profile *p)
{
	struct octets o;

	octets_of(hex, &o);
	return check(rbuf_of(o.p, o.n), p) == NULL;
}

static void
lengths(void **state)
{
	static const struct {
		attr_check *check;
		size_t len;
	} v[] = {
		{ attr_origin_check, 1 }, { attr_nexthop_check, 4 },
		{ attr_u32_check, 4 }, { attr_atomic_check, 0 },
		{ attr_aggregator_check, 8 },
		{ attr_as4_aggregator_check, 8 },
	};
	static const uint8_t ones[9] = { 1, 1, 1, 1, 1, 1, 1, 1, 1 };
	size_t i, n;

	(void)state;
	for (i = 0; i < sizeof(v) / sizeof(v[0]); i++)
		for (n = 0; n <= 9; n++)
			assert_int_equal(v[i].check(rbuf_of(ones, n), &new)
			    == NULL, n == v[i].len);
}

static void
as_zero(void **state)
{
	(void)state;
	assert_false(good(attr_aggregator_check, "00000000 c0000201", &new));
	assert_true(good(attr_aggregator_check, "00010000 c0000201", &new));
	assert_false(good(attr_aggregator_check, "0000 c0000201", &old));
	assert_true(good(attr_aggregator_check, "0001 c0000201", &old));
	assert_false(good(attr_as4_aggregator_check, "00000000 c0000201",
	    &old));
}

static void
aigp_needs_the_session(void **state)
{
	static const char tlv[] = "01 000b 0000000000000001";

	(void)state;
	assert_true(good(attr_aigp_check, tlv, &new));
	assert_false(good(attr_aigp_check, tlv, &old));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lengths),
		cmocka_unit_test(as_zero),
		cmocka_unit_test(aigp_needs_the_session),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
