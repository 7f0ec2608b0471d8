/* SPDX-License-Identifier: ISC */
/* Octets in hexadecimal, and lists with and without brackets and commas. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"
#include "path/attr_text.h"

static void
hexadecimal(void **state)
{
	uint8_t p[2] = { 7, 7 };

	(void)state;
	assert_int_equal(attr_hex("0xfA01", p, 2), 0);
	assert_int_equal(p[0], 0xfa);
	assert_int_equal(p[1], 1);
	assert_int_equal(attr_hex("0xfa0", p, 2), -1);
	assert_int_equal(attr_hex("0xfa0102", p, 2), -1);
	assert_int_equal(attr_hex("fa01", p, 2), -1);
	assert_int_equal(attr_hex("0xfg01", p, 2), -1);
	assert_int_equal(attr_hex("0x", p, 0), 0);
}

static int
count(struct tokens *t, void *arg, struct text_error *e)
{
	const struct token *tok = token_take(t);

	if (strcmp(tok->s, "bad") == 0)
		return text_error_token(e, tok, "bad");
	++*(unsigned *)arg;
	return 0;
}

static int
items(const char *s, unsigned *n, size_t *at)
{
	struct words *w = malloc(sizeof(*w));
	struct text_error e;
	int r;

	*n = 0;
	words_of(s, w);
	r = attr_list_parse(&w->t, "what", count, n, &e);
	*at = w->t.at;
	free(w);
	return r;
}

static void
lists(void **state)
{
	unsigned n;
	size_t at;

	(void)state;
	assert_int_equal(items("a b", &n, &at), 0);
	assert_int_equal(n, 1);
	assert_int_equal(at, 1);
	assert_int_equal(items("[ a, b c ] d", &n, &at), 0);
	assert_int_equal(n, 3);
	assert_int_equal(at, 6);
	assert_int_equal(items("[ ]", &n, &at), 0);
	assert_int_equal(n, 0);
	assert_int_equal(items("", &n, &at), -1);
	assert_int_equal(items("[ a", &n, &at), -1);
	assert_int_equal(items("[ a bad ]", &n, &at), -1);
}

static void
octets_and_addresses(void **state)
{
	struct words *w = malloc(sizeof(*w));
	struct text_error e;
	uint8_t out[4];
	struct wbuf b;
	struct addr a;

	(void)state;
	words_of("0x0102 0x 0x012 12 0x0102030405 192.0.2.1 ::1 ::1%1 x", w);
	wbuf_fixed(&b, out, sizeof(out));
	assert_int_equal(attr_octets(&w->v[0], &b), 0);
	assert_int_equal(attr_octets(&w->v[1], &b), 0);
	assert_int_equal(attr_octets(&w->v[2], &b), -1);
	assert_int_equal(attr_octets(&w->v[3], &b), -1);
	assert_int_equal(b.len, 2);
	assert_int_equal(attr_octets(&w->v[4], &b), 0);
	assert_true(b.failed);
	w->t.at = 5;
	assert_int_equal(attr_addr_parse(&w->t, "w", ADDR_V6, &a, &e), -1);
	assert_string_equal(e.msg, "w: \"192.0.2.1\" is not an IPv6 "
	    "address");
	assert_int_equal(attr_addr_parse(&w->t, "w", ADDR_NONE, &a, &e), 0);
	assert_int_equal(attr_addr_parse(&w->t, "w", ADDR_V4, &a, &e), -1);
	assert_int_equal(attr_addr_parse(&w->t, "w", ADDR_V6, &a, &e), 0);
	assert_int_equal(attr_addr_parse(&w->t, "w", ADDR_V6, &a, &e), -1);
	assert_int_equal(w->t.at, 7);
	w->t.at = 8;
	assert_int_equal(attr_expect(&w->t, "w", "y", &e), -1);
	assert_string_equal(e.msg, "w: 'y' is missing here");
	assert_int_equal(attr_expect(&w->t, "w", "x", &e), 0);
	assert_int_equal(attr_addr_parse(&w->t, "w", ADDR_NONE, &a, &e), -1);
	assert_string_equal(e.msg, "w: an address is missing");
	free(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hexadecimal),
		cmocka_unit_test(lists),
		cmocka_unit_test(octets_and_addresses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
