/* SPDX-License-Identifier: ISC */
/* Facts of this host that a configuration gets wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <bsd/string.h>
#include <cmocka.h>

#include "host.h"

static char told[2048];

static void
tell(void *arg, const char *text)
{
	(void)arg;
	strlcat(told, text, sizeof(told));
	strlcat(told, "\n", sizeof(told));
}

static unsigned
check(struct config *c)
{
	told[0] = '\0';
	return host_check(c, "/tmp/bgpd.conf", tell, NULL);
}

static void
addresses_and_interfaces(void **state)
{
	struct conf_neighbor n = { .id = 1 };
	struct conf_listen l = { .port = 179 };
	struct config c = { .neighbors = &n, .nneighbors = 1, .listens = &l,
	    .nlistens = 1 };

	(void)state;
	assert_int_equal(addr_parse("192.0.2.1", &n.remote), 0);
	assert_int_equal(addr_parse("0.0.0.0", &l.addr), 0);
	assert_int_equal(addr_parse("127.1.2.3", &n.local), 0);
	strlcpy(n.interface, "lo", sizeof(n.interface));
	assert_int_equal(check(&c), 0);
	assert_int_equal(addr_parse("192.0.2.99", &n.local), 0);
	assert_int_equal(addr_parse("2001:db8::77", &l.addr), 0);
	strlcpy(n.interface, "nosuch0", sizeof(n.interface));
	assert_int_equal(check(&c), 3);
	assert_non_null(strstr(told, "192.0.2.99"));
	assert_non_null(strstr(told, "2001:db8::77"));
	assert_non_null(strstr(told, "nosuch0"));
}

static void
users_and_programs(void **state)
{
	struct conf_process p = { .name = "feeder" };
	struct config c = { .processes = &p, .nprocesses = 1 };

	(void)state;
	strlcpy(p.run, "/bin/sh", sizeof(p.run));
	strlcpy(p.user, "nobody", sizeof(p.user));
	assert_int_equal(check(&c), 0);
	strlcpy(p.user, "root", sizeof(p.user));	/* it was written */
	assert_int_equal(check(&c), 0);
	strlcpy(p.run, "/nonexistent/feeder", sizeof(p.run));
	strlcpy(p.user, "no-such-user", sizeof(p.user));
	strlcpy(c.global.user_rde, "root", sizeof(c.global.user_rde));
	assert_int_equal(check(&c), 3);
	assert_non_null(strstr(told, "/nonexistent/feeder"));
	assert_non_null(strstr(told, "no-such-user"));
	assert_non_null(strstr(told, "root"));
	/* A program may be root's, where that is written. */
	strlcpy(p.run, "/bin/sh", sizeof(p.run));
	strlcpy(p.user, "root", sizeof(p.user));
	c.global.user_rde[0] = '\0';
	assert_int_equal(check(&c), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_and_interfaces),
		cmocka_unit_test(users_and_programs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
