/* SPDX-License-Identifier: ISC */
/*
 * Extended communities: type, sub-type, and the fields of either.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "ctl/explain_help.h"

#define V6	"20010db8000000000000000000000001"

/* RFC 4360 3, RFC 9012 4 */
static void
of_administrators(void **state)
{
	(void)state;
	assert_explained(0xc0, 16,
	    "0002fbf0000000640102c000020100074202000100000007030b0000"
	    "00000007030c0000000000080306c00002010501",
	    "  0+8 Extended community target:64496:100\n"
	    "    0+1 Type 0x00, transitive\n"
	    "    1+1 Sub-type 0x02\n"
	    "    2+2 as 64496\n"
	    "    4+4 number 100\n"
	    "  8+8 Extended community target:192.0.2.1:7\n"
	    "    8+1 Type 0x01, transitive\n"
	    "    9+1 Sub-type 0x02\n"
	    "    10+4 address 192.0.2.1\n"
	    "    14+2 number 7\n"
	    "  16+8 Extended community 0x4202000100000007\n"
	    "    16+1 Type 0x42, non-transitive\n"
	    "    17+1 Sub-type 0x02\n"
	    "    18+4 as 65536\n"
	    "    22+2 number 7\n"
	    "  24+8 Extended community color:7\n"
	    "    24+1 Type 0x03, transitive\n"
	    "    25+1 Sub-type 0x0b\n"
	    "    26+2 flags 0x0000\n"
	    "    28+4 color 7\n"
	    "  32+8 Extended community encap:vxlan\n"
	    "    32+1 Type 0x03, transitive\n"
	    "    33+1 Sub-type 0x0c\n"
	    "    34+4 Reserved 0\n"
	    "    38+2 tunnel-type 8\n"
	    "  40+8 Extended community ospf-route-type:192.0.2.1:5:1\n"
	    "    40+1 Type 0x03, transitive\n"
	    "    41+1 Sub-type 0x06\n"
	    "    42+4 area 192.0.2.1\n"
	    "    46+1 route-type 5\n"
	    "    47+1 options 1\n");
}

/* RFC 8955 7 */
static void
of_flows(void **state)
{
	(void)state;
	assert_explained(0xc0, 16,
	    "8006fbf04cee6b2880070000000000038008fbf00000006480090000"
	    "00000012800c00004cee6b28800a13000005dc00",
	    "  0+8 Extended community 0x8006fbf04cee6b28\n"
	    "    0+1 Type 0x80, transitive\n"
	    "    1+1 Sub-type 0x06\n"
	    "    2+2 as 64496\n"
	    "    4+4 octets-per-second 125000000\n"
	    "  8+8 Extended community action:sample-terminal\n"
	    "    8+1 Type 0x80, transitive\n"
	    "    9+1 Sub-type 0x07\n"
	    "    10+5 Reserved 0\n"
	    "    15+1 flags S, T: 0x03\n"
	    "  16+8 Extended community redirect:64496:100\n"
	    "    16+1 Type 0x80, transitive\n"
	    "    17+1 Sub-type 0x08\n"
	    "    18+2 as 64496\n"
	    "    20+4 number 100\n"
	    "  24+8 Extended community mark:18\n"
	    "    24+1 Type 0x80, transitive\n"
	    "    25+1 Sub-type 0x09\n"
	    "    26+5 Reserved 0\n"
	    "    31+1 dscp 18\n"
	    "  32+8 Extended community rate-limit:125000000:packets\n"
	    "    32+1 Type 0x80, transitive\n"
	    "    33+1 Sub-type 0x0c\n"
	    "    34+2 as 0\n"
	    "    36+4 packets-per-second 125000000\n"
	    "  40+8 Extended community l2info:19:0:5:56320\n"
	    "    40+1 Type 0x80, transitive\n"
	    "    41+1 Sub-type 0x0a\n"
	    "    42+1 encapsulation 19\n"
	    "    43+1 control-flags 0\n"
	    "    44+2 mtu 5\n"
	    "    46+2 preference 56320\n");
}

