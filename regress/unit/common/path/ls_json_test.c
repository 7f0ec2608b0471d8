/* SPDX-License-Identifier: ISC */
/*
 * TLVs of BGP-LS that only their layout describes, octets put together as the
 * diagrams of their documents have them; and what is of an odd form.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"
#include "common/path/attr_help.h"
#include "common/random.h"
#include "path/ls_attr.h"
#include "path/ls_table.h"

#define A6	"20010db8000000000000000000000001"

/* Without the members that ExaBGP has, too: octets of what has a key here. */
static const char *
without_generic(const char *said)
{
	static char text[65536];
	static const char name[] = "\"generic-lsid-";
	const char *end;
	size_t n = 0;

	while (*said != '\0') {
		if (strncmp(said, name, sizeof(name) - 1) != 0) {
			text[n++] = *said++;
			continue;
		}
		end = strstr(said, "\": ") + 3;
		end = strchr(end + 1, *end == '[' ? ']' : '"') + 1;
		said = end + (strncmp(end, ", ", 2) == 0 ? 2 : 0);
	}
	text[n] = '\0';
	return text;
}

/* TLVs, digits with blanks between: in every shape the same. */
static void
says(const char *hex, const char *json)
{
	char want[8192];
	struct octets o;
	struct wbuf set;
	unsigned shape;

	octets_of(hex, &o);
	assert_null(attr_bgp_ls_check(rbuf_of(o.p, o.n), NULL));
	set_of_value(ATTR_OPTIONAL, ATTR_BGP_LS, rbuf_of(o.p, o.n), &set);
	snprintf(want, sizeof(want), "{ \"bgp-ls\": { %s } }", json);
	for (shape = SHAPE_4; shape <= SHAPE_6; shape++)
		assert_string_equal(without_generic(said_of_set(
		    wbuf_view(&set), shape, true)), want);
	assert_reads_back(ATTR_OPTIONAL, ATTR_BGP_LS, rbuf_of(o.p, o.n));
	wbuf_free(&set);
}

/* RFC 9552 5.2.2.1, RFC 8814, RFC 9247, RFC 9104, RFC 9815 5.2 */
static void
of_topology(void **state)
{
	(void)state;
	says("0107 0004 f002 0003", "\"multi-topology-ids\": [2, 3]");
	says("010a 0004 010a 2906", "\"node-msds\": [{\"type\": 1, "
	    "\"value\": 10}, {\"type\": 41, \"value\": 6}]");
	says("010b 0000", "\"link-msds\": []");
	says("0408 0008 00000007 00000008",
	    "\"s-bfd-discriminators\": [7, 8]");
	says("0495 0008 00000001 80000000",
	    "\"extended-admin-groups\": [1, 2147483648]");
	says("049d 0008 0000000100000000 04a0 0001 02 04a1 0001 01",
	    "\"sequence-number\": 4294967296, \"spf-status\": 2, "
	    "\"link-address-family\": 1");
}

