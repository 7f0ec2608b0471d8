/* SPDX-License-Identifier: ISC */
/* The clock moves forward, and the coarse one only when told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <time.h>
#include <unistd.h>

#include "base/clock.h"

static void
moves_forward(void **state)
{
	monotime_t a = clock_now(), b;

	(void)state;
	assert_true(monotime_is_set(a));
	usleep(20000);
	b = clock_now();
	assert_true(monotime_diff_ms(b, a) >= 19);
	assert_true(monotime_diff_ms(b, a) < 10000);
	assert_int_equal(monotime_diff_ms(monotime_add_ms(a, 1500), a), 1500);
}

static void
coarse_stands_between_ticks(void **state)
{
	monotime_t a;

	(void)state;
	assert_true(monotime_is_set(clock_coarse()));
	clock_tick();
	a = clock_coarse();
	usleep(5000);
	assert_int_equal(clock_coarse().ms, a.ms);
	clock_tick();
	assert_true(monotime_diff_ms(clock_coarse(), a) >= 4);
}

static void
wall_is_the_wall(void **state)
{
	int64_t diff = clock_wall() - (int64_t)time(NULL);

	(void)state;
	assert_true(diff >= -1 && diff <= 1);
	diff = clock_wall_ms() / 1000 - (int64_t)time(NULL);
	assert_true(diff >= -1 && diff <= 1);
	diff = clock_wall_us() / 1000 - clock_wall_ms();
	assert_true(diff >= -1000 && diff <= 1000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(moves_forward),
		cmocka_unit_test(coarse_stands_between_ticks),
		cmocka_unit_test(wall_is_the_wall),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
