/* SPDX-License-Identifier: ISC */
/* What a neighbour gets that comes when commands were given already. */
#include "rde/network_world.h"

#include "originate_store.h"
#include "originate_take.h"

/* Who comes later gets what is for everybody, but not what was taken out. */
static void
gets_what_is_for_everybody(void **state)
{
	(void)state;
	say(CTL_OK, CTL_NET_ADD, "198.51.1.0/24 med 4", "");
	say(CTL_OK, CTL_NET_ADD, "198.51.2.0/24 med 4 neighbor left", "");
	peer(5, "late");
	fake_run_tasks();
	assert_int_equal(held(5, 1), 4);
	assert_int_equal(world.obs[5].announces, 1);
}

/* As if it had been there when each command was given. */
static void
and_what_was_replaced_for_others(void **state)
{
	(void)state;
	say(CTL_OK, CTL_NET_ADD, "198.51.1.0/24 med 4 neighbor left, late", "");
	say(CTL_OK, CTL_NET_ADD, "198.51.1.0/24 med 5 neighbor left", "");
	say(CTL_OK, CTL_NET_ADD, "198.51.2.0/24 med 4 neighbor left, late", "");
	say(CTL_OK, CTL_NET_ADD, "198.51.2.0/24 med 5 neighbor left", "");
	say(CTL_OK, CTL_NET_ADD, "198.51.2.0/24 med 6 neighbor left, late", "");
	say(CTL_OK, CTL_NET_ADD, "198.51.3.0/24 med 4 neighbor left, late", "");
	say(CTL_OK, CTL_NET_ADD, "198.51.3.0/24 med 5 neighbor left", "");
	say(CTL_OK, CTL_NET_DELETE, "198.51.3.0/24 neighbor left, late", "");
	say(CTL_OK, CTL_NET_ADD, "198.51.4.0/24 med 4 neighbor left, late", "");
	say(CTL_OK, CTL_NET_DELETE, "198.51.4.0/24 neighbor left", "");
	assert_int_equal(world.rde.originate->injected, 3);
	peer(5, "late");
	fake_run_tasks();
	assert_int_equal(held(1, 1), 5);
	assert_int_equal(held(5, 1), 4);
	assert_int_equal(held(5, 2), 6);
	assert_int_equal(held(5, 3), 0);	/* never heard of */
	assert_int_equal(held(5, 4), 0);	/* never heard of */
	say(CTL_OK, CTL_NET_DELETE, "198.51.1.0/24 neighbor left", "");
	assert_int_equal(held(5, 1), 4);
	say(CTL_OK, CTL_NET_DELETE, "198.51.1.0/24", "");
	assert_int_equal(held(5, 1), NO_ROUTE);
}

/* A withdraw for all that a route was for takes what waits, too. */
static void
nothing_comes_back_that_was_withdrawn(void **state)
{
	static const char *const pairs[][2] = {
		{ "left", "left, late" }, { "left", "*" },
		{ "left", "* peer-as 64501" }, { "left, late", "left" },
		{ "left, late", "late, left, right" },
	};
	char add[128], more[128], text[128];
	unsigned i;

	(void)state;
	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		snprintf(add, sizeof(add), "198.51.1.0/24 med 4 neighbor %s",
		    pairs[i][0]);
		snprintf(more, sizeof(more), "198.51.1.0/24 med 5 neighbor %s",
		    pairs[i][1]);
		snprintf(text, sizeof(text), "198.51.1.0/24 neighbor %s",
		    pairs[i][1]);
		say(CTL_OK, CTL_NET_ADD, add, "");
		say_as("p", CTL_OK, CTL_NET_ADD, add, "");
		say(CTL_OK, CTL_NET_ADD, more, "");
		say_as("p", CTL_OK, CTL_NET_ADD, more, "");
		say(CTL_OK, CTL_NET_DELETE, text, "");
		say_as("p", CTL_OK, CTL_NET_WITHDRAW, text, "");
		if (world.rde.originate->injected != 0)
			fail_msg("%s, %s: something is left", pairs[i][0],
			    pairs[i][1]);
	}
}

static void
those_that_wait_are_bounded(void **state)
{
	char text[128];
	int i;

	(void)state;
	for (i = 0; i < 100; i++) {
		snprintf(text, sizeof(text), "198.51.1.0/24 med 4 neighbor "
		    "left, late-%d", i);
		say(CTL_OK, CTL_NET_ADD, text, "");
	}
	assert_int_equal(world.rde.originate->injected,
	    1 + ENTRIES_IDLE_MAX);
	peer(5, "late-3");
	peer(6, "late-98");
	fake_run_tasks();
	assert_int_equal(held(5, 1), 4);
	assert_int_equal(held(6, 1), 0);	/* never heard of */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(gets_what_is_for_everybody,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(
		    and_what_was_replaced_for_others, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    nothing_comes_back_that_was_withdrawn, setup, teardown),
		cmocka_unit_test_setup_teardown(those_that_wait_are_bounded,
		    setup, teardown),
	};

	log_set_level(LOG_LEVEL_ERROR);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
