/* SPDX-License-Identifier: ISC */
/* Moments in UTC and in zones on both sides of it. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>
#include <time.h>

#include "stamp.h"

#define MOMENT	INT64_C(1795370400250)	/* 2026-11-22 18:00:00.250 UTC */

static void
in_utc(void **state)
{
	char buf[STAMP_TEXT];

	(void)state;
	assert_string_equal(stamp_utc(MOMENT, buf),
	    "2026-11-22T18:00:00.250Z");
	assert_string_equal(stamp_utc(0, buf), "1970-01-01T00:00:00.000Z");
	assert_string_equal(stamp_utc(INT64_C(253402300799999), buf),
	    "9999-12-31T23:59:59.999Z");
}

static void
in_local_time(void **state)
{
	char buf[STAMP_TEXT];

	(void)state;
	assert_int_equal(setenv("TZ", "EEE-1", 1), 0);
	tzset();
	assert_string_equal(stamp_local(MOMENT, buf),
	    "2026-11-22T19:00:00.250+01:00");
	assert_int_equal(setenv("TZ", "WWW+3:30", 1), 0);
	tzset();
	assert_string_equal(stamp_local(MOMENT, buf),
	    "2026-11-22T14:30:00.250-03:30");
}

static void
knows_what_it_can_print(void **state)
{
	(void)state;
	assert_true(stamp_is_sane(0));
	assert_true(stamp_is_sane(INT64_C(253402300799999)));
	assert_false(stamp_is_sane(-1));
	assert_false(stamp_is_sane(INT64_C(253402300800000)));
	assert_false(stamp_is_sane(INT64_MAX));
	assert_false(stamp_is_sane(INT64_MIN));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_utc),
		cmocka_unit_test(in_local_time),
		cmocka_unit_test(knows_what_it_can_print),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
