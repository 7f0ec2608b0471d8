/* SPDX-License-Identifier: ISC */
/*
 * Lines of the API and their answers, from programs and from control clients:
 * every command, selectors, tags, groups, and what is refused.
 */
#include "rde/command_talk.h"

static void
announces_and_withdraws(void **state)
{
	static const struct exchange v[] = {
		{ "announce route 198.51.100.0/24 next-hop 192.0.2.9",
		    "done\n" },
		{ "@1 announce route 198.51.101.0/24 next-hop self med 5",
		    "@1 done\n" },
		{ "announce attributes next-hop 192.0.2.9 med 3 nlri "
		    "203.0.113.0/25 203.0.113.128/25", "done\n" },
		{ "withdraw route 198.51.101.0/24", "done\n" },
		{ "withdraw attributes next-hop 192.0.2.9 nlri "
		    "203.0.113.0/25", "done\n" },
		{ "announce ipv4 unicast 198.51.102.0/24 next-hop 192.0.2.9",
		    "done\n" },
		{ "announce ipv6 unicast 2001:db8:1::/48 next-hop "
		    "2001:db8::9", "done\n" },
		{ "withdraw ipv6 unicast 2001:db8:1::/48", "done\n" },
		{ "announce route 198.51.103.0/24",
		    "error: next-hop is missing\nerror\n" },
		{ "@x announce route 198.51.103.1/24 next-hop 192.0.2.9",
		    "@x error: …" },
		{ "announce ipv4 mpls-vpn 198.51.103.0/24 rd 1:1",
		    "error: next-hop is missing\nerror\n" },
		{ "announce ipv4 nonsense 198.51.103.0/24",
		    "error: ipv4: unknown family word 'nonsense'…" },
		{ "announce ipv4",
		    "error: ipv4: a family's second word…" },
		{ "announce flow route { match { } }",
		    "error: a rule matches something…" },
		{ "announce flow route { match { prot tcp; } }",
		    "error: match: unknown word 'prot'…" },
		{ "announce vpls endpoint 5", "error: next-hop is missing…" },
		{ "announce l2vpn vpls endpoint x next-hop 192.0.2.9",
		    "error: endpoint: …" },
	};

	(void)state;
	CONVERSE(&shell, v);
	assert_int_equal(who_gets("198.51.100.0/24"), 1 << 2 | 1 << 3 | 1 << 4);
	assert_int_equal(who_gets("198.51.101.0/24"), 0);
	assert_int_equal(who_gets("203.0.113.0/25"), 0);
	assert_int_equal(who_gets("203.0.113.128/25"),
	    1 << 2 | 1 << 3 | 1 << 4);
	assert_int_equal(who_gets("198.51.102.0/24"), 1 << 2 | 1 << 3 | 1 << 4);
}

#define ROUTE " announce route 198.51.100.0/24 next-hop 192.0.2.9"
#define GONE " withdraw route 198.51.100.0/24"

