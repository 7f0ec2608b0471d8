/* SPDX-License-Identifier: ISC */
/* Who has a row: the families whose NLRI are no IP prefixes, all of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "path/nlri_row.h"

static void
others_take_a_field_each(void **state)
{
	unsigned f;

	(void)state;
	for (f = 0; f < FAMILY_MAX; f++) {
		assert_int_equal(nlri_row((enum family)f) == &nlri_opaque,
		    f >= FAMILY_OTHER_FIRST);
		assert_int_equal(nlri_fills_field((enum family)f),
		    f >= FAMILY_OTHER_FIRST);
	}
}

static void
rows_are_of_keyed_families(void **state)
{
	const struct family_info *info;
	const struct nlri_row *r;
	unsigned f;

	(void)state;
	for (f = 0; f < FAMILY_MAX; f++) {
		info = family_info((enum family)f);
		r = nlri_row((enum family)f);
		assert_int_equal(r != NULL, info->keyed);
		if (r != NULL)
			assert_true(r->read != NULL && r->write != NULL &&
			    r->write_size != NULL && r->print != NULL &&
			    r->json != NULL && r->line != NULL &&
			    r->begin != NULL && r->one != NULL &&
			    r->finish != NULL);
	}
	assert_null(nlri_row(FAMILY_NONE));
	assert_null(nlri_row(FAMILY_MAX));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_of_keyed_families),
		cmocka_unit_test(others_take_a_field_each),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
