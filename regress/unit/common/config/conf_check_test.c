/* SPDX-License-Identifier: ISC */
/* Whole neighbours: what is missing, what contradicts. */
#include "conf_helper.h"

static void
refusals(void **state)
{
	(void)state;
	refuses("neighbor 192.0.2.1 { peer-as 1; local-address 192.0.2.2; }",
	    1, 1, "'local-as' is missing");
	refuses("neighbor 192.0.2.1 { local-as 1; local-address 192.0.2.2; }",
	    1, 1, "'peer-as' is missing");
	refuses("neighbor ::2 { local-as 1; peer-as 2; local-address ::3; }",
	    1, 1, "'router-id' is missing");
	refuses(NEIGHBOR("local-address ::1;"),
	    1, 1, "different families");
	refuses(NEIGHBOR("peer-address 192.0.2.9;"),
	    1, 1, "another address");
	refuses(NEIGHBOR("hold-time 10; min-hold-time 20;"),
	    1, 1, "min-hold-time");
	refuses(NEIGHBOR("md5-ip ::1; md5-password x;"),
	    1, 1, "different families");
	refuses(NEIGHBOR("md5-password \"*\"; md5-base64 true;"),
	    1, 1, "not base64");
	refuses(NEIGHBOR("local-address 192.0.2.1;"),
	    1, 1, "own address");
	refuses(NEIGHBOR("family { ipv4 unicast; } static { route "
	    "2001:db8::/32 next-hop 2001:db8::1; }"),
	    3, 35, "not in the family block");
	refuses(NEIGHBOR("static { route 2001:db8::/32 next-hop self; }"),
	    3, 10, "has no address");
	refuses(NEIGHBOR("") NEIGHBOR(""), 5, 1, "defined twice");
}

static void
ipv4_unicast_is_always_taken(void **state)
{
	struct conf_neighbor n;
	struct parsed p;

	(void)state;
	parse(&p, NEIGHBOR("family { ipv6 unicast; } static { route "
	    "10.0.0.0/8 next-hop self; }"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.nfamilies, 1);
	parsed_free(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refusals),
		cmocka_unit_test(ipv4_unicast_is_always_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
