/* SPDX-License-Identifier: ISC */
/*
 * TUNNEL_ENCAPSULATION and PREFIX_SID: each tunnel, sub-TLV, segment and
 * service is a line with those of its fields under it.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "ctl/explain_help.h"

#define V6	"20010db8000000000000000000000001"

/* RFC 9012 3 */
static void
tunnels(void **state)
{
	(void)state;
	assert_explained(0xc0, 23,
	    "0008001e010c8000006400005e0053010000060a000000000001c000"
	    "02016302abcd00630000",
	    "  0+34 vxlan Tunnel 8\n"
	    "    0+2 Type 8\n"
	    "    2+2 Length 30\n"
	    "    4+14 Encapsulation Sub-TLV 1\n"
	    "      4+1 Type 1\n"
	    "      5+1 Length 12\n"
	    "      6+1 flags V: 0x80\n"
	    "      7+3 vni 100\n"
	    "      10+6 mac 0x00005e005301\n"
	    "      16+2 Reserved 0\n"
	    "    18+12 Tunnel Egress Endpoint Sub-TLV 6\n"
	    "      18+1 Type 6\n"
	    "      19+1 Length 10\n"
	    "      20+4 Reserved 0\n"
	    "      24+2 afi 1\n"
	    "      26+4 address 192.0.2.1\n"
	    "    30+4 Sub-TLV 99, not known\n"
	    "      30+1 Type 99\n"
	    "      31+1 Length 2\n"
	    "      32+2 Value 2 octets\n"
	    "  34+4 Tunnel 99, not known\n"
	    "    34+2 Type 99\n"
	    "    36+2 Length 0\n");
}

static void
sub_tlvs(void **state)
{
	(void)state;
	assert_explained(0xc0, 23,
	    "00020030010400000007020208000408030b00000000006407012e08"
	    "0212b50901010a0403e801000b0a0100070000000000012c",
	    "  0+52 gre Tunnel 2\n"
	    "    0+2 Type 2\n"
	    "    2+2 Length 48\n"
	    "    4+6 Encapsulation Sub-TLV 1\n"
	    "      4+1 Type 1\n"
	    "      5+1 Length 4\n"
	    "      6+4 key 7\n"
	    "    10+4 Protocol Type Sub-TLV 2\n"
	    "      10+1 Type 2\n"
	    "      11+1 Length 2\n"
	    "      12+2 protocol 2048\n"
	    "    14+10 Color Sub-TLV 4\n"
	    "      14+1 Type 4\n"
	    "      15+1 Length 8\n"
	    "      16+2 type 779\n"
	    "      18+2 flags 0x0000\n"
	    "      20+4 color 100\n"
	    "    24+3 DS Field Sub-TLV 7\n"
	    "      24+1 Type 7\n"
	    "      25+1 Length 1\n"
	    "      26+1 value 46\n"
	    "    27+4 UDP Destination Port Sub-TLV 8\n"
	    "      27+1 Type 8\n"
	    "      28+1 Length 2\n"
	    "      29+2 port 4789\n"
	    "    31+3 Embedded Label Handling Sub-TLV 9\n"
	    "      31+1 Type 9\n"
	    "      32+1 Length 1\n"
	    "      33+1 value 1\n"
	    "    34+6 MPLS Label Stack Sub-TLV 10\n"
	    "      34+1 Type 10\n"
	    "      35+1 Length 4\n"
	    "      36+4 label-stack-entries 65536256\n"
	    "    40+12 Prefix-SID Sub-TLV 11\n"
	    "      40+1 Type 11\n"
	    "      41+1 Length 10\n"
	    "      42+10 Label-Index TLV 1\n"
	    "        42+1 Type 1\n"
	    "        43+2 Length 7\n"
	    "        45+1 Reserved 0\n"
	    "        46+2 flags 0x0000\n"
	    "        48+4 label-index 300\n");
}

static void
tunnels_without_an_endpoint(void **state)
{
	(void)state;
	assert_explained(0xc0, 23,
	    "0001001001060000000701020606000000000000",
	    "  0+20 l2tpv3 Tunnel 1\n"
	    "    0+2 Type 1\n"
	    "    2+2 Length 16\n"
	    "    4+8 Encapsulation Sub-TLV 1\n"
	    "      4+1 Type 1\n"
	    "      5+1 Length 6\n"
	    "      6+4 session 7\n"
	    "      10+2 cookie 0x0102\n"
	    "    12+8 Tunnel Egress Endpoint Sub-TLV 6\n"
	    "      12+1 Type 6\n"
	    "      13+1 Length 6\n"
	    "      14+4 Reserved 0\n"
	    "      18+2 afi 0\n");
}

