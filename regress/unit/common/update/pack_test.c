/* SPDX-License-Identifier: ISC */
/*
 * UPDATEs octet by octet: placement of next hop and NLRI, defaults of iBGP and
 * eBGP, old speakers, full messages, withdraws, End-of-RIB, ROUTE-REFRESH.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bgp/message.h"
#include "path/attr.h"
#include "bgp/role.h"
#include "update/pack.h"
#include "update/split.h"

enum { ROOM = 256 * 1024 };

static const struct pack_profile ibgp = { .local_as = 65533,
    .peer_as = 65533, .as4 = 1, .aigp = 1 };
static const struct pack_profile ebgp = { .local_as = 64500,
    .peer_as = 64501, .as4 = 1, .ebgp = 1 };
static const uint8_t igp[] = { 0x40, 1, 1, 0 };

static struct nlri
net4(uint8_t a, uint8_t b, uint8_t c, uint8_t len)
{
	struct nlri n = { .family = FAMILY_IPV4_UNICAST };

	n.prefix = (struct prefix){ .af = ADDR_V4, .len = len,
	    .b = { a, b, c } };
	return n;
}

static struct nexthop
hop4(void)
{
	return (struct nexthop){ .global = addr_v4(0x65016501) };
}

static struct nexthop
hop6(void)
{
	struct nexthop nh = { .global = { .af = ADDR_V6,
	    .b = { 0x20, 1, 0x0d, 0xb8 } } };

	nh.global.b[15] = 9;
	return nh;
}

/* A message's octets behind the marker. */
static void
expect(const struct wbuf *w, const uint8_t *v, size_t n)
{
	size_t i;

	assert_false(w->failed);
	assert_int_equal(w->len, 16 + n);
	for (i = 0; i < 16; i++)
		assert_int_equal(w->p[i], 0xff);
	assert_memory_equal(w->p + 16, v, n);
}

static enum pack_result
announce(struct wbuf *w, const struct pack_profile *p, enum family f,
    struct rbuf canon, const struct nexthop *nh, const struct nlri *v,
    size_t n)
{
	struct wbuf attrs;
	enum pack_result r;

	wbuf_growable(&attrs, 70000);
	r = pack_attrs(&attrs, canon, p, FAMILY_IPV4_UNICAST, 0);
	if (r == PACK_OK)
		r = pack_announce(w, p, f, wbuf_view(&attrs), nh, v, n, false);
	wbuf_free(&attrs);
	return r;
}

/* 1.1.0.0/24 by iBGP: the classic fields, NEXT_HOP in its place. */
static void
classic(void **state)
{
	static const uint8_t want[] = { 0, 48, 2, 0, 0, 0, 0x15,
	    0x40, 1, 1, 0, 0x40, 2, 0, 0x40, 3, 4, 0x65, 1, 0x65, 1,
	    0x40, 5, 4, 0, 0, 0, 100, 24, 1, 1, 0 };
	const struct nlri n = net4(1, 1, 0, 24);
	struct nexthop nh = hop4();
	struct wbuf w;

	(void)state;
	wbuf_growable(&w, ROOM);
	assert_int_equal(announce(&w, &ibgp, FAMILY_IPV4_UNICAST,
	    rbuf_of(igp, sizeof(igp)), &nh, &n, 1), PACK_OK);
	assert_int_equal(want[1], 16 + sizeof(want));
	expect(&w, want, sizeof(want));
	/* A set without ORIGIN gets IGP. */
	wbuf_reset(&w);
	announce(&w, &ibgp, FAMILY_IPV4_UNICAST, rbuf_of("", 0), &nh, &n, 1);
	expect(&w, want, sizeof(want));
	wbuf_free(&w);
}

