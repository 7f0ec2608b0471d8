/* SPDX-License-Identifier: ISC */
/*
 * The lexer: ExaBGP's rules one by one, positions, growth.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "text/lexer.h"

/* Items as letters: S statement, { open, } close, ! error; words by |. */
static void
lex(const char *text, size_t len, char *out, size_t size)
{
	struct lexer *l = lexer_new(text, len);
	enum lexer_item item;
	struct text_error e;
	struct tokens t;
	size_t i, n = 0;

	*out = '\0';
	while ((item = lexer_next(l, &t, &e)) != LEXER_EOF) {
		if (item == LEXER_ERROR) {
			n += (size_t)snprintf(out + n, size - n, "!%u:%u ",
			    e.line, e.col);
			continue;
		}
		for (i = 0; item != LEXER_CLOSE && i < t.n; i++)
			n += (size_t)snprintf(out + n, size - n, "%s|",
			    t.v[i].s);
		n += (size_t)snprintf(out + n, size - n, "%c ",
		    item == LEXER_STATEMENT ? 'S' : item == LEXER_OPEN ?
		    '{' : '}');
		assert_true(n < size);
	}
	lexer_free(l);
}

static void
reads_as_exabgp_does(void **state)
{
	static const struct {
		const char *text, *want;
	} v[] = {
		{ "", "" },
		{ "\n \t\n# all; comment {\n", "" },
		{ "a b;c;", "a|b|S c|S " },
		{ "n 1.2.3.4 { l 1; p 2; }", "n|1.2.3.4|{ l|1|S p|2|S } " },
		{ "a{b;}", "a|{ b|S } " },
		{ "a \\\n b;", "a|b|S " },
		{ "a \\  \n b;", "a|b|S " },
		{ "a # x \\\n b;\nc;", "!1:1 c|S " },
		{ "a b\nc;", "!1:1 c|S " },
		{ "a b", "!1:1 " },
		{ "x#y;\nc;", "!1:1 c|S " },
		{ "a [b,c](d);", "a|[|b|,|c|]|(d)|S " },
		{ "a \"b;{}#[], c\" 'd\"e' \"it's\";",
		    "a|b;{}#[], c|d\"e|it's|S " },
		{ "a \"\";", "a||S " },
		{ "ab\"c d\"ef;", "abc d|ef|S " },
		{ "a \"b\nc;", "!1:3 c|S " },
		{ ";", "!1:1 " },
		{ "a;;b;", "a|S !1:3 b|S " },
		{ "a }b;", "!1:1 } b|S " },
		{ "a\\;b\\\\d;", "a|S b\\d|S " },
		{ "a \\u0041\\u00e9;", "a|A\303\251|S " },
		/* An escaped newline ends no line, as \n does not. */
		{ "a \"b\\u000ac\" \\u000ad;\n;",
		    "a|b\nc|d|S !2:1 " },
		{ "a \\u12;b;", "!1:3 b|S " },
		{ "a \\u0000 {b;}", "!1:3 a||{ b|S } " },
		{ "a \\\"b c\\\";", "a|b c|S " },
		{ "a \001b;c;", "!1:3 c|S " },
		{ "\r\na;\r\n", "a|S " },
		{ "{", "{ " },
	};
	char out[256];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		lex(v[i].text, strlen(v[i].text), out, sizeof(out));
		if (strcmp(out, v[i].want) != 0)
			fail_msg("%s: wanted %s, got %s", v[i].text,
			    v[i].want, out);
	}
}

static void
knows_where_a_word_stands(void **state)
{
	static const char text[] = "\n  abc \\\n\t\"d e\" ;";
	struct lexer *l = lexer_new(text, strlen(text));
	struct text_error e;
	struct tokens t;

	(void)state;
	assert_int_equal(lexer_next(l, &t, &e), LEXER_STATEMENT);
	assert_int_equal(t.n, 2);
	assert_int_equal(t.v[0].line, 2);
	assert_int_equal(t.v[0].col, 3);
	assert_false(t.v[0].quoted);
	assert_int_equal(t.v[1].line, 3);
	assert_int_equal(t.v[1].col, 2);
	assert_true(t.v[1].quoted);
	assert_int_equal(t.end_line, 3);
	assert_int_equal(t.end_col, 8);
	lexer_free(l);
}