static void
selects_neighbors(void **state)
{
	static const struct {
		const char	*selector;
		unsigned	 shell, program;	/* bits by id */
	} rows[] = {
		{ "neighbor 192.0.2.2", 1 << 2, 1 << 2 },
		{ "neighbor *", 1 << 2 | 1 << 3 | 1 << 4, 1 << 2 | 1 << 3 },
		{ "neighbor four", 1 << 4, 0 },
		{ "neighbor 192.0.2.2 , neighbor 192.0.2.3",
		    1 << 2 | 1 << 3, 1 << 2 | 1 << 3 },
		{ "neighbor 192.0.2.2, 192.0.2.4", 1 << 2 | 1 << 4, 1 << 2 },
		{ "neighbor 192.0.2.2 local-ip 192.0.2.1 local-as 64496 "
		    "peer-as 64498 router-id 192.0.2.1 family-allowed "
		    "in-open", 1 << 2, 1 << 2 },
		{ "neighbor 192.0.2.2 peer-as 64499", 0, 0 },
		{ "neighbor * peer-as 64499", 1 << 3, 1 << 3 },
		{ "peer *", 1 << 2 | 1 << 3 | 1 << 4, 1 << 2 | 1 << 3 },
		{ "peer 192.0.2.3 local-as 64496", 1 << 3, 1 << 3 },
		{ "peer [192.0.2.3 local-as 64496, 192.0.2.4]",
		    1 << 3 | 1 << 4, 1 << 3 },
		{ "neighbor 203.0.113.9", 0, 0 },
	};
	char line[256];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(line, sizeof(line), "%s" ROUTE, rows[i].selector);
		asker_expects(&shell, line, rows[i].shell != 0 ? "done\n" :
		    "error: …");
		assert_int_equal(who_gets("198.51.100.0/24"), rows[i].shell);
		asker_expects(&shell, "withdraw route 198.51.100.0/24",
		    "done\n");
		asker_expects(&program, line, rows[i].program != 0 ?
		    "done\n" : "error: …");
		assert_int_equal(who_gets("198.51.100.0/24"),
		    rows[i].program);
		asker_expects(&program, "withdraw route 198.51.100.0/24",
		    "done\n");
	}
}

static void
refuses_selectors(void **state)
{
	static const struct exchange v[] = {
		{ "neighbor", "error: a neighbor is missing…" },
		{ "neighbor ," GONE, "error: a neighbor is missing…" },
		{ "neighbor 192.0.2.2 ," GONE, "error: …" },
		{ "neighbor 192.0.2.2 local-as", "error: its value is…" },
		{ "neighbor 192.0.2.2", "error: a command is missing…" },
		{ "peer [ 192.0.2.2" GONE, "error: ']' is missing…" },
		{ "neighbor 192.0.2.2 nonsense",
		    "error: unknown command 'nonsense'; 'help' lists "
		    "them\nerror\n" },
		{ "@t neighbor 203.0.113.9" GONE, "@t error: neighbor "
		    "203.0.113.9: no such neighbor\n" },
	};

	(void)state;
	CONVERSE(&shell, v);
}

static void
answers_whatever_comes(void **state)
{
	static const struct exchange v[] = {
		{ "", "done\n" },
		{ "   ", "done\n" },
		{ "# a comment", "done\n" },
		{ "@9 # a comment", "@9 done\n" },
		{ "@9", "@9 done\n" },
		{ "@", "error: a tag is…" },
		{ "@a\x01 announce", "error: a tag is…" },
		{ "nonsense", "error: unknown command…" },
		{ "announce", "error: a word is missing behind 'announce'; "
		    "'help' lists commands\nerror\n" },
		{ "announce nonsense", "error: unknown word 'nonsense' behind "
		    "'announce'; 'help' lists commands\nerror\n" },
		{ "announce route", "error: …" },
		{ "withdraw route \x01", "error: a control character…" },
		{ "'announce' route 198.51.100.0/24", "error: unknown…" },
		{ "debug anything", "" },
	};

	(void)state;
	CONVERSE(&shell, v);
}

static void
a_program_hides_and_is_answered(void **state)
{
	(void)state;
	asker_expects(&shell, "announce route 198.51.100.0/24 next-hop self",
	    "done\n");
	asker_expects(&program, "withdraw route 198.51.100.0/24", "done\n");
	/* It speaks to two of them only. */
	assert_int_equal(who_gets("198.51.100.0/24"), 1 << 4);
	asker_expects(&program, "announce ipv4 multicast 198.51.100.0/24 "
	    "next-hop self", "done\n");
}

/* The octets of many long lines would be gigabytes. */
static void
a_group_is_bounded(void **state)
{
	struct wbuf w;
	unsigned i;

	(void)state;
	wbuf_growable(&w, 1 << 20);
	wbuf_str(&w, "announce attributes next-hop self nlri");
	for (i = 0; i < 16000; i++)
		wbuf_str(&w, " 10.0.0.0/8");
	asker_expects(&program, "group start", "done\n");
	for (i = 0; i < 100; i++) {
		asker_say(&program, (const char *)w.p, w.len);
		if (memcmp(program.said.p, "done", 4) != 0)
			break;
	}
	assert_in_range(i, 1, 96);
	assert_memory_equal(program.said.p, "error: a group has at most", 26);
	assert_int_equal(who_gets("10.0.0.0/8"), 0);
	asker_expects(&program, "reset", "asynchronous queue cleared\n"
	    "done\n");
	wbuf_free(&w);
}

