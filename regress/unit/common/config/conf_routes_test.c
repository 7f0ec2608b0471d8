/* SPDX-License-Identifier: ISC */
/* static and announce: records, errors, blocks. */
#include "conf_helper.h"

static void
refusals(void **state)
{
	(void)state;
	refuses(NEIGHBOR("static { route 10.0.0.1/8 next-hop self; }"),
	    3, 16, "10.0.0.1");
	refuses(NEIGHBOR("static { route 10.0.0.0/8 { med 5; } }"),
	    3, 16, "next-hop is missing");
	refuses(NEIGHBOR("static { route 10.0.0.0/8 { next-hop self; a { b; } "
	    "} }"),
	    3, 44, "holds no blocks");
	refuses(NEIGHBOR("static { rout 10.0.0.0/8; }"),
	    3, 10, "did you mean 'route'");
	refuses(NEIGHBOR("announce { ipv4 { unicast ::/0 next-hop self; } }"),
	    3, 27, "not of the family");
	refuses(NEIGHBOR("announce { ipv4 { flow x; } }"),
	    3, 24, "unknown word 'x'");
	refuses(NEIGHBOR("announce { l2vpn { vpls x; } }"),
	    3, 25, "unknown word 'x'");
	refuses(NEIGHBOR("static { route 10.0.0.0/8 { next-hop self; } route "
	    "11.0.0.0/8 med { x; } }"),
	    3, 63, "'{' is expected");
}

static void
equal_attributes_are_one_set(void **state)
{
	struct parsed p;

	(void)state;
	parse(&p, NEIGHBOR("static { route 10.0.0.0/8 next-hop self med 5; "
	    "route 11.0.0.0/8 med 5 next-hop 192.0.2.7; "
	    "route 12.0.0.0/8 { med 5; next-hop self; } "
	    "route 13.0.0.0/8 next-hop self; }"
	    "announce { ipv4 { multicast 14.0.0.0/8 next-hop self; } }"));
	assert_int_equal(p.errors, 0);
	assert_int_equal(p.img.nroutes, 5);
	assert_int_equal(p.img.nattrs, 2);
	assert_int_equal(p.img.ntargets, 1);
	parsed_free(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refusals),
		cmocka_unit_test(equal_attributes_are_one_set),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
