/* SPDX-License-Identifier: ISC */
/* The BGP-LS attribute: octets and words, its events, what discards it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"
#include "common/path/attr_help.h"
#include "path/ls_attr.h"
#include "path/ls_table.h"

static void
has_words(void **state)
{
	(void)state;
	assert_words("bgp-ls [ 1026 0x7231 1024 0x40 ]",
	    "80 1d 0b 0402 0002 7231 0400 0001 40");
	assert_words("bgp-ls 65535 0x", "80 1d 04 ffff 0000");
	assert_prints("bgp-ls [ 0x402 0x7231, 1024 0x40 ]",
	    "bgp-ls [ 1026 0x7231 1024 0x40 ]");
	/* the first counts, as of any attribute */
	assert_prints("bgp-ls 1095 0x0a bgp-ls 1095 0x0b",
	    "bgp-ls [ 1095 0x0a ]");
}

static void
refuses(void **state)
{
	(void)state;
	assert_refused("bgp-ls", "bgp-ls: value missing");
	assert_refused("bgp-ls [ ]", "bgp-ls: an empty list says nothing");
	assert_refused("bgp-ls [ 1026 0x7231", "bgp-ls: ']' missing");
	assert_refused("bgp-ls x 0x00",
	    "bgp-ls: 'x' is not a number from 0 to 65535");
	assert_refused("bgp-ls 65536 0x00",
	    "bgp-ls: '65536' is not a number from 0 to 65535");
	assert_refused("bgp-ls 1024",
	    "bgp-ls: octets of TLV 1024 are missing");
	assert_refused("bgp-ls 1024 40",
	    "bgp-ls: '40' is not 0x and pairs of digits");
	assert_refused("bgp-ls 1024 0x4",
	    "bgp-ls: '0x4' is not 0x and pairs of digits");
	assert_refused("bgp-ls 1024 0x4000",
	    "bgp-ls: TLV 1024 cannot have these 2 octets");
	assert_refused("bgp-ls 1106 0x00",
	    "bgp-ls: TLV 1106 cannot have these 1 octets");
}

/* Each TLV by itself in shape 6. */
static void
a_tlv(const char *words, const char *json)
{
	char text[4096], want[4096];

	snprintf(text, sizeof(text), "bgp-ls %s", words);
	snprintf(want, sizeof(want), "{ \"bgp-ls\": { %s } }", json);
	assert_said(text, SHAPE_6, want, NULL);
}

#define A6	"20010db8000000000000000000000001"

/* RFC 9552 5.3.1, RFC 9085 2.1, RFC 9514 3.1 */
static void
of_a_node(void **state)
{
	(void)state;
	a_tlv("1024 0xA4", "\"node-flags\": {\"O\": 1, \"T\": 0, \"E\": 1, "
	    "\"B\": 0, \"R\": 0, \"V\": 1, \"RSV\": 0}");
	a_tlv("1025 0xAB01", "\"opaque\": \"ab01\"");
	a_tlv("1026 0x7231", "\"node-name\": \"r1\"");
	a_tlv("1026 0x2201", "\"node-name\": \"\\\"\\u0001\"");
	a_tlv("[ 1027 0x490001 1027 0x4900000000FF980000 ]",
	    "\"area-ids\": [\"4784129\", \"1346612317385085419520\"]");
	a_tlv("[ 1028 0xc0000201 1026 0x72 1029 0x" A6 " 1028 0xc0000202 ]",
	    "\"node-name\": \"r\", \"local-router-ids\": [\"192.0.2.1\", "
	    "\"2001:db8::1\", \"192.0.2.2\"]");
	a_tlv("1034 0x8000001f400489000303e8001000000489000400000064",
	    "\"sr-capability-flags\": {\"I\": 1, \"V\": 0, \"RSV\": 0}, "
	    "\"sids\": [[8000, 256000], [1048576, 100]]");
	a_tlv("1034 0x4000", "\"sr-capability-flags\": {\"I\": 0, "
	    "\"V\": 1, \"RSV\": 0}, \"sids\": []");
	a_tlv("1035 0x0001", "\"sr-algorithms\": [0, 1]");
	a_tlv("1035 0x", "\"sr-algorithms\": [0]");
	a_tlv("1038 0x40000000",
	    "\"srv6-capabilities\": {\"flags\": {\"O\": 1}}");
}

