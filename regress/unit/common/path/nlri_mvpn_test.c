/* SPDX-License-Identifier: ISC */
/* Multicast VPN routes: types 1 to 7 by their fields, others by octets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/nlri_row_help.h"

#define OF_IPV6	"05 2a 0000fbf000000007 " \
		"80 20010db8000000000000000000000009 " \
		"80 ff3e0000000000000000000000000001"

static const enum family V4 = FAMILY_IPV4_MVPN, V6 = FAMILY_IPV6_MVPN;
static const struct nlri_row *const row = &nlri_mvpn;

/* RFC 6514 4.1 to 4.6 */
static void
words_and_octets(void **state)
{
	(void)state;
	assert_row(row, V4, "intra-as-ad rd 64496:7 originator 192.0.2.1",
	    "01 0c 0000fbf000000007 c0000201",
	    "intra-as-ad rd 64496:7 originator 192.0.2.1");
	assert_row(row, V6, "inter-as-ad source-as 64497 rd 192.0.2.9:7",
	    "02 0c 0001c00002090007 0000fbf1",
	    "inter-as-ad rd 192.0.2.9:7 source-as 64497");
	assert_row(row, V4, "s-pmsi-ad rd 64496:7 source 198.51.100.1 "
	    "group 233.252.0.1 originator 192.0.2.1",
	    "03 16 0000fbf000000007 20c6336401 20e9fc0001 c0000201",
	    "s-pmsi-ad rd 64496:7 source 198.51.100.1 group 233.252.0.1 "
	    "originator 192.0.2.1");
	assert_row(row, V4, "leaf-ad route-key 0x0102aabb "
	    "originator 2001:db8::1",
	    "04 14 0102aabb 20010db8000000000000000000000001",
	    "leaf-ad route-key 0x0102aabb originator 2001:db8::1");
	assert_row(row, V4, "source-ad source 198.51.100.1 group 233.252.0.1 "
	    "route-distinguisher 64496:7",
	    "05 12 0000fbf000000007 20c6336401 20e9fc0001",
	    "source-ad rd 64496:7 source 198.51.100.1 group 233.252.0.1");
	assert_row(row, V4, "shared-join rp 198.51.100.9 group 233.252.0.1 "
	    "rd 64496:7 source-as 64497",
	    "06 16 0000fbf000000007 0000fbf1 20c6336409 20e9fc0001",
	    "shared-join rd 64496:7 source-as 64497 rp 198.51.100.9 "
	    "group 233.252.0.1");
	assert_row(row, V6, "source-join source 2001:db8::9 group ff3e::1 "
	    "rd 64496:7 source-as 1.1",
	    "07 2e 0000fbf000000007 00010001 "
	    "80 20010db8000000000000000000000009 "
	    "80 ff3e0000000000000000000000000001",
	    "source-join rd 64496:7 source-as 65537 source 2001:db8::9 "
	    "group ff3e::1");
}

/* RFC 6625 3 */
static void
wildcards(void **state)
{
	(void)state;
	assert_row(row, V4, "s-pmsi-ad rd 64496:7 source * group * "
	    "originator 192.0.2.1", "03 0e 0000fbf000000007 00 00 c0000201",
	    "s-pmsi-ad rd 64496:7 source * group * originator 192.0.2.1");
	assert_row_malformed(row, V4, "05 0e 0000fbf000000007 00 20e9fc0001");
	assert_no_words(row, V4, "source-ad source * group 233.252.0.1 rd 1:1",
	    18, "source: '*' is not an address of the route's family");
}

static void
other_types_by_their_octets(void **state)
{
	(void)state;
	assert_row(row, V4, "mcast-vpn-route 0x08aabbcc", "08 03 aabbcc",
	    "mcast-vpn-route 0x08aabbcc");
	assert_row(row, V4, "mcast-vpn-route 0x00", "00 00",
	    "mcast-vpn-route 0x00");
	/* of a type that has words, they are printed */
	assert_row(row, V4, "mcast-vpn-route 0x010000fbf000000007c0000201",
	    "01 0c 0000fbf000000007 c0000201",
	    "intra-as-ad rd 64496:7 originator 192.0.2.1");
	assert_no_words(row, V4, "mcast-vpn-route 0x0100", 23,
	    "mcast-vpn-route: the octets are not those of such a route");
}

