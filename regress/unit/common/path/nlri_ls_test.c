/* SPDX-License-Identifier: ISC */
/* BGP-LS: octets and words, what is discarded, and what is malformed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/nlri_row_help.h"

/* Descriptors of a node: AS 64496, identifier 0, IS-IS system 1. */
#define NODE	"0100 001a 0200 0004 0000fbf0 0201 0004 00000000 " \
		"0203 0006 000000000001"
#define NODE_WORD "tlv 256 0x020000040000fbf0020100040000000002030006" \
		"000000000001"

static const enum family LS = FAMILY_LS, VPN = FAMILY_LS_VPN;
static const struct nlri_row *const row = &nlri_ls;

static void
words_and_octets(void **state)
{
	(void)state;
	assert_row(row, LS, "type node protocol isis-l2 identifier 7 "
	    NODE_WORD, "0001 0027 02 0000000000000007 " NODE,
	    "type node protocol isis-l2 identifier 7 " NODE_WORD);
	assert_row(row, LS, "protocol 200 type 1", "0001 0009 c8 "
	    "0000000000000000", "type node protocol 200 identifier 0");
	assert_row(row, LS, "type ipv4-prefix protocol ospfv2 "
	    "id 18446744073709551615 tlv 265 0x18c00002 tlv 264 0x01",
	    "0003 0016 03 ffffffffffffffff 0108 0001 01 "
	    "0109 0004 18c00002", "type ipv4-prefix protocol ospfv2 "
	    "identifier 18446744073709551615 tlv 264 0x01 "
	    "tlv 265 0x18c00002");
	assert_row(row, VPN, "type srv6-sid protocol 9 rd 64496:7 tlv 518 0x",
	    "0006 0015 0000fbf000000007 09 0000000000000000 0206 0000",
	    "type srv6-sid rd 64496:7 protocol segment-routing identifier 0 "
	    "tlv 518 0x");
	assert_row(row, LS, "type 9 value 0xaabbcc", "0009 0003 aabbcc",
	    "type 9 value 0xaabbcc");
	assert_row(row, VPN, "type 65535 rd 64496:7 value 0x",
	    "ffff 0008 0000fbf000000007", "type 65535 rd 64496:7 value 0x");
}

/* RFC 9552 5.1: by type, length, octets. */
static void
sorts_what_is_written(void **state)
{
	(void)state;
	assert_row(row, LS, "type link protocol direct tlv 300 0x02 "
	    "tlv 300 0x01 tlv 300 0x0000 tlv 300 0x tlv 299 0xff",
	    "0002 0022 04 0000000000000000 012b 0001 ff 012c 0000 "
	    "012c 0001 01 012c 0001 02 012c 0002 0000",
	    "type link protocol direct identifier 0 tlv 299 0xff tlv 300 0x "
	    "tlv 300 0x01 tlv 300 0x02 tlv 300 0x0000");
}

static void
is_discarded(enum family f, const char *hex)
{
	struct octets o;
	struct made m;
	size_t left;

	octets_of(hex, &o);
	/* what is behind it is read on */
	o.p[o.n++] = 0x00;
	made_init(&m, row, f);
	assert_int_equal(made_of_octets(row, rbuf_of(o.p, o.n), &m, &left),
	    1);
	assert_int_equal(left, 1);
}

static void
discards_what_is_wrong_inside(void **state)
{
	(void)state;
	is_discarded(LS, "0001 0000");
	is_discarded(LS, "0001 0008 02 00000000000000");
	is_discarded(VPN, "0009 0007 0000fbf0000000");
	is_discarded(VPN, "0001 0009 02 0000000000000007");
	/* a TLV is cut, or too long */
	is_discarded(LS, "0001 000c 02 0000000000000007 010000");
	is_discarded(LS, "0001 000e 02 0000000000000007 0100 0002 ff");
	/* TLVs, and those of a node, are out of order */
	is_discarded(LS, "0003 0016 03 0000000000000000 0109 0004 18c00002 "
	    "0108 0001 01");
	is_discarded(LS, "0001 001d 02 0000000000000007 0100 0010 "
	    "0201 0004 00000000 0200 0004 0000fbf0");
	is_discarded(LS, "0002 001d 02 0000000000000007 0101 0010 "
	    "0201 0004 00000000 0200 0004 0000fbf0");
	is_discarded(LS, "0001 0010 02 0000000000000007 0100 0003 020000");
	/* a descriptor of a node is there twice, and a node is */
	is_discarded(LS, "0001 001d 02 0000000000000007 0100 0010 "
	    "0200 0004 0000fbf0 0200 0004 0000fbf1");
	is_discarded(LS, "0001 0011 02 0000000000000007 0100 0000 0100 0000");
	is_discarded(LS, "0002 0013 04 0000000000000000 012c 0001 02 "
	    "012c 0001 01");
}

static void
refuses_what_cannot_be_skipped(void **state)
{
	(void)state;
	assert_row_malformed(row, LS, "0001 000a 02 0000000000000007");
	assert_row_truncations(row, LS, "0001 0027 02 0000000000000007 " NODE);
	assert_row_truncations(row, VPN,
	    "0006 0015 0000fbf000000007 09 0000000000000000 0206 0000");
	assert_row_truncations(row, LS, "0009 0003 aabbcc");
}

static void
keys(void **state)
{
	(void)state;
	assert_key(row, LS, "0009 0003 aabbcc", "0009 aabbcc", "");
	assert_key(row, VPN,
	    "0006 0015 0000fbf000000007 09 0000000000000000 0206 0000",
	    "0006 0000fbf000000007 09 0000000000000000 0206 0000", "");
}