/* RFC 9085, RFC 9086 5 */
static void
of_segment_routing(void **state)
{
	(void)state;
	says("040c 0017 0000 0003e8 0489 0003 003a98 "
	    "0007d0 0489 0004 000186a0",
	    "\"sr-local-blocks\": [{\"flags\": {\"I\": 0, \"V\": 0}, "
	    "\"sids\": [[1000, 15000], [2000, 100000]]}]");
	says("040d 0001 80", "\"srms-preference\": 128");
	says("0489 0003 f03e80", "\"sid-label\": 16000");
	says("0496 0004 c0000201",
	    "\"source-ospf-router-id\": \"192.0.2.1\"");
	says("044d 0007 c0 0a 0000 005dc1 044e 0008 10 01 0000 00000064 "
	    "044f 0008 20 00 0000 00000007 044f 0008 00 00 0000 00000008",
	    "\"peer-node-sids\": [{\"flags\": {\"V\": 1, \"L\": 1, "
	    "\"B\": 0, \"P\": 0}, \"weight\": 10, \"sid\": 24001}], "
	    "\"peer-adj-sids\": [{\"flags\": {\"V\": 0, \"L\": 0, "
	    "\"B\": 0, \"P\": 1}, \"weight\": 1, \"sid\": 100}], "
	    "\"peer-set-sids\": [{\"flags\": {\"V\": 0, \"L\": 0, "
	    "\"B\": 1, \"P\": 0}, \"weight\": 0, \"sid\": 7}, "
	    "{\"flags\": {\"V\": 0, \"L\": 0, \"B\": 0, \"P\": 0}, "
	    "\"weight\": 0, \"sid\": 8}]");
	/* Inside is what is an attribute of a link elsewhere. */
	says("0494 001b 00000005 0440 0004 00000003 "
	    "044b 0007 30 00 0000 005dc1 0499 0000",
	    "\"l2-bundle-members\": [{\"member\": 5, "
	    "\"admin-group-mask\": 3, \"sr-adjs\": [{\"flags\": {\"F\": 0, "
	    "\"B\": 0, \"V\": 1, \"L\": 1, \"S\": 0, \"P\": 0, "
	    "\"RSV\": 0}, \"sids\": [24001], \"weight\": 0, "
	    "\"undecoded-sids\": []}], "
	    "\"unknown-subtlv-1177\": \"0x\"}]");
	says("0487 0010 00 00 0064 0486 0008 00 00 0000 00000064",
	    "\"sr-prefix-ranges\": [{\"flags\": 0, \"range-size\": 100, "
	    "\"sr-prefix-sids\": [{\"sr-prefix-flags\": {\"R\": 0, "
	    "\"N\": 0, \"P\": 0, \"E\": 0, \"V\": 0, \"L\": 0, "
	    "\"RSV\": 0}, \"sids\": [100], \"undecoded-sids\": [], "
	    "\"sr-algorithm\": 0}]}]");
}

/* RFC 9351, RFC 9294 2 */
static void
of_algorithms(void **state)
{
	(void)state;
	says("040f 002d 80 01 00 c8 0410 0004 00000001 "
	    "0411 0008 00000002 00000004 0412 0004 00000008 "
	    "0413 0001 80 0415 0004 00000009 040f 0004 81 00 00 00",
	    "\"flex-algorithm-definitions\": [{\"flex-algorithm\": 128, "
	    "\"metric-type\": 1, \"calculation-type\": 0, "
	    "\"priority\": 200, \"exclude-any-affinity\": [1], "
	    "\"include-any-affinity\": [2, 4], "
	    "\"include-all-affinity\": [8], "
	    "\"definition-flags\": {\"M\": 1}, \"exclude-srlgs\": [9]}, "
	    "{\"flex-algorithm\": 129, \"metric-type\": 0, "
	    "\"calculation-type\": 0, \"priority\": 0}]");
	/* One that is not known, and one of an odd length. */
	says("040f 0017 80 01 00 c8 0416 0003 02 0102 03e7 0001 ab "
	    "0410 0003 010203", "\"flex-algorithm-definitions\": "
	    "[{\"flex-algorithm\": 128, \"metric-type\": 1, "
	    "\"calculation-type\": 0, \"priority\": 200, "
	    "\"unknown-subtlv-999\": \"0xAB\", "
	    "\"unknown-subtlv-1040\": \"0x010203\", "
	    "\"unsupported\": [{\"protocol-id\": 2, "
	    "\"sub-tlv-types\": \"0x0102\"}]}]");
	says("0414 0008 80 80 0000 00000064",
	    "\"flex-algorithm-prefix-metrics\": [{\"flex-algorithm\": 128, "
	    "\"flags\": {\"E\": 1}, \"metric\": 100}]");
	says("0462 0018 04 00 0000 40000000 0440 0004 00000003 "
	    "0444 0004 00000014",
	    "\"application-specific-link-attributes\": "
	    "[{\"standard-applications\": \"0x40000000\", "
	    "\"user-defined-applications\": \"0x\", "
	    "\"admin-group-mask\": 3, \"te-metric\": 20}]");
}

