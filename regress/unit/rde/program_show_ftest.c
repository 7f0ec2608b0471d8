/* SPDX-License-Identifier: ISC */
/*
 * What the API shows: routes and neighbours, in each form, to readers that are
 * slow, of neighbours that go meanwhile.
 */
#include "rde/command_talk.h"

static void
shows_routes(void **state)
{
	static const struct exchange v[] = {
		{ "neighbor 192.0.2.2 announce route 198.51.100.0/24 "
		    "next-hop 192.0.2.9 as-path [ 64496 64511 ] med 5 "
		    "community [ 64496:1 64496:2 ]", "done\n" },
		{ "neighbor 192.0.2.2 announce route 2001:db8:1::/48 "
		    "next-hop 2001:db8::9 path-information 7", "done\n" },
		{ "show adj-rib out",
		    "neighbor 192.0.2.2 ipv4 unicast 198.51.100.0/24 "
		    "next-hop 192.0.2.9\n"
		    "neighbor 192.0.2.2 ipv6 unicast 2001:db8:1::/48 "
		    "path-information 0.0.0.7 next-hop 2001:db8::9\n"
		    "done\n" },
		{ "show adj-rib out 192.0.2.3", "done\n" },
		{ "show adj-rib out 192.0.2.99", "error: …" },
		{ "show adj-rib out ipv4", "neighbor 192.0.2.2 ipv4 unicast "
		    "198.51.100.0/24 next-hop 192.0.2.9\ndone\n" },
		{ "show adj-rib out ipv4 extensive", "neighbor 192.0.2.2 "
		    "local-ip 192.0.2.1 local-as 64496 peer-as 64498 "
		    "router-id 192.0.2.1 family-allowed in-open ipv4 unicast "
		    "198.51.100.0/24 next-hop 192.0.2.9 as-path [ "
		    "64496 64511 ] med 5 community [ 64496:1 64496:2 ]\n"
		    "done\n" },
		{ "show adj-rib out ipv4 json", "{\"192.0.2.2\": "
		    "{\"routes\": [{\"family\": \"ipv4 unicast\", "
		    "\"prefix\": \"198.51.100.0/24\", \"next-hop\": "
		    "\"192.0.2.9\"}]}}\ndone\n" },
		{ "@7 rib show out ipv4 unicast", "@7 neighbor 192.0.2.2 "
		    "ipv4 unicast 198.51.100.0/24 next-hop 192.0.2.9\n"
		    "@7 done\n" },
		{ "show adj-rib in", "done\n" },
		{ "show adj-rib", "error: …" },
		{ "show adj-rib out nonsense", "error: superfluous word…" },
		{ "peer 192.0.2.3 routes add 203.0.113.0/24 next-hop self "
		    "med 7", "{\"index\": \"0001010018cb0071\", \"route\": "
		    "\"203.0.113.0/24 next-hop self med 7\", \"success\": "
		    "true}\ndone\n" },
		{ "peer 192.0.2.3 routes ipv4 unicast list", "[{\"index\": "
		    "\"0001010018cb0071\", "
		    "\"family\": \"ipv4 unicast\", "
		    "\"route\": \"203.0.113.0/24 next-hop 192.0.2.1 med "
		    "7\", \"neighbor\": \"neighbor 192.0.2.3 …" },
		{ "peer 192.0.2.2 routes remove 203.0.113.0/24",
		    "{\"removed\": false, \"route\": \"203.0.113.0/24\", "
		    "\"index\": \"0001010018cb0071\"}\n"
		    "error: it is not announced\nerror\n" },
		{ "@9 peer 192.0.2.3 routes remove route 203.0.113.0/24",
		    "@9 {\"removed\": true, \"route\": \"203.0.113.0/24\", "
		    "\"index\": \"0001010018cb0071\"}\n@9 done\n" },
		{ "peer 192.0.2.3 routes list", "[]\ndone\n" },
		{ "peer 192.0.2.2 routes index 0002010100000007"
		    "3020010db80001", "[{\"index\": \"0002010100000007"
		    "3020010db80001\", \"family\": \"ipv6 unicast\", "
		    "\"route\": \"2001:db8:1::/48 path-information 0.0.0.7 …" },
		{ "peer 192.0.2.2 routes index 0002010100000008"
		    "3020010db80001", "[]\ndone\n" },
		{ "peer 192.0.2.2 routes index 000201003020010db80001",
		    "[]\ndone\n" },
		{ "peer 192.0.2.2 routes remove index 0002010100000007"
		    "3020010DB80001", "{\"removed\": true, \"index\": "
		    "\"00020101000000073020010db80001\"}\ndone\n" },
		{ "peer 192.0.2.2 routes remove index 0002010100000007"
		    "3020010db80001", "{\"removed\": false, \"index\": "
		    "\"00020101000000073020010db80001\"}\n"
		    "error: it is not announced\nerror\n" },
		{ "peer 192.0.2.2 routes ipv6 list", "[]\ndone\n" },
		{ "routes remove index", "error: an index is missing…" },
		{ "routes remove index 0", "error: an index is missing…" },
		{ "routes index 00010100", "error: an index is missing…" },
		{ "routes index 0001010018cb007", "error: an index is…" },
		{ "routes index 0001010018cb007100", "error: an index is…" },
		{ "routes index 0001010218cb0071", "error: an index is…" },
		{ "routes index 0001ff0018cb0071", "error: an index is…" },
		{ "routes index 0001010018cb007x", "error: an index is…" },
		{ "routes index 0001010018cb0071 x", "error: superfluous…" },
		{ "peer 192.0.2.3 routes", "error: routes: list, index…" },
	};
	struct prefix pfx;
	struct nlri n = { .family = FAMILY_IPV4_UNICAST };
	static const uint8_t attrs[] = { 0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0,
	    251, 242, 0x40, 3, 4, 192, 0, 2, 3 };
	uint32_t a;

	(void)state;
	CONVERSE(&shell, v);
	assert_int_equal(prefix_parse("203.0.113.0/25", &pfx, NULL),
	    PREFIX_OK);
	n.prefix = pfx;
	a = attrs_intern(world.rde.attrs, rbuf_of(attrs, sizeof(attrs)));
	adj_rib_in_set(world.rde.in, peers_get(world.rde.peers, 3), &n, a, 0);
	attrs_unref(world.rde.attrs, a);
	asker_expects(&shell, "show adj-rib in", "neighbor 192.0.2.3 ipv4 "
	    "unicast 203.0.113.0/25 next-hop 192.0.2.3\ndone\n");
	asker_expects(&shell, "neighbor 192.0.2.2 show adj-rib in", "done\n");
	asker_expects(&shell, "clear adj-rib in", "done\n");
	asker_expects(&shell, "show adj-rib in", "done\n");
}

