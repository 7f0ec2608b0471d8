/* SPDX-License-Identifier: ISC */
/* Which file is the log: what an engine wrote is there for the next. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "inject_log.h"

static void
put(int fd, char c)
{
	assert_true(fd != -1);
	assert_int_equal(pwrite(fd, &c, 1, 0), 1);
	close(fd);
}

static int
first_of(int fd)
{
	char c = 0;

	assert_true(fd != -1);
	assert_in_range(pread(fd, &c, 1, 0), 0, 1);
	close(fd);
	return c;
}

static void
swaps_when_it_is_complete(void **state)
{
	struct inject_log *l = inject_log_new();

	(void)state;
	assert_non_null(l);
	assert_false(inject_log_swap(l));
	put(inject_log_give(l), 'a');
	assert_int_equal(first_of(inject_log_give(l)), 'a');
	put(inject_log_rotate(l), 'b');
	assert_true(inject_log_swap(l));
	assert_false(inject_log_swap(l));
	assert_int_equal(first_of(inject_log_give(l)), 'b');
	inject_log_free(l);
}

/* An engine died in the middle of a copy. */
static void
what_was_not_completed_is_dropped(void **state)
{
	struct inject_log *l = inject_log_new();

	(void)state;
	assert_non_null(l);
	put(inject_log_give(l), 'a');
	put(inject_log_rotate(l), 'b');
	assert_int_equal(first_of(inject_log_give(l)), 'a');
	assert_false(inject_log_swap(l));
	put(inject_log_rotate(l), 'c');
	put(inject_log_rotate(l), 'd');
	assert_true(inject_log_swap(l));
	assert_int_equal(first_of(inject_log_give(l)), 'd');
	inject_log_free(l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(swaps_when_it_is_complete),
		cmocka_unit_test(what_was_not_completed_is_dropped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
