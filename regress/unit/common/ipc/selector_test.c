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
	s.kind = CTL_SEL_GROUP + 1;
	assert_false(selector_means(&s, &n));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(means),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
