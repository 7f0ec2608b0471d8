/* SPDX-License-Identifier: ISC */
/* PMSI_TUNNEL: each type there and back, its events, and what it refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"
#include "common/path/attr_help.h"
#include "path/pmsi.h"

enum { OT = ATTR_OPTIONAL | ATTR_TRANSITIVE };

static void
has_words(void **state)
{
	(void)state;
	assert_words("pmsi ( ingress-replication label 100 192.0.2.1 )",
	    "c0 16 09 00 06 000640 c0000201");
	assert_prints("pmsi ( ingress-replication label 100 192.0.2.1 )",
	    "pmsi ( ingress-replication label 100 192.0.2.1 )");
	assert_prints("pmsi ( 6 raw-label 1601 2001:db8::1 )",
	    "pmsi ( ingress-replication raw-label 1601 2001:db8::1 )");
	assert_prints("pmsi ( pim-ssm flags 1 192.0.2.1 232.0.0.1 )",
	    "pmsi ( pim-ssm flags 1 192.0.2.1 232.0.0.1 )");
	assert_prints("pmsi ( none )", "pmsi ( none )");
	assert_prints("pmsi ( rsvp-te 0xc0000201000000050a000001 )",
	    "pmsi ( rsvp-te 0xc0000201000000050a000001 )");
	assert_prints("pmsi ( 11 0x0102 )", "pmsi ( 11 0x0102 )");
	assert_prints("pmsi ( none ) pmsi ( mldp-p2mp 0x01 )",
	    "pmsi ( none )");
}

/* RFC 6388 2.2, 2.3.1, 3.2 */
static void
has_words_of_mldp(void **state)
{
	(void)state;
	assert_words("pmsi ( mldp-p2mp label 100 192.0.2.1 lsp-id 7 )",
	    "c0 16 16 00 02 000640 06 0001 04 c0000201 0007 "
	    "01 0004 00000007");
	assert_words("pmsi ( mldp-mp2mp 2001:db8::1 opaque 0x630002abcd )",
	    "c0 16 20 00 07 000000 08 0002 10 "
	    "20010db8000000000000000000000001 0005 630002abcd");
	assert_prints("pmsi ( mldp-p2mp 192.0.2.1 opaque 0x01000400000007 )",
	    "pmsi ( mldp-p2mp 192.0.2.1 lsp-id 7 )");
	assert_prints("pmsi ( mldp-p2mp 192.0.2.1 opaque 0x )",
	    "pmsi ( mldp-p2mp 192.0.2.1 opaque 0x )");
	/* Of a form that is not the element's: octets. */
	assert_prints("pmsi ( mldp-p2mp 0x08000104c000020100020102 )",
	    "pmsi ( mldp-p2mp 0x08000104c000020100020102 )");
	assert_prints("pmsi ( mldp-p2mp 0x06000204c000020100020102 )",
	    "pmsi ( mldp-p2mp 0x06000204c000020100020102 )");
	assert_prints("pmsi ( mldp-p2mp 0x06000104c000020100030102 )",
	    "pmsi ( mldp-p2mp 0x06000104c000020100030102 )");
	assert_refused("pmsi ( mldp-p2mp 192.0.2.1 )",
	    "pmsi: 'lsp-id' or 'opaque' is missing");
	assert_refused("pmsi ( mldp-p2mp 192.0.2.1 lsp-id x )", "lsp-id");
	assert_refused("pmsi ( mldp-p2mp 192.0.2.1 opaque 1 )",
	    "opaque: 0x and pairs");
	assert_refused("pmsi ( mldp-p2mp root )", "root");
}

static void
refuses(void **state)
{
	(void)state;
	assert_refused("pmsi", "'(' is missing");
	assert_refused("pmsi ( ", "tunnel type is missing");
	assert_refused("pmsi ( 9 )", "not a tunnel type");
	assert_refused("pmsi ( pim )", "\"pim\" is not a tunnel type");
	assert_refused("pmsi ( none flags 256 )", "flags");
	assert_refused("pmsi ( none label 1048576 )", "label");
	assert_refused("pmsi ( none raw-label 16777216 )", "raw-label");
	assert_refused("pmsi ( ingress-replication )", "address");
	assert_refused("pmsi ( ingress-replication x )", "\"x\"");
	assert_refused("pmsi ( pim-sm 192.0.2.1 2001:db8::1 )",
	    "not an IPv4 address");
	assert_refused("pmsi ( rsvp-te 0x01 )", "of this length");
	assert_refused("pmsi ( rsvp-te 1 )", "0x and pairs");
	assert_refused("pmsi ( none 0x01", "')' is missing");
}

static void
is_told(void **state)
{
	(void)state;
	assert_said("pmsi ( ingress-replication raw-label 1601 192.0.2.1 )",
	    SHAPE_4, "{ \"pmsi\": "
	    "\"pmsi:ingressreplication:0:100(1601):192.0.2.1\" }",
	    " pmsi pmsi:ingressreplication:0:100(1601):192.0.2.1");
	assert_said("pmsi ( none flags 1 label 7 )", SHAPE_6,
	    "{ \"pmsi\": \"pmsi:notunnel:1:7:\" }", NULL);
	assert_said("pmsi ( pim-ssm 192.0.2.1 232.0.0.1 )", SHAPE_6,
	    "{ \"pmsi\": \"pmsi:pim-ssmtree:0:0:0xC0000201E8000001\" }",
	    NULL);
	assert_said("pmsi ( 11 0x0a )", SHAPE_6,
	    "{ \"pmsi\": \"pmsi:unknown:0:0:0x0A\" }", NULL);
}

static void
checks_each_cut(void **state)
{
	static const struct {
		const char	*hex;
		const char	*whole;		/* the lengths that are fine */
	} v[] = {
		{ "00 06 000010 c0000201", " 9 " },
		{ "00 00 000010 0102", " 5 6 7 " },
		{ "00 03 000010 c0000201 e8000001", " 13 " },
		{ "00 01 000010 c0000201 00000005 0a000001", " 17 " },
		{ "00 09 000010 00", "" }, { "00 0e 000010 00", "" },
	};
	struct octets o;
	char n[16];
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		octets_of(v[i].hex, &o);
		for (k = 0; k <= o.n; k++) {
			snprintf(n, sizeof(n), " %zu ", k);
			if ((attr_pmsi_check(rbuf_of(o.p, k), NULL) ==
			    NULL) != (strstr(v[i].whole, n) != NULL))
				fail_msg("%s cut at %zu", v[i].hex, k);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(has_words),
		cmocka_unit_test(has_words_of_mldp),
		cmocka_unit_test(refuses),
		cmocka_unit_test(is_told),
		cmocka_unit_test(checks_each_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
