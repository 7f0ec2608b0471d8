/* SPDX-License-Identifier: ISC */
/*
 * NLRI of EVPN, VPLS, MVPN, MUP and SR policy: each field at its octet, with
 * its word, also of those that are malformed.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "ctl/explain_help.h"

/* RFC 7432 7, RFC 9136 3.1; a type that has no row */
static void
ethernet(void **state)
{
	(void)state;
	assert_explained(0x80, 14,
	    "00194604c00002010001190000fbf000000001001122334455667788"
	    "990000006400064102280000fbf00000000100000000000000000000"
	    "000000003002005e00000120c00002020006410007d002210000fbf0"
	    "0000000100000000000000000000000000003002005e000001000006"
	    "41",
	    "  0+2 AFI 25\n"
	    "  2+1 SAFI 70: EVPN\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+27 NLRI ethernet-ad rd 64496:1 esi "
	    "00:11:22:33:44:55:66:77:88:99 ethernet-tag 100 label 100\n"
	    "    9+1 Type 1, ethernet-ad\n"
	    "    10+1 Length 25 octets\n"
	    "    11+8 rd 64496:1\n"
	    "    19+10 esi 00:11:22:33:44:55:66:77:88:99\n"
	    "    29+4 ethernet-tag 100\n"
	    "    33+3 label 100; all 24 bits 1601\n"
	    "  36+42 NLRI mac-ip rd 64496:1 ethernet-tag 0 mac "
	    "02:00:5e:00:00:01 ip 192.0.2.2 label 100 vni 2000\n"
	    "    36+1 Type 2, mac-ip\n"
	    "    37+1 Length 40 octets\n"
	    "    38+8 rd 64496:1\n"
	    "    46+10 esi 00:00:00:00:00:00:00:00:00:00\n"
	    "    56+4 ethernet-tag 0\n"
	    "    60+1 Length 48 bits\n"
	    "    61+6 mac 02:00:5e:00:00:01\n"
	    "    67+1 Length 32 bits\n"
	    "    68+4 ip 192.0.2.2\n"
	    "    72+3 label 100; all 24 bits 1601\n"
	    "    75+3 label 125; all 24 bits 2000\n"
	    "  78+35 NLRI mac-ip rd 64496:1 ethernet-tag 0 mac "
	    "02:00:5e:00:00:01 label 100\n"
	    "    78+1 Type 2, mac-ip\n"
	    "    79+1 Length 33 octets\n"
	    "    80+8 rd 64496:1\n"
	    "    88+10 esi 00:00:00:00:00:00:00:00:00:00\n"
	    "    98+4 ethernet-tag 0\n"
	    "    102+1 Length 48 bits\n"
	    "    103+6 mac 02:00:5e:00:00:01\n"
	    "    109+1 Length 0 bits\n"
	    "    110+3 label 100; all 24 bits 1601\n");
	assert_explained(0x80, 14,
	    "00194604c00002010003110000fbf0000000010000000020c0000201"
	    "04170001c000020100070011223344556677889920c0000201052200"
	    "00fbf000000001000000000000000000000000006418cb007100c000"
	    "02020006416302abcd",
	    "  0+2 AFI 25\n"
	    "  2+1 SAFI 70: EVPN\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+19 NLRI multicast rd 64496:1 ethernet-tag 0 ip 192.0.2.1\n"
	    "    9+1 Type 3, multicast\n"
	    "    10+1 Length 17 octets\n"
	    "    11+8 rd 64496:1\n"
	    "    19+4 ethernet-tag 0\n"
	    "    23+1 Length 32 bits\n"
	    "    24+4 ip 192.0.2.1\n"
	    "  28+25 NLRI ethernet-segment rd 192.0.2.1:7 esi "
	    "00:11:22:33:44:55:66:77:88:99 ip 192.0.2.1\n"
	    "    28+1 Type 4, ethernet-segment\n"
	    "    29+1 Length 23 octets\n"
	    "    30+8 rd 192.0.2.1:7\n"
	    "    38+10 esi 00:11:22:33:44:55:66:77:88:99\n"
	    "    48+1 Length 32 bits\n"
	    "    49+4 ip 192.0.2.1\n"
	    "  53+36 NLRI prefix 203.0.113.0/24 rd 64496:1 ethernet-tag "
	    "100 gateway 192.0.2.2 label 100\n"
	    "    53+1 Type 5, prefix\n"
	    "    54+1 Length 34 octets\n"
	    "    55+8 rd 64496:1\n"
	    "    63+10 esi 00:00:00:00:00:00:00:00:00:00\n"
	    "    73+4 ethernet-tag 100\n"
	    "    77+1 Length 24 bits\n"
	    "    78+4 prefix 203.0.113.0/24\n"
	    "    82+4 gateway 192.0.2.2\n"
	    "    86+3 label 100; all 24 bits 1601\n"
	    "  89+4 NLRI type 99 0xabcd\n"
	    "    89+1 Type 99, not known\n"
	    "    90+1 Length 2 octets\n"
	    "    91+2 Octets 2 octets\n");
}

