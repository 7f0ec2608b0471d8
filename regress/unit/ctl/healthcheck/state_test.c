/* SPDX-License-Identifier: ISC */
/* The state of a service: every pair of state and outcome, and the counts. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "state.h"

#define OK OUTCOME_OK
#define NO OUTCOME_FAILED
#define DIS OUTCOME_DISABLED

/* rise 2, fall 3; counts are those behind the step, 0 where none counts. */
static const struct {
	enum state	from;
	unsigned	count;
	enum outcome	o;
	enum state	to;
	unsigned	count_to;
} steps[] = {
	{ STATE_INIT, 0, OK, STATE_RISING, 1 },
	{ STATE_INIT, 0, NO, STATE_FALLING, 1 },
	{ STATE_INIT, 0, DIS, STATE_DISABLED, 0 },
	{ STATE_DISABLED, 0, OK, STATE_INIT, 0 },
	{ STATE_DISABLED, 0, NO, STATE_INIT, 0 },
	{ STATE_DISABLED, 0, DIS, STATE_DISABLED, 0 },
	{ STATE_RISING, 1, OK, STATE_UP, 0 },
	{ STATE_RISING, 1, NO, STATE_FALLING, 1 },
	{ STATE_RISING, 1, DIS, STATE_DISABLED, 0 },
	{ STATE_FALLING, 1, OK, STATE_RISING, 1 },
	{ STATE_FALLING, 1, NO, STATE_FALLING, 2 },
	{ STATE_FALLING, 2, NO, STATE_DOWN, 0 },
	{ STATE_FALLING, 2, OK, STATE_RISING, 1 },
	{ STATE_FALLING, 2, DIS, STATE_DISABLED, 0 },
	{ STATE_UP, 0, OK, STATE_UP, 0 },
	{ STATE_UP, 0, NO, STATE_FALLING, 1 },
	{ STATE_UP, 0, DIS, STATE_DISABLED, 0 },
	{ STATE_DOWN, 0, OK, STATE_RISING, 1 },
	{ STATE_DOWN, 0, NO, STATE_DOWN, 0 },
	{ STATE_DOWN, 0, DIS, STATE_DISABLED, 0 },
	{ STATE_EXIT, 0, OK, STATE_EXIT, 0 },
	{ STATE_EXIT, 0, NO, STATE_EXIT, 0 },
	{ STATE_EXIT, 0, DIS, STATE_EXIT, 0 },
};

static void
each_step(void **state)
{
	struct machine m;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		m = (struct machine){ steps[i].from, steps[i].count, 2, 3 };
		assert_int_equal(state_step(&m, steps[i].o),
		    steps[i].from != steps[i].to);
		assert_int_equal(m.state, steps[i].to);
		if (steps[i].count_to > 0)
			assert_int_equal(m.count, steps[i].count_to);
	}
}

/* 1 and 0 need no waiting room. */
static void
at_once(void **state)
{
	struct machine m = { .state = STATE_INIT, .rise = 1, .fall = 0 };

	(void)state;
	assert_true(state_step(&m, OK));
	assert_int_equal(m.state, STATE_UP);
	assert_true(state_step(&m, NO));
	assert_int_equal(m.state, STATE_DOWN);
	assert_false(state_step(&m, NO));
	assert_true(state_step(&m, OK));
	assert_int_equal(m.state, STATE_UP);
}

static void
names(void **state)
{
	(void)state;
	assert_string_equal(state_name(STATE_INIT), "INIT");
	assert_string_equal(state_name(STATE_DISABLED), "DISABLED");
	assert_string_equal(state_name(STATE_EXIT), "EXIT");
	assert_true(state_speaks(STATE_UP) && state_speaks(STATE_DISABLED));
	assert_false(state_speaks(STATE_RISING) || state_speaks(STATE_INIT));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_step),
		cmocka_unit_test(at_once),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
