/* SPDX-License-Identifier: ISC */
/*
 * Commands of the API that need a session or its engine: what they send, and
 * what they wait for.
 */
#include "rde/command_talk.h"

static void
needs_a_session_for_some(void **state)
{
	static const struct exchange down[] = {
		{ "announce route-refresh ipv4 unicast", "error: no…" },
		{ "neighbor 192.0.2.2 teardown 2", "error: no neighbor…" },
		{ "flush adj-rib out", "done\n" },
		{ "teardown 2", "error: teardown: a selector must…" },
		{ "neighbor * teardown", "error: a Cease subcode…" },
		{ "neighbor * teardown 11", "error: a Cease subcode…" },
		{ "announce eor ipv4", "error: a family is missing…" },
		{ "announce eor ipv4 nonsense", "error: ipv4 nonsense: no…" },
		{ "announce route-refresh l2vpn evpn", "error: no…" },
		{ "announce operational", "error: one of adm…" },
		{ "announce operational adm afi ipv4 safi unicast",
		    "error: adm: an advisory…" },
		{ "announce operational rpcq sequence 1",
		    "error: rpcq: afi and safi…" },
		{ "announce operational rpcq afi ipv4 safi unicast nonsense "
		    "1", "error: unknown word…" },
		{ "neighbor 192.0.2.2 shutdown", "error: shutdown: no…" },
	};
	static const struct exchange established[] = {
		{ "announce eor", "done\n" },
		{ "announce eor ipv6 unicast", "done\n" },
		{ "announce eor ipv4 multicast", "error: no neighbor…" },
		{ "neighbor 192.0.2.2 announce route-refresh ipv4 unicast",
		    "done\n" },
		{ "neighbor 192.0.2.2 announce operational asm afi ipv4 "
		    "safi unicast advisory \"so so\"", "done\n" },
		{ "neighbor 192.0.2.2 announce operational LPCP afi ipv6 "
		    "safi unicast router-id 192.0.2.7 sequence 1 counter 2",
		    "done\n" },
		{ "neighbor 192.0.2.2 teardown 4", "done\n" },
		{ "flush adj-rib out", "done\n" },
		{ "peer 192.0.2.2 rib flush out", "done\n" },
	};
	static const uint8_t asm_body[] = { 6, 0, 2, 0, 8, 0, 1, 1, 's', 'o',
	    ' ', 's', 'o' };
	static const uint8_t counter[] = { 6, 0, 8, 0, 15, 0, 2, 1, 192, 0, 2,
	    7, 0, 0, 0, 1, 0, 0, 0, 2 };
	struct link_msg m;

	(void)state;
	CONVERSE(&shell, down);
	peers_get(world.rde.peers, 2)->neg.operational = 1;
	update_out_loaded(world.rde.out);
	up(2);
	while (world_told(world.session, world.rde.session, &m) != 0)
		;
	CONVERSE(&shell, established);
	assert_int_equal(world_told(world.session, world.rde.session, &m),
	    SR_SEND);
	assert_int_equal(m.peer, 2);
	assert_int_equal(m.gen, 12);
	assert_int_equal(m.body.left, 23);
	assert_int_equal(m.body.p[18], 5);
	assert_int_equal(world_told(world.session, world.rde.session, &m),
	    SR_SEND);
	assert_int_equal(m.body.left, 18 + sizeof(asm_body));
	assert_memory_equal(m.body.p + 18, asm_body, sizeof(asm_body));
	assert_int_equal(world_told(world.session, world.rde.session, &m),
	    SR_SEND);
	assert_int_equal(m.body.left, 18 + sizeof(counter));
	assert_int_equal(m.body.p[17], 18 + sizeof(counter));
	assert_memory_equal(m.body.p + 18, counter, sizeof(counter));
	assert_int_equal(world_told(world.session, world.rde.session, &m),
	    SR_RESET);
	assert_int_equal(m.body.p[0], 6);
	assert_int_equal(m.body.p[1], 4);
}

/* Past its bound the link, and all sessions with it, would be lost. */
static void
waits_for_the_session_engine(void **state)
{
	static const char teardown6[] = "neighbor 192.0.2.2 teardown 4";
	char line[1200];
	struct link_msg m;
	unsigned i, sent = 0, more = 0;

	(void)state;
	peers_get(world.rde.peers, 2)->neg.operational = 1;
	update_out_loaded(world.rde.out);
	up(2);
	while (world_told(world.session, world.rde.session, &m) != 0)
		;
	snprintf(line, sizeof(line), "neighbor 192.0.2.2 announce "
	    "operational asm afi ipv4 safi unicast advisory \"%01000d\"", 7);
	for (i = 0; i < 100000 && !program_command_busy(program.c); i++)
		program_command_line(program.c, line, strlen(line));
	assert_true(program_command_busy(program.c));
	assert_in_range(link_queued(world.rde.session), 1 << 20,
	    SR_WORDS_MAX / 2);
	/* Nor is a reset said meanwhile, which is in order behind. */
	program_command_line(shell.c, teardown6, strlen(teardown6));
	assert_true(program_command_busy(shell.c));
	fake_run_tasks();		/* they sleep meanwhile */
	while (world_told(world.session, world.rde.session, &m) != 0)
		sent += m.type == SR_SEND;
	assert_int_equal(sent, i);
	fake_run_tasks();
	assert_false(program_command_busy(program.c));
	assert_false(program_command_busy(shell.c));
	while (world_told(world.session, world.rde.session, &m) != 0)
		more += m.type == SR_SEND || m.type == SR_RESET;
	assert_int_equal(more, 1);
}

