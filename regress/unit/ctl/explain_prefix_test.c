/* SPDX-License-Identifier: ISC */
/*
 * Prefixes with labels, distinguishers and route targets: each part at its
 * octet, also of those that are malformed.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "ctl/explain_help.h"

/* RFC 8277 2.2, 2.3 */
static void
labels(void **state)
{
	(void)state;
	assert_explained(0x80, 14,
	    "00010404c00002010030000641cb007148000640000c810a0a0a",
	    "  0+2 AFI 1\n"
	    "  2+1 SAFI 4: IPv4 labeled-unicast\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+7 NLRI 203.0.113.0/24 label 100\n"
	    "    9+1 Length 48 bits\n"
	    "    10+3 Label 100, traffic class 0, bottom of stack\n"
	    "    13+3 Prefix 203.0.113.0/24\n"
	    "  16+10 NLRI 10.10.10.0/24 label [ 100 200 ]\n"
	    "    16+1 Length 72 bits\n"
	    "    17+3 Label 100, traffic class 0, not bottom of stack\n"
	    "    20+3 Label 200, traffic class 0, bottom of stack\n"
	    "    23+3 Prefix 10.10.10.0/24\n");
}

/* RFC 8277 2.4 */
static void
withdrawn_labels(void **state)
{
	(void)state;
	assert_explained(0x80, 15,
	    "00010430800000cb007130000000cb007130000641cb007160000640"
	    "000000000c81cb0071",
	    "  0+2 AFI 1\n"
	    "  2+1 SAFI 4: IPv4 labeled-unicast\n"
	    "  3+7 NLRI 203.0.113.0/24\n"
	    "    3+1 Length 48 bits\n"
	    "    4+3 Label 0x800000, withdrawn\n"
	    "    7+3 Prefix 203.0.113.0/24\n"
	    "  10+7 NLRI 203.0.113.0/24\n"
	    "    10+1 Length 48 bits\n"
	    "    11+3 Label 0x000000, withdrawn\n"
	    "    14+3 Prefix 203.0.113.0/24\n"
	    "  17+7 NLRI 203.0.113.0/24\n"
	    "    17+1 Length 48 bits\n"
	    "    18+3 Label 100, traffic class 0, bottom of stack\n"
	    "    21+3 Prefix 203.0.113.0/24\n"
	    "  24+13 NLRI 203.0.113.0/24\n"
	    "    24+1 Length 96 bits\n"
	    "    25+3 Label 100, traffic class 0, not bottom of stack\n"
	    "    28+3 Label 0, traffic class 0, not bottom of stack\n"
	    "    31+3 Label 200, traffic class 0, bottom of stack\n"
	    "    34+3 Prefix 203.0.113.0/24\n");
}

/* RFC 4364 4.3.4, RFC 4659 3.2; SAFI 129 has no labels */
static void
distinguishers(void **state)
{
	(void)state;
	assert_explained(0x80, 14,
	    "00028018000000000000000020010db8000000000000000000000001"
	    "00780006410000fbf00000000120010db86800064100020001000000"
	    "072001580006ff0063000000000001",
	    "  0+2 AFI 2\n"
	    "  2+1 SAFI 128: IPv6 vpn\n"
	    "  3+1 Next hop length 24\n"
	    "  4+24 Next hop 2001:db8::1\n"
	    "  28+1 Reserved 0\n"
	    "  29+16 NLRI 2001:db8::/32 label 100 rd 64496:1\n"
	    "    29+1 Length 120 bits\n"
	    "    30+3 Label 100, traffic class 0, bottom of stack\n"
	    "    33+8 Route distinguisher type 0, 64496:1\n"
	    "    41+4 Prefix 2001:db8::/32\n"
	    "  45+14 NLRI 2001::/16 label 100 rd 65536:7\n"
	    "    45+1 Length 104 bits\n"
	    "    46+3 Label 100, traffic class 0, bottom of stack\n"
	    "    49+8 Route distinguisher type 2, 65536:7\n"
	    "    57+2 Prefix 2001::/16\n"
	    "  59+12 NLRI ::/0 label 111 rd 0x0063000000000001\n"
	    "    59+1 Length 88 bits\n"
	    "    60+3 Label 111, traffic class 7, bottom of stack\n"
	    "    63+8 Route distinguisher type 99, 0x0063000000000001\n"
	    "    71+0 Prefix ::/0\n");
	assert_explained(0x80, 14,
	    "0001810c0000000000000000c000020100580001c00002010007cb00"
	    "71",
	    "  0+2 AFI 1\n"
	    "  2+1 SAFI 129: IPv4 vpn multicast\n"
	    "  3+1 Next hop length 12\n"
	    "  4+12 Next hop 192.0.2.1\n"
	    "  16+1 Reserved 0\n"
	    "  17+12 NLRI 203.0.113.0/24 rd 192.0.2.1:7\n"
	    "    17+1 Length 88 bits\n"
	    "    18+8 Route distinguisher type 1, 192.0.2.1:7\n"
	    "    26+3 Prefix 203.0.113.0/24\n");
}

