/* SPDX-License-Identifier: ISC */
/* Selector texts: whom each selects, and what is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "policy.h"

static struct peer
neighbour(void)
{
	struct peer p = { .id = 1, .conf = { .remote = addr_v4(0xc0000201),
	    .remote_plen = 32, .local_as = 64500, .peer_as = 64501,
	    .router_id = 0xc0000264 } };

	snprintf(p.conf.description, sizeof(p.conf.description), "upstream");
	snprintf(p.conf.group, sizeof(p.conf.group), "edge");
	return p;
}

static void
matches(void **state)
{
	static const char *const yes[] = { "", "*", " neighbor * ",
	    "192.0.2.1", "neighbor 192.0.2.1", "upstream", "edge",
	    "192.0.2.9 , neighbor 192.0.2.1", "192.0.2.9, upstream",
	    "192.0.2.1 local-as 64500 peer-as 64501",
	    "* router-id 192.0.2.100" };
	static const char *const no[] = { "192.0.2.9", "neighbor 192.0.2.2",
	    "downstream", "192.0.2.1 peer-as 64502", "192.0.2.10",
	    "2001:db8::1", "192.0.2.1 local-ip 192.0.2.77" };
	static const char *const none[] = { "neighbor", "192.0.2.1 peer-as",
	    "192.0.2.1 colour red", "192.0.2.1 ,", ", 192.0.2.1" };
	const struct peer p = neighbour();
	char why[128];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(yes) / sizeof(yes[0]); i++) {
		if (!policy_matches(yes[i], &p))
			fail_msg("%s", yes[i]);
		assert_int_equal(policy_check(yes[i], why, sizeof(why)), 0);
	}
	for (i = 0; i < sizeof(no) / sizeof(no[0]); i++) {
		if (policy_matches(no[i], &p))
			fail_msg("%s", no[i]);
		assert_int_equal(policy_check(no[i], why, sizeof(why)), 0);
	}
	for (i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
		if (policy_check(none[i], why, sizeof(why)) != -1)
			fail_msg("%s", none[i]);
		assert_true(strlen(why) > 0);
		assert_false(policy_matches(none[i], &p));
	}
}

static void
ranges(void **state)
{
	const struct peer own = neighbour();
	struct peer wide = own, one = own;

	(void)state;
	wide.conf.remote = addr_v4(0xc0000200);
	wide.conf.remote_plen = 24;
	one.conf = conf_clone(&wide.conf, 9, &own.conf.remote);
	assert_true(policy_matches("192.0.2.0/24", &wide));
	assert_true(policy_matches("192.0.2.0/24", &one));
	assert_false(policy_matches("192.0.2.0/24", &own));
	assert_true(policy_matches("192.0.2.1", &one));
	assert_true(policy_matches("192.0.2.1/32", &one));
	assert_false(policy_matches("192.0.2.0/25", &one));
	assert_false(policy_matches("192.0.2.0/23", &wide));
	assert_true(policy_matches("192.0.2.0", &wide));
	assert_false(policy_matches("192.0.2.0", &one));
	assert_false(policy_matches("0.0.0.0/0", &own));
}

static void
everybody(void **state)
{
	(void)state;
	assert_true(policy_selects_all(""));
	assert_true(policy_selects_all("neighbor *"));
	assert_false(policy_selects_all("* peer-as 64501"));
	assert_false(policy_selects_all("neighbor1"));
	assert_false(policy_selects_all("192.0.2.1"));
}

static void
covers(void **state)
{
	(void)state;
	assert_true(policy_covers("*", "left , right peer-as 64501"));
	assert_true(policy_covers("left", "left"));
	assert_true(policy_covers("right, left", "left"));
	assert_true(policy_covers("neighbor right ,neighbor left",
	    "left , right"));
	assert_true(policy_covers("a, left peer-as 64501",
	    "left peer-as 64501"));
	assert_false(policy_covers("left", "left, right"));
	assert_false(policy_covers("left", "lef"));
	assert_false(policy_covers("left", "left1"));
	assert_false(policy_covers("left", "*"));
	assert_false(policy_covers("left peer-as 64501", "left"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(matches),
		cmocka_unit_test(everybody),
		cmocka_unit_test(covers),
		cmocka_unit_test(ranges),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