static void
each_word_has_its_error(void **state)
{
	static const struct {
		const char	*words;
		uint32_t	 col;
		const char	*part;
	} bad[] = {
		{ "", 1, "bgp-ls: 'type' is missing, such as 'type node'" },
		{ "source 1", 1, "no word of this family" },
		{ "type", 5, "type: a name such as 'node' or a number is "
		    "missing" },
		{ "type leaf", 6, "type: 'leaf' is neither node, link" },
		{ "type 65536", 6, "type: '65536' is neither" },
		{ "type node type node", 11, "type: it is there twice" },
		{ "protocol", 9, "protocol: a name such as 'isis-l2' or a "
		    "number is missing" },
		{ "protocol rip", 10, "protocol: 'rip' is neither a name" },
		{ "protocol 256", 10, "protocol: '256' is neither a name" },
		{ "identifier x", 12, "identifier: 'x' is not a number" },
		{ "id 1 identifier 2", 6, "identifier: it is there twice" },
		{ "rd", 3, "rd: a route distinguisher is missing" },
		{ "rd 1", 4, "rd: '1' is not ASN:number or address:number" },
		{ "tlv", 4, "tlv: a number is missing" },
		{ "tlv 65536 0x", 5, "tlv: '65536' is not a number from 0" },
		{ "tlv 256", 8, "tlv: octets of TLV 256 are missing" },
		{ "tlv 256 1", 9, "tlv: '1' is not 0x and pairs of digits" },
		{ "tlv 256 0x0", 9, "tlv: '0x0' is not 0x and pairs" },
		{ "tlv 256 0x02", 5, "tlv: the sub-TLVs of 256 are not "
		    "whole, or not each once in ascending order" },
		{ "tlv 257 0x0201000002000000", 5, "tlv: the sub-TLVs of "
		    "257 are not whole" },
		{ "value", 6, "value: octets are missing" },
		{ "value 0xa", 7, "value: '0xa' is not 0x and pairs" },
		{ "value ab", 7, "value: 'ab' is not 0x and pairs" },
		{ "tlv 1 0xaa value 0xbb", 18, "value: '0xbb' is not 0x and "
		    "pairs of digits, and the only octets" },
		{ "value 0xbb tlv 1 0xaa", 16,
		    "tlv: 'value' has said all octets" },
		{ "type node", 10, "bgp-ls: 'protocol' is missing" },
		{ "type node protocol direct value 0x", 35,
		    "value: a 'node' is written with 'tlv'" },
		{ "type 9", 7, "bgp-ls: 'value' is missing" },
		{ "type 9 protocol direct value 0x", 32, "bgp-ls: type 9 is "
		    "not known, and written with 'value' alone" },
		{ "type node protocol direct tlv 256 0x tlv 256 0x", 48,
		    "tlv: 256 and 257 are there once at most" },
		{ "type node protocol direct rd 1:1", 33,
		    "rd: only bgp-ls-vpn has it" },
	};
	unsigned i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_no_words(row, LS, bad[i].words, bad[i].col,
		    bad[i].part);
	assert_no_words(row, VPN, "type node protocol direct", 26,
	    "bgp-ls-vpn: 'rd' is missing");
}

/* Nothing is against 30 kB of TLVs but the size of a message. */
static void
takes_a_long_route(void **state)
{
	static const char tlv[] = " tlv 1 0x";
	static char words[65536];
	struct text_error e;
	struct made m;
	size_t n, i;

	(void)state;
	n = (size_t)snprintf(words, sizeof(words), "type node protocol 1");
	for (i = 0; i < 3; i++) {
		memcpy(words + n, tlv, sizeof(tlv) - 1);
		n += sizeof(tlv) - 1;
		memset(words + n, '0', 20000);
		n += 20000;
	}
	words[n] = '\0';
	made_init(&m, row, LS);
	assert_int_equal(made_words(&m, words, true, &e), 0);
	assert_int_equal(m.key.len, 2 + 9 + 3 * 10004);
	assert_round_trip(row, &m);
}

/* In a message of 65535 octets: what is behind it is read on. */
static void
leaves_out_what_has_no_room(void **state)
{
	static uint8_t wire[4 + NLRI_ROOM + 4] = { 0, 9 };
	uint8_t octets[NLRI_ROOM];
	struct wbuf room;
	struct rbuf b;
	struct nlri n;
	size_t len;

	(void)state;
	for (len = NLRI_ROOM - 2; len <= NLRI_ROOM; len += 2) {
		wire[2] = (uint8_t)(len >> 8);
		wire[3] = (uint8_t)len;
		wire[4 + len + 1] = 9;		/* an empty one of type 9 */
		b = rbuf_of(wire, 4 + len + 4);
		assert_int_equal(nlri_check(b, LS, 0), 0);
		wbuf_fixed(&room, octets, sizeof(octets));
		assert_int_equal(nlri_read(&b, LS, 0, &n, &room),
		    len > NLRI_ROOM - 2);
		wbuf_reset(&room);
		assert_int_equal(nlri_read(&b, LS, 0, &n, &room), 0);
		assert_int_equal(n.key.left, 2);
		assert_int_equal(b.left, 0);
		wire[4 + len + 1] = 0;
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_and_octets),
		cmocka_unit_test(sorts_what_is_written),
		cmocka_unit_test(discards_what_is_wrong_inside),
		cmocka_unit_test(refuses_what_cannot_be_skipped),
		cmocka_unit_test(keys),
		cmocka_unit_test(each_word_has_its_error),
		cmocka_unit_test(takes_a_long_route),
		cmocka_unit_test(leaves_out_what_has_no_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