/* RFC 9514 7.2 */
static void
of_srv6(void **state)
{
	(void)state;
	says("04e3 000c 80 07 0000 0000fde8 c0000201",
	    "\"srv6-bgp-peer-node-sid\": {\"flags\": {\"B\": 1, \"S\": 0, "
	    "\"P\": 0}, \"weight\": 7, \"peer-as\": 65000, "
	    "\"peer-router-id\": \"192.0.2.1\"}");
}

/* RFC 9857 5.1 to 5.5 */
static void
of_candidate_paths(void **state)
{
	(void)state;
	says("04b1 000c 4000 0000 05dc1000 00000000",
	    "\"sr-binding-sid\": {\"flags\": {\"D\": 0, \"B\": 1, "
	    "\"U\": 0, \"L\": 0, \"F\": 0}, \"label\": 24001, "
	    "\"specified-label\": 0}");
	says("04b1 0024 8000 0000" A6 A6, "\"sr-binding-sid\": {\"flags\": "
	    "{\"D\": 1, \"B\": 0, \"U\": 0, \"L\": 0, \"F\": 0}, "
	    "\"sid\": \"2001:db8::1\", \"specified-sid\": "
	    "\"2001:db8::1\"}");
	says("04b2 0008 07 00 5a20 00000064",
	    "\"sr-candidate-path-state\": {\"priority\": 7, \"flags\": "
	    "{\"S\": 0, \"A\": 1, \"B\": 0, \"E\": 1, \"V\": 1, \"O\": 0, "
	    "\"D\": 1, \"C\": 0, \"I\": 0, \"T\": 0, \"U\": 1}, "
	    "\"preference\": 100}");
	says("04b3 0002 7031 04bd 0002 7032",
	    "\"sr-candidate-path-name\": \"p1\", "
	    "\"sr-policy-name\": \"p2\"");
	says("04bc 0034 8000 0000" A6 A6 "04e2 0004 00300000 "
	    "04e4 0004 40182000", "\"srv6-binding-sids\": [{\"flags\": "
	    "{\"B\": 1, \"U\": 0, \"F\": 0}, \"sid\": \"2001:db8::1\", "
	    "\"specified-sid\": \"2001:db8::1\", "
	    "\"srv6-endpoint-behavior\": {\"endpoint-behavior\": 48, "
	    "\"flags\": [], \"algorithm\": 0}, \"srv6-sid-structure\": "
	    "{\"loc_block_len\": 64, \"loc_node_len\": 24, "
	    "\"func_len\": 32, \"arg_len\": 0}}]");
}

/* RFC 9857 5.6 */
static void
of_constraints(void **state)
{
	(void)state;
	says("04b4 0050 8100 0000 0002 80 00 "
	    "04b8 000c 01 00 01 00 00000001 00000002 "
	    "04b9 0004 00000009 04ba 0004 4cee6b28 "
	    "04bb 0008 a0 44 0000 0000002a 04be 0008 8000 0000 0000002b "
	    "04bf 000c 02 80 0000 00000001 00000002",
	    "\"sr-candidate-path-constraints\": {\"flags\": {\"D\": 1, "
	    "\"P\": 0, \"U\": 0, \"A\": 0, \"T\": 0, \"S\": 0, \"F\": 0, "
	    "\"H\": 1}, \"multi-topology-id\": 2, \"algorithm\": 128, "
	    "\"affinity-constraint\": {\"exclude-any\": [1], "
	    "\"include-any\": [], \"include-all\": [2]}, "
	    "\"srlg-constraint\": [9], "
	    "\"bandwidth-constraint\": 125000000, "
	    "\"disjoint-group-constraint\": {\"request-flags\": "
	    "{\"S\": 1, \"N\": 0, \"L\": 1, \"F\": 0, \"I\": 0}, "
	    "\"status-flags\": {\"S\": 0, \"N\": 1, \"L\": 0, \"F\": 0, "
	    "\"I\": 0, \"X\": 1}, \"group\": \"0x0000002A\"}, "
	    "\"bidirectional-group-constraint\": {\"flags\": {\"R\": 1, "
	    "\"C\": 0}, \"group\": \"0x0000002B\"}, "
	    "\"metric-constraints\": [{\"metric-type\": 2, \"flags\": "
	    "{\"O\": 1, \"M\": 0, \"A\": 0, \"B\": 0}, \"margin\": 1, "
	    "\"bound\": 2}]}");
}

