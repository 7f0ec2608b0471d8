/* SPDX-License-Identifier: ISC */
/* OPENs as bytes on the wire, refusals, and what both sides agree on. */
#include "harness.h"

static const struct negotiate_self self = {
	.as = 65533, .id = 0x0a000002, .version = "Herald"
};

static void
offer(const struct conf_neighbor *c, const uint8_t *want, size_t n)
{
	uint8_t room[MSG_MAX];
	struct open o;
	struct wbuf w;

	negotiate_offer(c, &self, &o);
	wbuf_fixed(&w, room, sizeof(room));
	open_write(&w, &o);
	assert_int_equal(w.len - MSG_HEADER, n);
	assert_memory_equal(room + MSG_HEADER, want, n);
}

/* RFC 4271 4.2, 5492, 4760, 6793, 8654, FQDN: worked out by hand. */
static void
bytes_of_an_offer(void **state)
{
	static const uint8_t with_host[] = {
		4, 0xff, 0xfd, 0, 180, 10, 0, 0, 2, 31,
		2, 6, 1, 4, 0, 1, 0, 1,
		2, 6, 65, 4, 0, 0, 0xff, 0xfd,
		2, 2, 6, 0,
		2, 9, 73, 7, 3, 'f', 'o', 'o', 2, 'b', 'c',
	};
	static const uint8_t many[] = {
		4, 0xff, 0xfd, 0, 180, 10, 0, 0, 2, 66,
		2, 6, 1, 4, 0, 1, 0, 1,
		2, 6, 65, 4, 0, 0, 0xff, 0xfd,
		2, 6, 69, 4, 0, 1, 1, 3,
		2, 8, 64, 6, 0, 120, 0, 1, 1, 0x80,
		2, 2, 2, 0,
		2, 2, 70, 0,
		2, 2, 6, 0,
		2, 3, 9, 1, 3,
		2, 9, 75, 7, 6, 'H', 'e', 'r', 'a', 'l', 'd',
		2, 2, 77, 0,
	};
	struct conf_neighbor c = sample_conf();

	(void)state;
	strlcpy(c.host_name, "foo", sizeof(c.host_name));
	strlcpy(c.domain_name, "bc", sizeof(c.domain_name));
	offer(&c, with_host, sizeof(with_host));
	c = sample_conf();
	c.add_path = ADD_PATH_BOTH;
	c.gr_time = 120;
	c.route_refresh = 1;
	c.role = 3;
	c.peer_as = 64496;
	c.software_version = 1;
	c.link_local_nexthop = 1;
	offer(&c, many, sizeof(many));
}

static int
check(const struct conf_neighbor *c, struct open *theirs, struct notify *err)
{
	struct open ours;

	negotiate_offer(c, &self, &ours);
	return negotiate_check(c, &ours, theirs, err);
}

static void
refusals(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct open o;
	struct notify err;

	(void)state;
	negotiate_offer(&c, &self, &o);
	assert_int_equal(check(&c, &o, &err), -1);	/* our own id, iBGP */
	assert_int_equal(err.subcode, OPEN_ID);
	o.id = 5;
	assert_int_equal(check(&c, &o, &err), 0);
	o.as = 64496;
	assert_int_equal(check(&c, &o, &err), -1);
	assert_int_equal(err.subcode, OPEN_PEER_AS);
	assert_memory_equal(err.data, "\0\0\373\360", 4);
	c.peer_as = 0;
	assert_int_equal(check(&c, &o, &err), 0);
	o.id = self.id;				/* eBGP may share it */
	assert_int_equal(check(&c, &o, &err), 0);
	c.min_hold_time = 30;
	o.hold_time = 20;
	assert_int_equal(check(&c, &o, &err), -1);
	assert_int_equal(err.subcode, OPEN_HOLD_TIME);
	o.hold_time = 0;
	assert_int_equal(check(&c, &o, &err), 0);
	c.role = 3;
	o.caps.role = 3;
	assert_int_equal(check(&c, &o, &err), -1);
	assert_int_equal(err.subcode, OPEN_ROLE);
	o.caps.role = 0;
	assert_int_equal(check(&c, &o, &err), 0);
	/* Strict mode, RFC 9234 4.2. */
	o.caps.role = ROLE_UNSET;
	assert_int_equal(check(&c, &o, &err), 0);
	c.require[0] = (uint64_t)1 << CAP_ROLE;
	assert_int_equal(check(&c, &o, &err), -1);
	assert_int_equal(err.subcode, OPEN_ROLE);
	assert_int_equal(err.len, 0);
	o.caps.role = 0;
	assert_int_equal(check(&c, &o, &err), 0);
	c.route_refresh = 1;
	c.require[0] = (uint64_t)1 << CAP_REFRESH;
	assert_int_equal(check(&c, &o, &err), -1);
	assert_int_equal(err.subcode, OPEN_CAPABILITY);
	assert_int_equal(err.len, 2);
	assert_memory_equal(err.data, "\2\0", 2);
}