/* RFC 9552 5.3.2 */
static void
of_a_link(void **state)
{
	(void)state;
	a_tlv("258 0x0000002700000035", "\"link-local-remote-identifiers\": "
	    "{\"local-id\": 39, \"remote-id\": 53}");
	a_tlv("[ 1030 0xc0000201 1031 0x" A6 " ]",
	    "\"remote-router-ids\": [\"192.0.2.1\", \"2001:db8::1\"]");
	a_tlv("1088 0x80000001", "\"admin-group-mask\": 2147483649");
	a_tlv("1089 0x4CEE6B28", "\"maximum-link-bandwidth\": 125000000");
	a_tlv("1090 0x3DCCCCCD", "\"maximum-reservable-link-bandwidth\": "
	    "0.10000000149011612");
	a_tlv("1091 0x00000000000000000000000000000000000000000000"
	    "00007f8000004CEE6B28", "\"unreserved-bandwidth\": [0, 0, 0, 0, "
	    "0, 0, null, 125000000]");
	a_tlv("1092 0x00000014", "\"te-metric\": 20");
	a_tlv("1093 0x0200", "\"link-protection-flags\": {\"Enhanced\": 0, "
	    "\"Dedicated 1+1\": 0, \"Dedicated 1:1\": 0, \"Shared\": 0, "
	    "\"Unprotected\": 1, \"ExtraTrafic\": 0, \"RSV\": 0}");
	a_tlv("1094 0x40", "\"mpls-mask\": {\"LDP\": 0, \"RSVP-TE\": 1, "
	    "\"RSV\": 0}");
	a_tlv("1095 0xca", "\"igp-metric\": 10");
	a_tlv("1095 0x0100", "\"igp-metric\": 256");
	a_tlv("1095 0x00000a", "\"igp-metric\": 10");
	a_tlv("1096 0x0000000100000002",
	    "\"shared-risk-link-groups\": [1, 2]");
	a_tlv("1097 0xff", "\"opaque-link\": \"ff\"");
	a_tlv("1098 0x6c31", "\"link-name\": \"l1\"");
}

/* RFC 9085 2.2 */
static void
of_adjacencies(void **state)
{
	(void)state;
	a_tlv("[ 1099 0x30000000049310 1099 0x4005000000000064 ]",
	    "\"sr-adjs\": [{\"flags\": {\"F\": 0, \"B\": 0, \"V\": 1, "
	    "\"L\": 1, \"S\": 0, \"P\": 0, \"RSV\": 0}, "
	    "\"sids\": [299792], \"weight\": 0, \"undecoded-sids\": []}, "
	    "{\"flags\": {\"F\": 0, \"B\": 1, \"V\": 0, \"L\": 0, "
	    "\"S\": 0, \"P\": 0, \"RSV\": 0}, \"sids\": [100], "
	    "\"weight\": 5, \"undecoded-sids\": []}]");
	a_tlv("1099 0x20000000049310", "\"sr-adjs\": [{\"flags\": "
	    "{\"F\": 0, \"B\": 0, \"V\": 1, \"L\": 0, \"S\": 0, \"P\": 0, "
	    "\"RSV\": 0}, \"sids\": [], \"weight\": 0, "
	    "\"undecoded-sids\": [\"0x049310\"]}]");
	a_tlv("[ 1100 0x30000000000000000001049310 "
	    "1100 0x00070000c000020100000064 ]", "\"sr-adj-lan\": "
	    "[{\"flags\": {\"F\": 0, \"B\": 0, \"V\": 1, \"L\": 1, "
	    "\"S\": 0, \"P\": 0, \"RSV\": 0}, \"weight\": 0, "
	    "\"system-id\": \"000000000001\", \"sid\": 299792, "
	    "\"undecoded\": []}, {\"flags\": {\"F\": 0, \"B\": 0, "
	    "\"V\": 0, \"L\": 0, \"S\": 0, \"P\": 0, \"RSV\": 0}, "
	    "\"weight\": 7, \"system-id\": \"192.0.2.1\", \"sid\": 100, "
	    "\"undecoded\": []}]");
}

/* sixteen TLVs of type 0 and no octets */
#define Z8	"0000000000000000"
#define Z64	Z8 Z8 Z8 Z8 Z8 Z8 Z8 Z8

