/* SPDX-License-Identifier: ISC */
/*
 * show rib of families that are no tables of prefixes, and of neighbours that
 * are announced nothing: each is looked at, a part at a time.
 */
#include "client_user.h"

/* 10.N.0.0/16 of VPNv4, rd 64500:RD. */
static struct nlri
vpn_route(uint8_t rd, uint32_t n, uint8_t key[11])
{
	const uint8_t octets[] = { 0, 0, 0xfb, 0xf4, 0, 0, 0, rd,
	    (uint8_t)(n >> 8), (uint8_t)n, 16 };

	memcpy(key, octets, sizeof(octets));
	return (struct nlri){ .family = FAMILY_IPV4_VPN,
	    .key = rbuf_of(key, sizeof(octets)) };
}

static void
configure_vpn(struct rig *r, uint16_t id, unsigned many)
{
	const struct idset *targets = idset_of(r->rde.idsets, &id, 1);
	struct originate_route x = { .self = true };
	uint8_t key[11];
	unsigned i;

	x.attrs = attrs_intern(r->rde.attrs, rbuf_of(plain, sizeof(plain)));
	originate_config_begin(r->rde.originate);
	for (i = 0; i < 2 * many; i++) {
		x.nlri = vpn_route((uint8_t)(1 + i / many), i % many, key);
		originate_config_route(r->rde.originate, &x, targets);
	}
	while (originate_config_end(r->rde.originate))
		;
	attrs_unref(r->rde.attrs, x.attrs);
	idset_unref(r->rde.idsets, targets);
}

/* They are no table of prefixes: found by a look at each, both ways. */
static void
filters_pick_vpn_routes(void **state)
{
	enum { NETS = 5000 };
	static const struct { uint32_t net, flags; uint8_t plen, rd;
	    unsigned want; } rows[] = {
		{ 0x0a010000, 0, 16, 0, 2 }, { 0x0a010000, 0, 15, 0, 0 },
		{ 0x0a010000, 0, 16, 2, 1 }, { 0x0a010000, 0, 16, 3, 0 },
		{ 0x0a010203, CTL_RIB_ADDRESS, 32, 0, 2 },
		{ 0x0a010203, CTL_RIB_SHORTER, 32, 1, 1 },
		{ 0x0a000000, CTL_RIB_LONGER, 8, 0, 512 },
		{ 0x00000000, CTL_RIB_LONGER, 0, 1, NETS },
	};
	struct conf_neighbor conf = rig_conf(1);
	struct negotiated neg = rig_neg(1);
	struct ctl_rib_filter f;
	struct peer *p;
	struct rig r;
	struct user u;
	struct tally t;
	struct nlri n;
	uint32_t attrs;
	uint8_t key[11];
	unsigned i, out;

	(void)state;
	rig_init(&r);
	conf.family_all = 1;
	neg.families = families_all();
	p = sessions_peer_added(&r.rde, &conf);
	sessions_up(&r.rde, p, 1, &neg);
	attrs = attrs_intern(r.rde.attrs, rbuf_of(plain, sizeof(plain)));
	for (i = 0; i < 2 * NETS; i++) {
		n = vpn_route((uint8_t)(1 + i / NETS), i % NETS, key);
		assert_int_equal(adj_rib_in_set(r.rde.in, p, &n, attrs, 0),
		    IN_NEW);
	}
	attrs_unref(r.rde.attrs, attrs);
	configure_vpn(&r, p->id, NETS);
	u = user_new(&r, ROLE_READ);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (out = 0; out < 2; out++) {
			f = on_prefix(rows[i].net, rows[i].plen,
			    rows[i].flags | (out ? CTL_RIB_OUT : 0));
			if (rows[i].rd != 0)
				f.flags |= CTL_RIB_RD;
			memcpy(f.rd, vpn_route(rows[i].rd, 0, key).key.p, 8);
			t = show(&u, &f);
			if (t.paths != rows[i].want)
				fail_msg("row %u, out %u: %u", i, out,
				    t.paths);
			assert_int_equal(t.verdict.code, t.paths == 0 ?
			    CTL_NOTHING : CTL_OK);
		}
	link_sync_free(u.s);
	rig_free(&r);
}

/* What is for others is passed over a part at a time. */
static void
looks_at_some_of_others(void **state)
{
	enum { NETS = 20000 };
	struct ctl_rib_filter f = { .flags = CTL_RIB_OUT };
	struct rib_out_items items = { 0 };
	struct conf_neighbor conf = rig_conf(1);
	struct peer *p;
	struct rig r;
	struct user u;
	unsigned turns = 0;
	struct net_pos at;

	(void)state;
	rig_init(&r);
	conf.family_all = 1;
	sessions_peer_added(&r.rde, &conf);
	conf = rig_conf(2);
	conf.family_all = 1;
	p = sessions_peer_added(&r.rde, &conf);
	configure_vpn(&r, 1, NETS);
	do {
		assert_int_equal(update_out_show_some(r.rde.out, p,
		    FAMILY_IPV4_VPN, turns == 0 ? NULL : &at, NULL, &items),
		    0);
		at = items.behind;
		turns++;
	} while (items.more && turns < 100);
	assert_in_range(turns, 5, 10);
	free(items.v);
	u = user_new(&r, ROLE_READ);
	assert_int_equal(show(&u, &f).paths, 2 * NETS);
	f.flags |= CTL_RIB_PEER;
	f.peer = (struct ctl_selector){ .kind = CTL_SEL_ADDR,
	    .addr = p->conf.remote };
	assert_int_equal(show(&u, &f).paths, 0);
	link_sync_free(u.s);
	rig_free(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(filters_pick_vpn_routes),
		cmocka_unit_test(looks_at_some_of_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
