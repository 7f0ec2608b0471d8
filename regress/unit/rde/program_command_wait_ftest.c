/* SPDX-License-Identifier: ISC */
/*
 * enable-sync: an answer comes when what its command did has been written to
 * all whom it concerns, and not before; in order, whatever comes behind it; in
 * bounds, when it never comes.
 */
#include "program_command_wait.h"
#include "rde/command_talk.h"


#define ONE "announce route 198.51.100.0/24 next-hop 192.0.2.9"
#define TWO "announce route 198.51.101.0/24 next-hop 192.0.2.9"
#define THREE "announce route 203.0.113.0/24 next-hop 192.0.2.9"

/* Without the answers that went before. */
static void
say(struct asker *a, const char *line)
{
	wbuf_reset(&a->said);
	assert_false(program_command_busy(a->c));
	program_command_line(a->c, line, strlen(line));
	fake_advance(10);
}

static void
hears(struct asker *a, const char *want)
{
	fake_advance(10);
	wbuf_u8(&a->said, '\0');
	assert_string_equal((const char *)a->said.p, want);
	wbuf_reset(&a->said);
}

/* The session engine has written what it was given. */
static void
written(unsigned id)
{
	struct wbuf *w = &world.sent[id];

	update_out_credit(world.rde.out, peers_get(world.rde.peers, id),
	    (uint32_t)w->len);
	wbuf_reset(w);
	fake_advance(10);
}

/* Two and three are up, and have had their End-of-RIB. */
static int
begin(void **state)
{
	setup(state);
	update_out_loaded(world.rde.out);
	up(2);
	up(3);
	written(2);
	written(3);
	asker_expects(&program, "enable-sync", "done\n");
	wbuf_reset(&program.said);
	return 0;
}

static void
waits_until_it_is_written(void **state)
{
	(void)state;
	say(&program, ONE);
	hears(&program, "");
	assert_true(world.sent[2].len > 0);
	written(2);
	hears(&program, "");
	written(3);
	hears(&program, "done\n");
	say(&program, "withdraw route 198.51.100.0/24");
	hears(&program, "");
	written(3);
	hears(&program, "");
	written(2);
	hears(&program, "done\n");
	/* Nothing is to be written for it. */
	say(&program, "@4 neighbor 192.0.2.3 announce ipv4 multicast "
	    "198.51.100.0/24 next-hop 192.0.2.9");
	hears(&program, "@4 done\n");
}

static void
waits_for_whom_it_concerns(void **state)
{
	(void)state;
	say(&program, "neighbor 192.0.2.2 " ONE);
	written(3);
	hears(&program, "");
	written(2);
	hears(&program, "done\n");
	/* A part of it is not all of it. */
	say(&program, "neighbor 192.0.2.2 " TWO);
	update_out_credit(world.rde.out, peers_get(world.rde.peers, 2),
	    (uint32_t)world.sent[2].len - 1);
	hears(&program, "");
	update_out_credit(world.rde.out, peers_get(world.rde.peers, 2), 1);
	hears(&program, "done\n");
}

static void
waits_for_nobody_who_is_down(void **state)
{
	struct peer *two = peers_get(world.rde.peers, 2);

	(void)state;
	say(&program, ONE);
	written(3);
	hears(&program, "");
	sessions_down(&world.rde, two, SR_DOWN_PLAIN);
	hears(&program, "done\n");
	/* Nor for the session that comes then. */
	say(&program, TWO);
	fake_advance(1000);
	up(2);
	hears(&program, "");
	written(3);
	hears(&program, "done\n");
	/* But for one that comes before. */
	say(&program, THREE);
	written(3);
	hears(&program, "");
	written(2);
	hears(&program, "done\n");
	sessions_peer_removed(&world.rde, two);
	say(&program, "withdraw route 198.51.100.0/24");
	hears(&program, "");
	written(3);
	hears(&program, "done\n");
}

/* What may say much is not carried out before it can be told. */
static void
answers_in_order(void **state)
{
	(void)state;
	say(&program, "@1 " ONE);
	program_command_line(program.c, "@2 nonsense", 11);
	program_command_line(program.c, "# nothing", 9);
	program_command_line(program.c, "@3 " TWO " async", 4 + sizeof(TWO) +
	    4);
	program_command_line(program.c, "@4 neighbor 192.0.2.2 withdraw route "
	    "198.51.100.0/24", 52);
	assert_false(program_command_busy(program.c));
	program_command_line(program.c, "@5 version", 10);
	assert_true(program_command_busy(program.c));
	hears(&program, "");
	written(3);
	hears(&program, "");
	written(2);
	hears(&program, "@1 done\n@2 error: unknown command 'nonsense'; "
	    "'help' lists them\ndone\n@3 done\n@4 done\n"
	    "@5 exabgp 4.2.21 (Herald 0.1)\n@5 done\n");
	assert_false(program_command_busy(program.c));
}