/* A command's End-of-RIB goes behind what waits, in its family. */
static void
sends_end_of_rib_last(void **state)
{
	struct wbuf *sent = &world.sent[2];
	static const uint8_t eor[] = { 0, 23, 2, 0, 0, 0, 0 };

	(void)state;
	peers_get(world.rde.peers, 2)->conf.manual_eor = 1;
	update_out_loaded(world.rde.out);
	up(2);
	wbuf_reset(sent);
	asker_expects(&program, "announce route 198.51.100.0/24 next-hop "
	    "192.0.2.9", "done\n");
	assert_int_equal(sent->len, 0);		/* it is gathered */
	asker_expects(&program, "neighbor 192.0.2.2 announce eor ipv4 "
	    "unicast", "done\n");
	fake_run_tasks();
	assert_true(sent->len > 23);
	assert_memory_equal(sent->p + sent->len - sizeof(eor), eor,
	    sizeof(eor));
}

/* A program begins before sessions do: what it said is not lost. */
static void
end_of_rib_waits_for_a_session(void **state)
{
	static const uint8_t eor[] = { 0, 23, 2, 0, 0, 0, 0 };
	struct wbuf *sent = &world.sent[2];
	struct conf_neighbor *conf = &peers_get(world.rde.peers, 2)->conf;

	(void)state;
	conf->manual_eor = 1;
	conf->family_all = 0;
	conf->nfamilies = 1;
	conf->families[0] = FAMILY_IPV4_UNICAST;
	update_out_loaded(world.rde.out);
	asker_expects(&program, "neighbor 192.0.2.2 announce eor ipv6 "
	    "unicast", "error: no neighbor that…");
	asker_expects(&program, "neighbor 192.0.2.2 announce eor",
	    "done\n");
	wbuf_reset(sent);
	up(2);
	fake_run_tasks();
	assert_true(sent->len >= 23);
	assert_memory_equal(sent->p + sent->len - sizeof(eor), eor,
	    sizeof(eor));
	/* Once, and not again in the session after. */
	wbuf_reset(sent);
	up(2);
	fake_run_tasks();
	assert_int_equal(sent->len, 0);
}

/* Nobody keeps them, and what was said before goes before them. */
static void
sends_attributes_alone(void **state)
{
	static const uint8_t want[] = { 0, 50, 2, 0, 0, 0, 27,
	    0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf0,
	    0x40, 3, 4, 192, 0, 2, 9, 0x80, 4, 4, 0, 0, 0, 7 };
	static const char line[] = "announce attributes next-hop 192.0.2.9 "
	    "med 7";
	struct wbuf *sent = &world.sent[2];

	(void)state;
	asker_expects(&shell, line, "error: no neighbor that it is for…");
	update_out_loaded(world.rde.out);
	up(2);
	wbuf_reset(sent);
	asker_expects(&shell, line, "done\n");
	assert_int_equal(sent->len, 16 + sizeof(want));
	assert_memory_equal(sent->p + 16, want, sizeof(want));
	assert_int_equal(world.sent[3].len, 0);
	wbuf_reset(sent);
	asker_expects(&shell, "peer 192.0.2.2 announce attributes med 7",
	    "done\n");
	assert_int_equal(sent->len, 16 + sizeof(want) - 7);
	asker_expects(&shell, "show adj-rib out", "done\n");
	asker_expects(&shell, "announce attributes nonsense", "error: …");
	asker_expects(&shell, "announce attributes next-hop 0x0a0b0c",
	    "error: next-hop: attributes without nlri have an IPv4 "
	    "address…");
	asker_expects(&shell, "withdraw attributes med 7", "error: …");
	asker_expects(&shell, "group announce attributes med 7",
	    "error: …");
	asker_expects(&shell, "group start", "done\n");
	asker_expects(&shell, line, "error: 'nlri' and prefixes…");
	asker_expects(&shell, "reset", "asynchronous queue cleared\ndone\n");
	/* Who takes nothing is not given it. */
	peers_get(world.rde.peers, 2)->out->credit = 1000;
	wbuf_reset(sent);
	asker_expects(&shell, line, "error: no neighbor that it is for…");
	assert_int_equal(sent->len, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(needs_a_session_for_some,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(waits_for_the_session_engine,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(sends_end_of_rib_last,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(end_of_rib_waits_for_a_session,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(sends_attributes_alone,
		    setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
