/* SPDX-License-Identifier: ISC */
/* Command line and environment of bgpd, from text to struct options. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <bsd/string.h>
#include <cmocka.h>

#include "options.h"

enum { ARGS = 16 };

static int
parse(struct options *o, char *why, size_t size, ...)
{
	static char text[ARGS][64];
	char *argv[ARGS + 1];
	va_list ap;
	const char *s;
	int argc = 0;

	strlcpy(text[argc], "bgpd", 64);
	argv[argc] = text[argc];
	argc++;
	va_start(ap, size);
	while ((s = va_arg(ap, const char *)) != NULL) {
		strlcpy(text[argc], s, 64);
		argv[argc] = text[argc];
		argc++;
	}
	va_end(ap);
	argv[argc] = NULL;
	return options_parse(o, argc, argv, why, size);
}

#define PARSE(...) parse(&o, why, sizeof(why), __VA_ARGS__, NULL)

static void
takes_every_option(void **state)
{
	struct options o;
	char why[128];

	(void)state;
	assert_int_equal(PARSE("-dnnv", "-u", "a,b,c", "-f", "/x", "-s", "/s"),
	    0);
	assert_true(o.foreground && o.verbose && !o.version);
	assert_int_equal(o.check, 2);
	assert_string_equal(o.users, "a,b,c");
	assert_string_equal(o.files[0], "/x");
	assert_int_equal(o.nfiles, 1);
	assert_string_equal(o.socket, "/s");
	assert_int_equal(o.tcp_port, 179);
	assert_int_equal(PARSE("-V"), 0);
	assert_true(o.version);
}

static void
has_defaults(void **state)
{
	struct options o;
	char why[128];

	(void)state;
	assert_int_equal(PARSE("-d"), 0);
	assert_int_equal(o.nfiles, 1);
	assert_string_equal(o.files[0], OPTIONS_CONFIG);
	assert_null(o.socket);
}

static void
further_files_form_a_ring(void **state)
{
	struct options o;
	char why[128];

	(void)state;
	assert_int_equal(PARSE("-f", "/a", "/b", "/c"), 0);
	assert_int_equal(o.nfiles, 3);
	assert_string_equal(o.files[2], "/c");
	assert_int_equal(PARSE("relative.conf"), 0);
	assert_int_equal(o.nfiles, 1);
	assert_int_equal(o.files[0][0], '/');
	free((char *)(uintptr_t)o.files[0]);	/* made absolute: allocated */
}

static void
refuses_what_it_does_not_know(void **state)
{
	struct options o;
	char why[128];

	(void)state;
	assert_int_equal(PARSE("-p"), -1);
	assert_non_null(strstr(why, "-p"));
	assert_int_equal(PARSE("-f"), -1);
	assert_non_null(strstr(why, "value"));
	assert_int_equal(PARSE("--help"), -1);
	assert_int_equal(PARSE("-n", "-u", "a,b"), -1);
	assert_non_null(strstr(why, "three users"));
	assert_int_equal(PARSE("-u", "1,1,1"), -1);
	assert_int_equal(PARSE("-u", "1,2,1"), -1);
	assert_non_null(strstr(why, "each another"));
}

static const char *const *fake_env;
static int warned;

static char *
fake_get(const char *name)
{
	static char value[64];
	size_t i;

	for (i = 0; fake_env[i] != NULL; i += 2)
		if (strcmp(fake_env[i], name) == 0) {
			strlcpy(value, fake_env[i + 1], sizeof(value));
			return value;
		}
	return NULL;
}

static void
count_warning(const char *fmt, ...)
{
	(void)fmt;
	warned++;
}

static void
reads_the_environment(void **state)
{
	static const char *const env[] = {
		"exabgp_tcp_port", "1790", "exabgp.tcp.port", "1791",
		"exabgp_tcp_connections", "3",
		"exabgp_tcp_bind", "192.0.2.1 2001:db8::1",
		"exabgp_version", "5.0.0-0+test",
		"exabgp.debug.rotate", "True",
		"exabgp_api_version", "5", "exabgp.api.ack", "false", NULL
	};
	struct options o;
	char why[128];

	(void)state;
	assert_int_equal(PARSE("-d"), 0);
	fake_env = env;
	warned = 0;
	assert_true(options_env_any(fake_get));
	options_env(&o, fake_get, count_warning);
	assert_int_equal(o.tcp_port, 1791);	/* dotted first */
	assert_int_equal(o.tcp_connections, 3);
	assert_int_equal(o.ntcp_bind, 2);
	assert_int_equal(o.tcp_bind[1].af, ADDR_V6);
	assert_string_equal(o.software, "5.0.0-0+test");
	assert_true(o.rotate);
	assert_int_equal(o.api_version, 5);
	assert_true(o.no_ack);
	assert_int_equal(warned, 0);
}

static void
keeps_defaults_for_nonsense(void **state)
{
	static const char *const env[] = {
		"exabgp_tcp_port", "70000", "exabgp_tcp_connections", "-1",
		"exabgp_tcp_bind", "nowhere 192.0.2.1",
		"exabgp_debug_rotate", "perhaps",
		"exabgp_api_version", "7", "exabgp_api_ack", "no way", NULL
	};
	static const char *const none[] = { NULL };
	struct options o;
	char why[128];

	(void)state;
	assert_int_equal(PARSE("-d"), 0);
	fake_env = env;
	warned = 0;
	options_env(&o, fake_get, count_warning);
	assert_int_equal(o.tcp_port, 179);
	assert_int_equal(o.tcp_connections, 0);
	assert_int_equal(o.ntcp_bind, 1);
	assert_false(o.rotate);
	assert_int_equal(o.api_version, 0);
	assert_false(o.no_ack);
	assert_int_equal(warned, 6);
	fake_env = none;
	assert_false(options_env_any(fake_get));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_every_option),
		cmocka_unit_test(has_defaults),
		cmocka_unit_test(further_files_form_a_ring),
		cmocka_unit_test(refuses_what_it_does_not_know),
		cmocka_unit_test(reads_the_environment),
		cmocka_unit_test(keeps_defaults_for_nonsense),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
