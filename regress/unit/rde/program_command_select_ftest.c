/* SPDX-License-Identifier: ISC */
/*
 * Whom a command is for, however long it takes and however many they are.
 * What selectors mean is tested with the commands, program_command_ftest.c.
 */
#include <time.h>

#include "rde/command_talk.h"

/* What a withdraw costs must not be a square of how many neighbours. */
static void
withdraws_to_many_neighbors(void **state)
{
	enum { MANY = 2000, ROUTES = 500 };
	uint16_t ids[MANY];
	struct wbuf w;
	clock_t begin;
	unsigned i;

	(void)state;
	for (i = 0; i < MANY; i++) {
		ids[i] = (uint16_t)(10 + i);
		engine_peer(&world.rde, ids[i], "many");
	}
	idset_unref(world.rde.idsets, program.peers);
	program.peers = idset_of(world.rde.idsets, ids, MANY);
	wbuf_growable(&w, 1 << 20);
	wbuf_str(&w, "withdraw attributes nlri");
	for (i = 0; i < ROUTES; i++)
		wbuf_printf(&w, " 10.%u.%u.0/24", i >> 8, i & 255);
	begin = clock();
	asker_say(&program, (const char *)w.p, w.len);
	assert_true(clock() - begin < CLOCKS_PER_SEC / 2);
	assert_memory_equal(program.said.p, "done\n", 5);
	wbuf_free(&w);
}

/* However many slices it takes: these are its neighbours, and no others. */
static void
stays_with_its_neighbors(void **state)
{
	static const struct exchange v[] = {
		{ "announce route 10.0.0.0/8 next-hop 192.0.2.9 split /16",
		    "done\n" },
		{ "neighbor *, neighbor 192.0.2.2 announce route "
		    "203.0.113.0/24 next-hop 192.0.2.9 split /30", "done\n" },
		{ "withdraw route 192.0.0.0/16 split /24", "done\n" },
	};

	(void)state;
	fake_clock_looks(1);
	asker_expects(&shell, "announce route 192.0.255.0/24 next-hop "
	    "192.0.2.9", "done\n");
	CONVERSE(&program, v);
	fake_clock_looks(0);
	assert_int_equal(who_gets("10.0.0.0/16"), 1 << 2 | 1 << 3);
	assert_int_equal(who_gets("10.255.0.0/16"), 1 << 2 | 1 << 3);
	assert_int_equal(who_gets("203.0.113.252/30"), 1 << 2 | 1 << 3);
	assert_int_equal(who_gets("192.0.255.0/24"), 1 << 4);
}

/* A group waits as long as its program likes: a number may be another's. */
static void
a_group_knows_who_is_gone(void **state)
{
	struct peer *p;

	(void)state;
	asker_expects(&program, "group start", "done\n");
	asker_expects(&program, "neighbor 192.0.2.3 announce route "
	    "10.0.0.0/8 next-hop 192.0.2.9", "done\n");
	sessions_peer_removed(&world.rde, peers_get(world.rde.peers, 3));
	fake_run_tasks();
	p = engine_peer(&world.rde, 3, "another");
	p->conf.remote = addr_v4(0xc0000263);
	fake_run_tasks();
	asker_expects(&program, "group end", "error: command 1 of the group: "
	    "neighbor 192.0.2.3: it is gone\nerror\n");
	assert_int_equal(who_gets("10.0.0.0/8"), 0);
}

/* So does a command that takes long. */
static void
a_long_command_knows_who_is_gone(void **state)
{
	const uint16_t two = 2;

	(void)state;
	asker_expects(&shell, "announce route 10.0.0.0/8 next-hop "
	    "192.0.2.9 split /14", "done\n");
	fake_clock_looks(1);
	wbuf_reset(&program.said);
	program_command_line(program.c, "clear adj-rib out", 17);
	fake_run_pass();
	assert_true(program_command_busy(program.c));
	sessions_peer_removed(&world.rde, peers_get(world.rde.peers, 3));
	engine_peer(&world.rde, 3, "another")->conf.remote =
	    addr_v4(0xc0000263);
	idset_unref(world.rde.idsets, program.peers);
	program.peers = idset_of(world.rde.idsets, &two, 1);
	fake_run_tasks();
	fake_clock_looks(0);
	assert_false(program_command_busy(program.c));
	assert_int_equal(who_gets("10.252.0.0/14"), 1 << 3 | 1 << 4);
	assert_int_equal(who_gets("10.0.0.0/14"), 1 << 3 | 1 << 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(withdraws_to_many_neighbors,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(stays_with_its_neighbors,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(a_group_knows_who_is_gone,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(
		    a_long_command_knows_who_is_gone, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