/* RFC 7432 7 */
static void
of_evpn(void **state)
{
	(void)state;
	assert_explained(0xc0, 16,
	    "06000100000000050601010000000641060200005e00530106030000"
	    "5e0053010604000105dc000006060100000000640605010000000640",
	    "  0+8 Extended community mac-mobility:5:sticky\n"
	    "    0+1 Type 0x06, transitive\n"
	    "    1+1 Sub-type 0x00\n"
	    "    2+1 flags S: 0x01\n"
	    "    3+1 Reserved 0\n"
	    "    4+4 sequence 5\n"
	    "  8+8 Extended community 0x0601010000000641\n"
	    "    8+1 Type 0x06, transitive\n"
	    "    9+1 Sub-type 0x01\n"
	    "    10+1 flags S: 0x01\n"
	    "    11+2 Reserved 0\n"
	    "    13+3 label 100\n"
	    "  16+8 Extended community es-import:00:00:5e:00:53:01\n"
	    "    16+1 Type 0x06, transitive\n"
	    "    17+1 Sub-type 0x02\n"
	    "    18+6 mac 0x00005e005301\n"
	    "  24+8 Extended community router-mac:00:00:5e:00:53:01\n"
	    "    24+1 Type 0x06, transitive\n"
	    "    25+1 Sub-type 0x03\n"
	    "    26+6 mac 0x00005e005301\n"
	    "  32+8 Extended community l2-attributes:1:1500\n"
	    "    32+1 Type 0x06, transitive\n"
	    "    33+1 Sub-type 0x04\n"
	    "    34+2 control-flags 1\n"
	    "    36+2 mtu 1500\n"
	    "    38+2 Reserved 0\n"
	    "  40+8 Extended community df-election:1:0:100\n"
	    "    40+1 Type 0x06, transitive\n"
	    "    41+1 Sub-type 0x06\n"
	    "    42+1 algorithm 1\n"
	    "    43+2 capabilities 0\n"
	    "    45+1 Reserved 0\n"
	    "    46+2 preference 100\n"
	    "  48+8 Extended community e-tree:100:leaf\n"
	    "    48+1 Type 0x06, transitive\n"
	    "    49+1 Sub-type 0x05\n"
	    "    50+1 flags L: 0x01\n"
	    "    51+2 Reserved 0\n"
	    "    53+3 label 100\n");
}

static void
of_drafts(void **state)
{
	(void)state;
	assert_explained(0xc0, 16,
	    "010cc00002010001080000000000000107020000fbf0c0074004fbf0"
	    "4cee6b2843000000000000020c00fbf000000007ff01020304050607",
	    "  0+8 Extended community copy-to-nexthop-ietf:192.0.2.1\n"
	    "    0+1 Type 0x01, transitive\n"
	    "    1+1 Sub-type 0x0c\n"
	    "    2+4 address 192.0.2.1\n"
	    "    6+2 flags C: 0x0001\n"
	    "  8+8 Extended community copy-to-nexthop\n"
	    "    8+1 Type 0x08, transitive\n"
	    "    9+1 Sub-type 0x00\n"
	    "    10+5 Reserved 0\n"
	    "    15+1 flags C: 0x01\n"
	    "  16+8 Extended community interface-set:input-output:64496:7\n"
	    "    16+1 Type 0x07, transitive\n"
	    "    17+1 Sub-type 0x02\n"
	    "    18+4 as 64496\n"
	    "    22+2 group 7\n"
	    "  24+8 Extended community bandwidth:64496:125000000\n"
	    "    24+1 Type 0x40, non-transitive\n"
	    "    25+1 Sub-type 0x04\n"
	    "    26+2 as 64496\n"
	    "    28+4 octets-per-second 125000000\n"
	    "  32+8 Extended community ovs:invalid\n"
	    "    32+1 Type 0x43, non-transitive\n"
	    "    33+1 Sub-type 0x00\n"
	    "    34+5 Reserved 0\n"
	    "    39+1 state 2\n"
	    "  40+8 Extended community mup:64496:7\n"
	    "    40+1 Type 0x0c, transitive\n"
	    "    41+1 Sub-type 0x00\n"
	    "    42+2 as 64496\n"
	    "    44+4 number 7\n"
	    "  48+8 Extended community 0xff01020304050607\n"
	    "    48+1 Type 0xff, non-transitive\n"
	    "    49+1 Sub-type 0x01\n"
	    "    50+6 value 0x020304050607\n");
}

/* RFC 5701 2 */
static void
of_ipv6(void **state)
{
	(void)state;
	assert_explained(0xc0, 25,
	    "0002" V6 "0007",
	    "  0+20 Extended community target:2001:db8::1:7\n"
	    "    0+1 Type 0x00, transitive\n"
	    "    1+1 Sub-type 0x02\n"
	    "    2+16 address 2001:db8::1\n"
	    "    18+2 number 7\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_administrators),
		cmocka_unit_test(of_flows),
		cmocka_unit_test(of_evpn),
		cmocka_unit_test(of_drafts),
		cmocka_unit_test(of_ipv6),
	};

	return cmocka_run_group_tests(tests, setup_explain, NULL);
}