#define FLAGS(s)	"\"flags\": {\"S\": " s ", \"E\": 0, \"V\": 0, " \
	"\"R\": 0, \"A\": 0}, "

/* RFC 9857 5.7.1.1: one of each type. */
static void
of_segments(void **state)
{
	static const struct { const char *hex, *json; } v[] = {
		{ "0009 01 00 8000 03e80000 07", "{\"type\": 1, " FLAGS("1")
		    "\"label\": 16000, \"algorithm\": 7}" },
		{ "0015 02 00 8000" A6 "00", "{\"type\": 2, " FLAGS("1")
		    "\"sid\": \"2001:db8::1\", \"algorithm\": 0}" },
		{ "000d 03 00 0000 00000000 80 c0000201", "{\"type\": 3, "
		    FLAGS("0") "\"label\": 0, \"algorithm\": 128, "
		    "\"node\": \"192.0.2.1\"}" },
		{ "0019 04 00 0000 00000000 80" A6, "{\"type\": 4, "
		    FLAGS("0") "\"label\": 0, \"algorithm\": 128, "
		    "\"node\": \"2001:db8::1\"}" },
		{ "0010 05 00 0000 00000000 c0000201 00000007",
		    "{\"type\": 5, " FLAGS("0") "\"label\": 0, "
		    "\"node\": \"192.0.2.1\", \"local-interface\": 7}" },
		{ "0010 06 00 0000 00000000 c0000201 c0000202",
		    "{\"type\": 6, " FLAGS("0") "\"label\": 0, "
		    "\"local\": \"192.0.2.1\", "
		    "\"remote\": \"192.0.2.2\"}" },
		{ "0030 07 00 0000 00000000" A6 "00000007" A6 "00000008",
		    "{\"type\": 7, " FLAGS("0") "\"label\": 0, "
		    "\"local\": \"2001:db8::1\", \"local-interface\": 7, "
		    "\"remote\": \"2001:db8::1\", "
		    "\"remote-interface\": 8}" },
		{ "0028 08 00 0000 00000000" A6 A6, "{\"type\": 8, "
		    FLAGS("0") "\"label\": 0, \"local\": \"2001:db8::1\", "
		    "\"remote\": \"2001:db8::1\"}" },
		{ "002d 09 00 8000" A6 "00" A6 "04e4 0004 40182000",
		    "{\"type\": 9, " FLAGS("1") "\"sid\": \"2001:db8::1\", "
		    "\"algorithm\": 0, \"node\": \"2001:db8::1\", "
		    "\"srv6-sid-structure\": {\"loc_block_len\": 64, "
		    "\"loc_node_len\": 24, \"func_len\": 32, "
		    "\"arg_len\": 0}}" },
		{ "003c 0a 00 8000" A6 A6 "00000007" A6 "00000008",
		    "{\"type\": 10, " FLAGS("1") "\"sid\": "
		    "\"2001:db8::1\", \"local\": \"2001:db8::1\", "
		    "\"local-interface\": 7, \"remote\": \"2001:db8::1\", "
		    "\"remote-interface\": 8}" },
		{ "0034 0b 00 8000" A6 A6 A6, "{\"type\": 11, " FLAGS("1")
		    "\"sid\": \"2001:db8::1\", \"local\": "
		    "\"2001:db8::1\", \"remote\": \"2001:db8::1\"}" },
	};
	char hex[512], json[1024];
	unsigned i;

	(void)state;
	for (i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		snprintf(hex, sizeof(hex), "04b6 %s", v[i].hex);
		snprintf(json, sizeof(json), "\"segments\": [%s]",
		    v[i].json);
		says(hex, json);
	}
	/* Of a type that is not known, the head is all that is. */
	says("04b6 0004 0c 00 8000", "\"segments\": [{\"type\": 12, "
	    "\"flags\": {\"S\": 1, \"E\": 0, \"V\": 0, \"R\": 0, "
	    "\"A\": 0}}]");
}

