/* SPDX-License-Identifier: ISC */
/* The caller waits, and hears how the start went. */
#include <sys/wait.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "caps.h"
#include "daemon.h"

/* What a shell would see of a daemon that does fn. */
static int
status_of(void (*fn)(struct daemon *d))
{
	struct daemon d = { .fd = -1 };
	pid_t pid;
	int status;

	if ((pid = fork()) == 0) {
		if (daemon_fork(&d) == -1)
			_exit(99);
		fn(&d);
		_exit(7);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void
starts(struct daemon *d)
{
	daemon_ready(d, false);
}

static void
fails(struct daemon *d)
{
	(void)d;
	_exit(1);
}

static void
dies(struct daemon *d)
{
	(void)d;
	_exit(0);	/* without a word */
}

static void
the_caller_hears(void **state)
{
	(void)state;
	assert_int_equal(status_of(starts), 0);
	assert_int_equal(status_of(fails), 1);
	assert_int_equal(status_of(dies), 1);
}

static void
in_the_foreground_nothing_happens(void **state)
{
	struct daemon d = { .fd = -1 };

	(void)state;
	assert_int_equal(daemon_std_fds(), 0);
	daemon_ready(&d, false);
	assert_int_equal(d.fd, -1);
	assert_int_equal(dup2(STDERR_FILENO, STDERR_FILENO), STDERR_FILENO);
}

/* In a child: what is not on the list is gone, what is stays. */
static void
limited(struct daemon *d)
{
	(void)d;
	_exit(caps_limit() == 0 && chroot("/") == 0 &&
	    sethostname("x", 1) == -1 ? 3 : 4);
}

static void
capabilities_are_limited(void **state)
{
	(void)state;
	assert_int_equal(status_of(limited), 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_caller_hears),
		cmocka_unit_test(in_the_foreground_nothing_happens),
		cmocka_unit_test(capabilities_are_limited),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
