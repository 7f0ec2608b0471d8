/* SPDX-License-Identifier: ISC */
/* Words of ExaBGP's environment that have no effect: one line names them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "env_unread.h"

static char line[2048];
static unsigned lines;

static void __attribute__((format(printf, 1, 2)))
keep(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	lines++;
}

static void
tell(char *const *env)
{
	lines = 0;
	line[0] = '\0';
	env_unread_tell(env, keep);
}

static void
is_silent(void **state)
{
	char a[] = "exabgp_tcp_port=1790", b[] = "exabgp.api.ack=false",
	    c[] = "PATH=/bin", d[] = "exabgp=1", e[] = "EXABGP_ETC=/etc",
	    f[] = "exabgp_", g[] = "exabgp_version=x", h[] = "exabgpxlog_all";
	char *env[] = { a, b, c, d, e, f, g, h, NULL }, *none[] = { NULL };

	(void)state;
	tell(env);
	assert_int_equal(lines, 0);
	tell(none);
	assert_int_equal(lines, 0);
}

static void
names_them_and_what_does_the_same(void **state)
{
	char a[] = "exabgp.log.level=DEBUG", b[] = "exabgp_daemon_user=nobody",
	    c[] = "exabgp_log_destination=syslog", d[] = "exabgp_tcp_port=1",
	    e[] = "exabgp_reactor_speed", f[] = "exabgp_api_pipename=x=y",
	    g[] = "exabgp_api_encoder=json", h[] = "exabgp.debug.timing=true";
	char *env[] = { a, b, c, d, e, f, g, h, NULL };

	(void)state;
	tell(env);
	assert_int_equal(lines, 1);
	assert_string_equal(line, "these words of the environment have no "
	    "effect; in parentheses what does the same: "
	    "exabgp_daemon_user (user in bgpd.conf), "
	    "exabgp.log.level, exabgp_log_destination (log in bgpd.conf, "
	    "bgpd -v), exabgp_api_encoder (encoder in a process of "
	    "bgpd.conf), exabgp_api_pipename (bgpctl api), "
	    "exabgp.debug.timing (bgpd -v), "
	    "exabgp_reactor_speed (nothing here)");
}

/* Of hundreds it names some, of long names none. */
static void
is_bounded(void **state)
{
	static char words[300][80];
	char *env[302];
	unsigned i;

	(void)state;
	for (i = 0; i < 300; i++) {
		snprintf(words[i], sizeof(words[i]), "exabgp_%s_%050u=1",
		    i % 2 == 0 ? "log" : "cache", i);
		env[i] = words[i];
	}
	env[300] = memset(words[299], 'x', 79);
	env[301] = NULL;
	memcpy(words[299], "exabgp_", 7);
	tell(env);
	assert_int_equal(lines, 1);
	assert_in_range(strlen(line), 900, 1300);
	assert_non_null(strstr(line, " (log in bgpd.conf, bgpd -v)"));
	assert_non_null(strstr(line, ", and 28"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_silent),
		cmocka_unit_test(names_them_and_what_does_the_same),
		cmocka_unit_test(is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