/* ADD-PATH: the path id stands before each NLRI (RFC 7911 3). */
static void
path_id(void **state)
{
	static const uint8_t want[] = { 0, 53, 2, 0, 0, 0, 0x15,
	    0x40, 1, 1, 0, 0x40, 2, 0, 0x40, 3, 4, 0x65, 1, 0x65, 1,
	    0x40, 5, 4, 0, 0, 0, 100, 1, 2, 3, 4, 32, 193, 0, 2, 1 };
	struct pack_profile p = ibgp;
	struct nlri n = net4(193, 0, 2, 32);
	struct nexthop nh = hop4();
	struct wbuf w;

	(void)state;
	p.add_path_tx = 1U << FAMILY_IPV4_UNICAST;
	n.prefix.b[3] = 1;
	n.has_path_id = 1;
	n.path_id = 0x01020304;
	wbuf_growable(&w, ROOM);
	announce(&w, &p, FAMILY_IPV4_UNICAST, rbuf_of(igp, sizeof(igp)), &nh,
	    &n, 1);
	expect(&w, want, sizeof(want));
	wbuf_free(&w);
}

/* RFC 8950: MP_REACH first, and no NEXT_HOP beside it. */
static void
ipv4_over_ipv6(void **state)
{
	static const uint8_t want[] = { 0, 65, 2, 0, 0, 0, 42,
	    0x90, 14, 0, 0x19, 0, 1, 1, 16, 0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0,
	    0, 0, 0, 0, 0, 0, 0, 9, 0, 24, 1, 1, 0,
	    0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4 };
	struct pack_profile p = ebgp;
	const struct nlri n = net4(1, 1, 0, 24);
	struct nexthop nh = hop6();
	struct wbuf w;

	(void)state;
	wbuf_growable(&w, ROOM);
	assert_int_equal(announce(&w, &p, FAMILY_IPV4_UNICAST,
	    rbuf_of(igp, sizeof(igp)), &nh, &n, 1), PACK_NO_NEXTHOP);
	assert_int_equal(w.len, 0);
	p.enh_nexthop = 1U << FAMILY_IPV4_UNICAST;
	assert_int_equal(announce(&w, &p, FAMILY_IPV4_UNICAST,
	    rbuf_of(igp, sizeof(igp)), &nh, &n, 1), PACK_OK);
	expect(&w, want, sizeof(want));
	wbuf_free(&w);
}

/* Multicast goes by MP_REACH 1/2 also with an IPv4 next hop. */
static void
multicast(void **state)
{
	static const uint8_t want[] = { 0, 54, 2, 0, 0, 0, 31,
	    0x90, 14, 0, 13, 0, 1, 2, 4, 0x65, 1, 0x65, 1, 0, 24, 1, 1, 0,
	    0x40, 1, 1, 0, 0x40, 2, 0, 0x40, 5, 4, 0, 0, 0, 100 };
	struct nlri n = net4(1, 1, 0, 24);
	struct nexthop nh = hop4();
	struct wbuf w;

	(void)state;
	n.family = FAMILY_IPV4_MULTICAST;
	wbuf_growable(&w, ROOM);
	announce(&w, &ibgp, FAMILY_IPV4_MULTICAST, rbuf_of(igp, sizeof(igp)),
	    &nh, &n, 1);
	expect(&w, want, sizeof(want));
	wbuf_free(&w);
}

/* eBGP: the local AS unless a path was written; never LOCAL_PREF. */
static void
defaults(void **state)
{
	static const uint8_t own[] = { 0x40, 1, 1, 0,
	    0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4 };
	static const uint8_t written[] = { 0x40, 1, 1, 2,
	    0x40, 2, 6, 2, 1, 0, 0, 0, 7, 0x40, 5, 4, 0, 0, 0, 9 };
	static const uint8_t twice[] = { 0x40, 1, 1, 0,
	    0x40, 2, 14, 2, 3, 0, 0, 0xfb, 0xf4, 0, 0, 0xfb, 0xf4,
	    0, 0, 0xfb, 0xf4 };
	struct wbuf w;

	(void)state;
	wbuf_growable(&w, ROOM);
	pack_attrs(&w, rbuf_of(igp, sizeof(igp)), &ebgp,
	    FAMILY_IPV4_UNICAST, 0);
	assert_int_equal(w.len, sizeof(own));
	assert_memory_equal(w.p, own, sizeof(own));
	wbuf_reset(&w);
	pack_attrs(&w, rbuf_of(written, sizeof(written)), &ebgp,
	    FAMILY_IPV4_UNICAST, 0);
	assert_int_equal(w.len, sizeof(written) - 7);
	assert_memory_equal(w.p, written, sizeof(written) - 7);
	wbuf_reset(&w);
	pack_attrs(&w, rbuf_of(written, sizeof(written)), &ibgp,
	    FAMILY_IPV4_UNICAST, 0);
	assert_int_equal(w.len, sizeof(written));
	assert_memory_equal(w.p, written, sizeof(written));
	wbuf_reset(&w);
	pack_attrs(&w, rbuf_of(igp, sizeof(igp)), &ebgp,
	    FAMILY_IPV4_UNICAST, 2);
	assert_int_equal(w.len, sizeof(twice));
	assert_memory_equal(w.p, twice, sizeof(twice));
	wbuf_free(&w);
}