/* RFC 6514 4.3, RFC 7441 3: an S-PMSI, a join, an answer to one. */
static void
those_for_mldp_by_their_octets(void **state)
{
	(void)state;
	assert_row(row, V4, "mcast-vpn-route 0x030000fbf00000000720c6336401"
	    "3801000400000007c0000201", "03 19 0000fbf000000007 20c6336401 "
	    "38 01000400000007 c0000201", "mcast-vpn-route "
	    "0x030000fbf00000000720c63364013801000400000007c0000201");
	assert_row(row, V4, "mcast-vpn-route 0x070000fbf0000000070000fbf1"
	    "20c63364010701000400000007", "07 19 0000fbf000000007 0000fbf1 "
	    "20c6336401 07 01000400000007", "mcast-vpn-route "
	    "0x070000fbf0000000070000fbf120c63364010701000400000007");
	assert_row(row, V4, "leaf-ad route-key 0x03190000fbf000000007"
	    "20c63364013801000400000007c0000201 originator 192.0.2.2",
	    "04 1f 0319 0000fbf000000007 20c6336401 38 01000400000007 "
	    "c0000201 c0000202", "leaf-ad route-key 0x03190000fbf000000007"
	    "20c63364013801000400000007c0000201 originator 192.0.2.2");
	assert_row(row, V4, "mcast-vpn-route 0x43aabb", "43 02 aabb",
	    "mcast-vpn-route 0x43aabb");
	/* Of the others none has a FEC, and a source is an address. */
	assert_row_malformed(row, V4,
	    "05 15 0000fbf000000007 20c6336401 38 01000400000007");
	assert_row_malformed(row, V4, "06 19 0000fbf000000007 0000fbf1 "
	    "20c6336401 38 01000400000007");
	assert_row_malformed(row, V4, "03 19 0000fbf000000007 21c6336401 "
	    "38 01000400000007 c0000201");
	assert_row_malformed(row, V4,
	    "03 0e 0000fbf000000007 20c6336401 38");
}

static void
keys(void **state)
{
	(void)state;
	assert_key(row, V4, "05 12 0000fbf000000007 20c6336401 20e9fc0001",
	    "05 0000fbf000000007 20c6336401 20e9fc0001", "");
	assert_key(row, V4, "ff 02 0102", "ff 0102", "");
}

static void
refuses_what_is_malformed(void **state)
{
	static const char *const bad[] = {
		"05 00", "05 11 0000fbf000000007 20c6336401 20e9fc00",
		"05 13 0000fbf000000007 20c6336401 20e9fc0001 00",
		"05 12 0000fbf000000007 18c6336401 20e9fc0001",
		"05 12 0000fbf000000007 21c6336401 20e9fc0001",
		"01 08 0000fbf000000007", "01 0b 0000fbf000000007 c00002",
		"01 0d 0000fbf000000007 c000020101",
		"02 0b 0000fbf000000007 0000fb",
		"02 0d 0000fbf000000007 0000fbf100",
		"04 04 0102aabb", "04 07 0103aabb c0000201",
		"04 08 0103aabb c0000201",
		"06 16 0000fbf000000007 0000fbf1 80c6336409 20e9fc0001",
		/* addresses of the other family */
		OF_IPV6,
	};
	unsigned i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_row_malformed(row, V4, bad[i]);
	assert_row_malformed(row, V6,
	    "05 12 0000fbf000000007 20c6336401 20e9fc0001");
}

static void
refuses_every_truncation(void **state)
{
	(void)state;
	assert_row_truncations(row, V4, "01 0c 0000fbf000000007 c0000201");
	assert_row_truncations(row, V4, "02 0c 0000fbf000000007 0000fbf1");
	assert_row_truncations(row, V4,
	    "03 16 0000fbf000000007 20c6336401 20e9fc0001 c0000201");
	assert_row_truncations(row, V4, "04 08 0102aabb c0000201");
	assert_row_truncations(row, V4,
	    "05 12 0000fbf000000007 20c6336401 20e9fc0001");
	assert_row_truncations(row, V4,
	    "06 16 0000fbf000000007 0000fbf1 20c6336409 20e9fc0001");
	assert_row_truncations(row, V6, "07 2e 0000fbf000000007 00010001 "
	    "80 20010db8000000000000000000000009 "
	    "80 ff3e0000000000000000000000000001");
	assert_row_truncations(row, V4, "c8 02 0102");
}

