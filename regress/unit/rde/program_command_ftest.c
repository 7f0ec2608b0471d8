/* SPDX-License-Identifier: ISC */
/*
 * Lines of the API and their answers, from programs and from control clients:
 * every command, selectors, tags, groups, and what is refused.
 */
#include "rde/command_world.h"

static struct world world;
static struct asker shell, program;

static int
setup(void **state)
{
	const struct command_who who = { .source = CTL_SRC_BGPCTL,
	    .role = ROLE_ALL, .shape = 4, .client = 7, .owner = "root" };
	const struct command_who prog = { .source = CTL_SRC_PROGRAM,
	    .role = ROLE_ALL, .shape = 4, .program = 3, .owner = "watch" };
	const uint16_t ids[] = { 2, 3 };

	(void)state;
	command_world_init(&world);
	command_peer(&world.rde, 2, "two");
	command_peer(&world.rde, 3, "three");
	command_peer(&world.rde, 4, "four");
	asker_init(&shell, &world.rde, &who);
	asker_init(&program, &world.rde, &prog);
	program.peers = idset_of(world.rde.idsets, ids, 2);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	asker_free(&shell);
	asker_free(&program);
	idset_unref(world.rde.idsets, program.peers);
	command_world_free(&world);
	return 0;
}

struct exchange {
	const char	*line;
	const char	*answer;
};

static void
converse(struct asker *a, const struct exchange *v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		asker_expects(a, v[i].line, v[i].answer);
}

#define CONVERSE(a, v)	converse(a, v, sizeof(v) / sizeof((v)[0]))

/* Who is to get a prefix: bits by id. */
static unsigned
who_gets(const char *prefix)
{
	struct rib_out_item v[64];
	const struct peer *p;
	struct prefix pfx;
	unsigned ids = 0;
	size_t i, n;

	assert_int_equal(prefix_parse(prefix, &pfx, NULL), PREFIX_OK);
	for (p = peers_next(world.rde.peers, 0); p != NULL;
	    p = peers_next(world.rde.peers, p->id + 1U)) {
		n = update_out_show(world.rde.out,
		    peers_get(world.rde.peers, p->id), FAMILY_IPV4_UNICAST,
		    NULL, &pfx, v, 64);
		for (i = 0; i < n; i++)
			if (v[i].nlri.prefix.len == pfx.len)
				ids |= 1U << p->id;
	}
	return ids;
}

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
		    "error: ipv4 mpls-vpn: this family is not supported "
		    "yet\nerror\n" },
		{ "announce ipv4 nonsense 198.51.103.0/24",
		    "error: ipv4 nonsense: no such family\nerror\n" },
		{ "announce ipv4", "error: a family is missing…" },
		{ "announce flow route { match { } }",
		    "error: announce flow: these families are not supported "
		    "yet\nerror\n" },
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
		{ "announce", "error: unknown command…" },
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

static void
a_role_may_what_it_may(void **state)
{
	const struct command_who who = { .source = CTL_SRC_BGPCTL,
	    .role = ROLE_READ, .shape = 4, .owner = "reader" };
	struct asker a;

	(void)state;
	asker_init(&a, &world.rde, &who);
	asker_expects(&a, "announce route 198.51.100.0/24 next-hop self",
	    "error: permission denied\nerror\n");
	assert_int_equal(who_gets("198.51.100.0/24"), 0);
	asker_free(&a);
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
		cmocka_unit_test_setup_teardown(works_in_slices, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(a_role_may_what_it_may,
		    setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
