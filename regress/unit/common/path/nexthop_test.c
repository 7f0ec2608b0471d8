/* SPDX-License-Identifier: ISC */
/* Next hops: lengths per family, and what is no next hop. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"
#include "path/nlri.h"

static const uint8_t octets[33] = { 0x20, 0x01, 0x0d, 0xb8, [15] = 1,
    [16] = 0xfe, [17] = 0x80, [31] = 2 };

static void
lengths(void **state)
{
	struct nexthop nh;
	size_t n;

	(void)state;
	for (n = 0; n <= 33; n++) {
		assert_int_equal(nexthop_read(rbuf_of(octets, n),
		    FAMILY_IPV4_UNICAST, false, &nh), n == 4 ? 0 : -1);
		assert_int_equal(nexthop_read(rbuf_of(octets, n),
		    FAMILY_IPV4_MULTICAST, true, &nh),
		    n == 4 || n == 16 || n == 32 ? 0 : -1);
		assert_int_equal(nexthop_read(rbuf_of(octets, n),
		    FAMILY_IPV6_UNICAST, false, &nh),
		    n == 4 || n == 16 || n == 32 ? 0 : -1);
	}
}

static void
there_and_back(void **state)
{
	static const size_t sizes[] = { 4, 16, 32 };
	struct nexthop nh;
	uint8_t out[32];
	struct wbuf w;
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		assert_int_equal(nexthop_read(rbuf_of(octets, sizes[i]),
		    FAMILY_IPV6_UNICAST, true, &nh), 0);
		wbuf_fixed(&w, out, sizeof(out));
		nexthop_write(&w, FAMILY_IPV6_UNICAST, &nh);
		assert_int_equal(w.len, sizes[i]);
		assert_memory_equal(out, octets, sizes[i]);
	}
	assert_true(addr_is_link_local(&nh.link_local));
}

/* Written, and how long that is; read again it is the same, or as mapped. */
static void
goes_as(enum family f, const char *text, const void *want, size_t n)
{
	struct nexthop nh = { .global.af = ADDR_NONE }, again;
	uint8_t out[64];
	struct wbuf w;

	assert_int_equal(addr_parse(text, &nh.global), 0);
	wbuf_fixed(&w, out, sizeof(out));
	nexthop_write(&w, f, &nh);
	assert_int_equal(w.len, n);
	assert_int_equal(nexthop_write_size(f, &nh), n);
	assert_memory_equal(out, want, n);
	assert_int_equal(nexthop_read(wbuf_view(&w), f, true, &again), 0);
	assert_memory_equal(again.global.b +
	    addr_len(again.global.af) - addr_len(nh.global.af), nh.global.b,
	    addr_len(nh.global.af));
}

static void
families_of_labels_and_vpns(void **state)
{
	static const uint8_t v4[] = { 192, 0, 2, 1 };
	static const uint8_t mapped[] = { [10] = 0xff, 0xff, 192, 0, 2, 1 };
	static const uint8_t vpn4[] = { [8] = 192, 0, 2, 1 };
	static const uint8_t vpn_mapped[] = { [18] = 0xff, 0xff, 192, 0, 2, 1 };
	static const uint8_t vpn6[] = { [8] = 0x20, 0x01, 0x0d, 0xb8,
	    [23] = 1 };
	static const struct {
		enum family	f;
		bool		enhanced;
		uint64_t	taken;
	} all[] = {
		{ FAMILY_IPV4_LABELLED, false, 1ULL << 4 },
		{ FAMILY_IPV4_LABELLED, true,
		    1ULL << 4 | 1ULL << 16 | 1ULL << 32 },
		{ FAMILY_IPV6_LABELLED, false,
		    1ULL << 4 | 1ULL << 16 | 1ULL << 32 },
		{ FAMILY_IPV4_VPN, false, 1ULL << 12 },
		{ FAMILY_IPV4_VPN, true, 1ULL << 12 | 1ULL << 16 |
		    1ULL << 24 | 1ULL << 32 | 1ULL << 48 },
		{ FAMILY_IPV6_VPN, false, 1ULL << 24 | 1ULL << 48 },
		{ FAMILY_IPV6_VPN_MULTICAST, false, 1ULL << 24 | 1ULL << 48 },
		{ FAMILY_EVPN, false, 1ULL << 4 | 1ULL << 16 | 1ULL << 32 },
	};
	static const uint8_t zeros[63];
	struct nexthop nh;
	size_t i, n;

	(void)state;
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		for (n = 0; n < sizeof(zeros); n++)
			assert_int_equal(nexthop_read(rbuf_of(zeros, n),
			    all[i].f, all[i].enhanced, &nh),
			    (all[i].taken >> n & 1) != 0 ? 0 : -1);
	goes_as(FAMILY_IPV4_LABELLED, "192.0.2.1", v4, sizeof(v4));
	goes_as(FAMILY_IPV6_LABELLED, "192.0.2.1", mapped, sizeof(mapped));
	goes_as(FAMILY_IPV4_VPN, "192.0.2.1", vpn4, sizeof(vpn4));
	goes_as(FAMILY_IPV4_VPN, "2001:db8::1", vpn6, sizeof(vpn6));
	goes_as(FAMILY_IPV6_VPN, "192.0.2.1", vpn_mapped,
	    sizeof(vpn_mapped));
	goes_as(FAMILY_IPV6_VPN, "2001:db8::1", vpn6, sizeof(vpn6));
	goes_as(FAMILY_EVPN, "192.0.2.1", v4, sizeof(v4));
}

