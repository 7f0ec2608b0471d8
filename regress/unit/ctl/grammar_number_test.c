/* SPDX-License-Identifier: ISC */
/* The tables of a family by number; command_test.c parses commands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "command.h"
#include "grammar_number.h"

/* What takes a number under this table's only word. */
static const char *
take(struct command *c, enum word_table t, const char *s)
{
	const struct word *w = grammar_number_table(t);

	assert_non_null(w);
	assert_int_equal(w->kind, WORD_ARG);
	assert_int_equal(w[1].kind, WORD_STOP);
	return w->take(c, w, s);
}

static void
each_leads_to_the_next(void **state)
{
	static const enum word_table chains[][4] = {
		{ TABLE_RIB_AFI, TABLE_RIB_AFI_SAFI, TABLE_RIB_NUMBER,
		    TABLE_RIB },
		{ TABLE_SHOW_MRT_AFI, TABLE_SHOW_MRT_AFI_SAFI,
		    TABLE_SHOW_MRT_NUMBER, TABLE_SHOW_MRT },
		{ TABLE_NETWORK_AFI, TABLE_NETWORK_AFI_SAFI,
		    TABLE_NETWORK_NUMBER, TABLE_DONE },
	};
	unsigned i, k;

	(void)state;
	for (i = 0; i < sizeof(chains) / sizeof(chains[0]); i++)
		for (k = 0; k < 3; k++)
			assert_int_equal(grammar_number_table(
			    chains[i][k])->next, chains[i][k + 1]);
	assert_null(grammar_number_table(TABLE_MAIN));
}

static void
numbers_are_checked(void **state)
{
	struct command c;

	(void)state;
	command_init(&c);
	assert_null(take(&c, TABLE_RIB_AFI, "16397"));
	assert_int_equal(c.filter.flags, 0);
	assert_null(take(&c, TABLE_RIB_NUMBER, "99"));
	assert_int_equal(c.filter.flags, CTL_RIB_FAMILY);
	assert_int_equal(c.filter.afi, 16397);
	assert_int_equal(c.filter.safi, 99);
	assert_string_equal(take(&c, TABLE_RIB_AFI, "0"), "0 is reserved");
	assert_non_null(take(&c, TABLE_RIB_AFI, "65536"));
	assert_non_null(take(&c, TABLE_RIB_NUMBER, "256"));
	assert_non_null(take(&c, TABLE_RIB_NUMBER, "x"));
	assert_int_equal(c.filter.safi, 99);
	command_free(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_leads_to_the_next),
		cmocka_unit_test(numbers_are_checked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
