/* SPDX-License-Identifier: ISC */
/*
 * Segment lists of SR policies (RFC 9830 2.4.4, RFC 9831): a line a segment,
 * with those of its fields under it.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "ctl/explain_help.h"

#define V6	"20010db8000000000000000000000001"

/* RFC 9830 */
static void
of_policies(void **state)
{
	(void)state;
	assert_explained(0xc0, 23,
	    "000f0033800030000106000003e810000d1a0000" V6
	    "00410000200010000906000000000005630101",
	    "  0+55 sr-policy Tunnel 15\n"
	    "    0+2 Type 15\n"
	    "    2+2 Length 51\n"
	    "    4+51 Segment List Sub-TLV 128\n"
	    "      4+1 Type 128\n"
	    "      5+2 Length 48\n"
	    "      7+1 Reserved 0\n"
	    "      8+8 Segment type A Sub-TLV 1\n"
	    "        8+1 Type 1\n"
	    "        9+1 Length 6\n"
	    "        10+1 flags 0x00\n"
	    "        11+1 Reserved 0\n"
	    "        12+4 label 16001\n"
	    "      16+28 Segment type B Sub-TLV 13\n"
	    "        16+1 Type 13\n"
	    "        17+1 Length 26\n"
	    "        18+1 flags 0x00\n"
	    "        19+1 Reserved 0\n"
	    "        20+16 sid 2001:db8::1\n"
	    "        36+2 behavior 65\n"
	    "        38+2 Reserved 0\n"
	    "        40+1 locator-block-length 32\n"
	    "        41+1 locator-node-length 0\n"
	    "        42+1 function-length 16\n"
	    "        43+1 argument-length 0\n"
	    "      44+8 Weight Sub-TLV 9\n"
	    "        44+1 Type 9\n"
	    "        45+1 Length 6\n"
	    "        46+1 flags 0x00\n"
	    "        47+1 Reserved 0\n"
	    "        48+4 weight 5\n"
	    "      52+3 Sub-TLV 99, not known\n"
	    "        52+1 Type 99\n"
	    "        53+1 Length 1\n"
	    "        54+1 Value 1 octet\n");
}

/* RFC 9831 2.1 to 2.6 */
static void
of_labels(void **state)
{
	(void)state;
	assert_explained(0xc0, 23,
	    "000f008c80008900030a0080c000020103e8200004120000" V6
	    "050a000000000007c0000201060a0000c0000201c0000202072a0000"
	    "00000007" V6 "00000008" V6 "08220000" V6 V6,
	    "  0+144 sr-policy Tunnel 15\n"
	    "    0+2 Type 15\n"
	    "    2+2 Length 140\n"
	    "    4+140 Segment List Sub-TLV 128\n"
	    "      4+1 Type 128\n"
	    "      5+2 Length 137\n"
	    "      7+1 Reserved 0\n"
	    "      8+12 Segment type C Sub-TLV 3\n"
	    "        8+1 Type 3\n"
	    "        9+1 Length 10\n"
	    "        10+1 flags 0x00\n"
	    "        11+1 algorithm 128\n"
	    "        12+4 node 192.0.2.1\n"
	    "        16+4 label 16002\n"
	    "      20+20 Segment type D Sub-TLV 4\n"
	    "        20+1 Type 4\n"
	    "        21+1 Length 18\n"
	    "        22+1 flags 0x00\n"
	    "        23+1 algorithm 0\n"
	    "        24+16 node 2001:db8::1\n"
	    "      40+12 Segment type E Sub-TLV 5\n"
	    "        40+1 Type 5\n"
	    "        41+1 Length 10\n"
	    "        42+1 flags 0x00\n"
	    "        43+1 Reserved 0\n"
	    "        44+4 local-interface 7\n"
	    "        48+4 node 192.0.2.1\n"
	    "      52+12 Segment type F Sub-TLV 6\n"
	    "        52+1 Type 6\n"
	    "        53+1 Length 10\n"
	    "        54+1 flags 0x00\n"
	    "        55+1 Reserved 0\n"
	    "        56+4 local 192.0.2.1\n"
	    "        60+4 remote 192.0.2.2\n"
	    "      64+44 Segment type G Sub-TLV 7\n"
	    "        64+1 Type 7\n"
	    "        65+1 Length 42\n"
	    "        66+1 flags 0x00\n"
	    "        67+1 Reserved 0\n"
	    "        68+4 local-interface 7\n"
	    "        72+16 local 2001:db8::1\n"
	    "        88+4 remote-interface 8\n"
	    "        92+16 remote 2001:db8::1\n"
	    "      108+36 Segment type H Sub-TLV 8\n"
	    "        108+1 Type 8\n"
	    "        109+1 Length 34\n"
	    "        110+1 flags 0x00\n"
	    "        111+1 Reserved 0\n"
	    "        112+16 local 2001:db8::1\n"
	    "        128+16 remote 2001:db8::1\n");
}

/* RFC 9831 2.7 to 2.9 */
static void
of_srv6(void **state)
{
	(void)state;
	assert_explained(0xc0, 23,
	    "000f009080008d000e220080" V6 V6 "0f42000000000007" V6 "00000008"
	    V6 V6 "004100002000100010220000" V6 V6,
	    "  0+148 sr-policy Tunnel 15\n"
	    "    0+2 Type 15\n"
	    "    2+2 Length 144\n"
	    "    4+144 Segment List Sub-TLV 128\n"
	    "      4+1 Type 128\n"
	    "      5+2 Length 141\n"
	    "      7+1 Reserved 0\n"
	    "      8+36 Segment type I Sub-TLV 14\n"
	    "        8+1 Type 14\n"
	    "        9+1 Length 34\n"
	    "        10+1 flags 0x00\n"
	    "        11+1 algorithm 128\n"
	    "        12+16 node 2001:db8::1\n"
	    "        28+16 sid 2001:db8::1\n"
	    "      44+68 Segment type J Sub-TLV 15\n"
	    "        44+1 Type 15\n"
	    "        45+1 Length 66\n"
	    "        46+1 flags 0x00\n"
	    "        47+1 algorithm 0\n"
	    "        48+4 local-interface 7\n"
	    "        52+16 local 2001:db8::1\n"
	    "        68+4 remote-interface 8\n"
	    "        72+16 remote 2001:db8::1\n"
	    "        88+16 sid 2001:db8::1\n"
	    "        104+2 behavior 65\n"
	    "        106+2 Reserved 0\n"
	    "        108+1 locator-block-length 32\n"
	    "        109+1 locator-node-length 0\n"
	    "        110+1 function-length 16\n"
	    "        111+1 argument-length 0\n"
	    "      112+36 Segment type K Sub-TLV 16\n"
	    "        112+1 Type 16\n"
	    "        113+1 Length 34\n"
	    "        114+1 flags 0x00\n"
	    "        115+1 algorithm 0\n"
	    "        116+16 local 2001:db8::1\n"
	    "        132+16 remote 2001:db8::1\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_policies),
		cmocka_unit_test(of_labels),
		cmocka_unit_test(of_srv6),
	};

	return cmocka_run_group_tests(tests, setup_explain, NULL);
}
