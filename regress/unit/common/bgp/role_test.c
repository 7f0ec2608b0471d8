/* SPDX-License-Identifier: ISC */
/* Every role against every other, and what each does to OTC. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bgp/capability.h"
#include "bgp/role.h"

static void
pairs(void **state)
{
	unsigned ours, theirs, n = 0;

	(void)state;
	for (ours = 0; ours < 256; ours++)
		for (theirs = 0; theirs < 256; theirs++)
			n += role_pairs((uint8_t)ours, (uint8_t)theirs);
	assert_int_equal(n, 5);
	assert_true(role_pairs(BGP_ROLE_PROVIDER, BGP_ROLE_CUSTOMER));
	assert_true(role_pairs(BGP_ROLE_CUSTOMER, BGP_ROLE_PROVIDER));
	assert_true(role_pairs(BGP_ROLE_RS, BGP_ROLE_RS_CLIENT));
	assert_true(role_pairs(BGP_ROLE_RS_CLIENT, BGP_ROLE_RS));
	assert_true(role_pairs(BGP_ROLE_PEER, BGP_ROLE_PEER));
}

/* RFC 9234 5, by what the neighbour is. */
static void
marks(void **state)
{
	static const struct {
		uint8_t	ours;
		bool	in, out, stops;
	} v[] = {
		{ BGP_ROLE_PROVIDER, false, true, false },
		{ BGP_ROLE_RS, false, true, false },
		{ BGP_ROLE_RS_CLIENT, true, false, true },
		{ BGP_ROLE_CUSTOMER, true, false, true },
		{ BGP_ROLE_PEER, true, true, true },
		{ ROLE_UNSET, false, false, false },
	};
	unsigned i;

	(void)state;
	for (i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		assert_int_equal(role_marks_in(v[i].ours), v[i].in);
		assert_int_equal(role_marks_out(v[i].ours), v[i].out);
		assert_int_equal(role_stops_out(v[i].ours), v[i].stops);
	}
	assert_true(role_is_about(FAMILY_IPV4_UNICAST));
	assert_true(role_is_about(FAMILY_IPV6_UNICAST));
	assert_false(role_is_about(FAMILY_IPV4_MULTICAST));
}

static void
leaks(void **state)
{
	(void)state;
	assert_true(role_leaks_in(BGP_ROLE_PROVIDER, true, 1, 1));
	assert_true(role_leaks_in(BGP_ROLE_RS, true, 1, 1));
	assert_false(role_leaks_in(BGP_ROLE_PROVIDER, false, 0, 1));
	assert_false(role_leaks_in(BGP_ROLE_PEER, true, 1, 1));
	assert_true(role_leaks_in(BGP_ROLE_PEER, true, 2, 1));
	assert_false(role_leaks_in(BGP_ROLE_CUSTOMER, true, 2, 1));
	assert_false(role_leaks_in(BGP_ROLE_RS_CLIENT, true, 2, 1));
	assert_false(role_leaks_in(ROLE_UNSET, true, 2, 1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs),
		cmocka_unit_test(marks),
		cmocka_unit_test(leaks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