/* RFC 9830 2.4 */
static void
policies(void **state)
{
	(void)state;
	assert_explained(0xc0, 23,
	    "000f00590c060000000000640d0200000d06800003e800000d124000" V6
	    "0e030000030f020700141a2000" V6
	    "0041000020001000810003007031820003007032",
	    "  0+93 sr-policy Tunnel 15\n"
	    "    0+2 Type 15\n"
	    "    2+2 Length 89\n"
	    "    4+8 Preference Sub-TLV 12\n"
	    "      4+1 Type 12\n"
	    "      5+1 Length 6\n"
	    "      6+1 flags 0x00\n"
	    "      7+1 Reserved 0\n"
	    "      8+4 preference 100\n"
	    "    12+4 Binding SID Sub-TLV 13\n"
	    "      12+1 Type 13\n"
	    "      13+1 Length 2\n"
	    "      14+1 flags 0x00\n"
	    "      15+1 Reserved 0\n"
	    "    16+8 Binding SID Sub-TLV 13\n"
	    "      16+1 Type 13\n"
	    "      17+1 Length 6\n"
	    "      18+1 flags S: 0x80\n"
	    "      19+1 Reserved 0\n"
	    "      20+4 label 16000\n"
	    "    24+20 Binding SID Sub-TLV 13\n"
	    "      24+1 Type 13\n"
	    "      25+1 Length 18\n"
	    "      26+1 flags I: 0x40\n"
	    "      27+1 Reserved 0\n"
	    "      28+16 sid 2001:db8::1\n"
	    "    44+5 Explicit NULL Label Policy Sub-TLV 14\n"
	    "      44+1 Type 14\n"
	    "      45+1 Length 3\n"
	    "      46+1 flags 0x00\n"
	    "      47+1 Reserved 0\n"
	    "      48+1 enlp 3\n"
	    "    49+4 Priority Sub-TLV 15\n"
	    "      49+1 Type 15\n"
	    "      50+1 Length 2\n"
	    "      51+1 priority 7\n"
	    "      52+1 Reserved 0\n"
	    "    53+28 SRv6 Binding SID Sub-TLV 20\n"
	    "      53+1 Type 20\n"
	    "      54+1 Length 26\n"
	    "      55+1 flags B: 0x20\n"
	    "      56+1 Reserved 0\n"
	    "      57+16 sid 2001:db8::1\n"
	    "      73+2 behavior 65\n"
	    "      75+2 Reserved 0\n"
	    "      77+1 locator-block-length 32\n"
	    "      78+1 locator-node-length 0\n"
	    "      79+1 function-length 16\n"
	    "      80+1 argument-length 0\n"
	    "    81+6 Candidate Path Name Sub-TLV 129\n"
	    "      81+1 Type 129\n"
	    "      82+2 Length 3\n"
	    "      84+1 Reserved 0\n"
	    "      85+2 name \"p1\"\n"
	    "    87+6 Policy Name Sub-TLV 130\n"
	    "      87+1 Type 130\n"
	    "      88+2 Length 3\n"
	    "      90+1 Reserved 0\n"
	    "      91+2 name \"p2\"\n");
}

/* RFC 8669 3 */
static void
prefix_sids(void **state)
{
	(void)state;
	assert_explained(0xc0, 40,
	    "0100070000000000012c03000e00000c35000010000f4240000010",
	    "  0+10 Label-Index TLV 1\n"
	    "    0+1 Type 1\n"
	    "    1+2 Length 7\n"
	    "    3+1 Reserved 0\n"
	    "    4+2 flags 0x0000\n"
	    "    6+4 label-index 300\n"
	    "  10+17 Originator SRGB TLV 3\n"
	    "    10+1 Type 3\n"
	    "    11+2 Length 14\n"
	    "    13+2 flags 0x0000\n"
	    "    15+12 base-and-range 800000, 4096, 1000000, 16\n");
}

/* RFC 9252 3 */
static void
services(void **state)
{
	(void)state;
	assert_explained(0xc0, 40,
	    "0500260001001e00" V6 "00004800010006401810001030020001ff07000101",
	    "  0+41 SRv6 L3 Service TLV 5\n"
	    "    0+1 Type 5\n"
	    "    1+2 Length 38\n"
	    "    3+1 Reserved 0\n"
	    "    4+33 SRv6 SID Information Sub-TLV 1\n"
	    "      4+1 Type 1\n"
	    "      5+2 Length 30\n"
	    "      7+1 Reserved 0\n"
	    "      8+16 sid 2001:db8::1\n"
	    "      24+1 flags 0x00\n"
	    "      25+2 behavior 72\n"
	    "      27+1 Reserved 0\n"
	    "      28+9 SRv6 SID Structure Sub-Sub-TLV 1\n"
	    "        28+1 Type 1\n"
	    "        29+2 Length 6\n"
	    "        31+1 locator-block-length 64\n"
	    "        32+1 locator-node-length 24\n"
	    "        33+1 function-length 16\n"
	    "        34+1 argument-length 0\n"
	    "        35+1 transposition-length 16\n"
	    "        36+1 transposition-offset 48\n"
	    "    37+4 Sub-TLV 2, not known\n"
	    "      37+1 Type 2\n"
	    "      38+2 Length 1\n"
	    "      40+1 Value 1 octet\n"
	    "  41+4 TLV 7, not known\n"
	    "    41+1 Type 7\n"
	    "    42+2 Length 1\n"
	    "    44+1 Value 1 octet\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tunnels),
		cmocka_unit_test(sub_tlvs),
		cmocka_unit_test(tunnels_without_an_endpoint),
		cmocka_unit_test(policies),
		cmocka_unit_test(prefix_sids),
		cmocka_unit_test(services),
	};

	return cmocka_run_group_tests(tests, setup_explain, NULL);
}
