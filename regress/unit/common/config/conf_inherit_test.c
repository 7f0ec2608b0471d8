/* SPDX-License-Identifier: ISC */
/* Inheritance: order, depth, circles. */
#include "conf_helper.h"

static void
own_words_win_then_the_last_template(void **state)
{
	struct conf_neighbor n;
	struct parsed p;

	(void)state;
	parse(&p, "template { neighbor a { hold-time 30; peer-as 3; "
	    "description a; } neighbor b { inherit c; hold-time 40; } "
	    "neighbor c { description c; } }"
	    NEIGHBOR("hold-time 90; inherit [ a b ];"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.hold_time, 90);
	assert_int_equal(n.peer_as, 64501);
	assert_string_equal(n.description, "c");
	parsed_free(&p);
}

static void
refusals(void **state)
{
	(void)state;
	refuses(NEIGHBOR("inherit nobody;"), 3, 9, "no template 'nobody'");
	refuses("template { neighbor a { inherit a; } }", 1, 33,
	    "inherits from itself");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(own_words_win_then_the_last_template),
		cmocka_unit_test(refusals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