/*
 * Words of a mebibyte are read in slices, whatever they are, and so many of
 * one command are not carried out.
 */
static void
reads_words_in_slices(void **state)
{
	static const struct {
		const char	*begin, *again, *end, *want;
		unsigned	 passes;	/* at least */
	} rows[] = {
		{ "@1 announce attributes next-hop self nlri", " 10.0.0.0/8",
		    "", "@1 error: a command has at most 16384 words: ", 8 },
		{ "announce route 10.0.0.0/8 next-hop self as-path [", " 1",
		    " ]", "error: a command has at most 16384 words: ", 8 },
		{ "neighbor a", ",a", " announce route 10.0.0.0/8",
		    "error: the selector is longer than 511 octets", 8 },
		{ "group announce attributes next-hop self nlri",
		    " 10.0.0.0/8", "", "error: a command has at most 16384",
		    8 },
		{ "create neighbor", " 192.0.2.9", "",
		    "error: a command has at most 16384", 8 },
		{ "announce route 10.0.0.0/8 next-hop self #", " x", "",
		    "done\n", 0 },
		{ "version '", "x", "", "error: ", 0 },
		{ "announce route 10.0.0.0/8 next-hop self ;", " ;", "",
		    "done\n", 8 },
	};
	unsigned passes;
	struct wbuf w;
	size_t i;

	(void)state;
	wbuf_growable(&w, 1 << 20);
	fake_clock_looks(1);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		wbuf_reset(&w);
		wbuf_str(&w, rows[i].begin);
		while (w.len < (1 << 20) - 64)
			wbuf_str(&w, rows[i].again);
		wbuf_str(&w, rows[i].end);
		wbuf_reset(&shell.said);
		program_command_line(shell.c, (const char *)w.p, w.len);
		/* It is the caller's again. */
		memset(w.p, 'x', w.len);
		for (passes = 0; program_command_busy(shell.c); passes++)
			fake_run_pass();
		assert_in_range(passes, rows[i].passes, 64);
		wbuf_u8(&shell.said, '\0');
		if (strncmp((char *)shell.said.p, rows[i].want,
		    strlen(rows[i].want)) != 0)
			fail_msg("%s: %s", rows[i].begin, (char *)shell.said.p);
	}
	/* Nobody waits for it any more. */
	wbuf_reset(&w);
	while (w.len < (1 << 20) - 64)
		wbuf_str(&w, "x ");
	program_command_line(shell.c, (const char *)w.p, w.len);
	assert_true(program_command_busy(shell.c));
	program_command_free(shell.c);
	shell.c = NULL;
	fake_clock_looks(0);
	wbuf_free(&w);
}

/* A line of a mebibyte of commands is read in slices. */
static void
reads_a_group_in_slices(void **state)
{
	struct wbuf w;
	unsigned i, passes;

	(void)state;
	wbuf_growable(&w, 1 << 20);
	wbuf_str(&w, "group");
	for (i = 0; i < 5000; i++)
		wbuf_printf(&w, " announce route 10.%u.%u.0/24 next-hop self;",
		    i >> 8, i & 255);
	fake_clock_looks(1);
	wbuf_reset(&shell.said);
	program_command_line(shell.c, (const char *)w.p, w.len);
	assert_int_equal(who_gets("10.0.0.0/24"), 0);
	for (passes = 0; program_command_busy(shell.c); passes++)
		fake_run_pass();
	fake_clock_looks(0);
	assert_in_range(passes, 100, 20000);
	wbuf_u8(&shell.said, '\0');
	assert_non_null(strstr((char *)shell.said.p, "\"announced\": 5000"));
	assert_int_not_equal(who_gets("10.19.135.0/24"), 0);
	wbuf_free(&w);
}

