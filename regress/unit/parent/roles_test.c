/* SPDX-License-Identifier: ISC */
/* What a control client may do. */
#include <sys/socket.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <bsd/string.h>
#include <cmocka.h>

#include "roles.h"

static int warned;

static void
count_warning(const char *fmt, ...)
{
	(void)fmt;
	warned++;
}

static struct roles *
make(const char *group, const struct conf_control_rule *rules, size_t n)
{
	struct conf_control_rule copy[8];
	struct config c = { .fd = -1, .rules = copy, .nrules = n };

	warned = 0;
	if (n > 0)
		memcpy(copy, rules, n * sizeof(*rules));
	strlcpy(c.global.socket_group, group, CONF_NAME_MAX);
	return roles_new(&c, count_warning);
}

static void
root_may_everything(void **state)
{
	const struct creds root = { .uid = 0 };
	const struct creds other = { .uid = 4711, .gid = 4711 };
	struct roles *r = make("", NULL, 0);

	(void)state;
	assert_int_equal(roles_of(r, &root), ROLE_ALL);
	assert_int_equal(roles_of(r, &other), ROLE_NONE);
	assert_false(roles_open(r));
	roles_free(r);
}

static void
the_best_rule_wins(void **state)
{
	static const struct conf_control_rule rules[] = {
		{ .role = ROLE_OPERATE, .name = "4711" },
		{ .role = ROLE_READ, .name = "4711" },
		{ .role = ROLE_INJECT, .is_group = 1, .name = "800" },
		{ .role = ROLE_OPERATE, .name = "no-such-user-here" },
	};
	const struct creds u = { .uid = 4711, .gid = 4711 };
	const struct creds g = { .uid = 4712, .gid = 4712, .ngroups = 2,
	    .groups = { 7, 800 } };
	const struct creds n = { .uid = 4713, .gid = 4713 };
	struct roles *r = make("801", rules, 4);

	(void)state;
	assert_int_equal(warned, 1);
	assert_int_equal(roles_of(r, &u), ROLE_OPERATE);
	assert_int_equal(roles_of(r, &g), ROLE_INJECT);
	assert_int_equal(roles_of(r, &n), ROLE_NONE);
	assert_true(roles_open(r));
	assert_int_equal(roles_group(r), 801);
	roles_free(r);
}

static void
the_sockets_group_reads(void **state)
{
	static const struct conf_control_rule rule = {
		.role = ROLE_INJECT, .is_group = 1, .name = "801"
	};
	const struct creds in = { .uid = 4711, .gid = 801 };
	struct roles *r = make("801", NULL, 0);

	(void)state;
	assert_int_equal(roles_of(r, &in), ROLE_READ);
	roles_free(r);
	r = make("801", &rule, 1);
	assert_int_equal(roles_of(r, &in), ROLE_INJECT);
	assert_false(roles_open(r));	/* its mode lets them in already */
	roles_free(r);
}

static void
credentials_are_the_kernels(void **state)
{
	struct creds c;
	char who[64];
	int pair[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	assert_int_equal(roles_creds(pair[0], &c), 0);
	assert_int_equal(c.uid, geteuid());
	assert_int_equal(c.gid, getegid());
	assert_int_equal(c.pid, getpid());
	roles_principal(&c, who, sizeof(who));
	if (c.uid == 0)
		assert_string_equal(who, "root");
	c.uid = 3999999;
	roles_principal(&c, who, sizeof(who));
	assert_string_equal(who, "uid 3999999");
	close(pair[0]);
	close(pair[1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(root_may_everything),
		cmocka_unit_test(the_best_rule_wins),
		cmocka_unit_test(the_sockets_group_reads),
		cmocka_unit_test(credentials_are_the_kernels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
