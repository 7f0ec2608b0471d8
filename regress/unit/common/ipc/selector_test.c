/* SPDX-License-Identifier: ISC */
/* Address, description, group: who is meant by each kind of selector. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ipc/selector.h"

static void
means(void **state)
{
	struct conf_neighbor n = {
		.remote = addr_v4(0xc0000201),
		.description = "transit", .group = "edge",
	};
	struct ctl_selector s = { .kind = CTL_SEL_ALL };

	(void)state;
	assert_true(selector_means(&s, &n));
	s = (struct ctl_selector){ .kind = CTL_SEL_ADDR, .addr = n.remote };
	assert_true(selector_means(&s, &n));
	s.addr = addr_v4(0xc0000202);
	assert_false(selector_means(&s, &n));
	s = (struct ctl_selector){ .kind = CTL_SEL_NAME, .name = "transit" };
	assert_true(selector_means(&s, &n));
	s.kind = CTL_SEL_GROUP;
	assert_false(selector_means(&s, &n));
	s = (struct ctl_selector){ .kind = CTL_SEL_GROUP, .name = "edge" };
	assert_true(selector_means(&s, &n));
	s.kind = CTL_SEL_NAME;
	assert_true(selector_means(&s, &n));
	s = (struct ctl_selector){ .kind = CTL_SEL_NAME, .name = "core" };
	assert_false(selector_means(&s, &n));
	s.kind = CTL_SEL_RANGE + 1;
	assert_false(selector_means(&s, &n));
}

static void
means_ranges(void **state)
{
	struct conf_neighbor wide = {
		.remote = addr_v4(0xc0000200), .remote_plen = 24,
	};
	const struct addr at = addr_v4(0xc0000201);
	const struct conf_neighbor one = conf_clone(&wide, 9, &at);
	struct conf_neighbor own = { .remote = at, .remote_plen = 32 };
	struct ctl_selector s = { .kind = CTL_SEL_RANGE,
	    .addr = wide.remote, .plen = 24 };

	(void)state;
	assert_true(selector_means(&s, &wide));
	assert_true(selector_means(&s, &one));
	assert_false(selector_means(&s, &own));
	assert_true(selector_fits(&s, &at, "", ""));
	s.plen = 23;		/* that of another range, around it */
	assert_false(selector_means(&s, &wide));
	assert_false(selector_means(&s, &one));
	s = (struct ctl_selector){ .kind = CTL_SEL_RANGE,
	    .addr = addr_v4(0xc6336400), .plen = 24 };
	assert_false(selector_means(&s, &wide));
	assert_false(selector_means(&s, &one));
	assert_false(selector_fits(&s, &at, "", ""));
	s.addr.af = ADDR_V6;
	assert_false(selector_means(&s, &one));
	/* That of everybody is nobody's who has no range. */
	s = (struct ctl_selector){ .kind = CTL_SEL_RANGE,
	    .addr = addr_v4(0) };
	assert_false(selector_means(&s, &own));
	assert_false(selector_means(&s, &one));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(means),
		cmocka_unit_test(means_ranges),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