static void
groups(void **state)
{
	static const struct exchange v[] = {
		{ "peer * group announce route 198.51.100.0/24 next-hop "
		    "self ; withdraw route 203.0.113.0/24 ; announce ipv4 "
		    "unicast 198.51.101.0/24 next-hop self",
		    "{\"status\": \"group processed\", \"announced\": 2, "
		    "\"withdrawn\": 1}\ndone\n" },
		{ "peer * group announce route 198.51.102.0/24 next-hop "
		    "self ; nonsense", "error: 'nonsense' is not for a…" },
		{ "peer * group announce route 198.51.102.0/24 next-hop "
		    "self ; announce route 1", "error: …" },
		{ "group end", "error: no group was started\nerror\n" },
		{ "group start", "done\n" },
		{ "group start", "error: a group was started already…" },
		{ "announce route 198.51.103.0/24 next-hop self", "done\n" },
		{ "announce route 198.51.103.0", "error: …" },
	};

	(void)state;
	CONVERSE(&program, v);
	assert_int_equal(who_gets("198.51.100.0/24"), 1 << 2 | 1 << 3);
	assert_int_equal(who_gets("198.51.101.0/24"), 1 << 2 | 1 << 3);
	assert_int_equal(who_gets("198.51.102.0/24"), 0);
	assert_int_equal(who_gets("198.51.103.0/24"), 0);
	asker_expects(&program, "group end", "{\"status\": \"group "
	    "processed\", \"announced\": 1, \"withdrawn\": 0}\ndone\n");
	assert_int_equal(who_gets("198.51.103.0/24"), 1 << 2 | 1 << 3);
	asker_expects(&program, "group start", "done\n");
	asker_expects(&program, "announce route 198.51.104.0/24 next-hop "
	    "self", "done\n");
}

/* Answers of a burst come together, and in order, whatever else is answered. */
static void
answers_a_burst_in_order(void **state)
{
	static const char route[] = "@%d announce route 198.51.100.0/24 "
	    "next-hop self";
	char line[128], want[4096];
	size_t n = 0;
	int i;

	(void)state;
	wbuf_reset(&program.said);
	for (i = 0; i < 99; i++) {
		snprintf(line, sizeof(line), i % 10 == 9 ? "@%d nonsense" :
		    i % 10 == 4 ? "@%d version" : route, i);
		program_command_line(program.c, line, strlen(line));
		assert_false(program_command_busy(program.c));
		if (i % 10 == 4 || i % 10 == 9)
			n += (size_t)snprintf(want + n, sizeof(want) - n,
			    i % 10 == 4 ? "@%d exabgp 4.2.21 (Herald 0.1)\n" :
			    "@%d error: unknown command 'nonsense'; 'help' "
			    "lists them\n", i);
		if (i % 10 != 9)
			n += (size_t)snprintf(want + n, sizeof(want) - n,
			    "@%d done\n", i);
	}
	assert_true(program.said.len < n);	/* the last ones wait */
	fake_run_tasks();
	assert_int_equal(program.said.len, n);
	assert_memory_equal(program.said.p, want, n);
	/* More than are kept. */
	wbuf_reset(&program.said);
	for (i = 0; i < 20000; i++) {
		snprintf(line, sizeof(line), route, i);
		program_command_line(program.c, line, strlen(line));
	}
	assert_true(program.said.len > 0);
	fake_run_tasks();
	assert_memory_equal(program.said.p + program.said.len - 12,
	    "@19999 done\n", 12);
}

/* A long one is carried out in slices, and nothing else is taken meanwhile. */
static void
works_in_slices(void **state)
{
	static const char line[] =
	    "announce route 10.0.0.0/8 next-hop self split /20";

	(void)state;
	wbuf_reset(&shell.said);
	shell.ready = 0;
	program_command_line(shell.c, line, strlen(line));
	fake_run_tasks();
	assert_false(program_command_busy(shell.c));
	assert_int_equal(who_gets("10.0.16.0/20"), 1 << 2 | 1 << 3 | 1 << 4);
}

