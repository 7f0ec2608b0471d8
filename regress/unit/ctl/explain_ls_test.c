/* SPDX-License-Identifier: ISC */
/*
 * BGP-LS: each TLV of the attribute and each descriptor of NLRI, with what
 * makes an NLRI be left out said at its octet.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "ctl/explain_help.h"

#define V6	"20010db8000000000000000000000001"

/* RFC 9552 5.3, RFC 9085 */
static void
attributes(void **state)
{
	(void)state;
	assert_explained(0x80, 29,
	    "04020002723104000001c0040a000c8000003e8004890003003e8004"
	    "4b000730000000005dc1044c000d30000000000000000001005dc104"
	    "4300204cee6b284cee6b284cee6b284cee6b284cee6b284cee6b284c"
	    "ee6b284cee6b28",
	    "  0+6 node-name TLV 1026\n"
	    "    0+2 Type 1026\n"
	    "    2+2 Length 2\n"
	    "    4+2 text \"r1\"\n"
	    "  6+5 node-flags TLV 1024\n"
	    "    6+2 Type 1024\n"
	    "    8+2 Length 1\n"
	    "    10+1 flags O, T: 0xc0\n"
	    "  11+16 sr-capability-flags TLV 1034\n"
	    "    11+2 Type 1034\n"
	    "    13+2 Length 12\n"
	    "    15+1 flags I: 0x80\n"
	    "    16+1 Reserved 0\n"
	    "    17+10 sids 16000 from 16000\n"
	    "  27+11 sr-adjs TLV 1099\n"
	    "    27+2 Type 1099\n"
	    "    29+2 Length 7\n"
	    "    31+1 flags V, L: 0x30\n"
	    "    32+1 weight 0\n"
	    "    33+2 Reserved 0\n"
	    "    35+3 sid 24001\n"
	    "  38+17 sr-adj-lan TLV 1100\n"
	    "    38+2 Type 1100\n"
	    "    40+2 Length 13\n"
	    "    42+1 flags V, L: 0x30\n"
	    "    43+1 weight 0\n"
	    "    44+2 Reserved 0\n"
	    "    46+6 system-id 0x000000000001\n"
	    "    52+3 sid 24001\n"
	    "  55+36 unreserved-bandwidth TLV 1091\n"
	    "    55+2 Type 1091\n"
	    "    57+2 Length 32\n"
	    "    59+32 values 125000000, 125000000, 125000000, "
	    "125000000, 125000000, 125000000, 125000000, 125000000\n");
}

/* RFC 9514, RFC 8571 */
static void
of_srv6(void **state)
{
	(void)state;
	assert_explained(0x80, 29,
	    "0452001e000580000700" V6
	    "04e4000440182000048600084000000000000064045c000400000064"
	    "04450002020004850000",
	    "  0+34 srv6-endx TLV 1106\n"
	    "    0+2 Type 1106\n"
	    "    2+2 Length 30\n"
	    "    4+2 behavior 5\n"
	    "    6+1 flags B: 0x80\n"
	    "    7+1 algorithm 0\n"
	    "    8+1 weight 7\n"
	    "    9+1 Reserved 0\n"
	    "    10+16 sid 2001:db8::1\n"
	    "    26+8 srv6-sid-structure Sub-TLV 1252\n"
	    "      26+2 Type 1252\n"
	    "      28+2 Length 4\n"
	    "      30+1 loc_block_len 64\n"
	    "      31+1 loc_node_len 24\n"
	    "      32+1 func_len 32\n"
	    "      33+1 arg_len 0\n"
	    "  34+12 sr-prefix-sids TLV 1158\n"
	    "    34+2 Type 1158\n"
	    "    36+2 Length 8\n"
	    "    38+1 flags N: 0x40\n"
	    "    39+1 algorithm 0\n"
	    "    40+2 Reserved 0\n"
	    "    42+4 sid 100\n"
	    "  46+8 unidirectional-delay-variation TLV 1116\n"
	    "    46+2 Type 1116\n"
	    "    48+2 Length 4\n"
	    "    50+1 Reserved 0\n"
	    "    51+3 variation-us 100\n"
	    "  54+6 link-protection-flags TLV 1093\n"
	    "    54+2 Type 1093\n"
	    "    56+2 Length 2\n"
	    "    58+1 flags Unprotected: 0x02\n"
	    "    59+1 Reserved 0\n"
	    "  60+4 opaque-prefix TLV 1157\n"
	    "    60+2 Type 1157\n"
	    "    62+2 Length 0\n");
}