/* RFC 9514 4 */
static void
of_srv6(void **state)
{
	(void)state;
	a_tlv("1106 0x0005800007" "00" A6 "04e4000440182000000900020102",
	    "\"srv6-endx\": [{\"flags\": {\"B\": 1, \"S\": 0, \"P\": 0, "
	    "\"RSV\": 0}, \"behavior\": 5, \"algorithm\": 0, "
	    "\"weight\": 7, \"sid\": \"2001:db8::1\", "
	    "\"srv6-sid-structure\": {\"loc_block_len\": 64, "
	    "\"loc_node_len\": 24, \"func_len\": 32, \"arg_len\": 0}, "
	    "\"unknown-subtlv-9\": \"0x0102\"}]");
	/* the first of a type; of many, too */
	a_tlv("1106 0x0005000000" "00" A6 "00090000" "000a000101" "0009000102",
	    "\"srv6-endx\": [{\"flags\": {\"B\": 0, \"S\": 0, \"P\": 0, "
	    "\"RSV\": 0}, \"behavior\": 5, \"algorithm\": 0, "
	    "\"weight\": 0, \"sid\": \"2001:db8::1\", "
	    "\"unknown-subtlv-9\": \"0x\", \"unknown-subtlv-10\": \"0x01\"}]");
	a_tlv("1106 0x0005000000" "00" A6 "00090000" "000a000101" "0009000102"
	    Z64 Z64, "\"srv6-endx\": [{\"flags\": {\"B\": 0, \"S\": 0, "
	    "\"P\": 0, \"RSV\": 0}, \"behavior\": 5, \"algorithm\": 0, "
	    "\"weight\": 0, \"sid\": \"2001:db8::1\", "
	    "\"unknown-subtlv-9\": \"0x\", \"unknown-subtlv-10\": \"0x01\", "
	    "\"unknown-subtlv-0\": \"0x\"}]");
	a_tlv("1107 0x000500000000000000000001" A6,
	    "\"srv6-lan-endx-isis\": [{\"flags\": {\"B\": 0, \"S\": 0, "
	    "\"P\": 0, \"RSV\": 0}, \"neighbor-id\": \"000000000001\", "
	    "\"behavior\": 5, \"algorithm\": 0, \"weight\": 0, "
	    "\"sid\": \"2001:db8::1\"}]");
	a_tlv("1108 0x000560000000c0000201" A6,
	    "\"srv6-lan-endx-ospf\": [{\"flags\": {\"B\": 0, \"S\": 1, "
	    "\"P\": 1, \"RSV\": 0}, \"neighbor-id\": \"192.0.2.1\", "
	    "\"behavior\": 5, \"algorithm\": 0, \"weight\": 0, "
	    "\"sid\": \"2001:db8::1\"}]");
	a_tlv("1162 0x8080000000000064", "\"srv6-locators\": [{\"flags\": "
	    "{\"D\": 1, \"RSV\": 0}, \"algorithm\": 128, "
	    "\"metric\": 100}]");
	a_tlv("1250 0x00300080", "\"srv6-endpoint-behavior\": "
	    "{\"endpoint-behavior\": 48, \"flags\": [], "
	    "\"algorithm\": 128}");
	a_tlv("1252 0x40182000", "\"srv6-sid-structure\": "
	    "{\"loc_block_len\": 64, \"loc_node_len\": 24, "
	    "\"func_len\": 32, \"arg_len\": 0}");
}

/* RFC 8571 2 */
static void
of_performance(void **state)
{
	(void)state;
	a_tlv("1114 0x800003e8", "\"unidirectional-link-delay\": "
	    "{\"delay-us\": 1000, \"anomalous\": true}");
	a_tlv("1115 0x000003e8000007d0",
	    "\"minmax-unidirectional-link-delay\": {\"min-delay-us\": 1000, "
	    "\"max-delay-us\": 2000, \"anomalous\": false}");
	a_tlv("1116 0xff000064", "\"unidirectional-delay-variation\": 100");
	a_tlv("1117 0x000f4240", "\"unidirectional-link-loss\": "
	    "{\"loss-percent\": 3, \"anomalous\": false}");
	a_tlv("1118 0x4CEE6B28",
	    "\"unidirectional-residual-bandwidth\": 125000000");
	a_tlv("1119 0x4CEE6B28",
	    "\"unidirectional-available-bandwidth\": 125000000");
	a_tlv("1120 0x7fc00000",
	    "\"unidirectional-utilized-bandwidth\": null");
}

