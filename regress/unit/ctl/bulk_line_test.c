/* SPDX-License-Identifier: ISC */
/* Comments, blanks and lines that cannot be sent. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "bulk_line.h"

static void
cuts_lines(void **state)
{
	static const struct { const char *in, *out; } rows[] = {
		{ "10.0.0.0/8\n", "10.0.0.0/8" },
		{ "  10.0.0.0/8 med 5 \t\r\n", "10.0.0.0/8 med 5" },
		{ "10.0.0.0/8 # why", "10.0.0.0/8" },
		{ "a reason \"no # here\" # why", "a reason \"no # here\"" },
		{ "a '#' \"\\\"#\"", "a '#' \"\\\"#\"" },
		{ "a#b", "a#b" },
		{ "", NULL }, { "\n", NULL }, { " \t ", NULL },
		{ "# only", NULL }, { "   # only", NULL },
	};
	const char *why;
	size_t i, start, len;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		len = strlen(rows[i].in);
		if (rows[i].out == NULL) {
			assert_int_equal(bulk_line(rows[i].in, &start, &len,
			    &why), BULK_SKIP);
			continue;
		}
		assert_int_equal(bulk_line(rows[i].in, &start, &len, &why),
		    BULK_SEND);
		assert_int_equal(len, strlen(rows[i].out));
		assert_memory_equal(rows[i].in + start, rows[i].out, len);
	}
}

static void
refuses_lines(void **state)
{
	static char longest[70000];
	const char *why;
	size_t start, len;

	(void)state;
	len = 3;
	assert_int_equal(bulk_line("a\0b", &start, &len, &why), BULK_BAD);
	memset(longest, 'a', sizeof(longest));
	len = sizeof(longest);
	assert_int_equal(bulk_line(longest, &start, &len, &why), BULK_BAD);
	assert_int_equal(len, sizeof(longest));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cuts_lines),
		cmocka_unit_test(refuses_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