/* RFC 6793 4.2.2: AS_TRANS in both, the truth in AS4_*. */
static void
old_speaker(void **state)
{
	static const uint8_t canon[] = { 0x40, 1, 1, 0,
	    0x40, 2, 10, 2, 2, 0, 0, 0xfb, 0xf4, 0, 1, 0, 0,
	    0xc0, 7, 8, 0, 1, 0, 1, 192, 0, 2, 1,
	    0xc0, 8, 4, 0, 1, 0, 2 };
	static const uint8_t want[] = { 0x40, 1, 1, 0,
	    0x40, 2, 6, 2, 2, 0xfb, 0xf4, 0x5b, 0xa0,
	    0xc0, 7, 6, 0x5b, 0xa0, 192, 0, 2, 1,
	    0xc0, 8, 4, 0, 1, 0, 2,
	    0xc0, 17, 10, 2, 2, 0, 0, 0xfb, 0xf4, 0, 1, 0, 0,
	    0xc0, 18, 8, 0, 1, 0, 1, 192, 0, 2, 1 };
	struct pack_profile p = ebgp;
	struct wbuf w;

	(void)state;
	p.as4 = 0;
	wbuf_growable(&w, ROOM);
	pack_attrs(&w, rbuf_of(canon, sizeof(canon)), &p,
	    FAMILY_IPV4_UNICAST, 0);
	assert_int_equal(w.len, sizeof(want));
	assert_memory_equal(w.p, want, sizeof(want));
	/* All of it fits two octets: no AS4_PATH. */
	wbuf_reset(&w);
	pack_attrs(&w, rbuf_of(igp, sizeof(igp)), &p, FAMILY_IPV4_UNICAST, 0);
	assert_int_equal(w.len, sizeof(igp) + 7);
	wbuf_free(&w);
}

/* Every message is as full as it can be, and none is fuller. */
static void
full_messages(void **state)
{
	enum { MANY = 3000 };
	struct nlri *v = calloc(MANY, sizeof(*v));
	struct nexthop nh = hop4();
	struct pack_profile p = ibgp;
	size_t at, len, messages;
	struct wbuf w;
	unsigned i, extended;

	(void)state;
	for (i = 0; i < MANY; i++)
		v[i] = net4(10, (uint8_t)(i >> 8), (uint8_t)i, 24);
	for (extended = 0; extended < 2; extended++) {
		p.extended = (uint8_t)extended;
		wbuf_growable(&w, ROOM);
		announce(&w, &p, FAMILY_IPV4_UNICAST,
		    rbuf_of(igp, sizeof(igp)), &nh, v, MANY);
		pack_withdraw(&w, &p, FAMILY_IPV4_UNICAST, v, MANY, false);
		for (at = messages = 0; at < w.len; at += len, messages++) {
			len = (size_t)w.p[at + 16] << 8 | w.p[at + 17];
			assert_true(len <= (extended ? 65535 : 4096));
		}
		assert_int_equal(at, w.len);
		assert_int_equal(messages, extended ? 2 : 6);
		wbuf_free(&w);
	}
	/* group-updates false: one each. */
	wbuf_growable(&w, ROOM);
	pack_withdraw(&w, &p, FAMILY_IPV4_UNICAST, v, 3, true);
	assert_int_equal(w.len, 3 * (19 + 4 + 4));
	wbuf_free(&w);
	free(v);
}