/* RFC 4684 4 */
static void
memberships(void **state)
{
	(void)state;
	assert_explained(0x80, 14,
	    "00018404c00002010000200000fbf0600000fbf00002fbf000000064"
	    "340000fbf00002f0",
	    "  0+2 AFI 1\n"
	    "  2+1 SAFI 132: IPv4 rtc\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+1 NLRI default\n"
	    "    9+1 Length 0 bits\n"
	    "  10+5 NLRI origin-as 64496\n"
	    "    10+1 Length 32 bits\n"
	    "    11+4 Origin AS 64496\n"
	    "  15+13 NLRI origin-as 64496 route-target target:64496:100\n"
	    "    15+1 Length 96 bits\n"
	    "    16+4 Origin AS 64496\n"
	    "    20+8 Route target target:64496:100\n"
	    "  28+8 NLRI origin-as 64496 route-target 0x0002f0/20\n"
	    "    28+1 Length 52 bits\n"
	    "    29+4 Origin AS 64496\n"
	    "    33+3 Route target 0x0002f0/20\n");
	/* bits behind the last that counts; a route origin */
	assert_explained(0x80, 15,
	    "000184340000fbf00002ff600000fbf00003fbf000000064",
	    "  0+2 AFI 1\n"
	    "  2+1 SAFI 132: IPv4 rtc\n"
	    "  3+8 NLRI origin-as 64496 route-target 0x0002f0/20\n"
	    "    3+1 Length 52 bits\n"
	    "    4+4 Origin AS 64496\n"
	    "    8+3 Route target 0x0002f0/20\n"
	    "  11+13 NLRI origin-as 64496 route-target "
	    "0x0003fbf000000064\n"
	    "    11+1 Length 96 bits\n"
	    "    12+4 Origin AS 64496\n"
	    "    16+8 Route target 0x0003fbf000000064\n");
}

/* Shown as far as it goes */
static void
what_is_malformed(void **state)
{
	(void)state;
	assert_explained(0x80, 14,
	    "0001800c0000000000000000c000020100300006410000",
	    "  0+2 AFI 1\n"
	    "  2+1 SAFI 128: IPv4 vpn\n"
	    "  3+1 Next hop length 12\n"
	    "  4+12 Next hop 192.0.2.1\n"
	    "  16+1 Reserved 0\n"
	    "  17+6 NLRI 6 octets\n"
	    "    17+1 Length 48 bits\n"
	    "    18+3 Label 100, traffic class 0, bottom of stack\n"
	    "    21+2 Octets 2 octets\n"
	    "  17+0 ! malformed NLRI\n");
	assert_explained(0x80, 14,
	    "0001800c0000000000000000c000020100700006410000fbf0000000"
	    "01cb00",
	    "  0+2 AFI 1\n"
	    "  2+1 SAFI 128: IPv4 vpn\n"
	    "  3+1 Next hop length 12\n"
	    "  4+12 Next hop 192.0.2.1\n"
	    "  16+1 Reserved 0\n"
	    "  17+14 NLRI 14 octets\n"
	    "    17+1 Length 112 bits\n"
	    "    18+3 Label 100, traffic class 0, bottom of stack\n"
	    "    21+8 Route distinguisher type 0, 64496:1\n"
	    "    29+2 Octets 2 octets\n"
	    "  17+0 ! malformed NLRI\n");
	assert_explained(0x80, 14,
	    "00010404c00002010040000641cb00710000",
	    "  0+2 AFI 1\n"
	    "  2+1 SAFI 4: IPv4 labeled-unicast\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+9 NLRI 9 octets\n"
	    "    9+1 Length 64 bits\n"
	    "    10+3 Label 100, traffic class 0, bottom of stack\n"
	    "    13+5 Octets 5 octets\n"
	    "  9+0 ! malformed NLRI\n");
	assert_explained(0x80, 14,
	    "00018404c00002010010fbf0",
	    "  0+2 AFI 1\n"
	    "  2+1 SAFI 132: IPv4 rtc\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+3 NLRI 3 octets\n"
	    "    9+1 Length 16 bits\n"
	    "    10+2 Octets 2 octets\n"
	    "  9+0 ! malformed NLRI\n");
}

/* RFC 7911 3; what is too short for one is no NLRI either */
static void
path_identifiers(void **state)
{
	(void)state;
	explain_session.add_path_rx = UINT64_C(1) << FAMILY_IPV4_LABELLED;
	assert_explained(0x80, 15,
	    "0001040000000730800000cb00711800",
	    "  0+2 AFI 1\n"
	    "  2+1 SAFI 4: IPv4 labeled-unicast\n"
	    "  3+11 NLRI 203.0.113.0/24 path-information 0.0.0.7\n"
	    "    3+4 Path identifier 7\n"
	    "    7+1 Length 48 bits\n"
	    "    8+3 Label 0x800000, withdrawn\n"
	    "    11+3 Prefix 203.0.113.0/24\n"
	    "  14+2 NLRI 2 octets\n"
	    "    14+2 Octets 2 octets\n"
	    "  14+0 ! malformed NLRI\n");
	explain_session.add_path_rx = 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels),
		cmocka_unit_test(withdrawn_labels),
		cmocka_unit_test(distinguishers),
		cmocka_unit_test(memberships),
		cmocka_unit_test(what_is_malformed),
		cmocka_unit_test(path_identifiers),
	};

	return cmocka_run_group_tests(tests, setup_explain, NULL);
}