/* Shown as far as it goes */
static void
malformed_ethernet(void **state)
{
	(void)state;
	assert_explained(0x80, 14,
	    "00194604c00002010002270000fbf000000001000000000000000000"
	    "00000000002f02005e00000120c00002020006410007",
	    "  0+2 AFI 25\n"
	    "  2+1 SAFI 70: EVPN\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+41 NLRI 41 octets\n"
	    "    9+1 Type 2, mac-ip\n"
	    "    10+1 Length 39 octets\n"
	    "    11+8 rd 64496:1\n"
	    "    19+10 esi 00:00:00:00:00:00:00:00:00:00\n"
	    "    29+4 ethernet-tag 0\n"
	    "    33+17 Octets 17 octets\n"
	    "  9+0 ! malformed NLRI\n");
	assert_explained(0x80, 14,
	    "00194604c00002010003110000fbf0",
	    "  0+2 AFI 25\n"
	    "  2+1 SAFI 70: EVPN\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+6 NLRI 6 octets\n"
	    "    9+1 Type 3, multicast\n"
	    "    10+1 Length 17 octets\n"
	    "    11+4 Octets 4 octets\n"
	    "  9+0 ! malformed NLRI\n");
	assert_explained(0x80, 14,
	    "00194604c00002010003",
	    "  0+2 AFI 25\n"
	    "  2+1 SAFI 70: EVPN\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+1 NLRI 1 octet\n"
	    "    9+1 Octets 1 octet\n"
	    "  9+0 ! malformed NLRI\n");
}

