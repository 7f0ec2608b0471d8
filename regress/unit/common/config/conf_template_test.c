/* SPDX-License-Identifier: ISC */
/* Templates and 3.4 groups. */
#include "conf_helper.h"

static void
refusals(void **state)
{
	(void)state;
	refuses("template { neighbor { } }", 1, 21, "missing");
	refuses("template { neighbor 'a b' { } }", 1, 21, "not a name");
	refuses("template { neighbor a { } neighbor a { } }", 1, 36, "twice");
	refuses("template { a; }", 1, 12, "legal here: neighbor");
}

static void
group_names_its_neighbours(void **state)
{
	struct conf_neighbor n;
	struct parsed p;

	(void)state;
	parse(&p, "group g { local-as 1; peer-as 2; local-address "
	    "192.0.2.2; neighbor 192.0.2.1 { } }");
	n = parsed_neighbor(&p, 0);
	assert_string_equal(n.group, "g");
	assert_int_equal(n.local_as, 1);
	assert_int_equal(p.warnings, 1);
	parsed_free(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refusals),
		cmocka_unit_test(group_names_its_neighbours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
