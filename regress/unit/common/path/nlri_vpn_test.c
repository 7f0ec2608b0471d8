/* SPDX-License-Identifier: ISC */
/*
 * Labelled prefixes and those of VPNs.  The octets were worked out by hand
 * from RFC 8277 2.2 to 2.4, RFC 4364 4.3.4 and RFC 6514 10.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/nlri_assert.h"
#include "path/nlri_words.h"

static const struct about L4 = { &nlri_labelled, FAMILY_IPV4_LABELLED };
static const struct about L6 = { &nlri_labelled_ipv6, FAMILY_IPV6_LABELLED };
static const struct about V4 = { &nlri_vpn, FAMILY_IPV4_VPN };
static const struct about V6 = { &nlri_vpn_ipv6, FAMILY_IPV6_VPN };
static const struct about M4 = { &nlri_vpn, FAMILY_IPV4_VPN_MULTICAST };
static const struct about M6 = { &nlri_vpn_ipv6, FAMILY_IPV6_VPN_MULTICAST };

#define RD "0000 fbf4 00000001"		/* 64500:1 */

static void
reads_key_and_labels(void **state)
{
	(void)state;
	assert_reads(L4, false, "30 000641 c63364", "18 c63364", "000641");
	/* a stack of 100 and 200; traffic classes are carried as they came */
	assert_reads(L4, false, "48 000640 000c8f c63364", "18 c63364",
	    "000640 000c8f");
	assert_reads(L4, false, "18 000031", "00", "000031");
	assert_reads(L6, false, "38 000101 20010db8", "20 20010db8", "000101");
	assert_reads(V4, false, "71 003e81 " RD " 0a000080",
	    RD " 0a000080 19", "003e81");
	assert_reads(V4, false, "58 003e81 " RD, RD " 00", "003e81");
	assert_reads(V6, false, "78 000101 0001 c0000201 0007 20010db8",
	    "0001 c0000201 0007 20010db8 20", "000101");
	/* no label, RFC 6514 10 */
	assert_reads(M4, false, "58 " RD " cb0071", RD " cb0071 18", "");
	assert_reads(M6, false, "60 " RD " 20010db8", RD " 20010db8 20", "");
}

static void
masks_host_bits(void **state)
{
	(void)state;
	assert_reads(L4, false, "2c 000641 c6ffff", "14 c6fff0", "000641");
	assert_reads(V4, false, "71 003e81 " RD " 0a0000ff",
	    RD " 0a000080 19", "003e81");
	assert_reads(M4, false, "51 " RD " cbffff", RD " cbff80 11", "");
}

/* RFC 8277 2.4: whatever the label says, and without the bottom of a stack. */
static void
reads_withdraws(void **state)
{
	(void)state;
	assert_reads(L4, true, "30 800000 c63364", "18 c63364", "800000");
	assert_reads(L4, true, "30 000000 c63364", "18 c63364", "000000");
	assert_reads(L4, true, "30 000641 c63364", "18 c63364", "000641");
	assert_reads(L4, true, "30 123450 c63364", "18 c63364", "123450");
	assert_reads(V4, true, "70 800000 " RD " 0a0000", RD " 0a0000 18",
	    "800000");
	assert_reads(V4, true, "70 000000 " RD " 0a0000", RD " 0a0000 18",
	    "000000");
	assert_reads(V4, true, "70 123450 " RD " 0a0000", RD " 0a0000 18",
	    "123450");
	/* too long for one label: a stack, as RFC 3107 3 had it */
	assert_reads(L4, true, "48 000640 000c81 c63364", "18 c63364",
	    "000640 000c81");
	assert_reads(M4, true, "58 " RD " cb0071", RD " cb0071 18", "");
}

/* Both ways, with octets that say nothing of where the labels end. */
static void
assert_both_read(struct about a, const char *hex, const char *key,
    const char *carried)
{
	assert_reads(a, false, hex, key, carried);
	assert_reads(a, true, hex, key, carried);
}