static void
agreements(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct open ours, theirs;
	struct negotiated n;

	(void)state;
	c.add_path = ADD_PATH_SEND;
	c.nfamilies = 2;
	c.families[1] = FAMILY_IPV6_UNICAST;
	negotiate_offer(&c, &self, &ours);
	c.add_path = ADD_PATH_RECEIVE;
	c.families[1] = FAMILY_IPV6_MULTICAST;
	c.hold_time = 30;
	negotiate_offer(&c, &self, &theirs);
	theirs.id = 9;
	negotiate_agree(&c, &ours, &theirs, &n);
	assert_int_equal(n.families, 1 << FAMILY_IPV4_UNICAST);
	assert_int_equal(n.add_path_tx, 1 << FAMILY_IPV4_UNICAST);
	assert_int_equal(n.add_path_rx, 0);
	assert_int_equal(n.hold_time, 30);
	assert_int_equal(n.as4, 1);
	assert_int_equal(n.ebgp, 0);
	capabilities_init(&theirs.caps);	/* speaks of no family at all */
	negotiate_agree(&c, &ours, &theirs, &n);
	assert_int_equal(n.families, 1 << FAMILY_IPV4_UNICAST);
	assert_int_equal(n.as4, 0);
}

/* They say how many paths they take, and only who takes some says it. */
/* As any, but for ADD-PATH; who has not configured it has not got it. */
static void
families_by_number(void **state)
{
	const enum family f = FAMILY_OTHER_FIRST + 4;
	struct conf_neighbor c = sample_conf();
	struct open ours, theirs;
	struct negotiated n;

	(void)state;
	assert_int_equal(family_others_set(f, 16397, 99), 0);
	c.add_path = ADD_PATH_BOTH;
	c.gr_time = 120;
	c.families[c.nfamilies++] = f;
	negotiate_offer(&c, &self, &ours);
	assert_non_null(afi_safi_find(&ours.caps.mp, 16397, 99));
	assert_non_null(afi_safi_find(&ours.caps.gr, 16397, 99));
	assert_null(afi_safi_find(&ours.caps.add_path, 16397, 99));
	theirs = ours;
	theirs.caps.add_path.v[theirs.caps.add_path.n++] = (struct afi_safi){
		.afi = 16397, .safi = 99, .arg = ADD_PATH_BOTH };
	negotiate_agree(&c, &ours, &theirs, &n);
	assert_int_equal(n.families >> f & 1, 1);
	assert_int_equal(n.gr_families >> f & 1, 1);
	assert_int_equal((n.add_path_rx | n.add_path_tx) >> f & 1, 0);
	c.nfamilies--;
	negotiate_offer(&c, &self, &ours);
	negotiate_agree(&c, &ours, &theirs, &n);
	assert_int_equal(n.families >> f & 1, 0);
	/* no list is all that are known, and no more */
	c.nfamilies = 0;
	negotiate_offer(&c, &self, &ours);
	assert_int_equal(ours.caps.mp.n, FAMILY_OTHER_FIRST);
}

static void
paths_limits(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct open ours, theirs;
	struct negotiated n;

	(void)state;
	c.paths_limit[FAMILY_IPV4_UNICAST] = 7;
	negotiate_offer(&c, &self, &ours);
	assert_int_equal(ours.caps.paths_limit.n, 0);
	c.add_path = ADD_PATH_SEND;
	negotiate_offer(&c, &self, &ours);
	assert_int_equal(ours.caps.paths_limit.n, 0);
	c.add_path = ADD_PATH_BOTH;
	negotiate_offer(&c, &self, &theirs);
	assert_int_equal(theirs.caps.paths_limit.n, 1);
	assert_int_equal(theirs.caps.paths_limit.v[0].n, 7);
	negotiate_agree(&c, &ours, &theirs, &n);
	assert_int_equal(n.paths_limit[FAMILY_IPV4_UNICAST], 7);
	assert_int_equal(n.paths_limit[FAMILY_IPV6_UNICAST], 0);
	negotiate_agree(&c, &theirs, &ours, &n);
	assert_int_equal(n.paths_limit[FAMILY_IPV4_UNICAST], 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_of_an_offer),
		cmocka_unit_test(refusals),
		cmocka_unit_test(agreements),
		cmocka_unit_test(families_by_number),
		cmocka_unit_test(paths_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
