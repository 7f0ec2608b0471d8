/* SPDX-License-Identifier: ISC */
/* What depends on the neighbour, one question at a time. */
#include "rig.h"

#include <stdio.h>

#include "bgp/capability.h"
#include "bgp/role.h"
#include "update_judge.h"

static const struct attr_summary good = {
	.present = 1U << ATTR_ORIGIN | 1U << ATTR_AS_PATH |
	    1U << ATTR_NEXT_HOP,
	.first_as = RIG_PEER_AS, .next_hop = 0xc0000263,
};

static struct peer
neighbor(void)
{
	struct peer p = { .neg = rig_neg(1) };

	return p;
}

static struct nexthop
hop(const char *text)
{
	struct nexthop nh = { 0 };

	assert_int_equal(addr_parse(text, &nh.global), 0);
	return nh;
}

static void
wants_the_mandatory_ones(void **state)
{
	const struct judged v4 = { .nlri = true };
	const struct nexthop nh = hop("2001:db8::9");
	const struct judged mp = { .mp = &nh };
	struct attr_summary sum = good;
	struct peer p = neighbor();

	(void)state;
	assert_null(update_judge(&p, false, &sum, &v4));
	sum.present &= ~(1ULL << ATTR_NEXT_HOP);
	assert_string_equal(update_judge(&p, false, &sum, &v4),
	    "NEXT_HOP is missing");
	assert_null(update_judge(&p, false, &sum, &mp));
	sum = good;
	sum.present &= ~(1ULL << ATTR_ORIGIN);
	assert_string_equal(update_judge(&p, false, &sum, &mp),
	    "ORIGIN is missing");
	sum = good;
	sum.present &= ~(1ULL << ATTR_AS_PATH);
	assert_string_equal(update_judge(&p, false, &sum, &v4),
	    "AS_PATH is missing");
}

static void
wants_the_neighbours_as_first(void **state)
{
	const struct judged v4 = { .nlri = true };
	struct attr_summary sum = good;
	struct peer p = neighbor();

	(void)state;
	sum.first_as = 0;	/* also of a path that is empty */
	assert_non_null(update_judge(&p, false, &sum, &v4));
	sum.first_as = 64999;
	assert_non_null(update_judge(&p, false, &sum, &v4));
	p.conf.role = 2;
	assert_null(update_judge(&p, false, &sum, &v4));
	p.conf.role = 1;
	assert_non_null(update_judge(&p, false, &sum, &v4));
	p.neg.ebgp = 0;
	assert_null(update_judge(&p, false, &sum, &v4));
}

static void
looks_at_next_hops(void **state)
{
	static const char *const bad4[] = {
		"0.0.0.0", "0.1.2.3", "127.0.0.1", "224.0.0.1", "240.0.0.1",
		"255.255.255.255", "198.51.100.254",
	};
	static const char *const bad6[] = {
		"::", "::1", "ff02::1", "2001:db8::1", "fe80::1",
	};
	struct attr_summary sum = good;
	struct peer p = neighbor();
	struct judged v4 = { .nlri = true }, mp;
	struct nexthop nh;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad4) / sizeof(bad4[0]); i++) {
		nh = hop(bad4[i]);
		sum.next_hop = addr_v4_host(&nh.global);
		if (update_judge(&p, false, &sum, &v4) == NULL)
			fail_msg("%s", bad4[i]);
		/* Without NLRI there the attribute says nothing. */
		nh = hop("2001:db8::9");
		mp = (struct judged){ .mp = &nh };
		assert_null(update_judge(&p, false, &sum, &mp));
	}
	sum = good;
	assert_int_equal(addr_parse("2001:db8::1", &p.neg.local), 0);
	assert_int_equal(addr_parse("fe80::1", &p.neg.local_ll), 0);
	for (i = 0; i < sizeof(bad6) / sizeof(bad6[0]); i++) {
		nh = hop(bad6[i]);
		mp = (struct judged){ .nlri = true, .mp = &nh };
		if (update_judge(&p, false, &sum, &mp) == NULL)
			fail_msg("%s", bad6[i]);
	}
	/* Ours behind a good one. */
	nh = hop("2001:db8::9");
	nh.link_local = p.neg.local_ll;
	mp = (struct judged){ .mp = &nh };
	assert_non_null(update_judge(&p, false, &sum, &mp));
}

static void
lets_loopback_be_between_loopbacks(void **state)
{
	const struct judged v4 = { .nlri = true };
	struct attr_summary sum = good;
	struct peer p = neighbor();
	bool loopback = true;

	(void)state;
	p.neg.local = addr_v4(0x7f000001);
	sum.next_hop = 0x7f000001;
	assert_null(update_judge(&p, loopback, &sum, &v4));
	sum.next_hop = 0x7f000002;
	assert_null(update_judge(&p, loopback, &sum, &v4));
	sum.next_hop = 0xe0000001;
	assert_non_null(update_judge(&p, loopback, &sum, &v4));
	loopback = false;
	sum.next_hop = 0x7f000002;
	assert_non_null(update_judge(&p, loopback, &sum, &v4));
	sum.next_hop = 0x7f000001;
	assert_non_null(update_judge(&p, loopback, &sum, &v4));
}

static void
sees_what_is_odd(void **state)
{
	struct attr_summary sum = good;
	struct peer p = neighbor();

	(void)state;
	assert_null(update_oddity(&p, &sum));
	sum.as_trans = 1;
	assert_non_null(update_oddity(&p, &sum));
	p.neg.as4 = 0;
	assert_null(update_oddity(&p, &sum));
	sum.otc_zero = 1;
	assert_string_equal(update_oddity(&p, &sum), "OTC: AS 0");
}

/* RFC 9234 5, ingress. */
static void
judges_by_role(void **state)
{
	static const uint8_t set[] = { 0xc0, 35, 4, 0, 0, 0xfb, 0xf5 };
	struct attr_summary sum = good;
	struct peer p = neighbor();
	struct rbuf b = rbuf_of(set, sizeof(set));

	(void)state;
	sum.present |= 1ULL << ATTR_OTC;
	p.conf.role = ROLE_UNSET;
	assert_int_equal(update_marks(&p), 0);
	assert_false(update_leaks(&p, &sum, b));
	p.conf.role = BGP_ROLE_PROVIDER;
	assert_int_equal(update_marks(&p), 0);
	assert_true(update_leaks(&p, &sum, b));
	p.conf.role = BGP_ROLE_CUSTOMER;
	assert_int_equal(update_marks(&p), RIG_PEER_AS);
	assert_false(update_leaks(&p, &sum, b));
	p.conf.role = BGP_ROLE_PEER;		/* 64501, not 64500 */
	assert_true(update_leaks(&p, &sum, b));
	p.neg.peer_as = 0xfbf5;
	assert_false(update_leaks(&p, &sum, b));
	p.conf.role = BGP_ROLE_PROVIDER;
	assert_false(update_leaks(&p, &good, rbuf_of(set, 0)));
	p.neg.ebgp = 0;
	assert_false(update_leaks(&p, &sum, b));
	p.conf.role = BGP_ROLE_CUSTOMER;
	assert_int_equal(update_marks(&p), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wants_the_mandatory_ones),
		cmocka_unit_test(wants_the_neighbours_as_first),
		cmocka_unit_test(looks_at_next_hops),
		cmocka_unit_test(lets_loopback_be_between_loopbacks),
		cmocka_unit_test(sees_what_is_odd),
		cmocka_unit_test(judges_by_role),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
