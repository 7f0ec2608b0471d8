/* SPDX-License-Identifier: ISC */
/* What was written is sent; self is the session's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "out_nexthop.h"
#include "rde.h"

static void
self(void **state)
{
	struct rde rde = { .nexthops = nexthops_new() };
	const struct body b = { .self = 1 };
	const struct pack_profile p = { .self_v4 = addr_v4(0xc0000201) };
	struct nexthop nh;

	(void)state;
	out_nexthop(&rde, &p, FAMILY_IPV4_UNICAST, &b, &nh);
	assert_int_equal(addr_v4_host(&nh.global), 0xc0000201);
	nexthops_free(rde.nexthops);
}

static void
written(void **state)
{
	struct rde rde = { .nexthops = nexthops_new() };
	const struct nexthop given = { .global = addr_v4(0xc6336409) };
	const struct pack_profile p = { .self_v4 = addr_v4(0xc0000201) };
	struct body b = { .nexthop = nexthops_intern(rde.nexthops,
	    &given, rbuf_of(NULL, 0)) };
	struct nexthop nh;

	(void)state;
	out_nexthop(&rde, &p, FAMILY_IPV6_UNICAST, &b, &nh);
	assert_true(addr_eq(&nh.global, &given.global));
	nexthops_unref(rde.nexthops, b.nexthop);
	b.nexthop = 0;
	out_nexthop(&rde, &p, FAMILY_IPV4_UNICAST, &b, &nh);
	assert_int_equal(nh.global.af, ADDR_NONE);
	nexthops_free(rde.nexthops);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(self),
		cmocka_unit_test(written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