/* RFC 4761 3.2.2, RFC 6074 3.2.2.1, RFC 6624 3.2 */
static void
vpls(void **state)
{
	(void)state;
	assert_explained(0x80, 14,
	    "00194104c00002010000110000fbf0000000010005000100080190a1"
	    "000c0000fbf000000001c000020500150000fbf00000000100070001"
	    "000641010002abcd81ff",
	    "  0+2 AFI 25\n"
	    "  2+1 SAFI 65: VPLS\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+19 NLRI rd 64496:1 endpoint 5 base 6410 offset 1 size 8\n"
	    "    9+2 Length 17 octets\n"
	    "    11+8 rd 64496:1\n"
	    "    19+2 endpoint 5\n"
	    "    21+2 offset 1\n"
	    "    23+2 size 8\n"
	    "    25+3 base 6410\n"
	    "  28+14 NLRI rd 64496:1 pe-address 192.0.2.5\n"
	    "    28+2 Length 12 octets\n"
	    "    30+8 rd 64496:1\n"
	    "    38+4 pe-address 192.0.2.5\n"
	    "  42+23 NLRI circuits "
	    "0x0000fbf00000000100070001000641010002abcd81\n"
	    "    42+2 Length 21 octets\n"
	    "    44+8 rd 64496:1\n"
	    "    52+2 endpoint 7\n"
	    "    54+2 offset 1\n"
	    "    56+3 base 100\n"
	    "    59+6 circuits 0x010002abcd81\n"
	    "  65+1 NLRI 1 octet\n"
	    "    65+1 Octets 1 octet\n"
	    "  65+0 ! malformed NLRI\n");
	assert_explained(0x80, 14,
	    "00194104c00002010000110000fbf000000001000500",
	    "  0+2 AFI 25\n"
	    "  2+1 SAFI 65: VPLS\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+13 NLRI 13 octets\n"
	    "    9+2 Length 17 octets\n"
	    "    11+8 rd 64496:1\n"
	    "    19+2 endpoint 5\n"
	    "    21+1 Octets 1 octet\n"
	    "    21+0 ! not of the length or form of its type\n"
	    "  9+0 ! malformed NLRI\n");
	assert_explained(0x80, 14,
	    "00194104c00002010000",
	    "  0+2 AFI 25\n"
	    "  2+1 SAFI 65: VPLS\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+1 NLRI 1 octet\n"
	    "    9+1 Octets 1 octet\n"
	    "  9+0 ! malformed NLRI\n");
}

/* RFC 6514 4; RFC 6625 3 */
static void
multicast(void **state)
{
	(void)state;
	assert_explained(0x80, 14,
	    "00010504c000020100010c0000fbf000000001c0000201020c0000fb"
	    "f0000000010000fbf103120000fbf0000000010020e8000001c00002"
	    "01041603100000fbf000000001000020010000abcdc0000201",
	    "  0+2 AFI 1\n"
	    "  2+1 SAFI 5: IPv4 mcast-vpn\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+14 NLRI intra-as-ad rd 64496:1 originator 192.0.2.1\n"
	    "    9+1 Type 1, intra-as-ad\n"
	    "    10+1 Length 12 octets\n"
	    "    11+8 rd 64496:1\n"
	    "    19+4 originator 192.0.2.1\n"
	    "  23+14 NLRI inter-as-ad rd 64496:1 source-as 64497\n"
	    "    23+1 Type 2, inter-as-ad\n"
	    "    24+1 Length 12 octets\n"
	    "    25+8 rd 64496:1\n"
	    "    33+4 source-as 64497\n"
	    "  37+20 NLRI s-pmsi-ad rd 64496:1 source * group 232.0.0.1 "
	    "originator 192.0.2.1\n"
	    "    37+1 Type 3, s-pmsi-ad\n"
	    "    38+1 Length 18 octets\n"
	    "    39+8 rd 64496:1\n"
	    "    47+1 Length 0 bits\n"
	    "    48+0 source *\n"
	    "    48+1 Length 32 bits\n"
	    "    49+4 group 232.0.0.1\n"
	    "    53+4 originator 192.0.2.1\n"
	    "  57+24 NLRI leaf-ad route-key "
	    "0x03100000fbf000000001000020010000abcd originator 192.0.2.1\n"
	    "    57+1 Type 4, leaf-ad\n"
	    "    58+1 Length 22 octets\n"
	    "    59+18 route-key 0x03100000fbf000000001000020010000abcd\n"
	    "    77+4 originator 192.0.2.1\n");
}

