/* SPDX-License-Identifier: ISC */
/* Each kind leads to its value, and that to other filters. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "argument.h"
#include "grammar_flow.h"

static void
names_each_kind(void **state)
{
	static const struct {
		const char	*name;
		uint8_t		 sub;
	} rows[] = {
		{ "flow-rate", 6 }, { "flow-pps", 12 }, { "flow-action", 7 },
		{ "flow-rt-redir", 8 }, { "flow-dscp", 9 },
	};
	const struct word *w = grammar_flow_table(TABLE_EXT_FLOW);
	const struct word *value = grammar_flow_table(TABLE_EXT_FLOW_VALUE);
	struct command c = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++, w++) {
		assert_string_equal(w->name, rows[i].name);
		assert_int_equal(w->next, TABLE_EXT_FLOW_VALUE);
		c.filter.flags = 0;
		assert_null(w->take(&c, w, w->name));
		assert_null(value->take(&c, value, "64496:1"));
		assert_int_equal(c.filter.flags, CTL_RIB_EXT);
		assert_int_equal(c.filter.ext[0], 0x80);
		assert_int_equal(c.filter.ext[1], rows[i].sub);
		assert_non_null(value->take(&c, value, "64496:2"));
		c.filter.flags = 0;
		assert_non_null(value->take(&c, value, "x"));
	}
	assert_int_equal(w->kind, WORD_STOP);
	assert_int_equal(value->next, TABLE_FILTERS);
	assert_null(grammar_flow_table(TABLE_RIB));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_each_kind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