/* RFC 9552 5.3.3, RFC 9085 2.3 */
static void
of_a_prefix(void **state)
{
	(void)state;
	a_tlv("1152 0x90", "\"igp-flags\": {\"D\": 1, \"N\": 0, \"L\": 0, "
	    "\"P\": 1, \"RSV\": 0}");
	a_tlv("1153 0x0000000100000002", "\"igp-route-tags\": [1, 2]");
	a_tlv("1154 0xffffffffffffffff",
	    "\"igp-extended-route-tags\": [18446744073709551615]");
	a_tlv("1155 0x00000064", "\"prefix-metric\": 100");
	a_tlv("1156 0xc0000201",
	    "\"ospf-forwarding-address\": \"192.0.2.1\"");
	a_tlv("1157 0x", "\"opaque-prefix\": \"\"");
	a_tlv("1158 0x4000000000000064", "\"sr-prefix-sids\": "
	    "[{\"sr-prefix-flags\": {\"R\": 0, \"N\": 1, \"P\": 0, "
	    "\"E\": 0, \"V\": 0, \"L\": 0, \"RSV\": 0}, \"sids\": [100], "
	    "\"undecoded-sids\": [], \"sr-algorithm\": 0}]");
	a_tlv("1158 0x0c010000003e80", "\"sr-prefix-sids\": "
	    "[{\"sr-prefix-flags\": {\"R\": 0, \"N\": 0, \"P\": 0, "
	    "\"E\": 0, \"V\": 1, \"L\": 1, \"RSV\": 0}, \"sids\": [16000], "
	    "\"undecoded-sids\": [], \"sr-algorithm\": 1}]");
	a_tlv("1170 0x20", "\"sr-prefix-attribute-flags\": {\"X\": 0, "
	    "\"R\": 0, \"N\": 1, \"RSV\": 0}");
	a_tlv("1171 0x" A6, "\"sr-source-router-id\": \"2001:db8::1\"");
}

static void
of_no_name(void **state)
{
	(void)state;
	a_tlv("[ 9999 0xab 1095 0x01 9999 0x 264 0x0002 ]",
	    "\"generic-lsid-264\": [\"0x0002\"], \"igp-metric\": 1, "
	    "\"generic-lsid-9999\": [\"0xAB\", \"0x\"]");
}

static void
in_earlier_shapes(void **state)
{
	(void)state;
	assert_said("bgp-ls [ 1027 0x490001 1028 0xc0000201 "
	    "1030 0xc0000202 1034 0x8000 1088 0x00000001 "
	    "1099 0x3000000000000001 9999 0xab 1250 0x00300080 ]", SHAPE_4,
	    "{ \"bgp-ls\": { \"area-id\": \"490001\", "
	    "\"local-te-router-ids\": [\"192.0.2.1\"], "
	    "\"remote-te-router-id\": \"192.0.2.2\", "
	    "\"sr_capability_flags\": {\"I\": 1, \"V\": 0, \"RSV\": 0}, "
	    "\"sids\": [], \"admin-group-mask\": [1], "
	    "\"sr-adj\": {\"flags\": {\"F\": 0, \"B\": 0, \"V\": 1, "
	    "\"L\": 1, \"S\": 0, \"P\": 0, \"RSV\": 0}, \"sids\": [0], "
	    "\"weight\": 0, \"undecoded-sids\": [\"0x01\"]}, "
	    "\"generic-lsid-1250\": \"0x00300080\", "
	    "\"generic-lsid-9999\": \"0xAB\" } }",
	    " bgp-ls [ 1027 0x490001 1028 0xc0000201 1030 0xc0000202 "
	    "1034 0x8000 1088 0x00000001 1099 0x3000000000000001 "
	    "9999 0xab 1250 0x00300080 ]");
	assert_said("bgp-ls [ 1027 0x490001 1030 0xc0000202 "
	    "1158 0x4000000000000064 1162 0x8080000000000064 "
	    "1116 0x00000064 ]", SHAPE_5,
	    "{ \"bgp-ls\": { \"area-id\": \"4784129\", "
	    "\"remote-router-id\": \"192.0.2.2\", "
	    "\"generic-lsid-1116\": [\"0x00000064\"], "
	    "\"sr-prefix-flags\": {\"R\": 0, \"N\": 1, \"P\": 0, "
	    "\"E\": 0, \"V\": 0, \"L\": 0, \"RSV\": 0}, \"sids\": [100], "
	    "\"undecoded-sids\": [], \"sr-algorithm\": 0, "
	    "\"srv6-locator\": {\"flags\": {\"D\": 1, \"RSV\": 0}, "
	    "\"algorithm\": 128, \"metric\": 100} } }", NULL);
	/* "sids" is there once */
	assert_said("bgp-ls [ 1034 0x8000 1158 0x4000000000000064 ]",
	    SHAPE_5, "{ \"bgp-ls\": { \"sr-capability-flags\": "
	    "{\"I\": 1, \"V\": 0, \"RSV\": 0}, \"sids\": [], "
	    "\"sr-prefix-sid\": {\"sr-prefix-flags\": {\"R\": 0, "
	    "\"N\": 1, \"P\": 0, \"E\": 0, \"V\": 0, \"L\": 0, "
	    "\"RSV\": 0}, \"sids\": [100], \"undecoded-sids\": [], "
	    "\"sr-algorithm\": 0} } }", NULL);
	/* several of what is one: an array, for a key is there once */
	assert_said("bgp-ls [ 1027 0x49 1027 0x50 1095 0x01 1095 0x02 "
	    "9999 0x 9999 0x01 ]", SHAPE_4,
	    "{ \"bgp-ls\": { \"area-id\": [\"49\", \"50\"], "
	    "\"igp-metric\": [1, 2], "
	    "\"generic-lsid-9999\": [\"0x\", \"0x01\"] } }", NULL);
}

