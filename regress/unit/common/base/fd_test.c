/* SPDX-License-Identifier: ISC */
/* Closed it is, and errno says what it said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/fd.h"

static void
gives_up(void **state)
{
	int fds[2];

	(void)state;
	assert_int_equal(pipe(fds), 0);
	errno = EXDEV;
	assert_int_equal(fd_give_up(fds[0]), -1);
	assert_int_equal(errno, EXDEV);
	assert_int_equal(fcntl(fds[0], F_GETFD), -1);
	assert_int_equal(errno, EBADF);
	errno = EXDEV;
	assert_int_equal(fd_give_up(fds[0]), -1);	/* close fails now */
	assert_int_equal(errno, EXDEV);
	assert_int_equal(close(fds[1]), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