static void
too_large(void **state)
{
	static uint8_t octets[5000];
	struct nlri n = net4(1, 1, 0, 24);
	struct nexthop nh = hop4();
	struct pack_profile p = ibgp;
	struct wbuf set, w;

	(void)state;
	wbuf_growable(&set, ROOM);
	wbuf_growable(&w, ROOM);
	attr_write(&set, 0x40, ATTR_ORIGIN, "", 1);
	attr_write(&set, 0xc0, ATTR_COMMUNITIES, octets, 4060);
	assert_int_equal(announce(&w, &p, FAMILY_IPV4_UNICAST,
	    wbuf_view(&set), &nh, &n, 1), PACK_TOO_LARGE);
	assert_int_equal(w.len, 0);
	assert_int_equal(pack_alone(&w, &p, wbuf_view(&set), &nh),
	    PACK_TOO_LARGE);
	assert_int_equal(w.len, 0);
	p.extended = 1;
	assert_int_equal(pack_alone(&w, &p, wbuf_view(&set), &nh), PACK_OK);
	assert_int_equal(w.len, 19 + 4 + set.len + 7);
	wbuf_reset(&w);
	assert_int_equal(announce(&w, &p, FAMILY_IPV4_UNICAST,
	    wbuf_view(&set), &nh, &n, 1), PACK_OK);
	wbuf_free(&set);
	wbuf_free(&w);
}

static void
small_ones(void **state)
{
	static const uint8_t eor4[] = { 0, 23, 2, 0, 0, 0, 0 };
	static const uint8_t eor6[] = { 0, 30, 2, 0, 0, 0, 7,
	    0x90, 15, 0, 3, 0, 2, 1 };
	static const uint8_t borr[] = { 0, 23, 5, 0, 1, 1, 1 };
	static const uint8_t gone6[] = { 0, 35, 2, 0, 0, 0, 12,
	    0x90, 15, 0, 8, 0, 2, 1, 32, 0x20, 1, 0x0d, 0xb8 };
	const struct nlri n = { .family = FAMILY_IPV6_UNICAST, .prefix = {
	    .af = ADDR_V6, .len = 32, .b = { 0x20, 1, 0x0d, 0xb8 } } };
	struct wbuf w;

	(void)state;
	wbuf_growable(&w, ROOM);
	pack_eor(&w, FAMILY_IPV4_UNICAST);
	expect(&w, eor4, sizeof(eor4));
	wbuf_reset(&w);
	pack_eor(&w, FAMILY_IPV6_UNICAST);
	expect(&w, eor6, sizeof(eor6));
	wbuf_reset(&w);
	pack_refresh(&w, FAMILY_IPV4_UNICAST, 1);
	expect(&w, borr, sizeof(borr));
	wbuf_reset(&w);
	pack_withdraw(&w, &ibgp, FAMILY_IPV6_UNICAST, &n, 1, false);
	expect(&w, gone6, sizeof(gone6));
	wbuf_free(&w);
}

/* RFC 9234 5, egress: by our role, and of unicast only. */
/* Nobody would find the second of two in one field. */
static void
one_of_a_number_each(void **state)
{
	static const uint8_t octets[] = { 1, 2, 3 };
	struct nlri v[2] = {
		{ .family = FAMILY_OTHER_FIRST, .key = { octets, 2 } },
		{ .family = FAMILY_OTHER_FIRST, .key = { octets + 2, 1 } },
	};
	static const uint8_t gone[] = { 0, 32, 2, 0, 0, 0, 9, 0x90, 15, 0, 5,
	    0x40, 0x0d, 99, 1, 2 };
	struct pack_profile p = ibgp;
	struct nexthop nh = hop4();
	struct wbuf w;

	(void)state;
	p.add_path_tx = 0;
	assert_int_equal(family_others_set(FAMILY_OTHER_FIRST, 16397, 99), 0);
	wbuf_growable(&w, ROOM);
	assert_int_equal(announce(&w, &p, FAMILY_OTHER_FIRST,
	    rbuf_of(igp, sizeof(igp)), &nh, v, 2), PACK_OK);
	assert_int_equal(message_len(w.p) + message_len(w.p +
	    message_len(w.p)), w.len);
	assert_int_equal(message_len(w.p), message_len(w.p +
	    message_len(w.p)) + 1);
	wbuf_reset(&w);
	pack_withdraw(&w, &p, FAMILY_OTHER_FIRST, v, 1, false);
	expect(&w, gone, sizeof(gone));
	wbuf_reset(&w);
	pack_withdraw(&w, &p, FAMILY_OTHER_FIRST, v, 2, false);
	assert_int_equal(w.len, 32 + 31);
	assert_int_equal(message_len(w.p), 32);
	wbuf_free(&w);
}

