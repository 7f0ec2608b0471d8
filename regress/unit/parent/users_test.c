/* SPDX-License-Identifier: ISC */
/* Under which ids engines run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <bsd/string.h>
#include <cmocka.h>

#include "users.h"

static void
names_and_numbers_are_found(void **state)
{
	struct user_ids ids;
	char why[160];

	(void)state;
	assert_int_equal(users_lookup("nobody", &ids, why, sizeof(why)), 0);
	assert_int_equal(ids.uid, 65534);
	assert_int_equal(users_lookup("3999999", &ids, why, sizeof(why)), 0);
	assert_int_equal(ids.uid, 3999999);
	assert_int_equal(ids.gid, 3999999);
}

static void
root_and_strangers_are_refused(void **state)
{
	struct user_ids ids = { 1, 1 };
	char why[160];

	(void)state;
	assert_int_equal(users_lookup("root", &ids, why, sizeof(why)), -1);
	assert_int_equal(users_lookup("0", &ids, why, sizeof(why)), -1);
	assert_int_equal(users_lookup("no-such-user", &ids, why,
	    sizeof(why)), -1);
	assert_non_null(strstr(why, "no-such-user"));
	assert_int_equal(ids.uid, 1);
}

static void
a_program_is_root_where_that_is_written(void **state)
{
	struct user_ids ids = { 1, 1 };
	char why[160];

	(void)state;
	assert_int_equal(users_lookup_program("no-such-user", &ids, why,
	    sizeof(why)), -1);
	assert_non_null(strstr(why, "no-such-user"));
	assert_int_equal(ids.uid, 1);
	assert_int_equal(users_lookup_program("root", &ids, why,
	    sizeof(why)), 0);
	assert_int_equal(ids.uid, 0);
	assert_int_equal(ids.gid, 0);
	assert_int_equal(users_lookup_program("nobody", &ids, why,
	    sizeof(why)), 0);
	assert_int_equal(ids.uid, 65534);
}

static void
words_go_before_the_statement(void **state)
{
	struct conf_global g = { .log_syslog = 0 };
	struct users u;
	char why[160];

	(void)state;
	strlcpy(g.user_session, "4000001", sizeof(g.user_session));
	strlcpy(g.user_rde, "4000002", sizeof(g.user_rde));
	strlcpy(g.user_programs, "4000003", sizeof(g.user_programs));
	assert_int_equal(users_resolve(&u, NULL, &g, why, sizeof(why)), 0);
	assert_int_equal(u.v[USER_RDE].uid, 4000002);
	assert_false(u.made_up);
	assert_int_equal(users_resolve(&u, "nobody,4000005,4000006", &g, why,
	    sizeof(why)), 0);
	assert_int_equal(u.v[USER_SESSION].uid, 65534);
	assert_int_equal(u.v[USER_RDE].uid, 4000005);
	assert_int_equal(u.v[USER_PROGRAMS].uid, 4000006);
}

static void
three_distinct_ids_without_users(void **state)
{
	const struct conf_global g = { .log_syslog = 0 };
	struct users u;
	char why[160];

	(void)state;
	assert_int_equal(users_resolve(&u, NULL, &g, why, sizeof(why)), 0);
	assert_int_not_equal(u.v[0].uid, u.v[1].uid);
	assert_int_not_equal(u.v[1].uid, u.v[2].uid);
	assert_int_not_equal(u.v[0].uid, u.v[2].uid);
	assert_int_not_equal(u.v[0].uid, users_parser().uid);
	assert_int_not_equal(u.v[0].uid, 0);
}

static void
wrong_words_change_nothing(void **state)
{
	static const char *const bad[] = {
		"", "a", "1,2", "1,2,3,4", "1,,3", "1,2,root",
		"5,6,5", "nobody,6,65534"
	};
	const struct conf_global g = { .log_syslog = 0 };
	struct users u = { .made_up = true };
	char why[160];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(users_resolve(&u, bad[i], &g, why,
		    sizeof(why)), -1);
	assert_true(u.made_up);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_and_numbers_are_found),
		cmocka_unit_test(root_and_strangers_are_refused),
		cmocka_unit_test(a_program_is_root_where_that_is_written),
		cmocka_unit_test(words_go_before_the_statement),
		cmocka_unit_test(three_distinct_ids_without_users),
		cmocka_unit_test(wrong_words_change_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