/* RFC 9857 */
static void
of_policies(void **state)
{
	(void)state;
	assert_explained(0x80, 29,
	    "04b5002d40000000000200000000000a04b600090100800003e80000"
	    "0004b700100110000000000001000000020000000304b8000c010001"
	    "000000000100000002",
	    "  0+49 sr-segment-lists TLV 1205\n"
	    "    0+2 Type 1205\n"
	    "    2+2 Length 45\n"
	    "    4+2 flags E: 0x4000\n"
	    "    6+2 Reserved 0\n"
	    "    8+2 multi-topology-id 2\n"
	    "    10+1 algorithm 0\n"
	    "    11+1 Reserved 0\n"
	    "    12+4 weight 10\n"
	    "    16+13 segments Sub-TLV 1206\n"
	    "      16+2 Type 1206\n"
	    "      18+2 Length 9\n"
	    "      20+1 type 1\n"
	    "      21+1 Reserved 0\n"
	    "      22+2 flags S: 0x8000\n"
	    "      24+4 label 16000\n"
	    "      28+1 algorithm 0\n"
	    "    29+20 segment-list-metrics Sub-TLV 1207\n"
	    "      29+2 Type 1207\n"
	    "      31+2 Length 16\n"
	    "      33+1 metric-type 1\n"
	    "      34+1 flags V: 0x10\n"
	    "      35+2 Reserved 0\n"
	    "      37+4 margin 1\n"
	    "      41+4 bound 2\n"
	    "      45+4 value 3\n"
	    "  49+16 affinity-constraint TLV 1208\n"
	    "    49+2 Type 1208\n"
	    "    51+2 Length 12\n"
	    "    53+1 exclude-any-words 1\n"
	    "    54+1 include-any-words 0\n"
	    "    55+1 include-all-words 1\n"
	    "    56+1 Reserved 0\n"
	    "    57+4 exclude-any 1\n"
	    "    61+4 include-all 2\n");
}

/* RFC 9294, RFC 8814 */
static void
of_applications(void **state)
{
	(void)state;
	assert_explained(0x80, 29,
	    "046200140400000040000000044400040000001404990000010a0004"
	    "010a2906270f0001ab",
	    "  0+24 application-specific-link-attributes TLV 1122\n"
	    "    0+2 Type 1122\n"
	    "    2+2 Length 20\n"
	    "    4+1 standard-length 4\n"
	    "    5+1 user-defined-length 0\n"
	    "    6+2 Reserved 0\n"
	    "    8+4 standard-applications 0x40000000\n"
	    "    12+8 te-metric Sub-TLV 1092\n"
	    "      12+2 Type 1092\n"
	    "      14+2 Length 4\n"
	    "      16+4 value 20\n"
	    "    20+4 Sub-TLV 1177, not known\n"
	    "      20+2 Type 1177\n"
	    "      22+2 Length 0\n"
	    "  24+8 node-msds TLV 266\n"
	    "    24+2 Type 266\n"
	    "    26+2 Length 4\n"
	    "    28+4 msds 1: 10, 41: 6\n"
	    "  32+5 TLV 9999, not known\n"
	    "    32+2 Type 9999\n"
	    "    34+2 Length 1\n"
	    "    36+1 Value 1 octet\n");
}