/* RFC 6514 4.5, 4.6; a FEC, a type that is not known; cut */
static void
joins(void **state)
{
	(void)state;
	assert_explained(0x80, 14,
	    "00010504c00002010005120000fbf00000000120c000020320e80000"
	    "0106160000fbf0000000010000fbf020c000020420e8000001071600"
	    "00fbf0000000010000fbf020c000020320e800000107150000fbf000"
	    "0000010000fbf020c0000203070102030901aa",
	    "  0+2 AFI 1\n"
	    "  2+1 SAFI 5: IPv4 mcast-vpn\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+20 NLRI source-ad rd 64496:1 source 192.0.2.3 group "
	    "232.0.0.1\n"
	    "    9+1 Type 5, source-ad\n"
	    "    10+1 Length 18 octets\n"
	    "    11+8 rd 64496:1\n"
	    "    19+1 Length 32 bits\n"
	    "    20+4 source 192.0.2.3\n"
	    "    24+1 Length 32 bits\n"
	    "    25+4 group 232.0.0.1\n"
	    "  29+24 NLRI shared-join rd 64496:1 source-as 64496 rp "
	    "192.0.2.4 group 232.0.0.1\n"
	    "    29+1 Type 6, shared-join\n"
	    "    30+1 Length 22 octets\n"
	    "    31+8 rd 64496:1\n"
	    "    39+4 source-as 64496\n"
	    "    43+1 Length 32 bits\n"
	    "    44+4 rp 192.0.2.4\n"
	    "    48+1 Length 32 bits\n"
	    "    49+4 group 232.0.0.1\n"
	    "  53+24 NLRI source-join rd 64496:1 source-as 64496 source "
	    "192.0.2.3 group 232.0.0.1\n"
	    "    53+1 Type 7, source-join\n"
	    "    54+1 Length 22 octets\n"
	    "    55+8 rd 64496:1\n"
	    "    63+4 source-as 64496\n"
	    "    67+1 Length 32 bits\n"
	    "    68+4 source 192.0.2.3\n"
	    "    72+1 Length 32 bits\n"
	    "    73+4 group 232.0.0.1\n"
	    "  77+23 NLRI mcast-vpn-route "
	    "0x070000fbf0000000010000fbf020c000020307010203\n"
	    "    77+1 Type 7, source-join\n"
	    "    78+1 Length 21 octets\n"
	    "    79+8 rd 64496:1\n"
	    "    87+4 source-as 64496\n"
	    "    91+1 Length 32 bits\n"
	    "    92+4 source 192.0.2.3\n"
	    "    96+4 Octets 4 octets\n"
	    "  100+3 NLRI mcast-vpn-route 0x09aa\n"
	    "    100+1 Type 9, not known\n"
	    "    101+1 Length 1 octet\n"
	    "    102+1 Octets 1 octet\n");
	assert_explained(0x80, 14,
	    "00010504c00002010005120000fbf00000000120c000020318e80000",
	    "  0+2 AFI 1\n"
	    "  2+1 SAFI 5: IPv4 mcast-vpn\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+19 NLRI 19 octets\n"
	    "    9+1 Type 5, source-ad\n"
	    "    10+1 Length 18 octets\n"
	    "    11+8 rd 64496:1\n"
	    "    19+1 Length 32 bits\n"
	    "    20+4 source 192.0.2.3\n"
	    "    24+4 Octets 4 octets\n"
	    "  9+0 ! malformed NLRI\n");
}

