/* SPDX-License-Identifier: ISC */
/* Capabilities: defaults as ExaBGP has them, words and bounds. */
#include "conf_helper.h"

static void
defaults(void **state)
{
	struct conf_neighbor n;
	struct parsed p;

	(void)state;
	parse(&p, NEIGHBOR(""));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.as4, 1);
	assert_int_equal(n.extended_message, 1);
	assert_int_equal(n.route_refresh, 0);
	assert_int_equal(n.add_path, 0);
	assert_int_equal(n.gr_time, 0);
	assert_int_equal(n.role, ROLE_UNSET);
	assert_int_equal(n.nexthop_cap, 0);
	assert_int_equal(n.software_version, 0);
	parsed_free(&p);
}

static void
words(void **state)
{
	struct conf_neighbor n;
	struct parsed p;

	(void)state;
	parse(&p, NEIGHBOR("capability { graceful-restart; }"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.gr_time, 180);
	parsed_free(&p);
	parse(&p, NEIGHBOR("capability { graceful-restart 0; }"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.gr_time, 180);
	parsed_free(&p);
	parse(&p, NEIGHBOR("capability { graceful-restart disabled; }"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.gr_time, 0);
	parsed_free(&p);
	parse(&p, NEIGHBOR("hold-time 60; capability { graceful-restart; }"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.gr_time, 60);
	parsed_free(&p);
	parse(&p, NEIGHBOR("capability { add-path receive; }"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.add_path, ADD_PATH_RECEIVE);
	assert_int_equal(n.add_path_families, families_all() &
	    ~(1ULL << FAMILY_IPV4_VPN_MULTICAST |
	    1ULL << FAMILY_IPV6_VPN_MULTICAST));
	parsed_free(&p);
	parse(&p, NEIGHBOR("capability { add-path send/receive; }"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.add_path, ADD_PATH_BOTH);
	parsed_free(&p);
	parse(&p, NEIGHBOR("capability { add-path disabled; }"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.add_path, 0);
	parsed_free(&p);
	parse(&p, NEIGHBOR("capability { role peer; require route-refresh; }"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.role, 4);
	assert_int_equal(n.require[0], 4);
	parsed_free(&p);
	parse(&p, NEIGHBOR("capability { long-lived-graceful-restart 2d; "
	    "graceful-restart 10; }"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.llgr_time, 172800);
	parsed_free(&p);
}

static void
refusals(void **state)
{
	(void)state;
	refuses(NEIGHBOR("capability { graceful-restart 4096; }"),
	    3, 31, "at most 4095");
	refuses(NEIGHBOR("capability { add-path receive/send; }"),
	    3, 23, "legal here");
	refuses(NEIGHBOR("capability { require flying; }"),
	    3, 22, "not a capability");
	refuses(NEIGHBOR("capability { require [ asn4; }"),
	    3, 28, "']' is missing");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults),
		cmocka_unit_test(words),
		cmocka_unit_test(refusals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