/* RFC 9552 5.2.1, 5.2.2 */
static void
links(void **state)
{
	(void)state;
	assert_explained(0x80, 14,
	    "40044704c0000201000002007e020000000000000007010000200200"
	    "00040000fbf00201000400000001020200040000000002030004c000"
	    "02010101001a0203000600000000000102040004c000020202050004"
	    "0000fbf101020008000000270000003501030004c633640101060010" V6
	    "01070002000203e70001ab",
	    "  0+2 AFI 16388\n"
	    "  2+1 SAFI 71: BGP-LS\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+130 NLRI type link protocol isis-l2 identifier 7 tlv "
	    "256 0x020000040000fbf0020100040000000102020004000000000203"
	    "0004c0000201 tlv 257 "
	    "0x0203000600000000000102040004c0000202020500040000fbf1 "
	    "tlv 258 0x0000002700000035 tlv 259 0xc6336401 tlv 262 "
	    "0x20010db8000000000000000000000001 tlv 263 0x0002 tlv 999 0xab\n"
	    "    9+2 Type 2, link\n"
	    "    11+2 Length 126\n"
	    "    13+1 Protocol 2, isis-l2\n"
	    "    14+8 Identifier 7\n"
	    "    22+36 local-node-descriptors TLV 256\n"
	    "      22+2 Type 256\n"
	    "      24+2 Length 32\n"
	    "      26+8 autonomous-system Sub-TLV 512\n"
	    "        26+2 Type 512\n"
	    "        28+2 Length 4\n"
	    "        30+4 value 64496\n"
	    "      34+8 bgp-ls-identifier Sub-TLV 513\n"
	    "        34+2 Type 513\n"
	    "        36+2 Length 4\n"
	    "        38+4 value 1\n"
	    "      42+8 ospf-area-id Sub-TLV 514\n"
	    "        42+2 Type 514\n"
	    "        44+2 Length 4\n"
	    "        46+4 address 0.0.0.0\n"
	    "      50+8 igp-router-id Sub-TLV 515\n"
	    "        50+2 Type 515\n"
	    "        52+2 Length 4\n"
	    "        54+4 octets 0xc0000201\n"
	    "    58+30 remote-node-descriptors TLV 257\n"
	    "      58+2 Type 257\n"
	    "      60+2 Length 26\n"
	    "      62+10 igp-router-id Sub-TLV 515\n"
	    "        62+2 Type 515\n"
	    "        64+2 Length 6\n"
	    "        66+6 octets 0x000000000001\n"
	    "      72+8 bgp-router-id Sub-TLV 516\n"
	    "        72+2 Type 516\n"
	    "        74+2 Length 4\n"
	    "        76+4 address 192.0.2.2\n"
	    "      80+8 confederation-member Sub-TLV 517\n"
	    "        80+2 Type 517\n"
	    "        82+2 Length 4\n"
	    "        84+4 value 64497\n"
	    "    88+12 link-identifiers TLV 258\n"
	    "      88+2 Type 258\n"
	    "      90+2 Length 8\n"
	    "      92+4 local-id 39\n"
	    "      96+4 remote-id 53\n"
	    "    100+8 ipv4-interface-address TLV 259\n"
	    "      100+2 Type 259\n"
	    "      102+2 Length 4\n"
	    "      104+4 address 198.51.100.1\n"
	    "    108+20 ipv6-neighbor-address TLV 262\n"
	    "      108+2 Type 262\n"
	    "      110+2 Length 16\n"
	    "      112+16 address 2001:db8::1\n"
	    "    128+6 multi-topology-ids TLV 263\n"
	    "      128+2 Type 263\n"
	    "      130+2 Length 2\n"
	    "      132+2 topologies 2\n"
	    "    134+5 TLV 999, not known\n"
	    "      134+2 Type 999\n"
	    "      136+2 Length 1\n"
	    "      138+1 Value 1 octet\n");
}

