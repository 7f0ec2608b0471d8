/* SPDX-License-Identifier: ISC */
/*
 * What must hold for every table: it ends, names what it must, leads
 * somewhere, and no keyword stands there twice.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>
#include <strings.h>

#include "grammar.h"

static void
check_row(const struct word *table, const struct word *w)
{
	const struct word *o;

	switch (w->kind) {
	case WORD_KEY:
	case WORD_WHOLE:
		for (o = table; o != w; o++)
			assert_false((o->kind == WORD_KEY ||
			    o->kind == WORD_WHOLE) &&
			    strcasecmp(o->name, w->name) == 0);
		assert_non_null(w->help);
		break;
	case WORD_ARG:
		assert_non_null(w->take);
		/* FALLTHROUGH */
	case WORD_REST:
		assert_int_equal(w->name[0], '<');
		assert_non_null(w->help);
		break;
	case WORD_END:
	case WORD_STOP:
		return;
	case WORD_ALSO:
		break;
	}
	if (w->next != TABLE_FILTERS)
		assert_in_range(w->next, TABLE_NONE + 1, TABLE_MAX - 1);
}

static void
tables_are_whole(void **state)
{
	const struct word *table, *w;
	bool reached[TABLE_MAX] = { false };
	int t;

	(void)state;
	for (t = TABLE_NONE; t < TABLE_MAX; t++) {
		table = grammar_table((enum word_table)t);
		assert_non_null(table);
		for (w = table; w->kind != WORD_STOP; w++) {
			check_row(table, w);
			reached[w->next] = true;
		}
		assert_ptr_not_equal(w, table);
	}
	for (t = TABLE_MAIN + 1; t < TABLE_MAX; t++)
		assert_true(reached[t]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_are_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