/* RFC 9857 5.7 */
static void
of_segment_lists(void **state)
{
	(void)state;
	says("04b5 0041 4000 0000 0002 00 00 0000000a "
	    "04b6 0009 01 00 8000 03e80000 00 "
	    "04b7 0010 01 10 0000 00000001 00000002 00000003 "
	    "04c0 0004 4cee6b28 04c1 0004 00000007 04b6 0000",
	    "\"sr-segment-lists\": [{\"flags\": {\"D\": 0, \"E\": 1, "
	    "\"C\": 0, \"V\": 0, \"R\": 0, \"F\": 0, \"A\": 0, "
	    "\"T\": 0, \"M\": 0}, \"multi-topology-id\": 2, "
	    "\"algorithm\": 0, \"weight\": 10, "
	    "\"segments\": [{\"type\": 1, " FLAGS("1")
	    "\"label\": 16000, \"algorithm\": 0}], "
	    "\"unknown-subtlv-1206\": \"0x\", "
	    "\"segment-list-metrics\": [{\"metric-type\": 1, "
	    "\"flags\": {\"M\": 0, \"A\": 0, \"B\": 0, \"V\": 1}, "
	    "\"margin\": 1, \"bound\": 2, \"value\": 3}], "
	    "\"segment-list-bandwidth\": 125000000, "
	    "\"segment-list-id\": 7}]");
}

/* Octets, as of one without a name: never what it is not. */
static void
odd_ones_are_octets(void **state)
{
	static const struct { const char *hex, *json; } v[] = {
		{ "0107 0003 000200", "\"generic-lsid-263\": [\"0x000200\"]" },
		{ "044d 0005 c0 00 0000 01",
		    "\"generic-lsid-1101\": [\"0xC000000001\"]" },
		{ "0414 0007 80 80 0000 000000",
		    "\"generic-lsid-1044\": [\"0x80800000000000\"]" },
		{ "0462 0005 04 00 0000 00",
		    "\"generic-lsid-1122\": [\"0x0400000000\"]" },
		{ "04b1 000b 8000 0000 05dc1000 000000",
		    "\"generic-lsid-1201\": [\"0x8000000005DC1000000000\"]" },
		{ "04b6 0005 0c 00 8000 ff",
		    "\"generic-lsid-1206\": [\"0x0C008000FF\"]" },
		{ "04b5 000f 00000000 0000 00 00 00000001 04b6 00",
		    "\"generic-lsid-1205\": "
		    "[\"0x00000000000000000000000104B600\"]" },
		{ "04b8 0008 01 01 00 00 00000001",
		    "\"generic-lsid-1208\": [\"0x0101000000000001\"]" },
		/* a good one and an odd one */
		{ "049f 0004 00000001 0495 0004 00000001 0495 0003 000000",
		    "\"generic-lsid-1173\": [\"0x00000001\", "
		    "\"0x000000\"], \"extended-admin-groups\": [1], "
		    "\"generic-lsid-1183\": [\"0x00000001\"]" },
		/* Two are two: a key is there once. */
		{ "04b3 0001 61 04b3 0001 62",
		    "\"generic-lsid-1203\": [\"0x61\", \"0x62\"], "
		    "\"sr-candidate-path-name\": [\"a\", \"b\"]" },
	};
	char want[1024];
	struct octets o;
	struct wbuf set;
	unsigned i;

	(void)state;
	for (i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		octets_of(v[i].hex, &o);
		assert_null(attr_bgp_ls_check(rbuf_of(o.p, o.n), NULL));
		set_of_value(ATTR_OPTIONAL, ATTR_BGP_LS, rbuf_of(o.p, o.n),
		    &set);
		snprintf(want, sizeof(want), "{ \"bgp-ls\": { %s } }",
		    v[i].json);
		assert_string_equal(said_of_set(wbuf_view(&set), SHAPE_6,
		    true), want);
		wbuf_free(&set);
	}
}

