/* SPDX-License-Identifier: ISC */
/* What inherits: lists extend, api blocks by name, limits by family. */
#include "conf_helper.h"

static void
lists_extend(void **state)
{
	struct conf_neighbor n;
	struct parsed p;

	(void)state;
	parse(&p, "template { neighbor t { family { ipv4 unicast; ipv6 "
	    "unicast; } prefix-limit { ipv4 unicast 5; ipv6 unicast 6; } "
	    "capability { require asn4; } } }"
	    NEIGHBOR("inherit t; family { ipv6 unicast; } "
	    "prefix-limit { ipv4 unicast 9; } capability { require "
	    "route-refresh; }"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.nfamilies, 2);
	assert_int_equal(n.families[0], FAMILY_IPV6_UNICAST);
	assert_int_equal(n.families[1], FAMILY_IPV4_UNICAST);
	assert_int_equal(n.limits[FAMILY_IPV4_UNICAST].max, 9);
	assert_int_equal(n.limits[FAMILY_IPV6_UNICAST].max, 6);
	assert_int_equal(n.require[0], 4);
	assert_int_equal(n.require[1], 2);
	parsed_free(&p);
}

static void
false_is_a_value(void **state)
{
	struct conf_neighbor n;
	struct parsed p;

	(void)state;
	parse(&p, "template { neighbor t { passive; } }"
	    NEIGHBOR("inherit t; passive false;"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.passive, 0);
	parsed_free(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_extend),
		cmocka_unit_test(false_is_a_value),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
