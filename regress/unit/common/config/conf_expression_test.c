/* SPDX-License-Identifier: ISC */
/* Expressions over names: where they begin, and what is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "config/conf.h"
#include "config/conf_expression.h"

static bool
matches(const char *word, const char *name)
{
	char why[64];
	regex_t re;
	bool m;

	assert_int_equal(conf_expression(word, &re, why, sizeof(why)), 0);
	m = regexec(&re, name, 0, NULL, 0) == 0;
	regfree(&re);
	return m;
}

static void
begins_with_the_name(void **state)
{
	(void)state;
	assert_true(matches("watch", "watch-1"));
	assert_false(matches("watch", "a-watch"));
	assert_true(matches(".*", "anything"));
	assert_true(matches("a|b", "bee"));
	assert_false(matches("a|b", "xb"));
	assert_true(matches("w[0-9]{2}$", "w10"));
	assert_false(matches("w[0-9]{2}$", "w100"));
}

static void
says_what_is_wrong(void **state)
{
	char why[64] = "", big[CONF_API_PROCESSES + 8];
	regex_t re;

	(void)state;
	assert_int_equal(conf_expression("a[", &re, why, sizeof(why)), -1);
	assert_true(why[0] != '\0');
	assert_int_equal(conf_expression("a(", &re, why, sizeof(why)), -1);
	memset(big, 'a', sizeof(big));
	big[sizeof(big) - 1] = '\0';
	assert_int_equal(conf_expression(big, &re, why, sizeof(why)), -1);
	assert_string_equal(why, "too long");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(begins_with_the_name),
		cmocka_unit_test(says_what_is_wrong),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
