/* SPDX-License-Identifier: ISC */
/* Families: order, duplicates, those that come later. */
#include "conf_helper.h"

static void
order_is_kept(void **state)
{
	struct conf_neighbor n;
	struct parsed p;

	(void)state;
	parse(&p, NEIGHBOR("family { ipv6 unicast; ipv4 unicast; }"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.nfamilies, 2);
	assert_int_equal(n.families[0], FAMILY_IPV6_UNICAST);
	assert_int_equal(n.families[1], FAMILY_IPV4_UNICAST);
	assert_int_equal(n.family_all, 0);
	parsed_free(&p);
	parse(&p, NEIGHBOR(""));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.nfamilies,
	    __builtin_popcountll(families_all()) - 2);
	assert_int_equal(n.family_all, 1);
	parsed_free(&p);
	/* what is said is listed */
	parse(&p, NEIGHBOR("family { all; }"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.nfamilies,
	    __builtin_popcountll(families_all()));
	assert_int_equal(n.family_all, 0);
	parsed_free(&p);
	/* all are not those by number, which are said beside it */
	parse(&p, NEIGHBOR("family { afi 16397 safi 99; all; }"));
	n = parsed_neighbor(&p, 0);
	assert_true(family_is_other(n.families[n.nfamilies - 1]));
	assert_int_equal(n.nfamilies, FAMILY_OTHER_FIRST + 1);
	parsed_free(&p);
}

static void
limits(void **state)
{
	struct conf_neighbor n;
	struct parsed p;

	(void)state;
	parse(&p, NEIGHBOR("prefix-limit { ipv4 unicast 10 warn 80 restart "
	    "60; }"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.limits[0].max, 10);
	assert_int_equal(n.limits[0].warn, 80);
	assert_int_equal(n.limits[0].restart, 60);
	parsed_free(&p);
	parse(&p, NEIGHBOR("capability { add-path send; } add-path { ipv4 "
	    "unicast limit 7; }"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.add_path_families, 1);
	assert_int_equal(n.paths_limit[0], 7);
	parsed_free(&p);
	parse(&p, NEIGHBOR("nexthop { ipv4 unicast ipv6; }"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.enh_families, 1);
	assert_int_equal(n.nexthop_cap, 1);
	parsed_free(&p);
}

static void
refusals(void **state)
{
	(void)state;
	refuses(NEIGHBOR("family { ipv4 unicast; ipv4 unicast; }"),
	    3, 24, "given twice");
	refuses(NEIGHBOR("family { ipv4 evpn; }"),
	    3, 15, "unknown family word 'evpn'");
	refuses(NEIGHBOR("family { ipv4 uincast; }"),
	    3, 15, "did you mean 'unicast'");
	refuses(NEIGHBOR("family { ipv4; }"),
	    3, 14, "missing");
	refuses(NEIGHBOR("prefix-limit { ipv4 unicast 0; }"),
	    3, 29, "from 1");
	refuses(NEIGHBOR("prefix-limit { ipv4 unicast 5 warn 101%; }"),
	    3, 36, "percentage");
	refuses(NEIGHBOR("add-path { ipv4 unicast limit 0; }"),
	    3, 31, "from 1");
	refuses(NEIGHBOR("nexthop { ipv4 unicast ipv4; }"),
	    3, 24, "anyway");
	refuses(NEIGHBOR("family { ipv6 unicast; } nexthop { ipv4 unicast "
	    "ipv6; }"),
	    1, 1, "not in the family block");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order_is_kept),
		cmocka_unit_test(limits),
		cmocka_unit_test(refusals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
