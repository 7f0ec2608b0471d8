/* SPDX-License-Identifier: ISC */
/*
 * Warnings about rules of the configuration: one each, where the rule stands.
 */
#include "conf_helper.h"

#include "config/conf_flow.h"
#include "path/flow.h"
#include "text/lexer.h"
#include "text/route.h"

struct gather {
	struct conf_ctx		 c;
	struct conf_def		*d;
	uint32_t		 line;
	struct wbuf		 said;
};

static void
warning(void *arg, uint32_t line, uint32_t col, const char *msg)
{
	struct gather *g = arg;

	wbuf_printf(&g->said, "%u:%u %s\n", line, col, msg);
}

static int
note(void *arg, const struct nlri *n, const struct route_spec *s,
    struct text_error *e)
{
	struct gather *g = arg;

	(void)e;
	conf_flow_note(&g->c, g->d, n, wbuf_view(&s->attrs), g->line, 3);
	return 0;
}

/* Rules line by line of one neighbour, 192.0.2.2, seen from 192.0.2.1. */
static void
warns(const char *const *rules, const char *want)
{
	struct conf_sink sink = { .warning = warning };
	struct gather g = { .line = 0 };
	struct lexer *l = lexer_new(NULL, 0);
	struct text_error e = { 0 };
	struct tokens t;

	sink.arg = &g;
	g.c.sink = &sink;
	wbuf_growable(&g.said, 1 << 16);
	g.d = conf_def_new(&g.c, DEF_NEIGHBOR, 1, 1);
	assert_int_equal(addr_parse("192.0.2.1", &g.d->n.local), 0);
	assert_int_equal(addr_parse("192.0.2.2", &g.d->n.remote), 0);
	g.d->n.remote_plen = 32;
	for (; *rules != NULL; rules++) {
		g.line++;
		if (lexer_line(l, *rules, strlen(*rules), &t, &e) == -1 ||
		    route_parse(&t, ROUTE_CONFIG, ROUTE_FLOW, note, &g,
		    &e) == -1)
			fail_msg("%s: %s", *rules, e.msg);
	}
	conf_flow_check(&g.c);
	wbuf_u8(&g.said, 0);
	assert_string_equal((const char *)g.said.p, want);
	wbuf_free(&g.said);
	conf_def_free(g.d);
	free(g.c.defs);
	lexer_free(l);
}

static void
looks_at_each(void **state)
{
	static const char *const rules[] = {
		"destination 0.0.0.0/0 accept", "port 80 discard",
		"protocol icmp port 80 discard", NULL };

	(void)state;
	warns(rules, "1:3 flow: it matches every IPv4 packet\n"
	    "3:3 flow: port: packets of the protocols that the rule matches "
	    "have none\n"
	    "2:3 flow: the rule of line 1 comes first (RFC 8955 5.1) and "
	    "takes every packet that this one matches\n");
}

static void
looks_at_pairs(void **state)
{
	static const char *const rules[] = {
		"protocol udp port 53 discard",
		"protocol [ tcp udp ] port 53 rate-limit 9600",
		"protocol [ tcp udp ] port 80 action terminal rate-limit 9600",
		"protocol udp port 80 discard",
		"next-header udp port 53 discard",
		"rd 65000:1 protocol udp port 53 discard",
		NULL };

	(void)state;
	warns(rules, "1:3 flow: the rule of line 2 comes first (RFC 8955 "
	    "5.1) and takes every packet that this one matches\n");
}

static void
looks_at_sessions(void **state)
{
	static const char *const rules[] = {
		"destination 192.0.2.2/32 port 179 discard",
		"destination 192.0.2.1/32 protocol tcp mark 10",
		"source 192.0.2.0/24 protocol tcp source-port 179 "
		    "rate-limit 9600",
		"destination 198.51.100.0/24 port 179 discard",
		NULL };

	(void)state;
	warns(rules, "1:3 flow: it would match packets of the session with "
	    "neighbor 192.0.2.2\n"
	    "3:3 flow: it would match packets of the session with "
	    "neighbor 192.0.2.2\n");
}

/* Thousands of rules: there is an end to comparing, and it is said. */
static void
stops_comparing(void **state)
{
	enum { RULES = 2200 };
	static const char *rules[RULES + 1];
	unsigned i;
	char *one;

	(void)state;
	for (i = 0; i < RULES; i++) {
		one = malloc(64);
		snprintf(one, 64, "destination 10.%u.%u.0/24 discard",
		    i / 256, i % 256);
		rules[i] = one;
	}
	warns(rules, "1:3 flow: so many rules are not all compared with each "
	    "other and with the sessions\n");
	for (i = 0; i < RULES; i++)
		free((void *)(uintptr_t)rules[i]);
}

/* Nor are they all kept to be compared; each is still looked at by itself. */
static void
keeps_so_many(void **state)
{
	static const uint8_t udp[] = { 3, 0x81, 17 }, any[] = { 1, 0 };
	struct nlri n = { .family = FAMILY_IPV4_FLOW,
	    .key = rbuf_of(udp, sizeof(udp)) };
	struct conf_sink sink = { .warning = warning };
	struct gather g = { .line = 0 };
	size_t kept;

	(void)state;
	sink.arg = &g;
	g.c.sink = &sink;
	wbuf_growable(&g.said, 1 << 16);
	g.d = conf_def_new(&g.c, DEF_NEIGHBOR, 1, 1);
	do {
		kept = g.d->nrules;
		conf_flow_note(&g.c, g.d, &n, rbuf_of(NULL, 0), ++g.line, 3);
	} while (g.d->nrules > kept && kept < 1000000);
	assert_int_equal(kept, 16384);
	n.key = rbuf_of(any, sizeof(any));
	conf_flow_note(&g.c, g.d, &n, rbuf_of(NULL, 0), 20000, 3);
	assert_int_equal(g.d->nrules, kept);
	wbuf_u8(&g.said, 0);
	assert_string_equal((const char *)g.said.p,
	    "20000:3 flow: it matches every IPv4 packet\n");
	assert_int_equal(g.c.flow_line, 16385);
	wbuf_free(&g.said);
	conf_def_free(g.d);
	free(g.c.defs);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(looks_at_each),
		cmocka_unit_test(looks_at_pairs),
		cmocka_unit_test(looks_at_sessions),
		cmocka_unit_test(stops_comparing),
		cmocka_unit_test(keeps_so_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