/* BIRD's form between link-local addresses. */
static void
link_local_behind_nothing(void **state)
{
	uint8_t field[32] = { [16] = 0xfe, [17] = 0x80, [31] = 2 };
	struct nexthop nh;

	(void)state;
	assert_int_equal(nexthop_read(rbuf_of(field, 32),
	    FAMILY_IPV6_UNICAST, false, &nh), 0);
	assert_true(addr_is_link_local(&nh.global));
	assert_int_equal(nh.link_local.af, ADDR_NONE);
	assert_false(nexthop_is_martian(&nh));
	field[16] = 0x20;
	assert_int_equal(nexthop_read(rbuf_of(field, 32),
	    FAMILY_IPV6_UNICAST, false, &nh), 0);
	assert_true(nexthop_is_martian(&nh));
}

static void
fits(void **state)
{
	struct nexthop v4 = { .global = { .af = ADDR_V4 } },
	    v6 = { .global = { .af = ADDR_V6 } }, none = { 0 };

	(void)state;
	assert_true(nexthop_fits(FAMILY_IPV4_UNICAST, &v4, false));
	assert_false(nexthop_fits(FAMILY_IPV4_UNICAST, &v6, false));
	assert_true(nexthop_fits(FAMILY_IPV4_UNICAST, &v6, true));
	assert_true(nexthop_fits(FAMILY_IPV6_UNICAST, &v6, false));
	assert_false(nexthop_fits(FAMILY_IPV6_UNICAST, &v4, false));
	assert_false(nexthop_fits(FAMILY_IPV4_UNICAST, &none, true));
}

static void
martians(void **state)
{
	static const char *const bad[] = { "0.0.0.0", "0.1.2.3", "127.0.0.1",
	    "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1",
	    "ff02::1" };
	static const char *const good[] = { "192.0.2.1", "223.255.255.255",
	    "2001:db8::1", "fe80::1" };
	struct nexthop nh = { 0 };
	size_t i;

	(void)state;
	assert_true(nexthop_is_martian(&nh));
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(addr_parse(bad[i], &nh.global), 0);
		assert_true(nexthop_is_martian(&nh));
	}
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		assert_int_equal(addr_parse(good[i], &nh.global), 0);
		assert_false(nexthop_is_martian(&nh));
	}
}

static void
writes(enum family f, const struct nexthop *nh, const char *hex)
{
	uint8_t written[64];
	struct nexthop again;
	struct octets o;
	struct wbuf w;

	octets_of(hex, &o);
	wbuf_fixed(&w, written, sizeof(written));
	nexthop_write(&w, f, nh);
	assert_int_equal(w.len, o.n);
	assert_memory_equal(written, o.p, o.n);
	assert_int_equal(nexthop_read(wbuf_view(&w), f, false, &again), 0);
	assert_true(addr_eq(&again.global, &nh->global));
}

/* RFC 9552 5.5, RFC 6514 4: only VPNs of BGP-LS have a distinguisher. */
static void
distinguishers_by_family(void **state)
{
	const struct nexthop v4 = { .global = addr_v4(0xc0000201) };
	const struct nexthop v6 = { .global = { .af = ADDR_V6,
	    .b = { 0x20, 0x01, 0x0d, 0xb8, [15] = 1 } } };
	uint8_t written[64];
	struct nexthop again;
	struct octets o;
	struct wbuf w;

	(void)state;
	writes(FAMILY_LS, &v4, "c0000201");
	writes(FAMILY_LS_VPN, &v4, "0000000000000000 c0000201");
	writes(FAMILY_LS_VPN, &v6, "0000000000000000 "
	    "20010db8000000000000000000000001");
	writes(FAMILY_IPV4_MVPN, &v4, "c0000201");
	writes(FAMILY_IPV6_MVPN, &v4, "c0000201");
	writes(FAMILY_IPV4_MUP, &v6, "20010db8000000000000000000000001");
	writes(FAMILY_IPV4_SR_POLICY, &v4, "c0000201");
	writes(FAMILY_IPV4_MUP, &v4, "c0000201");
	/* read as it came */
	wbuf_fixed(&w, written, sizeof(written));
	nexthop_write(&w, FAMILY_IPV6_MUP, &v4);
	octets_of("00000000000000000000ffff c0000201", &o);
	assert_int_equal(w.len, o.n);
	assert_memory_equal(written, o.p, o.n);
	assert_int_equal(nexthop_write_size(FAMILY_IPV6_MUP, &v4), o.n);
	assert_int_equal(nexthop_read(rbuf_of(v4.global.b, 4),
	    FAMILY_IPV6_MUP, false, &again), 0);
	assert_true(addr_eq(&again.global, &v4.global));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lengths),
		cmocka_unit_test(there_and_back),
		cmocka_unit_test(families_of_labels_and_vpns),
		cmocka_unit_test(link_local_behind_nothing),
		cmocka_unit_test(fits),
		cmocka_unit_test(martians),
		cmocka_unit_test(distinguishers_by_family),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
