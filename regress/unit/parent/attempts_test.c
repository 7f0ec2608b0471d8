/* SPDX-License-Identifier: ISC */
/* exabgp_tcp_connections, counted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "attempts.h"

static struct conf_neighbor neighbors[] = { { .id = 1 }, { .id = 300 } };
static const struct config conf = { .neighbors = neighbors, .nneighbors = 2 };

static void
no_bound_never_ends(void **state)
{
	struct attempts *a = attempts_new(0);
	int i;

	(void)state;
	for (i = 0; i < 100; i++)
		assert_true(attempts_connect(a, 1));
	attempts_state(a, 1, true);
	attempts_state(a, 1, false);
	assert_false(attempts_spent(a, &conf));
	attempts_free(a);
	attempts_free(NULL);
}

static void
sessions_use_up(void **state)
{
	struct attempts *a = attempts_new(2);

	(void)state;
	assert_true(attempts_connect(a, 1));
	attempts_state(a, 1, true);
	attempts_state(a, 1, false);
	attempts_state(a, 300, true);		/* it came to us */
	attempts_state(a, 300, false);
	attempts_state(a, 300, false);		/* told twice: counted once */
	assert_false(attempts_spent(a, &conf));
	assert_true(attempts_connect(a, 1));
	attempts_state(a, 1, true);
	attempts_state(a, 1, false);
	assert_false(attempts_spent(a, &conf));
	attempts_state(a, 300, true);
	assert_false(attempts_spent(a, &conf));
	attempts_state(a, 300, false);
	assert_true(attempts_spent(a, &conf));
	attempts_free(a);
}

static void
failures_use_up(void **state)
{
	struct attempts *a = attempts_new(1);

	(void)state;
	assert_true(attempts_connect(a, 1));
	assert_true(attempts_connect(a, 300));
	assert_false(attempts_spent(a, &conf));
	assert_false(attempts_connect(a, 1));
	assert_false(attempts_spent(a, &conf));
	assert_false(attempts_connect(a, 300));
	assert_true(attempts_spent(a, &conf));
	attempts_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_bound_never_ends),
		cmocka_unit_test(sessions_use_up),
		cmocka_unit_test(failures_use_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