/* RFC 8277 2.2: one label, and S is ignored. */
static void
reads_one_label_without_bottom(void **state)
{
	(void)state;
	assert_both_read(L4, "30 000640 c63364", "18 c63364", "000640");
	assert_both_read(L4, "18 000640", "00", "000640");
	assert_both_read(L6, "38 000640 20010cb8", "20 20010cb8", "000640");
	assert_both_read(V4, "70 000640 " RD " 0a0000", RD " 0a0000 18",
	    "000640");
	/* a bottom, but nothing that could be an NLRI behind it */
	assert_both_read(L4, "28 000640 c633", "10 c633", "000640");
	assert_both_read(L4, "2f 000640 c63365", "17 c63364", "000640");
	assert_both_read(V4, "58 000640 0000 fd00 00000000",
	    "0000 fd00 00000000 00", "000640");
	/* 65000:1, whose third octet is odd: the rest has room for another */
	assert_both_read(V4, "70 000640 0000 fde8 00000001 0a0000",
	    "0000 fde8 00000001 0a0000 18", "000640");
	assert_both_read(V6, "88 000640 0001 cb007101 0007 20010db80001",
	    "0001 cb007101 0007 20010db80001 30", "000640");
	/* what a withdraw begins with is no label */
	assert_reads(L4, true, "30 800000 cb0071", "18 cb0071", "800000");
	assert_reads(L4, true, "30 000000 cb0071", "18 cb0071", "000000");
	assert_reads(L6, true, "38 800000 20010db8", "20 20010db8", "800000");
	assert_reads(V4, true, "70 800000 0003 fd00 00010000 0a0000",
	    "0003 fd00 00010000 0a0000 18", "800000");
}

/* Told of several labels, ExaBGP and GoBGP send and withdraw them all. */
static void
reads_stacks(void **state)
{
	(void)state;
	assert_both_read(L4, "48 000640 000c81 c63364", "18 c63364",
	    "000640 000c81");
	assert_both_read(L4, "38 000640 000c81 0a", "08 0a",
	    "000640 000c81");
	assert_both_read(L6, "60 000640 000c81 20010db80001",
	    "30 20010db80001", "000640 000c81");
	assert_both_read(V4, "78 000640 000c81 " RD " 0a", RD " 0a 08",
	    "000640 000c81");
	assert_both_read(V6, "a0 000640 000c81 " RD " 20010db80001",
	    RD " 20010db80001 30", "000640 000c81");
	/* of no known type, but one label would leave none either */
	assert_both_read(V4, "78 000640 000c81 0003 fbf4 00000001 0a",
	    "0003 fbf4 00000001 0a 08", "000640 000c81");
}

static void
refuses_what_is_malformed(void **state)
{
	static const struct {
		struct about	 a;
		const char	*hex;
		bool		 withdrawn;
	} bad[] = {
		{ { &nlri_labelled, FAMILY_IPV4_LABELLED }, "00", false },
		{ { &nlri_labelled, FAMILY_IPV4_LABELLED }, "00", true },
		{ { &nlri_labelled, FAMILY_IPV4_LABELLED }, "17 000641",
		    false },
		{ { &nlri_labelled, FAMILY_IPV4_LABELLED }, "17 800000", true },
		/* too long for one label, and no bottom of a stack */
		{ { &nlri_labelled, FAMILY_IPV4_LABELLED },
		    "48 000640 000c80 c63364", false },
		{ { &nlri_labelled, FAMILY_IPV4_LABELLED },
		    "ff 000640 000640 000640 000640 000640 000640 000640 "
		    "000640 000640 000640 c63364", false },
		/* 33 bits of prefix */
		{ { &nlri_labelled, FAMILY_IPV4_LABELLED },
		    "39 000641 c633640000", false },
		{ { &nlri_labelled, FAMILY_IPV4_LABELLED },
		    "39 800000 c633640000", true },
		/* 129 */
		{ { &nlri_labelled_ipv6, FAMILY_IPV6_LABELLED },
		    "99 000641 20010db8000000000000000000000000 00", false },
		/* no room for a route distinguisher */
		{ { &nlri_vpn, FAMILY_IPV4_VPN }, "57 003e81 " RD, false },
		{ { &nlri_vpn, FAMILY_IPV4_VPN }, "18 003e81", false },
		{ { &nlri_vpn, FAMILY_IPV4_VPN }, "40 " RD, true },
		{ { &nlri_vpn, FAMILY_IPV4_VPN },
		    "79 003e81 " RD " 0a00000000", false },
		{ { &nlri_vpn_ipv6, FAMILY_IPV6_VPN },
		    "d9 003e81 " RD " 20010db8000000000000000000000000 00",
		    false },
		{ { &nlri_vpn, FAMILY_IPV4_VPN_MULTICAST },
		    "3f " RD, false },
		{ { &nlri_vpn, FAMILY_IPV4_VPN_MULTICAST },
		    "61 " RD " 0a00000000", false },
	};
	struct octets o;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		octets_of(bad[i].hex, &o);
		assert_malformed(bad[i].a, bad[i].withdrawn,
		    rbuf_of(o.p, o.n), bad[i].hex);
	}
	assert_truncations(L4, false, "48 000640 000c81 c63364");
	assert_truncations(L4, true, "30 800000 c63364");
	assert_truncations(V4, false, "71 003e81 " RD " 0a000080");
	assert_truncations(V6, true, "78 800000 " RD " 20010db8");
	assert_truncations(M4, false, "58 " RD " cb0071");
}

