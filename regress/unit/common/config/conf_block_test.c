/* SPDX-License-Identifier: ISC */
/* The loop that reads a block: it goes on behind an error. */
#include "conf_helper.h"

static void
one_error_each(void **state)
{
	(void)state;
	refuses(NEIGHBOR("nonsense 5;"),
	    3, 1, "unknown word 'nonsense'");
	refuses(NEIGHBOR("family;"),
	    3, 1, "opens a block");
	refuses(NEIGHBOR("hold-time { x; y { z; } }"),
	    3, 1, "is not a block");
	refuses(NEIGHBOR("nonsense { a; b { c; } }"),
	    3, 1, "unknown word 'nonsense'");
	refuses(NEIGHBOR("static foo { a; }"),
	    3, 8, "'{' is expected");
	refuses(NEIGHBOR("{ a; }"),
	    3, 1, "without a name");
	refuses(NEIGHBOR("hold-tme 5;"),
	    3, 1, "did you mean 'hold-time'");
}

static void
ends_of_files(void **state)
{
	(void)state;
	refuses("neighbor 192.0.2.1 {\nlocal-as 1; peer-as 2; local-address "
	    "192.0.2.2;",
	    2, 48, "the file ends before '}'");
	refuses("}", 1, 1, "closes no block");
}

static void
nothing_is_a_configuration(void **state)
{
	struct parsed p;

	(void)state;
	parse(&p, "");
	assert_int_equal(p.errors, 0);
	assert_int_equal(p.img.nneighbors, 0);
	parsed_free(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_error_each),
		cmocka_unit_test(ends_of_files),
		cmocka_unit_test(nothing_is_a_configuration),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
