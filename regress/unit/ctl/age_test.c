/* SPDX-License-Identifier: ISC */
/* Spans at every border of their forms, and sizes. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "age.h"

static void
prints_spans(void **state)
{
	static const struct { int64_t s; const char *text; } rows[] = {
		{ -1, "Never" }, { 0, "00:00:00" }, { 59, "00:00:59" },
		{ 3661, "01:01:01" }, { 86399, "23:59:59" },
		{ 86400, "1d00h00m" }, { 90000, "1d01h00m" },
		{ 86400 + 7384, "1d02h03m" },
		{ 604799, "6d23h59m" }, { 604800, "01w0d00h" },
		{ 604800 * 2 + 86400 + 10800, "02w1d03h" },
		{ 604800LL * 1000 - 1, "999w6d23h" },
		{ 604800LL * 1000, "1000w" },
	};
	char buf[AGE_TEXT];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(age_print(rows[i].s, buf), rows[i].text);
	assert_int_equal(age_seconds(-1), -1);
	assert_int_equal(age_seconds(1999), 1);
}

static void
prints_sizes(void **state)
{
	static const struct { uint64_t n; const char *text; } rows[] = {
		{ 0, "0B" }, { 448, "448B" }, { 1023, "1023B" },
		{ 1024, "1.0K" }, { 2355, "2.2K" }, { 10240, "10K" },
		{ 402392, "392K" }, { 1 << 20, "1.0M" },
		{ UINT64_MAX, "15E" },
	};
	char buf[AGE_TEXT];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(memory_print(rows[i].n, buf),
		    rows[i].text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(prints_spans),
		cmocka_unit_test(prints_sizes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