static void
words_become_octets(void **state)
{
	(void)state;
	assert_announces(L4, "198.51.100.0/24 label 100",
	    "198.51.100.0/24 label 100", "30 000641 c63364");
	assert_announces(L4, "label [ 100 200 ] 198.51.100.0/24",
	    "198.51.100.0/24 label [ 100 200 ]", "48 000640 000c81 c63364");
	assert_announces(L4, "0.0.0.0/0 labels 3", "0.0.0.0/0 label 3",
	    "18 000031");
	/* explicit null on top of another */
	assert_announces(L4, "198.51.100.0/24 label [ 0 524288 16 ]",
	    "198.51.100.0/24 label [ 0 524288 16 ]",
	    "60 000000 800000 000101 c63364");
	assert_announces(L6, "2001:db8::1 label 1048575",
	    "2001:db8::1/128 label 1048575",
	    "98 fffff1 20010db8000000000000000000000001");
	assert_announces(V4, "10.0.0.128/25 rd 64500:1 label 1000",
	    "10.0.0.128/25 label 1000 rd 64500:1",
	    "71 003e81 " RD " 0a000080");
	assert_announces(V6, "2001:db8::/32 label [ 16 ] "
	    "route-distinguisher 192.0.2.1:7",
	    "2001:db8::/32 label 16 rd 192.0.2.1:7",
	    "78 000101 0001 c0000201 0007 20010db8");
	assert_announces(M4, "203.0.113.0/24 rd 64500:1",
	    "203.0.113.0/24 rd 64500:1", "58 " RD " cb0071");
	/* of words said twice the first counts */
	assert_announces(V4, "10.0.0.0/8 rd 64500:1 rd 64500:2 label 16 "
	    "label 17", "10.0.0.0/8 label 16 rd 64500:1",
	    "60 000101 " RD " 0a");
	/* as many as the length can count */
	assert_announces(V6, "2001:db8::1/128 label [ 1 2 ] rd 64500:1",
	    "2001:db8::1/128 label [ 1 2 ] rd 64500:1",
	    "f0 000010 000021 " RD " 20010db8000000000000000000000001");
}

static void
withdraws_in_a_form_of_their_own(void **state)
{
	(void)state;
	assert_withdraws(L4, "198.51.100.0/24", "30 800000 c63364");
	assert_withdraws(L4, "198.51.100.0/24 label [ 100 200 ]",
	    "30 800000 c63364");
	assert_withdraws(V4, "10.0.0.0/24 rd 64500:1 label 1000",
	    "70 800000 " RD " 0a0000");
	assert_withdraws(V6, "2001:db8::/32 rd 64500:1",
	    "78 800000 " RD " 20010db8");
	assert_withdraws(M4, "203.0.113.0/24 rd 64500:1",
	    "58 " RD " cb0071");
}

static void
wrong_words_say_where(void **state)
{
	(void)state;
	assert_wrong(L4, "198.51.100.0/24", 16, "'label' is missing");
	assert_wrong(L4, "label 100", 10, "a prefix is missing");
	assert_wrong(L4, "198.51.100.1/24 label 100", 1,
	    "prefix '198.51.100.1/24': bits behind the prefix length are "
	    "set");
	assert_wrong(L4, "198.51.100.0/33 label 100", 1,
	    "prefix '198.51.100.0/33': the prefix length is over 32 (IPv4) or "
	    "128 (IPv6)");
	assert_wrong(L4, "2001:db8::/32 label 100", 1, "prefix "
	    "'2001:db8::/32' is not of the family IPv4 labeled-unicast");
	assert_wrong(L4, "198.51.100.0/24 label", 22, "label: value missing");
	assert_wrong(L4, "198.51.100.0/24 label 1048576", 23,
	    "label: '1048576' is not a number from 0 to 1048575");
	assert_wrong(L4, "198.51.100.0/24 label x", 23,
	    "label: 'x' is not a number from 0 to 1048575");
	assert_wrong(L4, "198.51.100.0/24 labels [ ]", 17,
	    "labels: an empty list");
	assert_wrong(L4, "198.51.100.0/24 label [ 1", 26, "label: ']' missing");
	assert_wrong(L4, "198.51.100.0/24 label [ 1 2 3 4 5 6 7 8 9 10 11 ]",
	    46, "label: more than 10 labels");
	assert_wrong(L4, "198.51.100.0/24 label 1 rd 64500:1", 25,
	    "rd: routes of IPv4 labeled-unicast have no route distinguisher");
	assert_wrong(V4, "10.0.0.0/8 label 1", 19, "'rd' is missing");
	assert_wrong(V4, "10.0.0.0/8 rd 64500:1", 22, "'label' is missing");
	assert_wrong(V4, "10.0.0.0/8 rd", 14, "rd: a value is missing");
	assert_wrong(V4, "10.0.0.0/8 rd 64500", 15,
	    "rd: '64500' is not ASN:number or address:number");
	assert_wrong(V4, "10.0.0.0/8 rd 192.0.2.1:70000", 15,
	    "rd: '192.0.2.1:70000': the number after an IPv4 address goes to "
	    "65535");
	assert_wrong(V6, "2001:db8::1/128 label [ 1 2 3 ] rd 64500:1", 43,
	    "label: 3 labels and the prefix make 264 bits, 255 are the most");
	assert_wrong(M4, "203.0.113.0/24 rd 64500:1 label 1", 27,
	    "label: routes of IPv4 vpn multicast have no labels");
	/* no word of the family: the attributes' */
	assert_wrong(V4, "10.0.0.0/8 med 5", 12, "no word of this family");
	assert_wrong(V4, "10.0.0.0/8 10.0.0.0/8", 12, "no word of this family");
}