/* A word of several families shows those, and no others. */
static void
shows_families(void **state)
{
	static const struct exchange v[] = {
		{ "neighbor 192.0.2.2 announce route 198.51.100.0/24 "
		    "next-hop 192.0.2.9", "done\n" },
		{ "neighbor 192.0.2.2 announce flow route destination "
		    "198.51.100.7/32 discard", "done\n" },
		{ "neighbor 192.0.2.2 announce vpls endpoint 1 base 2 "
		    "offset 3 size 4 rd 64496:1 next-hop 192.0.2.9",
		    "done\n" },
		{ "show adj-rib out flow", "neighbor 192.0.2.2 ipv4 flow "
		    "destination-ipv4 198.51.100.7/32\ndone\n" },
		{ "show adj-rib out l2vpn", "neighbor 192.0.2.2 l2vpn vpls "
		    "rd 64496:1 endpoint 1 base 2 offset 3 size 4 next-hop "
		    "192.0.2.9\ndone\n" },
		{ "show adj-rib out l2vpn vpls", "neighbor 192.0.2.2 l2vpn "
		    "vpls rd 64496:1 endpoint 1 base 2 offset 3 size 4 "
		    "next-hop 192.0.2.9\ndone\n" },
		{ "show adj-rib out l2vpn evpn", "done\n" },
		{ "show adj-rib out inet", "neighbor 192.0.2.2 ipv4 unicast "
		    "198.51.100.0/24 next-hop 192.0.2.9\ndone\n" },
		{ "show adj-rib out bgp-ls", "done\n" },
	};

	(void)state;
	CONVERSE(&program, v);
}

/* Who reads slowly is given a little at a time. */
static void
waits_for_slow_readers(void **state)
{
	unsigned lines = 0;
	size_t had;

	(void)state;
	asker_expects(&shell, "announce route 10.0.0.0/12 next-hop self "
	    "split /20", "done\n");
	wbuf_reset(&shell.said);
	shell.full = true;
	program_command_line(shell.c, "show adj-rib out", 16);
	fake_run_tasks();
	assert_true(program_command_busy(shell.c));
	for (shell.ready = 0; program_command_busy(shell.c); lines++) {
		had = shell.said.len;
		program_command_resume(shell.c);
		fake_run_tasks();
		assert_int_equal(shell.said.len, had);
		shell.full = false;
		program_command_resume(shell.c);
		fake_run_pass();
		shell.full = true;
		assert_true(lines < 1000);
	}
	assert_int_equal(shell.ready, 1);
	assert_memory_equal(shell.said.p + shell.said.len - 5, "done\n", 5);
}