/* Words stay where they are told to be while the arena grows. */
static void
long_statements(void **state)
{
	const size_t n = 200000;
	char *text = malloc(n * 4 + 2);
	struct text_error e;
	struct tokens t;
	struct lexer *l;
	size_t i;

	(void)state;
	for (i = 0; i < n; i++)
		memcpy(text + i * 4, i % 2 == 0 ? "abc " : "de, ", 4);
	text[n * 4] = ';';
	l = lexer_new(text, n * 4 + 1);
	assert_int_equal(lexer_next(l, &t, &e), LEXER_STATEMENT);
	assert_int_equal(t.n, n + n / 2);
	for (i = 0; i < t.n; i++)
		assert_string_equal(t.v[i].s, i % 3 == 0 ? "abc" :
		    i % 3 == 1 ? "de" : ",");
	assert_int_equal(lexer_next(l, &t, &e), LEXER_EOF);
	lexer_free(l);
	free(text);
}

static void
one_line(void **state)
{
	struct lexer *l = lexer_new(NULL, 0);
	static const char text[] = "route 1.2.3.0/24{med 5;}(a:b) 'x y' ;";
	static const char *const want[] = { "route", "1.2.3.0/24", "{",
	    "med", "5", ";", "}", "(", "a:b", ")", "x y" };
	struct text_error e;
	struct tokens t;
	size_t i;

	(void)state;
	assert_int_equal(lexer_line(l, text, strlen(text), &t, &e), 0);
	assert_int_equal(t.n, 11);
	for (i = 0; i < t.n; i++)
		assert_string_equal(t.v[i].s, want[i]);
	/* The same a word at a time. */
	lexer_line_begin(l, text, strlen(text));
	for (i = 0; lexer_line_some(l, 1, &t, &e) == 1; i++)
		assert_true(i < strlen(text));
	assert_in_range(i, 8, strlen(text));
	assert_int_equal(t.n, 11);
	for (i = 0; i < t.n; i++)
		assert_string_equal(t.v[i].s, want[i]);
	assert_int_equal(lexer_line(l, "a \"b", 4, &t, &e), -1);
	assert_int_equal(lexer_line(l, "", 0, &t, &e), 0);
	assert_int_equal(t.n, 0);
	lexer_free(l);
}

/* A part is no longer when all of the line is one word in quotes. */
static void
long_quoted_word(void **state)
{
	enum { LEN = 100000, PART = 1000 };
	struct lexer *l = lexer_new(NULL, 0);
	char *text = malloc(LEN);
	struct text_error e;
	struct tokens t;
	unsigned parts = 0;

	(void)state;
	memset(text, 'a', LEN);
	text[0] = text[LEN - 1] = '"';
	text[LEN / 2] = ';';
	lexer_line_begin(l, text, LEN);
	while (lexer_line_some(l, PART, &t, &e) == 1)
		parts++;
	assert_int_equal(parts, LEN / PART - 1);
	assert_int_equal(t.n, 1);
	assert_int_equal(strlen(t.v[0].s), LEN - 2);
	assert_true(t.v[0].quoted);
	text[LEN - 1] = 'a';
	lexer_line_begin(l, text, LEN);
	while ((parts = (unsigned)lexer_line_some(l, PART, &t, &e)) == 1)
		;
	assert_int_equal(parts, (unsigned)-1);
	assert_int_equal(e.col, 1);
	/* Its room is given back. */
	assert_int_equal(lexer_line(l, "a 'b c'", 7, &t, &e), 0);
	assert_int_equal(t.n, 2);
	assert_string_equal(t.v[1].s, "b c");
	free(text);
	lexer_free(l);
}

/* Twice the text, about twice the time; a square would be four times. */
static void
is_linear(void **state)
{
	const size_t n = 4 << 20;
	char *text = malloc(n), out[8];
	struct timespec a, b, c;
	double first, second;

	(void)state;
	memset(text, 'a', n);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
	lex(text, n / 2, out, sizeof(out));
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
	lex(text, n, out, sizeof(out));
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &c);
	first = (double)(b.tv_sec - a.tv_sec) + 1e-9 *
	    (double)(b.tv_nsec - a.tv_nsec);
	second = (double)(c.tv_sec - b.tv_sec) + 1e-9 *
	    (double)(c.tv_nsec - b.tv_nsec);
	assert_true(second < first * 10 + 0.05);
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_as_exabgp_does),
		cmocka_unit_test(knows_where_a_word_stands),
		cmocka_unit_test(long_statements),
		cmocka_unit_test(one_line),
		cmocka_unit_test(long_quoted_word),
		cmocka_unit_test(is_linear),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
