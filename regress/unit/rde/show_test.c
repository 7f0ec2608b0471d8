/* SPDX-License-Identifier: ISC */
/* Flow specification rules in show rib, with what validation says of them. */
#include "client_user.h"

static const uint8_t foreign[] = {
	0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xfe,
	0x40, 3, 4, 192, 0, 2, 1,
};
/* AS 64500 then our own, 64496; community 64500:7. */
static const uint8_t looped[] = {
	0x40, 1, 1, 0, 0x40, 2, 10, 2, 2, 0, 0, 0xfb, 0xf4, 0, 0, 0xfb,
	0xf0, 0x40, 3, 4, 192, 0, 2, 1, 0xc0, 8, 4, 0xfb, 0xf4, 0, 7,
};


/* A rule of 10.0.0.0/8, and its I-th port. */
static void
announce_rule(struct rig *r, struct peer *p, uint32_t i)
{
	const uint8_t key[] = { 1, 8, 10, 4, 0x91, (uint8_t)(i >> 8),
	    (uint8_t)i };
	struct nlri x = { .family = FAMILY_IPV4_FLOW,
	    .key = rbuf_of(key, sizeof(key)) };
	uint32_t a = attrs_intern(r->rde.attrs, rbuf_of(plain,
	    sizeof(plain)));

	(void)adj_rib_in_set(r->rde.in, p, &x, a, 0);
	attrs_unref(r->rde.attrs, a);
}

/* Each is shown once, however many slices its destination takes. */
static void
rules_are_shown_with_their_verdict(void **state)
{
	enum { RULES = 2000, MANY = 30000 };
	const struct ctl_rib_filter bad = { .flags = CTL_RIB_INFEASIBLE };
	const struct ctl_rib_filter invalid = { .flags = CTL_RIB_INVALID };
	const struct ctl_rib_filter rules = { .flags = CTL_RIB_FAMILY,
	    .afi = AFI_IPV4, .safi = SAFI_FLOW };
	const struct ctl_rib_filter routes = { .flags = CTL_RIB_FAMILY,
	    .afi = AFI_IPV4, .safi = SAFI_UNICAST };
	struct rig r;
	struct peer *p, *other;
	struct user u;
	struct tally t;
	uint32_t i;

	(void)state;
	rig_init(&r);
	p = rig_peer_up(&r, 1);
	other = rig_peer_up(&r, 2);
	for (i = 0; i < RULES; i++)
		announce_rule(&r, p, i + 256);
	u = user_new(&r, ROLE_READ);
	t = show(&u, &bad);
	assert_int_equal(t.paths, RULES);
	assert_int_equal(t.why.reason, CTL_FLOW_NO_ROUTE);
	assert_int_equal(t.last.flags & (CTL_P_VALID | CTL_P_FEASIBLE), 0);
	assert_int_equal(show(&u, &invalid).paths, RULES);

	announce(&r, p, 0x0a000000, 8, plain, sizeof(plain));
	for (i = 0; i < MANY; i++)
		announce(&r, p, 0x0a000000 + i, 32, plain, sizeof(plain));
	t = show(&u, &rules);
	assert_int_equal(t.paths, RULES);
	assert_int_equal(t.last.flags & (CTL_P_VALID | CTL_P_FEASIBLE |
	    CTL_P_INFEASIBLE), CTL_P_VALID | CTL_P_FEASIBLE);
	assert_int_equal(show(&u, &bad).paths, 0);

	announce(&r, other, 0x0a000000, 16, looped, sizeof(looped));
	assert_int_equal(show(&u, &bad).paths, 0);
	announce(&r, other, 0x0a0a0000, 16, foreign, sizeof(foreign));
	t = show(&u, &bad);
	assert_int_equal(t.paths, RULES);
	assert_int_equal(t.why.reason, CTL_FLOW_MORE_SPECIFIC);
	assert_int_equal(t.why.as, 64510);
	assert_int_equal(t.last.flags & CTL_P_UNJUDGED, 0);
	p->conf.flow_validation = CONF_FLOW_OFF;
	assert_int_equal(show(&u, &bad).paths, 0);
	t = show(&u, &rules);
	assert_int_equal(t.paths, RULES);
	assert_int_equal(t.last.flags & (CTL_P_VALID | CTL_P_FEASIBLE |
	    CTL_P_INFEASIBLE | CTL_P_UNJUDGED), CTL_P_VALID | CTL_P_UNJUDGED);
	t = show(&u, &routes);
	assert_int_equal(t.last.flags & CTL_P_UNJUDGED, 0);
	link_sync_free(u.s);
	rig_free(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules_are_shown_with_their_verdict),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