/* --- sessions and tables -------------------------------------------------- */

static void
gathers_a_burst(void **state)
{
	struct wbuf *sent = &world.sent[2];
	int i;

	(void)state;
	update_out_loaded(world.rde.out);
	up(2);
	wbuf_reset(sent);
	asker_expects(&program, "announce route 198.51.100.0/24 next-hop "
	    "192.0.2.9", "done\n");
	assert_int_equal(sent->len, 0);
	fake_advance(1);
	assert_true(sent->len > 0);
	wbuf_reset(sent);
	/* One that never ends waits 5 ms, and what has a tag does not. */
	for (i = 0; sent->len == 0 && i < 100; i++) {
		asker_expects(&program, i % 2 == 0 ? "announce route "
		    "198.51.100.0/24 next-hop 192.0.2.8" : "announce route "
		    "198.51.100.0/24 next-hop 192.0.2.9", "done\n");
		if (i % 2 == 1)
			fake_advance(1);
	}
	assert_in_range(i, 2, 14);
	wbuf_reset(sent);
	asker_expects(&program, "@1 announce route 198.51.102.0/24 next-hop "
	    "192.0.2.9", "@1 done\n");
	assert_true(sent->len > 0);
}

static void
clears_tables(void **state)
{
	static const struct exchange v[] = {
		{ "announce route 198.51.100.0/24 next-hop self", "done\n" },
		{ "announce route 2001:db8:1::/48 next-hop 2001:db8::9",
		    "done\n" },
		{ "neighbor 192.0.2.2 clear adj-rib out", "done\n" },
	};

	(void)state;
	CONVERSE(&shell, v);
	assert_int_equal(who_gets("198.51.100.0/24"), 1 << 3 | 1 << 4);
	asker_expects(&program, "clear adj-rib out", "done\n");
	assert_int_equal(who_gets("198.51.100.0/24"), 1 << 4);
	asker_expects(&shell, "clear adj-rib in", "done\n");
	asker_expects(&shell, "clear adj-rib sideways", "error: …");
	asker_expects(&shell, "rib clear out", "done\n");
	assert_int_equal(who_gets("198.51.100.0/24"), 0);
}

/* --- the daemon ----------------------------------------------------------- */

static uint32_t
parent_asked(unsigned kind, const char *text)
{
	struct link_msg m;
	struct pr_ask q;

	assert_int_equal(world_told(world.parent, world.rde.parent, &m),
	    PR_ASK);
	assert_int_equal(rbuf_host(&m.body, &q, sizeof(q)), 0);
	assert_int_equal(q.kind, kind);
	assert_int_equal(m.body.left, strlen(text));
	assert_memory_equal(m.body.p, text, strlen(text));
	return m.peer;
}

