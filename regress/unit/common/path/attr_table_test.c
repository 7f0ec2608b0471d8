/* SPDX-License-Identifier: ISC */
/* Rows and names of the attribute table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"
#include "path/attr_row.h"

static void
names(void **state)
{
	(void)state;
	assert_string_equal(attr_name(ATTR_AS_PATH), "AS_PATH");
	assert_string_equal(attr_name(ATTR_ATTR_SET), "ATTR_SET");
	assert_null(attr_name(0));
	assert_null(attr_name(99));
	assert_null(attr_row_get(99));
	assert_true(attr_row_get(ATTR_MP_REACH)->of_update);
	assert_true(attr_row_get(ATTR_MP_REACH)->opaque);
}

static void
rows_hold_together(void **state)
{
	const struct attr_row *row;
	unsigned type;

	(void)state;
	for (type = 0; type < 256; type++) {
		row = attr_row_get((uint8_t)type);
		if (row == NULL)
			continue;
		if (row->opaque) {
			assert_null(row->check);
			continue;
		}
		assert_true((row->flags & ~0xc0) == 0 && row->flags != 0);
		assert_true(row->malformed == OUTCOME_ATTR_DISCARD ||
		    row->malformed == OUTCOME_TREAT_AS_WITHDRAW);
		assert_true(row->bad_flags == OUTCOME_ATTR_DISCARD ||
		    row->bad_flags == OUTCOME_TREAT_AS_WITHDRAW);
		assert_true((row->differs == NULL) == (row->rewrite == NULL));
		assert_true((row->words[0] == NULL) == (row->parse == NULL));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),
		cmocka_unit_test(rows_hold_together),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