static unsigned
lines_said(void)
{
	unsigned n = 0;
	size_t i;

	for (i = 0; i < shell.said.len; i++)
		n += shell.said.p[i] == '\n';
	return n;
}

/* Also between the paths of one prefix, each of which may be huge. */
static void
rests_between_paths(void **state)
{
	static const struct exchange gone[] = {
		{ "clear adj-rib out", "done\n" },
		{ "show adj-rib out", "done\n" },
	};
	char line[128];
	unsigned i;

	(void)state;
	for (i = 1; i <= 100; i++) {
		snprintf(line, sizeof(line), "neighbor 192.0.2.2 announce "
		    "route 10.0.0.0/8 path-information %u next-hop self", i);
		asker_expects(&shell, line, "done\n");
	}
	asker_expects(&shell, "neighbor 192.0.2.2 announce route 11.0.0.0/8 "
	    "next-hop self", "done\n");
	wbuf_reset(&shell.said);
	shell.room = 1;
	program_command_line(shell.c, "show adj-rib out extensive", 26);
	for (i = 1; program_command_busy(shell.c); i++) {
		assert_int_equal(lines_said(), i);
		shell.room = shell.said.len + 1;
		program_command_resume(shell.c);
		fake_run_pass();
		assert_true(i < 200);
	}
	assert_int_equal(lines_said(), 102);
	shell.room = 0;
	CONVERSE(&shell, gone);
}

/* --- neighbours ----------------------------------------------------------- */

static struct ctl_neighbor facts;

/* It is known early, and not after a walk over everything. */
static void
a_list_of_routes_is_not_made_in_vain(void **state)
{
	unsigned passes;

	(void)state;
	asker_expects(&shell, "peer 192.0.2.2 announce route 10.0.0.0/8 "
	    "next-hop self split /23", "done\n");
	fake_clock_looks(1);
	wbuf_reset(&shell.said);
	program_command_line(shell.c, "routes list", 11);
	for (passes = 0; program_command_busy(shell.c); passes++)
		fake_run_pass();
	fake_clock_looks(0);
	assert_in_range(passes, 100, 3000);
	assert_non_null(memmem(shell.said.p, shell.said.len,
	    "error: the list is longer than", 30));
}

/*
 * The session engine answers what it is asked, one neighbour at a time; of
 * that address there is one more, with another address of ours.
 */
static void
session_answers(unsigned times)
{
	struct ctl_neighbor other;
	struct ctl_selector who;
	struct link_msg m;

	while (times-- > 0) {
		assert_int_equal(world_told(world.session, world.rde.session,
		    &m), SR_SHOW);
		assert_int_equal(rbuf_host(&m.body, &who, sizeof(who)), 0);
		assert_int_equal(who.kind, CTL_SEL_ADDR);
		facts.remote = who.addr;
		facts.id = who.addr.b[3];
		ask_neighbor(world.rde.asks, m.gen,
		    rbuf_of(&facts, sizeof(facts)));
		other = facts;
		other.id = 99;
		other.state = 1;
		other.sent[0] += 7;
		ask_neighbor(world.rde.asks, m.gen,
		    rbuf_of(&other, sizeof(other)));
		ask_neighbor_end(world.rde.asks, m.gen);
	}
}

static void
shows(const char *line, unsigned times, const char *want)
{
	wbuf_reset(&shell.said);
	program_command_line(shell.c, line, strlen(line));
	if (times > 0 && !program_command_busy(shell.c))
		fail_msg("%s: %.*s", line, (int)shell.said.len,
		    (char *)shell.said.p);
	session_answers(times);
	assert_false(program_command_busy(shell.c));
	wbuf_u8(&shell.said, '\0');
	if (strstr((char *)shell.said.p, want) == NULL)
		fail_msg("%s: %s", line, (char *)shell.said.p);
}

