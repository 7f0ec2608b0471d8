/* SPDX-License-Identifier: ISC */
/*
 * Durations and points in time, and that they read back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/seed.h"
#include "text/duration.h"

static void
durations(void **state)
{
	static const char *const wrong[] = { "", "5", "s", "5x", "-5s",
	    "1s1h", "1h1h", "5s ", "99999999999999999999s", "200000d",
	    "1.5h", "5S" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		if (duration_parse(wrong[i]) != -1)
			fail_msg("'%s' is taken", wrong[i]);
	assert_int_equal(duration_parse("90s"), 90000);
	assert_int_equal(duration_parse("1h30m"), 5400000);
	assert_int_equal(duration_parse("2d"), 172800000);
	assert_int_equal(duration_parse("1w1ms"), 604800001);
}

static void
printing_reads_back(void **state)
{
	unsigned i;
	struct wbuf w;
	int64_t ms;

	(void)state;
	seed_random();
	wbuf_growable(&w, 256);
	for (i = 0; i < 10000; i++) {
		ms = ((int64_t)rand() << (unsigned)rand() % 10) + 1;
		wbuf_reset(&w);
		duration_print(&w, ms);
		wbuf_u8(&w, 0);
		assert_int_equal(duration_parse((char *)w.p), ms);
		ms /= 1000;
		wbuf_reset(&w);
		until_print(&w, ms + 1);
		wbuf_u8(&w, 0);
		assert_int_equal(until_parse((char *)w.p, 0), ms + 1);
	}
	wbuf_free(&w);
}

static void
points_in_time(void **state)
{
	static const char *const wrong[] = { "", "25:00", "12:60", "1:00",
	    "2031-02-30T00:00:00Z", "2031-13-01T00:00:00Z",
	    "2031-01-01T00:00:00", "2031-01-01", "2031-01-01T24:00:00Z",
	    "2031-01-01T00:00:00+1:00", "2031-01-01T00:00:00.Z" };
	size_t i;

	(void)state;
	setenv("TZ", "UTC", 1);
	tzset();
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		if (until_parse(wrong[i], 1000) != -1)
			fail_msg("'%s' is taken", wrong[i]);
	assert_int_equal(until_parse("2001-09-09T01:46:40Z", 0), 1000000000);
	assert_int_equal(until_parse("2001-09-09T03:46:40.5+02:00", 0),
	    1000000000);
	/* 1970-01-02 12:00: today, and tomorrow */
	assert_int_equal(until_parse("12:01", 129600), 129660);
	assert_int_equal(until_parse("12:00", 129600), 129600 + 86400);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(durations),
		cmocka_unit_test(printing_reads_back),
		cmocka_unit_test(points_in_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
