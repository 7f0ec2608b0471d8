/* SPDX-License-Identifier: ISC */
/* Sub-TLVs of RFC 9012: words, octets, JSON of each, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"
#include "common/path/attr_help.h"

/* One sub-TLV of a tunnel of this type (two digits). */
static void
sub(const char *tunnel, const char *type, const char *words, const char *hex,
    const char *json)
{
	char in[256], octets[256], want[512];
	struct octets o;

	octets_of(hex, &o);
	snprintf(in, sizeof(in), "tunnel-encap ( %s %s )", tunnel, words);
	snprintf(octets, sizeof(octets), "c0 17 %02zx 00 %s 00 %02zx %s",
	    o.n + 4, type, o.n, hex);
	assert_words(in, octets);
	assert_prints(in, in);
	snprintf(want, sizeof(want), "{ \"tunnel-encap\": { \"tunnels\": "
	    "[ { \"type\": \"%s\", %s } ] } }", tunnel, json);
	assert_said(in, SHAPE_6, want, NULL);
}

static void
has_each(void **state)
{
	(void)state;
	sub("vxlan", "08", "vni 100", "01 0c 80 000064 000000000000 0000",
	    "\"vni\": 100");
	sub("nvgre", "09", "vni 16777215 mac 00:00:5e:00:53:0a",
	    "01 0c c0 ffffff 00005e00530a 0000",
	    "\"vni\": 16777215, \"mac\": \"00:00:5e:00:53:0a\"");
	sub("gre", "02", "key 4294967295", "01 04 ffffffff",
	    "\"key\": 4294967295");
	sub("l2tpv3", "01", "session 7 cookie 0x01020304",
	    "01 08 00000007 01020304",
	    "\"session\": 7, \"cookie\": \"0x01020304\"");
	sub("gre", "02", "protocol 2048", "02 02 0800", "\"protocol\": 2048");
	sub("gre", "02", "color 7", "04 08 030b0000 00000007",
	    "\"color\": 7");
	sub("gre", "02", "endpoint 192.0.2.1", "06 0a 00000000 0001 c0000201",
	    "\"endpoint\": \"192.0.2.1\"");
	sub("gre", "02", "endpoint 2001:db8::1", "06 16 00000000 0002 "
	    "20010db8000000000000000000000001",
	    "\"endpoint\": \"2001:db8::1\"");
	sub("gre", "02", "endpoint none", "06 06 00000000 0000",
	    "\"endpoint\": null");
	sub("gre", "02", "ds-field 184", "07 01 b8", "\"ds-field\": 184");
	sub("mpls-in-udp", "0d", "udp-port 6635", "08 02 19eb",
	    "\"udp-port\": 6635");
	sub("vxlan", "08", "embedded-label 2", "09 01 02",
	    "\"embedded-label\": 2");
	sub("mpls", "0a", "label-stack [ 100 200 ]",
	    "0a 08 00064000 000c8100", "\"label-stack\": [ 100, 200 ]");
}

/* What its words would not write stands there as octets. */
static void
has_octets(void **state)
{
	(void)state;
	sub("vxlan", "08", "sub-tlv 1 0x81000064000000000000000000",
	    "01 0d 81 000064 000000000000 000000",
	    "\"unknown-subtlv-1\": \"0x81000064000000000000000000\"");
	sub("gre", "02", "sub-tlv 4 0x030b000100000007",
	    "04 08 030b0001 00000007",
	    "\"unknown-subtlv-4\": \"0x030B000100000007\"");
	sub("gre", "02", "sub-tlv 6 0x00", "06 01 00",
	    "\"unknown-subtlv-6\": \"0x00\"");
	sub("gre", "02", "sub-tlv 99 0x", "63 00",
	    "\"unknown-subtlv-99\": \"0x\"");
	sub("mpls", "0a", "sub-tlv 10 0x00064000", "0a 04 00064000",
	    "\"unknown-subtlv-10\": \"0x00064000\"");
}

static void
refuses(void **state)
{
	(void)state;
	assert_refused("tunnel-encap ( gre vni 5 )", "not a word of this");
	assert_refused("tunnel-encap ( vxlan vni 16777216 )", "vni");
	assert_refused("tunnel-encap ( vxlan vni 1 mac 00:00:5e )", "mac");
	assert_refused("tunnel-encap ( vxlan vni 1 mac )", "mac");
	assert_refused("tunnel-encap ( gre key x )", "'x'");
	assert_refused("tunnel-encap ( l2tpv3 session 1 cookie 0x01 )",
	    "cookie");
	assert_refused("tunnel-encap ( gre color 4294967296 )", "color");
	assert_refused("tunnel-encap ( gre endpoint x )", "not an address");
	assert_refused("tunnel-encap ( gre ds-field 256 )", "ds-field");
	assert_refused("tunnel-encap ( gre udp-port 65536 )", "udp-port");
	assert_refused("tunnel-encap ( mpls label-stack [ ] )",
	    "a label is missing");
	assert_refused("tunnel-encap ( mpls label-stack 1048576 )",
	    "label-stack");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(has_each),
		cmocka_unit_test(has_octets),
		cmocka_unit_test(refuses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
