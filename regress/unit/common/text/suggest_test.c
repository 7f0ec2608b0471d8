/* SPDX-License-Identifier: ISC */
/*
 * Did you mean: near words are named, far ones are not.
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

#include "text/suggest.h"

static void
suggest(const char *word, const char *want)
{
	static const char *const words[] = { "next-hop", "med", "community",
	    "hold-time", NULL };
	const struct token tok = { .s = word, .line = 1, .col = 2 };
	struct text_error e;
	struct suggest s;
	size_t i;

	suggest_init(&s, word);
	for (i = 0; words[i] != NULL; i++)
		suggest_add(&s, words[i]);
	assert_int_equal(suggest_error(&s, &e, &tok, "word"), -1);
	assert_non_null(strstr(e.msg, "next-hop med community hold-time"));
	if (want == NULL)
		assert_null(strstr(e.msg, "did you mean"));
	else
		assert_non_null(strstr(e.msg, want));
}

static void
names_what_was_meant(void **state)
{
	(void)state;
	suggest("comunity", "mean 'community'");
	suggest("ehold-tim", "mean 'hold-time'");
	suggest("mde", "mean 'med'");
	suggest("nexthop", "mean 'next-hop'");
	suggest("origin", NULL);
	suggest("x", NULL);
	suggest("", NULL);
	suggest("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	    NULL);
}

static void
a_long_list_ends_with_a_whole_word(void **state)
{
	const struct token tok = { .s = "x" };
	struct text_error e;
	struct suggest s;
	int i;

	(void)state;
	suggest_init(&s, "x");
	for (i = 0; i < 1000; i++)
		suggest_add(&s, "abcdefg");
	suggest_error(&s, &e, &tok, "word");
	assert_string_equal(e.msg + strlen(e.msg) - 8, " abcdefg");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_what_was_meant),
		cmocka_unit_test(a_long_list_ends_with_a_whole_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