static void
shows_neighbors(void **state)
{
	static const uint8_t theirs[] = { 65, 4, 0, 0, 251, 242, 2, 0 };

	(void)state;
	facts = (struct ctl_neighbor){ .state = 6, .changed_ms = 3723000,
	    .sent = { 1, 3, 0, 4, 0 }, .rcvd = { 1, 5, 0, 4, 0 },
	    .router_id = 0xc0000201, .remote_id = 0xc0000202, .hold = 90,
	    .remote_caps_len = sizeof(theirs) };
	memcpy(facts.remote_caps, theirs, sizeof(theirs));
	up(2);
	shows("show neighbor summary", 3,
	    "Peer            AS        up/down state       |     #sent     "
	    "#recvd\n"
	    "192.0.2.2       64498     1:02:03 established           3"
	    "          5\n"
	    "192.0.2.3       64499        down established           3"
	    "          5\n");
	shows("show neighbor 192.0.2.2 extensive", 1,
	    "Neighbor 192.0.2.2\n\n  Session                         Local\n"
	    "   local                      192.0.2.1");
	shows("neighbor 192.0.2.2 show neighbor extensive", 1,
	    "   asn4:                       disabled         enabled");
	shows("peer 192.0.2.2 show extensive", 1,
	    "   total:                             8              10");
	shows("show neighbor 192.0.2.2 configuration", 0,
	    "neighbor 192.0.2.2 {\n");
	shows("show neighbor json", 3, "[{\"state\": \"up\", \"duration\": "
	    "3723, \"fsm\": \"ESTABLISHED\", \"local\": {");
	shows("peer list", 3, "[{\"peer-address\": \"192.0.2.2\", \"peer-as\""
	    ": 64498, \"state\": \"ESTABLISHED\"}, ");
	shows("status", 3, "Herald Daemon Status\n====================\n"
	    "Version: 0.1\nUUID: 01234567-89ab-4cde-8f01-23456789abcd\n"
	    "PID: 77\nUptime: 0h 16m 40s\nPeers: 3\n"
	    "  - neighbor 192.0.2.2 local-ip 192.0.2.1 local-as 64496 "
	    "peer-as 64498 router-id 192.0.2.1 family-allowed in-open: "
	    "ESTABLISHED\n");
	shows("daemon status json", 3, "{\"version\": \"Herald 0.1\", "
	    "\"uuid\": \"01234567-89ab-4cde-8f01-23456789abcd\", \"pid\": "
	    "77, \"uptime\": 1000, \"start_time\": 1699999000, \"peers\": "
	    "{\"neighbor 192.0.2.2 local-ip");
	shows("daemon status json", 3, "in-open\": \"ESTABLISHED\"}}\n"
	    "done\n");
	shows("show neighbor", 0, "please specify summary");
	shows("show neighbor nonsense summary", 0, "no such neighbor");
	shows("show neighbor 192.0.2.2 192.0.2.3 summary", 0, "superfluous");
	/* It goes while it is asked, and so do we. */
	program_command_line(shell.c, "peer list", 9);
	assert_true(program_command_busy(shell.c));
	link_free(world.rde.session);
	world.rde.session = NULL;
	asks_session_lost(world.rde.asks);
	assert_false(program_command_busy(shell.c));
	shows("show neighbor summary", 0, "error: the session engine is away");
	shows("status", 0, "in-open: IDLE\ndone\n");
}

/* A list is one line, and a line has its bound: it says so, not "done". */
static void
says_that_a_list_is_too_long(void **state)
{
	unsigned i;

	(void)state;
	for (i = 5; i < 8000; i++)
		engine_peer(&world.rde, i, "one of many");
	wbuf_reset(&shell.said);
	program_command_line(shell.c, "show neighbor json", 18);
	for (i = 0; i < 8000 && program_command_busy(shell.c); i++)
		session_answers(1);
	assert_in_range(i, 100, 6000);
	wbuf_u8(&shell.said, '\0');
	assert_non_null(strstr((char *)shell.said.p, "error: the list is"));
}

/* Thousands are shown a few at a time, also where nobody need be asked. */
static void
shows_some_at_a_time(void **state)
{
	static const char line[] = "show neighbor configuration";
	const uint8_t *p;
	unsigned i, shown = 0;

	(void)state;
	for (i = 5; i < 1005; i++)
		engine_peer(&world.rde, i, "one of many");
	wbuf_reset(&shell.said);
	program_command_line(shell.c, line, strlen(line));
	assert_true(program_command_busy(shell.c));
	for (i = 0; i < 100 && program_command_busy(shell.c); i++)
		fake_run_pass();
	assert_false(program_command_busy(shell.c));
	wbuf_u8(&shell.said, '\0');
	for (p = shell.said.p; (p = (const uint8_t *)strstr((const char *)p,
	    "neighbor 192.0.")) != NULL; p++)
		shown++;
	assert_in_range(shown, 1003, 1003);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(shows_routes, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(shows_families, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(waits_for_slow_readers,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(rests_between_paths,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(shows_neighbors, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(shows_some_at_a_time,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(says_that_a_list_is_too_long,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(
		    a_list_of_routes_is_not_made_in_vain, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