/* RFC 9552 5.2.3, RFC 9857 4, RFC 9514 6 */
static void
prefixes_and_others(void **state)
{
	(void)state;
	assert_explained(0x80, 14,
	    "40044704c00002010000030022030000000000000000010000080203"
	    "0004c000020101080001010109000418c00002",
	    "  0+2 AFI 16388\n"
	    "  2+1 SAFI 71: BGP-LS\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+38 NLRI type ipv4-prefix protocol ospfv2 identifier 0 "
	    "tlv 256 0x02030004c0000201 tlv 264 0x01 tlv 265 0x18c00002\n"
	    "    9+2 Type 3, ipv4-prefix\n"
	    "    11+2 Length 34\n"
	    "    13+1 Protocol 3, ospfv2\n"
	    "    14+8 Identifier 0\n"
	    "    22+12 local-node-descriptors TLV 256\n"
	    "      22+2 Type 256\n"
	    "      24+2 Length 8\n"
	    "      26+8 igp-router-id Sub-TLV 515\n"
	    "        26+2 Type 515\n"
	    "        28+2 Length 4\n"
	    "        30+4 octets 0xc0000201\n"
	    "    34+5 ospf-route-type TLV 264\n"
	    "      34+2 Type 264\n"
	    "      36+2 Length 1\n"
	    "      38+1 value 1\n"
	    "    39+8 ip-reachability TLV 265\n"
	    "      39+2 Type 265\n"
	    "      41+2 Length 4\n"
	    "      43+4 prefix 0xc00002/24\n");
	assert_explained(0x80, 14,
	    "40044704c0000201000005003d090000000000000000010000080204"
	    "0004c0000201022a002401800000" V6
	    "000000640000fbf0c000020100000003",
	    "  0+2 AFI 16388\n"
	    "  2+1 SAFI 71: BGP-LS\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+65 NLRI type sr-policy protocol segment-routing "
	    "identifier 0 tlv 256 0x02040004c0000201 tlv 554 "
	    "0x0180000020010db8000000000000000000000001000000640000fbf0"
	    "c000020100000003\n"
	    "    9+2 Type 5, sr-policy\n"
	    "    11+2 Length 61\n"
	    "    13+1 Protocol 9, segment-routing\n"
	    "    14+8 Identifier 0\n"
	    "    22+12 local-node-descriptors TLV 256\n"
	    "      22+2 Type 256\n"
	    "      24+2 Length 8\n"
	    "      26+8 bgp-router-id Sub-TLV 516\n"
	    "        26+2 Type 516\n"
	    "        28+2 Length 4\n"
	    "        30+4 address 192.0.2.1\n"
	    "    34+40 candidate-path TLV 554\n"
	    "      34+2 Type 554\n"
	    "      36+2 Length 36\n"
	    "      38+1 protocol-origin 1\n"
	    "      39+1 flags E: 0x80\n"
	    "      40+2 Reserved 0\n"
	    "      42+16 endpoint 2001:db8::1\n"
	    "      58+4 color 100\n"
	    "      62+4 originator-as 64496\n"
	    "      66+4 originator 192.0.2.1\n"
	    "      70+4 discriminator 3\n");
	assert_explained(0x80, 14,
	    "40044704c00002010000060029020000000000000000010000080203"
	    "0004c000020102060010" V6 "00630002aabb",
	    "  0+2 AFI 16388\n"
	    "  2+1 SAFI 71: BGP-LS\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+45 NLRI type srv6-sid protocol isis-l2 identifier 0 "
	    "tlv 256 0x02030004c0000201 tlv 518 "
	    "0x20010db8000000000000000000000001\n"
	    "    9+2 Type 6, srv6-sid\n"
	    "    11+2 Length 41\n"
	    "    13+1 Protocol 2, isis-l2\n"
	    "    14+8 Identifier 0\n"
	    "    22+12 local-node-descriptors TLV 256\n"
	    "      22+2 Type 256\n"
	    "      24+2 Length 8\n"
	    "      26+8 igp-router-id Sub-TLV 515\n"
	    "        26+2 Type 515\n"
	    "        28+2 Length 4\n"
	    "        30+4 octets 0xc0000201\n"
	    "    34+20 srv6-sid TLV 518\n"
	    "      34+2 Type 518\n"
	    "      36+2 Length 16\n"
	    "      38+16 sid 2001:db8::1\n"
	    "  54+6 NLRI type 99 value 0xaabb\n"
	    "    54+2 Type 99\n"
	    "    56+2 Length 2\n"
	    "    58+2 Octets 2 octets\n");
}

/* RFC 9552 5.2 */
static void
of_vpns(void **state)
{
	(void)state;
	assert_explained(0x80, 14,
	    "4004480c0000000000000000c0000201000001001d0000fbf0000000"
	    "010200000000000000000100000802030004c0000201000100040000" "fbf0",
	    "  0+2 AFI 16388\n"
	    "  2+1 SAFI 72: BGP-LS-VPN\n"
	    "  3+1 Next hop length 12\n"
	    "  4+12 Next hop 192.0.2.1\n"
	    "  16+1 Reserved 0\n"
	    "  17+33 NLRI type node rd 64496:1 protocol isis-l2 "
	    "identifier 0 tlv 256 0x02030004c0000201\n"
	    "    17+2 Type 1, node\n"
	    "    19+2 Length 29\n"
	    "    21+8 Route distinguisher 64496:1\n"
	    "    29+1 Protocol 2, isis-l2\n"
	    "    30+8 Identifier 0\n"
	    "    38+12 local-node-descriptors TLV 256\n"
	    "      38+2 Type 256\n"
	    "      40+2 Length 8\n"
	    "      42+8 igp-router-id Sub-TLV 515\n"
	    "        42+2 Type 515\n"
	    "        44+2 Length 4\n"
	    "        46+4 octets 0xc0000201\n"
	    "  50+8 NLRI 8 octets\n"
	    "    50+2 Type 1, node\n"
	    "    52+2 Length 4\n"
	    "    54+4 Octets 4 octets\n"
	    "    54+0 ! too short for a distinguisher\n"
	    "  50+0 ! left out: not of a form that is known\n");
}

