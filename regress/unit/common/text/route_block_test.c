/* SPDX-License-Identifier: ISC */
/* Blocks statement by statement, as the configuration gives them. */
#include "route_helper.h"

static struct wbuf w;

static int
setup(void **state)
{
	(void)state;
	wbuf_growable(&w, 1 << 16);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	wbuf_free(&w);
	return 0;
}

/* One block of text, to its '}'; what is wrong first, or what came out. */
static const char *
block(enum family f, const char *text)
{
	struct lexer *l = lexer_new(text, strlen(text));
	struct text_error e = { 0 };
	struct route_block *b;
	struct tokens t;
	unsigned depth = 0;
	int r = 0;

	wbuf_reset(&w);
	assert_int_equal(lexer_next(l, &t, &e), LEXER_OPEN);
	b = route_block_new(&t, f, &e);
	while (r == 0 && b != NULL)
		switch (lexer_next(l, &t, &e)) {
		case LEXER_STATEMENT:
			r = route_block_statement(b, &t, &e);
			break;
		case LEXER_OPEN:
			r = route_block_open(b, &t, &e);
			depth++;
			break;
		case LEXER_CLOSE:
			if (depth == 0) {
				r = route_block_close(b, route_collect, &w,
				    &e);
				r = r == 0 ? 1 : -1;
			} else {
				depth--;
				route_block_end(b);
			}
			break;
		case LEXER_EOF:
		case LEXER_ERROR:
			fail_msg("%s: ends early", text);
		}
	if (b == NULL || r == -1) {
		wbuf_reset(&w);
		wbuf_printf(&w, "!%u:%u %s", e.line, e.col, e.msg);
	}
	wbuf_u8(&w, 0);
	route_block_free(b);
	lexer_free(l);
	return (const char *)w.p;
}

static void
is(enum family f, const char *text, enum family family, const char *want)
{
	const char *got = block(f, text);
	char all[512];

	if (*want == '!')
		snprintf(all, sizeof(all), "%s", want);
	else
		snprintf(all, sizeof(all), "%u %s\n", family, want);
	if (strncmp(got, all, strlen(all)) != 0)
		fail_msg("%s:\nwanted\n%s\ngot\n%s", text, all, got);
}

static void
reads_prefixes(void **state)
{
	(void)state;
	is(FAMILY_NONE, "route 10.0.0.0/8 { next-hop self; med 5; }",
	    FAMILY_IPV4_UNICAST, "10.0.0.0/8 next-hop self med 5");
	is(FAMILY_NONE, "route 10.0.0.0/8 { med 5; }", 0,
	    "!1:7 next-hop is missing");
	is(FAMILY_NONE, "route { med 5; }", 0, "!1:7 a prefix is missing");
	is(FAMILY_NONE, "route 10.0.0.0/8 x { med 5; }", 0,
	    "!1:18 '{' is expected behind the prefix");
	is(FAMILY_NONE, "route 10.0.0.0/8 { match { } }", 0,
	    "!1:20 a route holds no blocks");
}

static void
reads_rules(void **state)
{
	(void)state;
	is(ROUTE_FLOW, "route { match { port 80; protocol tcp; }\n"
	    "then { discard; community 64496:1; } }", FAMILY_IPV4_FLOW,
	    "flow protocol =tcp port =80 community 64496:1 "
	    "extended-community rate-limit:0");
	is(ROUTE_FLOW, "route name-it { rd 65000:1; next-hop 192.0.2.1;\n"
	    "match { port 80; } then { redirect-to-nexthop; } }",
	    FAMILY_IPV4_FLOW_VPN, "flow port =80 rd 65000:1 next-hop "
	    "192.0.2.1 extended-community redirect-to-nexthop name name-it");
	is(ROUTE_FLOW, "route { then { discard; } }", 0,
	    "!1:1 a rule matches something");
	is(ROUTE_FLOW, "route { match {\n discard; } }", 0,
	    "!2:2 match: unknown word 'discard'");
	is(ROUTE_FLOW, "route {\n match x { } }", 0,
	    "!2:8 match: '{' is expected, not 'x'");
	is(ROUTE_FLOW, "route {\n when { } }", 0,
	    "!2:2 unknown block 'when'; legal here: match then scope");
	is(ROUTE_FLOW, "route a b { }", 0,
	    "!1:9 '{' is expected behind the name, not 'b'");
	is(ROUTE_FLOW, "route { match { port 80; } then { "
	    "redirect-to-nexthop; } }", 0,
	    "!1:1 redirect-to-nexthop: next-hop is missing");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_prefixes),
		cmocka_unit_test(reads_rules),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
