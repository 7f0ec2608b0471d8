/* SPDX-License-Identifier: ISC */
/*
 * Words: numbers, AS numbers, messages, printing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/seed.h"
#include "text/lexer.h"

static struct tokens
one(struct token *tok, const char *s)
{
	*tok = (struct token){ .s = s, .line = 3, .col = 7 };
	return (struct tokens){ .v = tok, .n = 1, .end_line = 3,
	    .end_col = 20 };
}

static void
numbers_have_a_range(void **state)
{
	static const char *const wrong[] = { "", "-1", "+1", " 1", "1 ", "0x",
	    "0xg", "1e3", "18446744073709551616", "256" };
	struct text_error e;
	struct tokens t;
	struct token tok;
	uint64_t v = 9;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		t = one(&tok, wrong[i]);
		assert_int_equal(token_u64(&t, "x", 255, &v, &e), -1);
		assert_int_equal(v, 9);
		assert_int_equal(t.at, 0);
		assert_int_equal(e.line, 3);
		assert_int_equal(e.col, 7);
	}
	t = one(&tok, "0xfF");
	assert_int_equal(token_u64(&t, "x", 255, &v, &e), 0);
	assert_int_equal(v, 255);
	assert_int_equal(token_u64(&t, "x", 255, &v, &e), -1);
	assert_int_equal(e.col, 20);
}

static void
as_numbers_are_plain_or_dotted(void **state)
{
	static const char *const wrong[] = { "", "1.", ".1", "1.2.3",
	    "65536.0", "0.65536", "0x10", "4294967296", "1.0x1" };
	uint32_t v = 7;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_int_equal(text_asn(wrong[i], &v), -1);
	assert_int_equal(v, 7);
	assert_int_equal(text_asn("4294967295", &v), 0);
	assert_int_equal(v, UINT32_MAX);
	assert_int_equal(text_asn("1.10", &v), 0);
	assert_int_equal(v, 65546);
}

static void
accept_is_not_for_quoted_words(void **state)
{
	struct token tok;
	struct tokens t = one(&tok, "self");

	(void)state;
	tok.quoted = true;
	assert_false(token_accept(&t, "self"));
	tok.quoted = false;
	assert_false(token_accept(&t, "sel"));
	assert_true(token_accept(&t, "self"));
	assert_null(token_peek(&t));
	assert_null(token_take(&t));
}

static void
messages_hold_no_control_characters(void **state)
{
	struct text_error e;
	struct token tok;
	struct tokens t = one(&tok, "a\033[31m\n");

	(void)state;
	assert_int_equal(text_error_at(&e, &t, "'%s'", tok.s), -1);
	assert_string_equal(e.msg, "'a?[31m?'");
}

/* Whatever the word: printed and read it is the same. */
static void
print_reads_back(void **state)
{
	static const char chars[] = "ab \t;{}\"#,[]\\'(\n\001\177u";
	unsigned i, k, n;
	char word[12];
	struct lexer *l = lexer_new(NULL, 0);
	struct text_error e;
	struct tokens t;
	struct wbuf w;

	(void)state;
	seed_random();
	wbuf_growable(&w, 4096);
	for (i = 0; i < 20000; i++) {
		n = (unsigned)rand() % (sizeof(word) - 1);
		for (k = 0; k < n; k++)
			word[k] = chars[(unsigned)rand() %
			    (sizeof(chars) - 1)];
		word[n] = '\0';
		/* the lexer makes no word with both */
		if (strchr(word, '"') != NULL && strchr(word, '\'') != NULL)
			continue;
		wbuf_reset(&w);
		token_print(&w, word);
		if (lexer_line(l, (char *)w.p, w.len, &t, &e) == -1)
			fail_msg("%.*s: %s", (int)w.len, (char *)w.p, e.msg);
		assert_int_equal(t.n, 1);
		assert_string_equal(t.v[0].s, word);
	}
	wbuf_free(&w);
	lexer_free(l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_have_a_range),
		cmocka_unit_test(as_numbers_are_plain_or_dotted),
		cmocka_unit_test(accept_is_not_for_quoted_words),
		cmocka_unit_test(messages_hold_no_control_characters),
		cmocka_unit_test(print_reads_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
