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

/* Octets by number are sent as they stand, and what that costs is said. */
static void
malformed_octets_are_told(void **state)
{
	static const struct {
		const char	*attribute;
		const char	*said;	/* NULL: nothing */
	} rows[] = {
		{ "0x04 0x80 0x000001", "MULTI_EXIT_DISC: length is not 4: "
		    "a receiver treats the route as withdrawn" },
		{ "0x01 0x40 0x07", "ORIGIN: value is over 2: a receiver "
		    "treats the route as withdrawn" },
		{ "0x08 0xc0 0x0000000001", "COMMUNITIES: length is not a "
		    "multiple: a receiver treats the route as withdrawn" },
		{ "0x07 0xc0 0x00", "AGGREGATOR: length is not 8: a receiver "
		    "discards the attribute" },
		{ "0x04 0xc0 0x00000001", "MULTI_EXIT_DISC: wrong optional or "
		    "transitive flag: a receiver treats the route as "
		    "withdrawn" },
		{ "0x04 0x80 0x00000001", NULL },
		{ "0x02 0x40 0x0301000000010201000003e8", NULL },
		{ "0x05 0x40 0x00000064", NULL },
		{ "0x63 0xc0 0x00", NULL },
		{ "0x63 0x40 0x00", NULL },
	};
	char text[512], want[256];
	struct parsed p;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(text, sizeof(text), NEIGHBOR("static { route "
		    "10.0.0.0/8 { next-hop self; attribute [ %s ]; } }"),
		    rows[i].attribute);
		want[0] = '\0';
		if (rows[i].said != NULL)
			snprintf(want, sizeof(want), "# 3:10: attribute: %s "
			    "(RFC 7606 2)\n", rows[i].said);
		parse(&p, text);
		assert_int_equal(p.errors, 0);
		assert_int_equal(p.img.nroutes, 1);
		assert_string_equal((const char *)p.said.p, want);
		parsed_free(&p);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refusals),
		cmocka_unit_test(equal_attributes_are_one_set),
		cmocka_unit_test(malformed_octets_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
