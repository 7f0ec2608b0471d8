/* SPDX-License-Identifier: ISC */
/* A table of calls is ascending and not empty, or refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/syscall.h>

#include <errno.h>

#include "base/sandbox.h"

static void
checks_the_table(void **state)
{
	static const int good[] = { 0, 1, 3, 60 };
	static const int twice[] = { 1, 3, 3 }, mixed[] = { 3, 1 };
	static const int negative[] = { -1, 4 };
	struct sandbox_table t = { "test", good, 4 };

	(void)state;
	assert_int_equal(sandbox_enter(&t), 0);
	t.ncalls = 0;
	assert_int_equal(sandbox_enter(&t), -1);
	assert_int_equal(errno, EINVAL);
	t = (struct sandbox_table){ "test", twice, 3 };
	assert_int_equal(sandbox_enter(&t), -1);
	t = (struct sandbox_table){ "test", mixed, 2 };
	assert_int_equal(sandbox_enter(&t), -1);
	t = (struct sandbox_table){ "test", negative, 2 };
	assert_int_equal(sandbox_enter(&t), -1);
	t = (struct sandbox_table){ NULL, good, 4 };
	assert_int_equal(sandbox_enter(&t), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(checks_the_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