static void
says_events(void **state)
{
	static char text[MADE_TEXT];
	const struct nexthop nh = { .global = { .af = ADDR_V4 } };
	const uint32_t path_id = 10;
	struct text_error e;
	struct made m;

	(void)state;
	assert_events(L4, "30 000641 c63364", false,
	    "{ \"nlri\": \"198.51.100.0/24\", \"label\": [ [ 100, 1601 ] ] }",
	    "198.51.100.0/24 label 100");
	assert_events(V4, "88 000640 000c81 " RD " 0a0000", false,
	    "{ \"nlri\": \"10.0.0.0/24\", "
	    "\"label\": [ [ 100, 1600 ], [ 200, 3201 ] ], "
	    "\"rd\": \"64500:1\" }",
	    "10.0.0.0/24 label [ 100 200 ] rd 64500:1");
	/* the label of a withdraw has no meaning */
	assert_events(V4, "70 800000 " RD " 0a0000", true,
	    "{ \"nlri\": \"10.0.0.0/24\", \"rd\": \"64500:1\" }",
	    "10.0.0.0/24 rd 64500:1");
	assert_events(M6, "60 " RD " 20010db8", false,
	    "{ \"nlri\": \"2001:db8::/32\", \"rd\": \"64500:1\" }",
	    "2001:db8::/32 rd 64500:1");
	made_init(&m, V4.row, V4.f);
	assert_int_equal(made_words(&m, "10.0.0.0/24 label 0 rd 64500:1",
	    true, &e), 0);
	made_json(&m, &nh, true, &path_id, text);
	assert_string_equal(text, "{ \"nlri\": \"10.0.0.0/24\", "
	    "\"path-information\": \"0.0.0.10\", "
	    "\"label\": [ [ 0, 1 ] ], \"rd\": \"64500:1\" }");
	made_line(&m, &nh, &path_id, text);
	assert_string_equal(text, "10.0.0.0/24 label 0 rd 64500:1 "
	    "path-information 0.0.0.10");
	/* a bare string where nothing else is said */
	made_init(&m, L4.row, L4.f);
	assert_int_equal(made_words(&m, "10.0.0.0/24", false, &e), 0);
	made_json(&m, NULL, true, NULL, text);
	assert_string_equal(text, "\"10.0.0.0/24\"");
	made_json(&m, NULL, true, &path_id, text);
	assert_string_equal(text, "{ \"nlri\": \"10.0.0.0/24\", "
	    "\"path-information\": \"0.0.0.10\" }");
}

static void
next_hops(void **state)
{
	(void)state;
	assert_int_equal(nlri_labelled.nexthops, 1 << 4);
	assert_true((nlri_labelled.nexthops_enhanced & 1ULL << 32) != 0);
	assert_int_equal(nlri_vpn.nexthops, 1 << 12);
	assert_true((nlri_vpn.nexthops_enhanced & 1ULL << 48) != 0);
	assert_true((nlri_vpn_ipv6.nexthops & 1ULL << 24) != 0);
	assert_true((nlri_labelled_ipv6.nexthops & 1ULL << 16) != 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_key_and_labels),
		cmocka_unit_test(masks_host_bits),
		cmocka_unit_test(reads_withdraws),
		cmocka_unit_test(reads_one_label_without_bottom),
		cmocka_unit_test(reads_stacks),
		cmocka_unit_test(refuses_what_is_malformed),
		cmocka_unit_test(words_become_octets),
		cmocka_unit_test(withdraws_in_a_form_of_their_own),
		cmocka_unit_test(wrong_words_say_where),
		cmocka_unit_test(says_events),
		cmocka_unit_test(next_hops),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