static void
only_to_customers(void **state)
{
	static const uint8_t marked[] = { 0x40, 1, 1, 0,
	    0xc0, 35, 4, 0, 0, 0, 9 };
	static const uint8_t otc[] = { 0xc0, 35, 4, 0, 0, 0xfb, 0xf4 };
	const struct rbuf plain = rbuf_of(igp, sizeof(igp));
	const struct rbuf has = rbuf_of(marked, sizeof(marked));
	struct pack_profile p = ebgp;
	struct attr a;
	struct wbuf w;

	(void)state;
	wbuf_growable(&w, ROOM);
	p.otc = pack_otc(true, BGP_ROLE_PROVIDER);
	assert_int_equal(p.otc, PACK_OTC_MARKS);
	assert_int_equal(pack_attrs(&w, plain, &p, FAMILY_IPV6_UNICAST, 0),
	    PACK_OK);
	assert_memory_equal(w.p + w.len - sizeof(otc), otc, sizeof(otc));
	wbuf_reset(&w);
	assert_int_equal(pack_attrs(&w, has, &p, FAMILY_IPV4_UNICAST, 0),
	    PACK_OK);
	assert_int_equal(attr_find(wbuf_view(&w), ATTR_OTC, &a), 0);
	assert_int_equal(a.value.p[3], 9);
	wbuf_reset(&w);
	assert_int_equal(pack_attrs(&w, plain, &p, FAMILY_IPV4_MULTICAST, 0),
	    PACK_OK);
	assert_int_equal(attr_find(wbuf_view(&w), ATTR_OTC, &a), -1);
	wbuf_reset(&w);
	p.otc = pack_otc(true, BGP_ROLE_CUSTOMER);
	assert_int_equal(p.otc, PACK_OTC_STOPS);
	assert_int_equal(pack_attrs(&w, has, &p, FAMILY_IPV4_UNICAST, 0),
	    PACK_NOT_FOR_THEM);
	assert_int_equal(w.len, 0);
	assert_int_equal(pack_attrs(&w, has, &p, FAMILY_IPV4_MULTICAST, 0),
	    PACK_OK);
	wbuf_reset(&w);
	assert_int_equal(pack_attrs(&w, plain, &p, FAMILY_IPV4_UNICAST, 0),
	    PACK_OK);
	assert_int_equal(attr_find(wbuf_view(&w), ATTR_OTC, &a), -1);
	assert_int_equal(pack_otc(true, BGP_ROLE_PEER),
	    PACK_OTC_MARKS | PACK_OTC_STOPS);
	assert_int_equal(pack_otc(false, BGP_ROLE_PEER), 0);
	assert_int_equal(pack_otc(true, BGP_ROLES), 0);
	wbuf_free(&w);
}

/* A link-local next hop alone: capability 77, or a session of such. */
static void
link_local_next_hop(void **state)
{
	struct nexthop nh = { 0 };
	struct pack_profile p = ibgp;

	(void)state;
	nh.global.af = ADDR_V6;
	nh.global.b[0] = 0xfe;
	nh.global.b[1] = 0x80;
	nh.global.b[15] = 1;
	assert_int_equal(pack_check(&p, FAMILY_IPV6_UNICAST, 20, &nh),
	    PACK_NO_NEXTHOP);
	p.link_local = 1;
	assert_int_equal(pack_check(&p, FAMILY_IPV6_UNICAST, 20, &nh),
	    PACK_OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(classic),
		cmocka_unit_test(path_id),
		cmocka_unit_test(ipv4_over_ipv6),
		cmocka_unit_test(multicast),
		cmocka_unit_test(defaults),
		cmocka_unit_test(old_speaker),
		cmocka_unit_test(full_messages),
		cmocka_unit_test(too_large),
		cmocka_unit_test(small_ones),
		cmocka_unit_test(one_of_a_number_each),
		cmocka_unit_test(only_to_customers),
		cmocka_unit_test(link_local_next_hop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
