/* SPDX-License-Identifier: ISC */
/* The parent's side of the memory: whatever an engine did to it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "position.h"

static void
says_what_was_noted(void **state)
{
	const struct addr who = addr_v4(0xc0000207);
	int fd = position_new("bgpd-rde");
	struct position *p, seen = { .messages = 99 };

	(void)state;
	assert_int_not_equal(fd, -1);
	assert_false(position_read(fd, &seen));
	p = position_map(dup(fd));
	assert_non_null(p);
	position_begin(p, 7, &who, 3);
	assert_true(position_read(fd, &seen));
	assert_int_equal(seen.neighbor, 7);
	assert_int_equal(seen.messages, 3);
	assert_true(addr_eq(&seen.remote, &who));
	position_end(p);
	assert_false(position_read(fd, &seen));
	close(fd);
}

static void
what_is_cut_short_says_nothing(void **state)
{
	const struct addr who = addr_v4(0xc0000207);
	int fd = position_new("bgpd-rde");
	struct position seen = { .messages = 99 };

	(void)state;
	position_begin(position_map(dup(fd)), 7, &who, 3);
	assert_int_equal(ftruncate(fd, sizeof(seen) - 1), 0);
	assert_false(position_read(fd, &seen));
	assert_int_equal(seen.messages, 99);
	assert_int_equal(ftruncate(fd, 0), 0);
	assert_false(position_read(fd, &seen));
	assert_false(position_read(-1, &seen));
	close(fd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_what_was_noted),
		cmocka_unit_test(what_is_cut_short_says_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