/* Bundles in bundles: as deep as it goes, then octets. */
static void
nests_no_deeper_than_documents(void **state)
{
	says("0494 0028 00000001 0494 0020 00000002 0494 0018 00000003 "
	    "0494 0010 00000004 0494 0008 00000005 0495 0000",
	    "\"l2-bundle-members\": [{\"member\": 1, "
	    "\"l2-bundle-members\": [{\"member\": 2, "
	    "\"l2-bundle-members\": [{\"member\": 3, "
	    "\"l2-bundle-members\": [{\"member\": 4, "
	    "\"l2-bundle-members\": [{\"member\": 5, "
	    "\"sub-tlvs\": \"0x04950000\"}]}]}]}]}]");
	(void)state;
}

/* --- anything ------------------------------------------------------------ */

static void	random_tlvs(struct wbuf *w, unsigned depth);

static size_t
random_size(const struct layout *f)
{
	switch (f->kind) {
	case LAYOUT_ADDR:
		return random() % 2 == 0 ? 4 : 16;
	case LAYOUT_FLOAT:
		return 4;
	case LAYOUT_LABEL:
	case LAYOUT_SID:
		return 3 + (size_t)random() % 2;
	case LAYOUT_NUMBERS:
	case LAYOUT_BITS:
	case LAYOUT_FLOATS:
		return f->each * (1 + (size_t)random() % 5);
	case LAYOUT_PAIRS:
		return 2 * ((size_t)random() % 5);
	case LAYOUT_NUMBER:
	case LAYOUT_FLAGS:
		return 1 + (size_t)random() % 8;
	default:
		return (size_t)random() % 20;
	}
}

/* A value of that form, from its table; ranges and prefixes are none of it. */
static void
random_value(struct wbuf *w, const struct layout *f, unsigned depth)
{
	size_t start = w->len, n;
	uint8_t octet;

	for (; f->kind != LAYOUT_END; f++) {
		octet = f->at < w->len - start ? w->p[start + f->at] : 0;
		if ((f->when == LAYOUT_IF_SET && (octet & f->mask) == 0) ||
		    (f->when == LAYOUT_IF_CLEAR && (octet & f->mask) != 0) ||
		    (f->when == LAYOUT_IF_TYPE && (octet >= 32 ||
		    (f->mask >> octet & 1) == 0)))
			continue;
		n = f->octets != 0 ? f->octets : random_size(f);
		if (f->when == LAYOUT_COUNTED)
			n = (size_t)octet * f->each;
		if (f->kind == LAYOUT_TLVS)
			random_tlvs(w, depth);
		else if (f->kind == LAYOUT_RANGES)
			continue;
		else if (n == 1)	/* a type or a count */
			wbuf_u8(w, (uint8_t)(random() % 14));
		else
			random_octets(w, n);
	}
}