static bool
is_well_formed(const char *hex)
{
	struct octets o;

	octets_of(hex, &o);
	return attr_bgp_ls_check(rbuf_of(o.p, o.n), NULL) == NULL;
}

#define END_X	"000580000700" A6

/* RFC 9552 8.2.2 */
static void
is_discarded_when_malformed(void **state)
{
	static const char *const bad[] = {
		"04", "0400", "040000", "04000001", "04000002 01",
		"ffff0000 ffff0001",
		"04000000", "04000002 0102", "04020000",
		"04040003 c00002", "04040005 c000020100",
		"04040011 20010db800000000000000000000000100",
		"040a0001 80", "040a0003 800000", "040a0005 8000000001",
		"040a0008 8000 00000104890003",
		"04430004 00000000", "0447 0000", "0447 0004 00000000",
		"0448 0000", "0448 0006 000000010000",
		"044b 0003 300000", "0452 0015 000580000700"
		    "20010db8000000000000000000000001",
		"0452 0018 000580000700"
		    "20010db8000000000000000000000001 04e4",
		"0452 001d 000580000700"
		    "20010db8000000000000000000000001 04e4 0003 401820",
		"0492 0000", "0484 0003 000000", "04e4 0005 4018200000",
	};
	unsigned i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (is_well_formed(bad[i]))
			fail_msg("%s was taken", bad[i]);
	assert_true(is_well_formed("0400000101 ffff0000"));
}

static void
every_truncation(void **state)
{
	static const char hex[] = "0402 0002 7231 040a 000c 8000 001f40 "
	    "0489 0003 03e800 0452 001e 000580000700 "
	    "20010db8000000000000000000000001 04e4 0004 40182000";
	struct octets o;
	uint8_t *copy;
	size_t n;

	(void)state;
	octets_of(hex, &o);
	for (n = 1; n <= o.n; n++) {
		copy = malloc(n);
		memcpy(copy, o.p, n);
		assert_int_equal(attr_bgp_ls_check(rbuf_of(copy, n), NULL) ==
		    NULL, n == 6 || n == 22 || n == o.n);
		free(copy);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(has_words),
		cmocka_unit_test(refuses),
		cmocka_unit_test(of_a_node),
		cmocka_unit_test(of_a_link),
		cmocka_unit_test(of_adjacencies),
		cmocka_unit_test(of_srv6),
		cmocka_unit_test(of_performance),
		cmocka_unit_test(of_a_prefix),
		cmocka_unit_test(of_no_name),
		cmocka_unit_test(in_earlier_shapes),
		cmocka_unit_test(is_discarded_when_malformed),
		cmocka_unit_test(every_truncation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