/* One that waits for two does not hold what stands before it. */
static void
holds_only_what_is_behind(void **state)
{
	(void)state;
	say(&program, "@1 neighbor 192.0.2.2 " ONE);
	program_command_line(program.c, "@2 " TWO, sizeof("@2 " TWO) - 1);
	program_command_line(program.c, "@3 neighbor 192.0.2.2 " THREE,
	    sizeof("@3 neighbor 192.0.2.2 " THREE) - 1);
	fake_advance(10);
	written(2);
	hears(&program, "@1 done\n");
	written(2);
	hears(&program, "");
	written(3);
	hears(&program, "@2 done\n@3 done\n");
}

static void
waits_once_when_asked(void **state)
{
	(void)state;
	asker_expects(&program, "disable-sync", "done\n");
	say(&program, ONE);
	hears(&program, "done\n");
	say(&program, TWO " sync");
	hears(&program, "");
	written(2);
	written(3);
	hears(&program, "done\n");
	/* A client is answered one by one. */
	say(&shell, "@1 neighbor 192.0.2.2 " THREE " sync");
	assert_true(program_command_busy(shell.c));
	hears(&shell, "");
	assert_int_equal(shell.ready, 0);
	written(2);
	hears(&shell, "@1 done\n");
	assert_int_equal(shell.ready, 1);
	assert_false(program_command_busy(shell.c));
}

static void
a_group_waits_at_its_end(void **state)
{
	(void)state;
	say(&program, "group start");
	hears(&program, "done\n");
	say(&program, ONE);
	hears(&program, "done\n");
	say(&program, "group end");
	hears(&program, "");
	written(2);
	written(3);
	hears(&program, "{\"status\": \"group processed\", \"announced\": 1, "
	    "\"withdrawn\": 0}\ndone\n");
	say(&program, "peer 192.0.2.2 group " TWO " ; withdraw route "
	    "198.51.100.0/24");
	hears(&program, "");
	written(2);
	hears(&program, "{\"status\": \"group processed\", \"announced\": 1, "
	    "\"withdrawn\": 1}\ndone\n");
}

/* What is no route is waited for as well. */
static void
waits_for_what_is_asked_for(void **state)
{
	(void)state;
	say(&program, "neighbor 192.0.2.3 announce eor ipv4 unicast");
	hears(&program, "");
	assert_int_equal(world.sent[3].len, 23);
	written(3);
	hears(&program, "done\n");
	say(&program, "announce attributes med 5");
	hears(&program, "");
	written(2);
	hears(&program, "");
	written(3);
	hears(&program, "done\n");
	say(&program, ONE);
	written(2);
	written(3);
	hears(&program, "done\n");
	say(&program, "neighbor 192.0.2.2 clear adj-rib out");
	hears(&program, "");
	written(2);
	hears(&program, "done\n");
}

/* A neighbour never takes it: the program is not read, and that is all. */
static void
bounds_what_waits(void **state)
{
	char line[128];
	unsigned i, n;

	(void)state;
	for (i = 0; !program_command_busy(program.c); i++) {
		assert_in_range(i, 0, COMMAND_WAIT_MAX);
		snprintf(line, sizeof(line), "@%u announce route 10.%u.%u.0/24 "
		    "next-hop 192.0.2.9", i, i >> 8, i & 255);
		program_command_line(program.c, line, strlen(line));
	}
	assert_int_equal(i, COMMAND_WAIT_MAX);
	hears(&program, "");
	program.ready = 0;
	for (n = 0; n < 20; n++)
		written(2);
	hears(&program, "");
	assert_true(program_command_busy(program.c));
	for (n = 0; n < 20; n++)
		written(3);
	assert_false(program_command_busy(program.c));
	assert_int_equal(program.ready, 1);
	for (i = n = 0; i < program.said.len; i++)
		n += program.said.p[i] == '\n';
	assert_int_equal(n, COMMAND_WAIT_MAX);
	assert_memory_equal(program.said.p, "@0 done\n@1 done\n", 16);
	/* What it did not hear is forgotten with it. */
	say(&program, ONE);
	say(&program, "version");
	program_command_free(program.c);
	program.c = NULL;
	written(2);
	written(3);
}

/* While more and more comes for them, from others too. */
static void
is_not_starved(void **state)
{
	unsigned i;

	(void)state;
	say(&program, ONE);
	for (i = 0; i < 3; i++) {
		say(&shell, i % 2 == 0 ? TWO :
		    "withdraw route 198.51.101.0/24");
		update_out_credit(world.rde.out,
		    peers_get(world.rde.peers, 2), 60);
		update_out_credit(world.rde.out,
		    peers_get(world.rde.peers, 3), 60);
		fake_advance(10);
	}
	hears(&program, "done\n");
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, begin, teardown)
	const struct CMUnitTest tests[] = {
		T(waits_until_it_is_written), T(waits_for_whom_it_concerns),
		T(waits_for_nobody_who_is_down), T(answers_in_order),
		T(holds_only_what_is_behind), T(waits_once_when_asked),
		T(a_group_waits_at_its_end), T(waits_for_what_is_asked_for),
		T(bounds_what_waits), T(is_not_starved),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