/* RFC 9552 5.1, 8.2.2 */
static void
what_is_left_out(void **state)
{
	(void)state;
	assert_explained(0x80, 14,
	    "40044704c000020100000100250200000000000000000109000418c0"
	    "0002010000100201000400000001020000040000fbf0",
	    "  0+2 AFI 16388\n"
	    "  2+1 SAFI 71: BGP-LS\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+41 NLRI 41 octets\n"
	    "    9+2 Type 1, node\n"
	    "    11+2 Length 37\n"
	    "    13+1 Protocol 2, isis-l2\n"
	    "    14+8 Identifier 0\n"
	    "    22+8 ip-reachability TLV 265\n"
	    "      22+2 Type 265\n"
	    "      24+2 Length 4\n"
	    "      26+4 prefix 0xc00002/24\n"
	    "    30+20 local-node-descriptors TLV 256\n"
	    "      30+2 Type 256\n"
	    "      32+2 Length 16\n"
	    "      34+8 bgp-ls-identifier Sub-TLV 513\n"
	    "        34+2 Type 513\n"
	    "        36+2 Length 4\n"
	    "        38+4 value 1\n"
	    "      42+8 autonomous-system Sub-TLV 512\n"
	    "        42+2 Type 512\n"
	    "        44+2 Length 4\n"
	    "        46+4 value 64496\n"
	    "      42+0 ! TLVs are not in ascending order\n"
	    "    30+0 ! TLVs are not in ascending order\n"
	    "  9+0 ! left out: not of a form that is known\n");
	assert_explained(0x80, 14,
	    "40044704c00002010000010022020000000000000000010000100203"
	    "0004c000020102030004c00002020101000900",
	    "  0+2 AFI 16388\n"
	    "  2+1 SAFI 71: BGP-LS\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+38 NLRI 38 octets\n"
	    "    9+2 Type 1, node\n"
	    "    11+2 Length 34\n"
	    "    13+1 Protocol 2, isis-l2\n"
	    "    14+8 Identifier 0\n"
	    "    22+20 local-node-descriptors TLV 256\n"
	    "      22+2 Type 256\n"
	    "      24+2 Length 16\n"
	    "      26+8 igp-router-id Sub-TLV 515\n"
	    "        26+2 Type 515\n"
	    "        28+2 Length 4\n"
	    "        30+4 octets 0xc0000201\n"
	    "      34+8 igp-router-id Sub-TLV 515\n"
	    "        34+2 Type 515\n"
	    "        36+2 Length 4\n"
	    "        38+4 octets 0xc0000202\n"
	    "      34+0 ! given twice\n"
	    "    42+5 Octets 5 octets\n"
	    "    42+0 ! runs past what it is in\n"
	    "  9+0 ! left out: not of a form that is known\n");
	assert_explained(0x80, 14,
	    "40044704c000020100000100020200",
	    "  0+2 AFI 16388\n"
	    "  2+1 SAFI 71: BGP-LS\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+6 NLRI 6 octets\n"
	    "    9+2 Type 1, node\n"
	    "    11+2 Length 2\n"
	    "    13+2 Octets 2 octets\n"
	    "    13+0 ! too short for a protocol and an identifier\n"
	    "  9+0 ! left out: not of a form that is known\n");
}

/* The second is longer than the field; of the first nothing is said twice. */
static void
what_is_cut(void **state)
{
	(void)state;
	assert_explained(0x80, 15,
	    "400447000100090200000000000000000001002202000000000000000001",
	    "  0+2 AFI 16388\n"
	    "  2+1 SAFI 71: BGP-LS\n"
	    "  3+13 NLRI type node protocol isis-l2 identifier 0\n"
	    "    3+2 Type 1, node\n"
	    "    5+2 Length 9\n"
	    "    7+1 Protocol 2, isis-l2\n"
	    "    8+8 Identifier 0\n"
	    "  16+14 NLRI 14 octets\n"
	    "    16+2 Type 1, node\n"
	    "    18+2 Length 34\n"
	    "    20+1 Protocol 2, isis-l2\n"
	    "    21+8 Identifier 0\n"
	    "    29+1 Octets 1 octet\n"
	    "    29+0 ! runs past what it is in\n"
	    "  16+0 ! malformed NLRI\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(attributes),
		cmocka_unit_test(of_srv6),
		cmocka_unit_test(of_policies),
		cmocka_unit_test(of_applications),
		cmocka_unit_test(links),
		cmocka_unit_test(prefixes_and_others),
		cmocka_unit_test(of_vpns),
		cmocka_unit_test(what_is_left_out),
		cmocka_unit_test(what_is_cut),
	};

	return cmocka_run_group_tests(tests, setup_explain, NULL);
}