static void
each_word_has_its_error(void **state)
{
	static const struct {
		const char	*words;
		uint32_t	 col;
		const char	*part;
	} bad[] = {
		{ "", 1, "mcast-vpn: the kind of route is missing, such as "
		    "'source-ad'" },
		{ "rd 1:1", 1, "rd: the kind of route comes first, such as "
		    "'source-ad'" },
		{ "peer 1", 1, "no word of this family" },
		{ "source-ad peer 1", 11, "no word of this family" },
		{ "source-ad rd", 13, "rd: ASN:number or address:number is "
		    "missing" },
		{ "source-ad rd x", 14, "rd: 'x' is not ASN:number or "
		    "address:number" },
		{ "source-ad rd 1:1 rd 1:1", 18, "rd: it is there twice" },
		{ "source-ad source 2001:db8::1", 18,
		    "source: '2001:db8::1' is not an address of the route's "
		    "family" },
		{ "source-ad group 10.0.0.0/8", 17, "group: '10.0.0.0/8' is "
		    "not an address of the route's family" },
		{ "shared-join rp fe80::1%eth0", 16, "rp: 'fe80::1%eth0' is "
		    "not an address" },
		{ "shared-join source-as 4294967296", 23,
		    "source-as: '4294967296' is not an AS number" },
		{ "source-ad source-as 1", 11,
		    "source-as: 'source-ad' does not have it" },
		{ "source-ad shared-join", 11,
		    "shared-join: 'source-ad' does not have it" },
		{ "source-ad rd 1:1 source 192.0.2.1", 34,
		    "source-ad: 'group' is missing" },
		{ "intra-as-ad originator one", 24,
		    "originator: 'one' is not an IPv4 or IPv6 address" },
		{ "leaf-ad route-key 0x0103aabb", 19, "route-key: "
		    "'0x0103aabb' is not 0x and the type, the length and "
		    "the octets of a route" },
		{ "leaf-ad route-key 0x01", 19, "route-key: '0x01' is not" },
		{ "mcast-vpn-route", 16,
		    "mcast-vpn-route: octets are missing" },
		{ "mcast-vpn-route 0x", 17,
		    "mcast-vpn-route: '0x' is not 0x and from 1 to 256" },
		{ "mcast-vpn-route 0x08 rd 1:1", 22,
		    "rd: 'mcast-vpn-route' does not have it" },
	};
	unsigned i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_no_words(row, V4, bad[i].words, bad[i].col,
		    bad[i].part);
}

static void
events(void **state)
{
	static const struct nlri_form form = { .shape = SHAPE_6 };
	static const uint32_t id = 7;

	(void)state;
	assert_json(row, V4, "06 16 0000fbf000000007 0000fbf1 20c6336409 "
	    "20e9fc0001", &form, NULL,
	    "{ \"code\": 6, \"parsed\": true, \"raw\": "
	    "\"06160000FBF0000000070000FBF120C633640920E9FC0001\", "
	    "\"name\": \"C-Multicast Shared Tree Join route\", "
	    "\"rd\": \"64496:7\", \"source-as\": \"64497\", "
	    "\"source\": \"198.51.100.9\", \"group\": \"233.252.0.1\" }");
	assert_json(row, V6, "05 2a 0000fbf000000007 "
	    "80 20010db8000000000000000000000009 "
	    "80 ff3e0000000000000000000000000001", &form, &id,
	    "{ \"code\": 5, \"parsed\": true, \"raw\": "
	    "\"052A0000FBF0000000078020010DB8000000000000000000000009"
	    "80FF3E0000000000000000000000000001\", "
	    "\"name\": \"Source Active A-D Route\", \"rd\": \"64496:7\", "
	    "\"source\": \"2001:db8::9\", \"group\": \"ff3e::1\", "
	    "\"path-information\": \"0.0.0.7\" }");
	assert_json(row, V4, "04 08 0102aabb c0000201", &form, NULL,
	    "{ \"code\": 4, \"parsed\": true, \"raw\": "
	    "\"04080102AABBC0000201\", \"name\": \"Leaf A-D Route\", "
	    "\"route-key\": \"0x0102aabb\", "
	    "\"originator\": \"192.0.2.1\" }");
	assert_json(row, V4, "09 01 ab", &form, NULL,
	    "{ \"code\": 9, \"parsed\": false, \"raw\": \"0901AB\" }");
	assert_line(row, V4, "02 0c 0000fbf000000007 0000fbf1", &id,
	    "mcast-vpn inter-as-ad rd 64496:7 source-as 64497 "
	    "path-information 0.0.0.7");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_and_octets),
		cmocka_unit_test(wildcards),
		cmocka_unit_test(other_types_by_their_octets),
		cmocka_unit_test(those_for_mldp_by_their_octets),
		cmocka_unit_test(keys),
		cmocka_unit_test(refuses_what_is_malformed),
		cmocka_unit_test(refuses_every_truncation),
		cmocka_unit_test(each_word_has_its_error),
		cmocka_unit_test(events),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
