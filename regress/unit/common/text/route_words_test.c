/* SPDX-License-Identifier: ISC */
/*
 * The words of a route: each one, its bounds, and that none stays behind.
 */
#include "route_helper.h"
#include "text/route_words.h"

static struct route_words p;

static int
read_line(const char *line, struct text_error *e)
{
	struct lexer *l = lexer_new(NULL, 0);
	struct tokens t;
	int r = 0;

	assert_int_equal(lexer_line(l, line, strlen(line), &t, e), 0);
	route_words_reset(&p);
	while (r == 0 && token_peek(&t) != NULL)
		r = route_words_one(&p, &t, e);
	if (r == 0)
		r = route_words_finish(&p, &t, e);
	lexer_free(l);
	return r;
}

static void
every_word(void **state)
{
	struct text_error e;

	(void)state;
	route_words_init(&p, ROUTE_CONFIG);
	assert_int_equal(read_line("next-hop 192.0.2.1 name n watchdog w "
	    "withdraw split /24 path-information 0.0.1.0 as-path [ 1 ]", &e),
	    0);
	assert_int_equal(p.s.nexthop_kind, NEXTHOP_ADDR);
	assert_int_equal(addr_v4_host(&p.s.nexthop.global), 0xc0000201);
	assert_string_equal(p.s.name, "n");
	assert_string_equal(p.s.watchdog, "w");
	assert_true(p.s.withdrawn);
	assert_int_equal(p.s.split, 24);
	assert_true(p.s.has_path_id);
	assert_int_equal(p.s.path_id, 256);
	assert_true(p.s.sticky_as_path);
	/* nothing of it is left */
	assert_int_equal(read_line("next-hop self", &e), 0);
	assert_string_equal(p.s.name, "");
	assert_false(p.s.has_path_id);
	assert_false(p.s.sticky_as_path);
	assert_int_equal(p.s.attrs.len, 0);
	route_words_free(&p);
}

/* Of families by number, and of no length that an address has. */
static void
octets_as_next_hop(void **state)
{
	static const struct {
		const char	*line, *why;
	} wrong[] = {
		{ "next-hop 0x", "next-hop: '0x' is not 0x and the digits of "
		    "1 to 255 octets" },
		{ "next-hop 0x123", "is not 0x and the digits" },
		{ "next-hop 0xc0000201", "next-hop: 4 octets are an address: "
		    "write 192.0.2.1" },
		{ "next-hop 0x20010db8000000000000000000000001",
		    "16 octets are an address: write 2001:db8::1" },
	};
	struct text_error e;
	size_t i;

	(void)state;
	route_words_init(&p, ROUTE_ANNOUNCE);
	assert_int_equal(read_line("next-hop 0x00fF01 next-hop 0xAAAAAAAA0b",
	    &e), 0);
	assert_int_equal(p.s.nexthop_kind, NEXTHOP_ADDR);
	assert_int_equal(p.s.nexthop.global.af, ADDR_NONE);
	assert_int_equal(p.s.nexthop.octets.left, 3);
	assert_memory_equal(p.s.nexthop.octets.p, "\0\xff\1", 3);
	assert_int_equal(read_line("next-hop self next-hop 0x01", &e), 0);
	assert_int_equal(p.s.nexthop_kind, NEXTHOP_SELF);
	assert_int_equal(p.s.nexthop.octets.left, 0);
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		assert_int_equal(read_line(wrong[i].line, &e), -1);
		assert_non_null(strstr(e.msg, wrong[i].why));
		assert_int_equal(e.col, 10);
	}
	route_words_free(&p);
}

static void
bounds(void **state)
{
	struct text_error e;
	char line[700];

	(void)state;
	route_words_init(&p, ROUTE_NETWORK);
	snprintf(line, sizeof(line), "reason %0255d", 0);
	assert_int_equal(read_line(line, &e), 0);
	snprintf(line, sizeof(line), "reason %0256d", 0);
	assert_int_equal(read_line(line, &e), -1);
	snprintf(line, sizeof(line), "name %064d", 0);
	assert_int_equal(read_line(line, &e), -1);
	snprintf(line, sizeof(line), "neighbor %0512d", 0);
	assert_int_equal(read_line(line, &e), -1);
	assert_int_equal(read_line("prepend-self 128", &e), 0);
	assert_int_equal(p.s.prepend_self, 128);
	assert_int_equal(read_line("prepend-self 129", &e), -1);
	assert_int_equal(read_line("path-information 4294967296", &e), -1);
	route_words_free(&p);
}

static void
what_is_utf8(void **state)
{
	static const char *const wrong[] = { "\300\200", "\355\240\200",
	    "\364\220\200\200", "\200", "\303", "\342\202",
	    "\360\200\200\200" };
	struct text_error e;
	char line[64];
	size_t i;

	(void)state;
	route_words_init(&p, ROUTE_NETWORK);
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		snprintf(line, sizeof(line), "reason a%s", wrong[i]);
		assert_int_equal(read_line(line, &e), -1);
	}
	assert_int_equal(read_line("reason \303\251\342\202\254\360\237\230"
	    "\200", &e), 0);
	route_words_free(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_word),
		cmocka_unit_test(octets_as_next_hop),
		cmocka_unit_test(bounds),
		cmocka_unit_test(what_is_utf8),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