/* draft-ietf-bess-mup-safi 3 */
static void
mobile(void **state)
{
	(void)state;
	assert_explained(0x80, 14,
	    "00015504c0000201000100010c0000fbf00000000118cb0071010002"
	    "0c0000fbf000000001c00002010100031c0000fbf00000000120cb00"
	    "7101000000640920c000020220c0000203010004110000fbf0000000"
	    "0140c00002010000303902000101aa",
	    "  0+2 AFI 1\n"
	    "  2+1 SAFI 85: IPv4 mup\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+16 NLRI mup-isd 203.0.113.0/24 rd 64496:1\n"
	    "    9+1 Architecture 1\n"
	    "    10+2 Type 1, mup-isd\n"
	    "    12+1 Length 12 octets\n"
	    "    13+8 rd 64496:1\n"
	    "    21+1 Length 24 bits\n"
	    "    22+3 prefix 203.0.113.0/24\n"
	    "  25+16 NLRI mup-dsd 192.0.2.1 rd 64496:1\n"
	    "    25+1 Architecture 1\n"
	    "    26+2 Type 2, mup-dsd\n"
	    "    28+1 Length 12 octets\n"
	    "    29+8 rd 64496:1\n"
	    "    37+4 address 192.0.2.1\n"
	    "  41+32 NLRI mup-t1st 203.0.113.1/32 rd 64496:1 teid 100 "
	    "qfi 9 endpoint 192.0.2.2 source 192.0.2.3\n"
	    "    41+1 Architecture 1\n"
	    "    42+2 Type 3, mup-t1st\n"
	    "    44+1 Length 28 octets\n"
	    "    45+8 rd 64496:1\n"
	    "    53+1 Length 32 bits\n"
	    "    54+4 prefix 203.0.113.1/32\n"
	    "    58+4 teid 100\n"
	    "    62+1 qfi 9\n"
	    "    63+1 Length 32 bits\n"
	    "    64+4 endpoint 192.0.2.2\n"
	    "    68+1 Length 32 bits\n"
	    "    69+4 source 192.0.2.3\n"
	    "  73+21 NLRI mup-t2st 192.0.2.1 rd 64496:1 teid 12345/32\n"
	    "    73+1 Architecture 1\n"
	    "    74+2 Type 4, mup-t2st\n"
	    "    76+1 Length 17 octets\n"
	    "    77+8 rd 64496:1\n"
	    "    85+1 Length 64 bits\n"
	    "    86+4 address 192.0.2.1\n"
	    "    90+4 teid 12345/32\n"
	    "  94+5 NLRI mup-route 0x020001aa\n"
	    "    94+1 Architecture 2\n"
	    "    95+2 Type 1, not known\n"
	    "    97+1 Length 1 octet\n"
	    "    98+1 Octets 1 octet\n");
}

/* Zeroes behind a prefix; without what is carried; cut */
static void
mobile_otherwise(void **state)
{
	(void)state;
	assert_explained(0x80, 14,
	    "00015504c0000201000100010d0000fbf00000000118cb0071000100"
	    "03170000fbf00000000118cb007100000000640920c0000202",
	    "  0+2 AFI 1\n"
	    "  2+1 SAFI 85: IPv4 mup\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+17 NLRI mup-isd 203.0.113.0/24 rd 64496:1\n"
	    "    9+1 Architecture 1\n"
	    "    10+2 Type 1, mup-isd\n"
	    "    12+1 Length 13 octets\n"
	    "    13+8 rd 64496:1\n"
	    "    21+1 Length 24 bits\n"
	    "    22+4 prefix 203.0.113.0/24\n"
	    "  26+27 NLRI mup-t1st 203.0.113.0/24 rd 64496:1 teid 100 "
	    "qfi 9 endpoint 192.0.2.2\n"
	    "    26+1 Architecture 1\n"
	    "    27+2 Type 3, mup-t1st\n"
	    "    29+1 Length 23 octets\n"
	    "    30+8 rd 64496:1\n"
	    "    38+1 Length 24 bits\n"
	    "    39+4 prefix 203.0.113.0/24\n"
	    "    43+4 teid 100\n"
	    "    47+1 qfi 9\n"
	    "    48+1 Length 32 bits\n"
	    "    49+4 endpoint 192.0.2.2\n");
	assert_explained(0x80, 15,
	    "0001550100030d0000fbf00000000120cb0071010100040d0000fbf0"
	    "0000000120c0000201",
	    "  0+2 AFI 1\n"
	    "  2+1 SAFI 85: IPv4 mup\n"
	    "  3+17 NLRI mup-t1st 203.0.113.1/32 rd 64496:1\n"
	    "    3+1 Architecture 1\n"
	    "    4+2 Type 3, mup-t1st\n"
	    "    6+1 Length 13 octets\n"
	    "    7+8 rd 64496:1\n"
	    "    15+1 Length 32 bits\n"
	    "    16+4 prefix 203.0.113.1/32\n"
	    "  20+17 NLRI mup-t2st 192.0.2.1 rd 64496:1 teid 0/0\n"
	    "    20+1 Architecture 1\n"
	    "    21+2 Type 4, mup-t2st\n"
	    "    23+1 Length 13 octets\n"
	    "    24+8 rd 64496:1\n"
	    "    32+1 Length 32 bits\n"
	    "    33+4 address 192.0.2.1\n"
	    "    37+0 teid 0/0\n");
	/* as many zeroes as a TEID has octets */
	assert_explained(0x80, 15,
	    "0001550100030d0000fbf0000000010000000000",
	    "  0+2 AFI 1\n"
	    "  2+1 SAFI 85: IPv4 mup\n"
	    "  3+17 NLRI mup-t1st 0.0.0.0/0 rd 64496:1\n"
	    "    3+1 Architecture 1\n"
	    "    4+2 Type 3, mup-t1st\n"
	    "    6+1 Length 13 octets\n"
	    "    7+8 rd 64496:1\n"
	    "    15+1 Length 0 bits\n"
	    "    16+4 prefix 0.0.0.0/0\n");
	assert_explained(0x80, 14,
	    "00015504c000020100010004090000fbf00000000110",
	    "  0+2 AFI 1\n"
	    "  2+1 SAFI 85: IPv4 mup\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+13 NLRI 13 octets\n"
	    "    9+1 Architecture 1\n"
	    "    10+2 Type 4, mup-t2st\n"
	    "    12+1 Length 9 octets\n"
	    "    13+9 Octets 9 octets\n"
	    "  9+0 ! malformed NLRI\n");
}

