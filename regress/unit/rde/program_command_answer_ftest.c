/* SPDX-License-Identifier: ISC */
/* What a control client is refused for its role. */
#include "rde/command_talk.h"

static void
a_role_may_what_it_may(void **state)
{
	const struct command_who who = { .source = CTL_SRC_BGPCTL,
	    .role = ROLE_READ, .shape = 4, .owner = "reader" };
	struct asker a;

	(void)state;
	asker_init(&a, &world.rde, &who);
	asker_expects(&a, "announce route 198.51.100.0/24 next-hop self",
	    "error: permission denied: this needs the role inject (control "
	    "block of bgpd.conf)\nerror\n");
	assert_int_equal(who_gets("198.51.100.0/24"), 0);
	asker_expects(&a, "reload", "error: permission denied: this needs "
	    "the role operate…");
	asker_expects(&a, "routes list", "[]\ndone\n");
	asker_expects(&a, "peer 192.0.2.2 routes add 198.51.100.0/24 "
	    "next-hop self", "error: permission denied: this needs the role "
	    "inject…");
	asker_expects(&shell, "announce route 198.51.100.0/24 next-hop self",
	    "done\n");
	asker_expects(&a, "routes remove 198.51.100.0/24",
	    "error: permission denied…");
	asker_expects(&a, "routes remove index 0001010018c63364",
	    "error: permission denied…");
	assert_int_equal(who_gets("198.51.100.0/24"), 1 << 2 | 1 << 3 |
	    1 << 4);
	asker_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_role_may_what_it_may,
		    setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