static void
random_tlvs(struct wbuf *w, unsigned depth)
{
	unsigned n = depth == 0 ? 0 : (unsigned)random() % 4;
	const struct ls_row *row;
	size_t at;

	while (n-- > 0) {
		row = &ls_rows_more.v[(size_t)random() % ls_rows_more.n];
		wbuf_u16(w, row->type);
		wbuf_u16(w, 0);
		at = w->len;
		random_value(w, row->layout, depth - 1);
		wbuf_set_u16(w, at - 2, (uint16_t)(w->len - at));
	}
}

/* Does each have its key? */
static void
assert_named(const char *said, struct rbuf v)
{
	const struct ls_row *row;
	struct ls_tlv t;
	char key[128];

	while (ls_tlv_next(&v, &t) == 1) {
		row = ls_row_get(t.type);
		if (row->members != NULL)
			continue;	/* in what is round them */
		snprintf(key, sizeof(key), "\"%s\": ",
		    ls_row_key(row, SHAPE_6));
		assert_non_null(strstr(said, key));
	}
}

static bool
has_odd(struct rbuf v)
{
	struct ls_tlv t;

	while (ls_tlv_next(&v, &t) == 1)
		if (!ls_tlv_fits(ls_row_get(t.type), &t)) {
			print_error("TLV %u of %zu octets\n", t.type,
			    t.v.left);
			return true;
		}
	return false;
}

/* What was made by a table is said by it, is JSON, and reads back. */
static void
identities(void **state)
{
	uint8_t value[16384];
	struct wbuf w, set;
	unsigned i;

	(void)state;
	seed_random();
	for (i = 0; i < 3000; i++) {
		wbuf_fixed(&w, value, sizeof(value));
		random_tlvs(&w, 4);
		if (w.failed || w.len == 0)
			continue;
		assert_false(has_odd(wbuf_view(&w)));
		assert_null(attr_bgp_ls_check(wbuf_view(&w), NULL));
		assert_reads_back(ATTR_OPTIONAL, ATTR_BGP_LS,
		    wbuf_view(&w));
		set_of_value(ATTR_OPTIONAL, ATTR_BGP_LS, wbuf_view(&w),
		    &set);
		assert_named(without_generic(said_of_set(wbuf_view(&set),
		    SHAPE_6, true)), wbuf_view(&w));
		wbuf_free(&set);
	}
}

/* Cut anywhere, a value is said as octets or is another of its form. */
static void
every_truncation(void **state)
{
	static const char hex[] = "4000 0000 0002 00 00 0000000a "
	    "04b6 0009 01 00 8000 03e80000 00";
	const struct ls_row *row = ls_row_get(1205);
	struct ls_tlv t = { .type = 1205 };
	struct octets o;
	uint8_t *copy;
	size_t n;

	(void)state;
	octets_of(hex, &o);
	for (n = 1; n <= o.n; n++) {
		copy = malloc(n);
		memcpy(copy, o.p, n);
		t.v = rbuf_of(copy, n);
		assert_int_equal(ls_tlv_fits(row, &t), n == 12 || n == o.n);
		free(copy);
	}
}

/* The tables are searched by halves. */
static void
rows_ascend(void **state)
{
	size_t i;

	(void)state;
	for (i = 1; i < ls_rows_more.n; i++)
		assert_true(ls_rows_more.v[i - 1].type <
		    ls_rows_more.v[i].type);
	for (i = 0; i < ls_rows_more.n; i++)
		assert_ptr_equal(ls_row_get(ls_rows_more.v[i].type),
		    &ls_rows_more.v[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_topology),
		cmocka_unit_test(of_segment_routing),
		cmocka_unit_test(of_algorithms),
		cmocka_unit_test(of_srv6),
		cmocka_unit_test(of_candidate_paths),
		cmocka_unit_test(of_constraints),
		cmocka_unit_test(of_segments),
		cmocka_unit_test(of_segment_lists),
		cmocka_unit_test(odd_ones_are_octets),
		cmocka_unit_test(nests_no_deeper_than_documents),
		cmocka_unit_test(identities),
		cmocka_unit_test(every_truncation),
		cmocka_unit_test(rows_ascend),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
