/* SPDX-License-Identifier: ISC */
/* Whom a program runs as. */
#include <grp.h>
#include <pwd.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <bsd/string.h>
#include <cmocka.h>

#include "program_user.h"

static const struct user_ids programs = { 65523, 65523 };

static int
look(const char *user, const char *group, struct program_user *u, char *why)
{
	struct conf_process c = { .name = "x" };

	strlcpy(c.user, user, sizeof(c.user));
	strlcpy(c.group, group, sizeof(c.group));
	return program_user(&c, &programs, u, why, 128);
}

static void
has_a_default(void **state)
{
	struct program_user u;
	char why[128] = "";

	(void)state;
	assert_int_equal(look("", "", &u, why), 0);
	assert_int_equal(u.uid, 65523);
	assert_int_equal(u.gid, 65523);
	assert_int_equal(u.ngroups, 1);
	assert_int_equal(u.groups[0], 65523);
	assert_string_equal(u.name, "");
	assert_int_equal(look("", "64999", &u, why), 0);
	assert_int_equal(u.uid, 65523);
	assert_int_equal(u.gid, 64999);
	assert_int_equal(u.groups[0], 64999);
}

static void
takes_names_and_numbers(void **state)
{
	struct program_user u;
	char why[128] = "", text[16];
	const struct passwd *pw = getpwnam("nobody");
	uid_t uid;

	(void)state;
	assert_non_null(pw);
	uid = pw->pw_uid;
	assert_int_equal(look("nobody", "", &u, why), 0);
	assert_int_equal(u.uid, uid);
	assert_string_equal(u.name, "nobody");
	(void)snprintf(text, sizeof(text), "%u", (unsigned)uid);
	assert_int_equal(look(text, "", &u, why), 0);
	assert_string_equal(u.name, "nobody");
	assert_int_equal(look("64998", "", &u, why), 0);
	assert_int_equal(u.uid, 64998);
	assert_int_equal(u.gid, 64998);
	assert_int_equal(look("no-such-user", "", &u, why), -1);
	assert_non_null(strstr(why, "no-such-user"));
	assert_int_equal(look("nobody", "no-such-group", &u, why), -1);
	assert_non_null(strstr(why, "no-such-group"));
}

/* Root where it is written, and nowhere else. */
static void
root_is_written(void **state)
{
	struct program_user u;
	char why[128] = "";
	size_t i;

	(void)state;
	assert_int_equal(look("root", "", &u, why), 0);
	assert_int_equal(u.uid, 0);
	assert_int_equal(u.gid, 0);
	assert_int_equal(look("nobody", "root", &u, why), 0);
	assert_int_equal(u.gid, 0);
	assert_int_equal(look("daemon", "", &u, why), 0);
	for (i = 0; i < u.ngroups; i++)
		assert_int_not_equal(u.groups[i], 0);
	assert_int_not_equal(u.uid, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(has_a_default),
		cmocka_unit_test(takes_names_and_numbers),
		cmocka_unit_test(root_is_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