static void
asks_the_parent(void **state)
{
	static const struct {
		const char	*line, *text, *data;
		unsigned	 kind;
	} rows[] = {
		{ "shutdown", "", "shutdown in progress\n",
		    PR_ASK_SHUTDOWN },
		{ "daemon reload", "", "reload in progress\n",
		    PR_ASK_RELOAD },
		{ "restart", "", "restart in progress\n", PR_ASK_RESTART },
		{ "create neighbor 192.0.2.9 local-as 64496 peer-as 64510",
		    "neighbor 192.0.2.9 local-as 64496 peer-as 64510", "",
		    PR_ASK_CREATE },
		{ "peer create 192.0.2.9 local-as 64496", "neighbor "
		    "192.0.2.9 local-as 64496", "", PR_ASK_CREATE },
		{ "delete neighbor 192.0.2.9, neighbor 192.0.2.8",
		    "neighbor 192.0.2.9 , neighbor 192.0.2.8", "",
		    PR_ASK_DELETE },
		{ "peer delete 192.0.2.9", "neighbor 192.0.2.9", "",
		    PR_ASK_DELETE },
	};
	const struct pr_answer good = { .code = CTL_OK },
	    bad = { .code = CTL_REFUSE };
	char want[128];
	uint32_t token;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		wbuf_reset(&shell.said);
		program_command_line(shell.c, rows[i].line,
		    strlen(rows[i].line));
		assert_true(program_command_busy(shell.c));
		token = parent_asked(rows[i].kind, rows[i].text);
		ask_answer(world.rde.asks, token + 1, &good, rbuf_of("", 0));
		assert_true(program_command_busy(shell.c));
		ask_answer(world.rde.asks, token, i % 2 == 0 ? &good : &bad,
		    rbuf_of("no\nway", 6));
		assert_false(program_command_busy(shell.c));
		wbuf_u8(&shell.said, '\0');
		snprintf(want, sizeof(want), "%s%s", rows[i].data,
		    i % 2 == 0 ? "done\n" : "error: no\\nway\nerror\n");
		assert_string_equal((char *)shell.said.p, want);
	}
	/* Nobody waits for the answer any more. */
	program_command_line(program.c, "reload", 6);
	token = parent_asked(PR_ASK_RELOAD, "");
	program_command_free(program.c);
	program.c = NULL;
	ask_answer(world.rde.asks, token, &good, rbuf_of("", 0));
}

static void
converses(void **state)
{
	static const struct exchange v[] = {
		{ "version", "exabgp 4.2.21 (Herald …" },
		{ "system version json", "{\"version\": \"4.2.21\", "
		    "\"application\": \"exabgp\", …" },
		{ "help", "[neighbor SELECTOR] announce route PREFIX …" },
		{ "ping", "{\"pong\": \"01234567-89ab-4cde-8f01-"
		    "23456789abcd\", \"active\": true}\ndone\n" },
		{ "reset", "asynchronous queue cleared\ndone\n" },
		{ "bye", "done\n" },
		{ "queue-status", "one: 2 items (30 bytes)\n"
		    "two: 0 items (0 bytes)\ndone\n" },
		{ "@q system queue-status json", "@q {\"one\": {\"items\": "
		    "2, \"bytes\": 30}, \"two\": {\"items\": 0, \"bytes\": "
		    "0}}\n@q done\n" },
		{ "api version", "{\"api_version\": 4, …" },
		{ "api version 6", "error: …" },
		{ "crash", "error: crash: not a command of this daemon…" },
		{ "enable-sync now", "error: superfluous word 'now'…" },
		{ "enable-sync", "done\n" },
		{ "disable-sync", "done\n" },
		{ "session sync enable", "done\n" },
		{ "session sync disable", "done\n" },
		{ "disable-ack", "done\n" },
		{ "version", "exabgp 4.2.21 (Herald …" },
		{ "announce route 198.51.100.0/24 next-hop self", "" },
		{ "@1 announce route 198.51.100.0/24 next-hop self",
		    "@1 done\n" },
		{ "nonsense", "" },
		{ "enable-ack", "done\n" },
		{ "silence-ack", "" },
		{ "session ack enable", "done\n" },
		{ "version 2", "error: superfluous word '2'\nerror\n" },
		{ "announce watchdog", "done\n" },
		{ "neighbor 192.0.2.2 withdraw watchdog dog", "done\n" },
		{ "withdraw watchdog dog dog", "error: superfluous…" },
	};

	(void)state;
	CONVERSE(&program, v);
	asker_expects(&shell, "queue-status", "no queued messages\ndone\n");
	asker_expects(&shell, "queue-status json", "{}\ndone\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(announces_and_withdraws,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(selects_neighbors, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(refuses_selectors, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(answers_whatever_comes,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(
		    a_program_hides_and_is_answered, setup, teardown),
		cmocka_unit_test_setup_teardown(groups, setup, teardown),
		cmocka_unit_test_setup_teardown(reads_words_in_slices,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(reads_a_group_in_slices,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(a_group_is_bounded, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(answers_a_burst_in_order,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(works_in_slices, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(gathers_a_burst, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(clears_tables, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(asks_the_parent, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(converses, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
