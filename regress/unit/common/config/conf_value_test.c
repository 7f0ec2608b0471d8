/* SPDX-License-Identifier: ISC */
/* Values: what is taken, what is refused and where. */
#include "conf_helper.h"

static void
booleans(void **state)
{
	struct conf_neighbor n;
	struct parsed p;

	(void)state;
	parse(&p, NEIGHBOR("passive TRUE;"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.passive, 1);
	parsed_free(&p);
	parse(&p, NEIGHBOR("passive enable;"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.passive, 1);
	parsed_free(&p);
	parse(&p, NEIGHBOR("passive Enabled;"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.passive, 1);
	parsed_free(&p);
	parse(&p, NEIGHBOR("passive yes;"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.passive, 1);
	parsed_free(&p);
	parse(&p, NEIGHBOR("passive 1;"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.passive, 1);
	parsed_free(&p);
	parse(&p, NEIGHBOR("passive true; passive no;"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.passive, 0);
	parsed_free(&p);
	parse(&p, NEIGHBOR("adj-rib-in;"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.adj_rib_in, 0);
	parsed_free(&p);
	parse(&p, NEIGHBOR("group-updates;"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.group_updates, 1);
	parsed_free(&p);
}

static void
refusals(void **state)
{
	(void)state;
	refuses(NEIGHBOR("passive ture;"),
	    3, 9, "'ture' is not true or false");
	refuses(NEIGHBOR("listen 0;"),
	    3, 8, "from 1 to 65535");
	refuses(NEIGHBOR("listen;"),
	    3, 7, "missing");
	refuses(NEIGHBOR("connect 65536;"),
	    3, 9, "from 1 to 65535");
	refuses(NEIGHBOR("md5-ip x;"),
	    3, 8, "not an address");
	refuses(NEIGHBOR("peer-as 0;"),
	    3, 9, "AS 0");
	refuses(NEIGHBOR("capability { role king; }"),
	    3, 19, "legal here: provider");
	refuses(NEIGHBOR("host-name aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaaaaaaaaaaaaaaa;"),
	    3, 11, "longer than 127");
}

static void
extra_words_are_a_warning(void **state)
{
	struct conf_neighbor n;
	struct parsed p;

	(void)state;
	parse(&p, NEIGHBOR("hold-time 90 100;"));
	n = parsed_neighbor(&p, 0);
	assert_int_equal(n.hold_time, 90);
	assert_int_equal(n.id, 1);
	assert_int_equal(p.warnings, 1);
	parsed_free(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(booleans),
		cmocka_unit_test(refusals),
		cmocka_unit_test(extra_words_are_a_warning),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
