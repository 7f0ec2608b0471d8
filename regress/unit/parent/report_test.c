/* SPDX-License-Identifier: ISC */
/* Lines are kept in order, and what has no room is counted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "report.h"

static void
keeps_lines(void **state)
{
	struct report r;

	(void)state;
	report_init(&r);
	assert_string_equal(report_text(&r), "");
	report_reset(&r);
	report_line(&r, "f:1:1: one");
	report_line(&r, "f:2:1: two");
	assert_string_equal(report_text(&r), "f:1:1: one\nf:2:1: two");
	report_free(&r);
}

static void
counts_what_is_left_out(void **state)
{
	char line[1024];
	const char *text;
	struct report r;
	unsigned i, kept = 0;

	(void)state;
	memset(line, 'x', sizeof(line) - 1);
	line[sizeof(line) - 1] = '\0';
	report_init(&r);
	for (i = 0; i < 100; i++)
		report_line(&r, line);
	report_line(&r, "a short one at the end");
	text = report_text(&r);
	assert_true(strlen(text) < REPORT_MAX);
	for (i = 0; text[i] != '\0'; i++)
		kept += text[i] == '\n';
	snprintf(line, sizeof(line), "\n%u more lines", 101 - kept);
	assert_string_equal(strrchr(text, '\n'), line);
	report_reset(&r);
	report_line(&r, "anew");
	assert_string_equal(report_text(&r), "anew");
	report_free(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_lines),
		cmocka_unit_test(counts_what_is_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
