/* SPDX-License-Identifier: ISC */
/* next-hop self by session and family; never an address that was made up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "update/self_nexthop.h"

static void
of_prefixes(void **state)
{
	struct pack_profile p = { .self_v4 = addr_v4(0xc0000201) };
	struct nexthop nh;

	(void)state;
	self_nexthop_get(&p, FAMILY_IPV4_UNICAST, &nh);
	assert_int_equal(addr_v4_host(&nh.global), 0xc0000201);
	self_nexthop_get(&p, FAMILY_IPV6_UNICAST, &nh);
	assert_int_equal(nh.global.af, ADDR_NONE);
	p.self_v4.af = ADDR_NONE;
	p.self_v6 = (struct addr){ .af = ADDR_V6, .b = { 0x20, 1 } };
	p.self_ll = (struct addr){ .af = ADDR_V6, .b = { 0xfe, 0x80 } };
	self_nexthop_get(&p, FAMILY_IPV4_UNICAST, &nh);
	assert_int_equal(nh.global.af, ADDR_NONE);
	p.enh_nexthop = 1U << FAMILY_IPV4_UNICAST;
	self_nexthop_get(&p, FAMILY_IPV4_UNICAST, &nh);
	assert_int_equal(nh.global.b[0], 0x20);
	assert_int_equal(nh.link_local.b[0], 0xfe);
}

/* Those without an AFI of addresses take what the session has. */
static void
of_others(void **state)
{
	static const enum family any[] = { FAMILY_VPLS, FAMILY_EVPN,
	    FAMILY_LS, FAMILY_LS_VPN };
	struct pack_profile p = { .self_v4 = addr_v4(0xc0000201) };
	struct nexthop nh;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(any) / sizeof(any[0]); i++) {
		self_nexthop_get(&p, any[i], &nh);
		assert_int_equal(addr_v4_host(&nh.global), 0xc0000201);
	}
	assert_int_equal(family_others_set(FAMILY_OTHER_FIRST, 16397, 99), 0);
	self_nexthop_get(&p, FAMILY_OTHER_FIRST, &nh);
	assert_int_equal(addr_v4_host(&nh.global), 0xc0000201);
	/* a rule needs none */
	self_nexthop_get(&p, FAMILY_IPV4_FLOW, &nh);
	assert_int_equal(nh.global.af, ADDR_NONE);
	p.self_v4.af = ADDR_NONE;
	p.self_v6 = (struct addr){ .af = ADDR_V6, .b = { 0x20, 1 } };
	self_nexthop_get(&p, FAMILY_EVPN, &nh);
	assert_int_equal(nh.global.b[0], 0x20);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_prefixes),
		cmocka_unit_test(of_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