/* RFC 9830 2.1 */
static void
policies(void **state)
{
	(void)state;
	assert_explained(0x80, 14,
	    "00014904c000020100600000000100000064c0000202",
	    "  0+2 AFI 1\n"
	    "  2+1 SAFI 73: IPv4 sr-policy\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+13 NLRI distinguisher 1 color 100 endpoint 192.0.2.2\n"
	    "    9+1 Length 96 bits\n"
	    "    10+4 distinguisher 1\n"
	    "    14+4 color 100\n"
	    "    18+4 endpoint 192.0.2.2\n");
	assert_explained(0x80, 14,
	    "00024904c000020100c0000000010000006420010db8000000000000"
	    "000000000002",
	    "  0+2 AFI 2\n"
	    "  2+1 SAFI 73: IPv6 sr-policy\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+25 NLRI distinguisher 1 color 100 endpoint 2001:db8::2\n"
	    "    9+1 Length 192 bits\n"
	    "    10+4 distinguisher 1\n"
	    "    14+4 color 100\n"
	    "    18+16 endpoint 2001:db8::2\n");
	assert_explained(0x80, 14,
	    "00024904c000020100c0000000010000",
	    "  0+2 AFI 2\n"
	    "  2+1 SAFI 73: IPv6 sr-policy\n"
	    "  3+1 Next hop length 4\n"
	    "  4+4 Next hop 192.0.2.1\n"
	    "  8+1 Reserved 0\n"
	    "  9+7 NLRI 7 octets\n"
	    "    9+1 Length 192 bits\n"
	    "    10+4 distinguisher 1\n"
	    "    14+2 Octets 2 octets\n"
	    "  9+0 ! malformed NLRI\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ethernet),
		cmocka_unit_test(malformed_ethernet),
		cmocka_unit_test(vpls),
		cmocka_unit_test(multicast),
		cmocka_unit_test(joins),
		cmocka_unit_test(mobile),
		cmocka_unit_test(mobile_otherwise),
		cmocka_unit_test(policies),
	};

	return cmocka_run_group_tests(tests, setup_explain, NULL);
}
