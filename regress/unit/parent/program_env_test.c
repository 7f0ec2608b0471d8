/* SPDX-License-Identifier: ISC */
/* What of the daemon's environment a program gets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "program_env.h"

static void
keeps_all_but_what_is_private(void **state)
{
	char *const from[] = {
		(char[]){ "PATH=/bin" }, (char[]){ "NOTIFY_SOCKET=/x" },
		(char[]){ "TERM=xterm" }, (char[]){ "WATCHDOG_USEC=1" },
		(char[]){ "LISTEN_FDS=1" }, (char[]){ "exabgp_tcp_port=1790" },
		(char[]){ "exabgp_cli_pipe=/p" },
		(char[]){ "TERMINFO=/t" }, NULL
	};
	char **env = program_env(from);

	(void)state;
	assert_string_equal(env[0], "PATH=/bin");
	assert_string_equal(env[1], "exabgp_tcp_port=1790");
	assert_string_equal(env[2], "TERMINFO=/t");
	assert_string_equal(env[3], "TERM=dumb");
	assert_null(env[4]);
	free(env);
}

static void
makes_one_of_nothing(void **state)
{
	char *const from[] = { NULL };
	char **env = program_env(from);

	(void)state;
	assert_string_equal(env[0], "TERM=dumb");
	assert_null(env[1]);
	free(env);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_all_but_what_is_private),
		cmocka_unit_test(makes_one_of_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
