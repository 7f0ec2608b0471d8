/* SPDX-License-Identifier: ISC */
/* Interned strings: one number each, gone with the last reference. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "names.h"

static void
interned(void **state)
{
	enum { MANY = 500 };
	struct names *n = names_new();
	uint32_t a, x[MANY];
	size_t empty = names_bytes(n);
	char s[16];
	unsigned i;

	(void)state;
	assert_int_equal(names_intern(n, NULL), 0);
	assert_int_equal(names_intern(n, ""), 0);
	assert_string_equal(names_get(n, 0), "");
	a = names_intern(n, "root");
	assert_int_equal(names_intern(n, "root"), a);
	assert_string_equal(names_get(n, a), "root");
	names_unref(n, a);
	assert_int_equal(names_find(n, "root"), a);
	names_unref(n, a);
	assert_int_equal(names_find(n, "root"), 0);
	for (i = 0; i < MANY; i++) {
		snprintf(s, sizeof(s), "name%u", i);
		x[i] = names_intern(n, s);
	}
	assert_true(names_bytes(n) > empty);
	for (i = 0; i < MANY; i++) {
		snprintf(s, sizeof(s), "name%u", i);
		assert_string_equal(names_get(n, x[i]), s);
		assert_int_equal(names_find(n, s), x[i]);
		names_unref(n, x[i]);
		assert_int_equal(names_find(n, s), 0);
	}
	names_free(n);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(interned),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
