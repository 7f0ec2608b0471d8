/* SPDX-License-Identifier: ISC */
/* Restart delays of an engine. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "backoff.h"

static void
doubles_up_to_the_bound(void **state)
{
	static const int64_t want[] = {
		0, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000, 30000
	};
	struct backoff b = { .failures = 0 };
	monotime_t t = { 5000 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
		backoff_started(&b, t);
		t = monotime_add_ms(t, 100);
		assert_int_equal(backoff_died(&b, t), want[i]);
	}
}

static void
forgets_after_a_calm_life(void **state)
{
	struct backoff b = { .failures = 0 };
	monotime_t t = { 5000 };

	(void)state;
	backoff_started(&b, t);
	assert_int_equal(backoff_died(&b, t), 0);
	backoff_started(&b, t);
	assert_int_equal(backoff_died(&b, t), 1000);
	backoff_started(&b, t);
	t = monotime_add_ms(t, BACKOFF_CALM_MS - 1);
	assert_int_equal(backoff_died(&b, t), 2000);
	backoff_started(&b, t);
	t = monotime_add_ms(t, BACKOFF_CALM_MS);
	assert_int_equal(backoff_died(&b, t), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(doubles_up_to_the_bound),
		cmocka_unit_test(forgets_after_a_calm_life),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
