/* SPDX-License-Identifier: ISC */
/*
 * PMSI_TUNNEL: the identifier of each type of tunnel, field by field.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "ctl/explain_help.h"

#define V6	"20010db8000000000000000000000001"

/* RFC 6514 5 */
static void
of_addresses(void **state)
{
	(void)state;
	assert_explained(0xc0, 22,
	    "0000000000",
	    "  0+1 flags 0x00\n"
	    "  1+1 Tunnel type 0, no tunnel information\n"
	    "  2+3 MPLS label 0; all 24 bits 0\n");
	assert_explained(0xc0, 22,
	    "0106000641c0000201",
	    "  0+1 flags L: 0x01\n"
	    "  1+1 Tunnel type 6, ingress replication\n"
	    "  2+3 MPLS label 100; all 24 bits 1601\n"
	    "  5+4 endpoint 192.0.2.1\n");
	assert_explained(0xc0, 22,
	    "0006000641" V6,
	    "  0+1 flags 0x00\n"
	    "  1+1 Tunnel type 6, ingress replication\n"
	    "  2+3 MPLS label 100; all 24 bits 1601\n"
	    "  5+16 endpoint 2001:db8::1\n");
	assert_explained(0xc0, 22,
	    "0003000000c0000201e8000001",
	    "  0+1 flags 0x00\n"
	    "  1+1 Tunnel type 3, PIM-SSM tree\n"
	    "  2+3 MPLS label 0; all 24 bits 0\n"
	    "  5+4 root 192.0.2.1\n"
	    "  9+4 group 232.0.0.1\n");
	assert_explained(0xc0, 22,
	    "0004000000" V6 V6,
	    "  0+1 flags 0x00\n"
	    "  1+1 Tunnel type 4, PIM-SM tree\n"
	    "  2+3 MPLS label 0; all 24 bits 0\n"
	    "  5+16 sender 2001:db8::1\n"
	    "  21+16 group 2001:db8::1\n");
	assert_explained(0xc0, 22,
	    "000a0000000102",
	    "  0+1 flags 0x00\n"
	    "  1+1 Tunnel type 10\n"
	    "  2+3 MPLS label 0; all 24 bits 0\n"
	    "  5+2 identifier 0x0102\n");
}

static void
of_rsvp(void **state)
{
	(void)state;
	assert_explained(0xc0, 22,
	    "0001000000c00002010000000700000008",
	    "  0+1 flags 0x00\n"
	    "  1+1 Tunnel type 1, RSVP-TE P2MP LSP\n"
	    "  2+3 MPLS label 0; all 24 bits 0\n"
	    "  5+4 extended-tunnel-id 192.0.2.1\n"
	    "  9+2 Reserved 0\n"
	    "  11+2 tunnel-id 7\n"
	    "  13+4 p2mp-id 8\n");
	assert_explained(0xc0, 22,
	    "0001000000" V6 "0000000700000008",
	    "  0+1 flags 0x00\n"
	    "  1+1 Tunnel type 1, RSVP-TE P2MP LSP\n"
	    "  2+3 MPLS label 0; all 24 bits 0\n"
	    "  5+16 extended-tunnel-id 2001:db8::1\n"
	    "  21+2 Reserved 0\n"
	    "  23+2 tunnel-id 7\n"
	    "  25+4 p2mp-id 8\n");
}

/* RFC 6388 2.2, 3.2 */
static void
of_mldp(void **state)
{
	(void)state;
	assert_explained(0xc0, 22,
	    "000200000006000104c0000201000701000400000007",
	    "  0+1 flags 0x00\n"
	    "  1+1 Tunnel type 2, mLDP P2MP LSP\n"
	    "  2+3 MPLS label 0; all 24 bits 0\n"
	    "  5+1 fec-type 6\n"
	    "  6+2 address-family 1\n"
	    "  8+1 root-length 4\n"
	    "  9+4 root 192.0.2.1\n"
	    "  13+2 opaque-length 7\n"
	    "  15+7 Generic LSP Identifier Opaque value 1\n"
	    "    15+1 Type 1\n"
	    "    16+2 Length 4\n"
	    "    18+4 lsp-id 7\n");
	assert_explained(0xc0, 22,
	    "000700000008000210" V6 "0005630002abcd",
	    "  0+1 flags 0x00\n"
	    "  1+1 Tunnel type 7, mLDP MP2MP LSP\n"
	    "  2+3 MPLS label 0; all 24 bits 0\n"
	    "  5+1 fec-type 8\n"
	    "  6+2 address-family 2\n"
	    "  8+1 root-length 16\n"
	    "  9+16 root 2001:db8::1\n"
	    "  25+2 opaque-length 5\n"
	    "  27+5 Opaque value 99, not known\n"
	    "    27+1 Type 99\n"
	    "    28+2 Length 2\n"
	    "    30+2 Value 2 octets\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_addresses),
		cmocka_unit_test(of_rsvp),
		cmocka_unit_test(of_mldp),
	};

	return cmocka_run_group_tests(tests, setup_explain, NULL);
}
