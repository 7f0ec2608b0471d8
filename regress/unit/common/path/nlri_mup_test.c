/* SPDX-License-Identifier: ISC */
/* Mobile user plane routes: what is the key, and what is carried with it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/nlri_row_help.h"

#define RD	"0000fbf000000007"
#define ADDR6	"20010db8000000000000000000000001"

static const enum family V4 = FAMILY_IPV4_MUP, V6 = FAMILY_IPV6_MUP;
static const struct nlri_row *const row = &nlri_mup;

static void
words_and_octets(void **state)
{
	(void)state;
	assert_row(row, V4, "mup-isd 192.0.2.0/24 rd 64496:7",
	    "01 0001 0c " RD " 18c00002", "mup-isd 192.0.2.0/24 rd 64496:7");
	assert_row(row, V6, "mup-isd 2001:db8::/32 rd 64496:7",
	    "01 0001 0d " RD " 20 20010db8",
	    "mup-isd 2001:db8::/32 rd 64496:7");
	assert_row(row, V4, "mup-isd 0.0.0.0/0 rd 64496:7",
	    "01 0001 09 " RD " 00", "mup-isd 0.0.0.0/0 rd 64496:7");
	assert_row(row, V4, "mup-dsd 192.0.2.1 rd 64496:7",
	    "01 0002 0c " RD " c0000201", "mup-dsd 192.0.2.1 rd 64496:7");
	assert_row(row, V4, "mup-t1st 192.0.2.1/32 rd 64496:7 teid 12345 "
	    "qfi 9 endpoint 198.51.100.1",
	    "01 0003 17 " RD " 20c0000201 00003039 09 20c6336401",
	    "mup-t1st 192.0.2.1/32 rd 64496:7 teid 12345 qfi 9 "
	    "endpoint 198.51.100.1");
	assert_row(row, V4, "mup-t1st 192.0.2.1 source 2001:db8::1 "
	    "endpoint 198.51.100.1 qfi 9 teid 0x3039 rd 64496:7",
	    "01 0003 28 " RD " 20c0000201 00003039 09 20c6336401 80 " ADDR6,
	    "mup-t1st 192.0.2.1/32 rd 64496:7 teid 12345 qfi 9 "
	    "endpoint 198.51.100.1 source 2001:db8::1");
	assert_row(row, V4, "mup-t2st 192.0.2.1 rd 64496:7 teid 12345/32",
	    "01 0004 11 " RD " 40c0000201 00003039",
	    "mup-t2st 192.0.2.1 rd 64496:7 teid 12345/32");
	assert_row(row, V4, "mup-t2st 192.0.2.1 rd 64496:7 teid 12345",
	    "01 0004 11 " RD " 40c0000201 00003039",
	    "mup-t2st 192.0.2.1 rd 64496:7 teid 12345/32");
	assert_row(row, V4, "mup-t2st 192.0.2.1 rd 64496:7 teid 12345/23",
	    "01 0004 10 " RD " 37c0000201 003039",
	    "mup-t2st 192.0.2.1 rd 64496:7 teid 12345/23");
	assert_row(row, V6, "mup-t2st 2001:db8::1 rd 64496:7 teid 0/0",
	    "01 0004 19 " RD " 80" ADDR6,
	    "mup-t2st 2001:db8::1 rd 64496:7 teid 0/0");
	assert_row(row, V4, "mup-route 0x020001aabb", "02 0001 02 aabb",
	    "mup-route 0x020001aabb");
}

static void
the_session_is_carried(void **state)
{
	(void)state;
	assert_key(row, V4,
	    "01 0003 17 " RD " 20c0000201 00003039 09 20c6336401",
	    "01 0003 " RD " 20c0000201", "00003039 09 20c6336401");
	/* host bits of a prefix, and a source of no length */
	assert_key(row, V4, "01 0003 17 " RD " 18c00002 00003039 09 "
	    "20c6336401 00", "01 0003 " RD " 18c00002",
	    "00003039 09 20c6336401");
	assert_key(row, V4, "01 0001 0c " RD " 14c0000f",
	    "01 0001 " RD " 14c00000", "");
	assert_key(row, V4, "01 0004 10 " RD " 37c0000201 003039",
	    "01 0004 " RD " 37c0000201 003039", "");
	assert_key(row, V4, "01 0005 01 ff", "01 0005 ff", "");
}

static void
assert_withdraw(enum family f, const char *words, const char *hex)
{
	assert_withdraws((struct about){ row, f }, words, hex);
}

/* The session need not be said, but what reads it looks for one. */
static void
a_withdraw_carries_nothing(void **state)
{
	struct text_error e;
	struct octets o;
	struct made m;
	struct rbuf b;

	(void)state;
	assert_withdraw(V4, "mup-t1st 192.0.2.1 rd 64496:7", "01 0003 17 " RD
	    " 20c0000201 00000000 00 2000000000");
	assert_withdraw(V6, "mup-t1st 2001:db8::/32 rd 64496:7",
	    "01 0003 23 " RD " 2020010db8 00000000 00 "
	    "80 00000000000000000000000000000000");
	assert_withdraw(V4, "mup-t1st 192.0.2.1 rd 64496:7 teid 1 qfi 2 "
	    "endpoint 192.0.2.9", "01 0003 17 " RD
	    " 20c0000201 00000001 02 20c0000209");
	assert_withdraw(V4, "mup-dsd 192.0.2.1 rd 64496:7",
	    "01 0002 0c " RD " c0000201");
	made_init(&m, row, V4);
	assert_int_equal(made_words(&m, "mup-t1st 192.0.2.1 rd 64496:7 qfi 2",
	    false, &e), -1);
	assert_string_equal(e.msg, "mup-t1st: 'teid' is missing");
	/* one that is sent so is taken, of a withdraw alone */
	octets_of("01 0003 0d " RD " 20c0000201", &o);
	b = rbuf_of(o.p, o.n);
	assert_int_equal(row->read(&b, V4, &m.key, &m.carried), -1);
	assert_int_equal(row->read_withdrawn(&b, V4, &m.key, &m.carried), 0);
	assert_int_equal(m.carried.len, 0);
}

/* From one that writes the whole address. */
static void
a_prefix_of_whole_octets(void **state)
{
	struct octets o;
	struct made m;
	struct rbuf b;

	(void)state;
	assert_key(row, V4, "01 0001 0d " RD " 18c0000200",
	    "01 0001 " RD " 18c00002", "");
	assert_key(row, V4, "01 0001 0d " RD " 0000000000",
	    "01 0001 " RD " 00", "");
	assert_key(row, V6, "01 0001 19 " RD
	    " 3020010db8000100000000000000000000",
	    "01 0001 " RD " 3020010db80001", "");
	assert_key(row, V4,
	    "01 0003 17 " RD " 18c0000200 00003039 09 20c6336401",
	    "01 0003 " RD " 18c00002", "00003039 09 20c6336401");
	made_init(&m, row, V4);
	octets_of("01 0003 0d " RD " 18c0000200", &o);
	b = rbuf_of(o.p, o.n);
	assert_int_equal(row->read(&b, V4, &m.key, &m.carried), -1);
	assert_int_equal(row->read_withdrawn(&b, V4, &m.key, &m.carried), 0);
	assert_int_equal(b.left, 0);
}

static void
refuses_what_is_malformed(void **state)
{
	static const char *const bad[] = {
		"01 0001 08 " RD,
		"01 0001 0d " RD " 21c0000201",		/* 33 bits */
		"01 0001 0c " RD " 20c00002",
		"01 0001 0d " RD " 18c0000201",
		"01 0001 0e " RD " 18c000020000",
		"01 0002 0b " RD " c00002", "01 0002 0d " RD " c000020100",
		"01 0002 18 " RD ADDR6,
		"01 0003 0d " RD " 20c0000201",
		"01 0003 12 " RD " 20c0000201 00003039 09",
		"01 0003 13 " RD " 20c0000201 00003039 09 00",
		"01 0003 17 " RD " 20c0000201 00003039 09 21c6336401",
		"01 0003 18 " RD " 20c0000201 00003039 09 20c6336401 20",
		"01 0003 19 " RD " 20c0000201 00003039 09 20c6336401 0000",
		"01 0004 0c " RD " 1fc00002", "01 0004 0d " RD " 1fc0000201",
		"01 0004 12 " RD " 41c0000201 0000303900",
		"01 0004 10 " RD " 40c0000201 003039",
		"01 0004 11 " RD " 37c0000201 00303900",
	};
	unsigned i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_row_malformed(row, V4, bad[i]);
	assert_row_malformed(row, V6, "01 0004 0d " RD " 20c0000201");
}

static void
refuses_every_truncation(void **state)
{
	(void)state;
	assert_row_truncations(row, V4, "01 0001 0c " RD " 18c00002");
	assert_row_truncations(row, V6, "01 0002 18 " RD ADDR6);
	assert_row_truncations(row, V4,
	    "01 0003 28 " RD " 20c0000201 00003039 09 20c6336401 80 " ADDR6);
	assert_row_truncations(row, V4,
	    "01 0004 11 " RD " 40c0000201 00003039");
	assert_row_truncations(row, V4, "09 0101 01 ff");
}

static void
each_word_has_its_error(void **state)
{
	static const struct {
		const char	*words;
		uint32_t	 col;
		const char	*part;
	} bad[] = {
		{ "", 1, "mup: the kind of route is missing, such as "
		    "'mup-isd'" },
		{ "teid 1", 1, "teid: the kind of route comes first" },
		{ "mup-isd", 8, "prefix: a prefix of the route's family, "
		    "without host bits is missing" },
		{ "mup-isd 2001:db8::/32", 9, "prefix: '2001:db8::/32' is "
		    "not a prefix of the route's family" },
		{ "mup-isd 192.0.2.1/24", 9, "prefix: '192.0.2.1/24' is not "
		    "a prefix of the route's family, without host bits" },
		{ "mup-isd 192.0.2.0/33", 9, "prefix: '192.0.2.0/33'" },
		{ "mup-isd 192.0.2.0/24", 21, "mup-isd: 'rd' is missing" },
		{ "mup-isd 192.0.2.0/24 teid 1", 22,
		    "teid: 'mup-isd' does not have it" },
		{ "mup-dsd 192.0.2.0/24", 9, "address: '192.0.2.0/24' is not "
		    "an address of the route's family" },
		{ "mup-t1st 192.0.2.1 teid x", 25,
		    "teid: 'x' is not a number from 0 to 4294967295" },
		{ "mup-t1st 192.0.2.1 qfi 256", 24,
		    "qfi: '256' is not a number from 0 to 255" },
		{ "mup-t1st 192.0.2.1 endpoint x", 29,
		    "endpoint: 'x' is not an IPv4 or IPv6 address" },
		{ "mup-t1st 192.0.2.1 source x", 27,
		    "source: 'x' is not an IPv4 or IPv6 address" },
		{ "mup-t1st 192.0.2.1 rd 1:1 teid 1 qfi 1", 39,
		    "mup-t1st: 'endpoint' is missing" },
		{ "mup-t2st 192.0.2.1 teid 12345/0", 25, "teid: '12345/0' is "
		    "not number/length with a length of at most 32" },
		{ "mup-t2st 192.0.2.1 teid 1/33", 25, "teid: '1/33'" },
		{ "mup-t2st 192.0.2.1 teid 65536/16", 25,
		    "teid: '65536/16'" },
		{ "mup-t2st 192.0.2.1 teid 1/", 25, "teid: '1/'" },
		{ "mup-t2st 192.0.2.1 rd 1:1", 26,
		    "mup-t2st: 'teid' is missing" },
		{ "mup-route 0x0101", 11, "mup-route: '0x0101' is not 0x and "
		    "from 3 to 258 octets" },
		{ "mup-route 0x010001aa", 21, "mup-route: the octets are not "
		    "those of such a route" },
	};
	unsigned i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_no_words(row, V4, bad[i].words, bad[i].col,
		    bad[i].part);
}

static void
events(void **state)
{
	static const struct nlri_form form = { .shape = SHAPE_6 };
	static const uint32_t id = 7;

	(void)state;
	assert_json(row, V4, "01 0001 0c " RD " 18c00002", &form, NULL,
	    "{ \"name\": \"InterworkSegmentDiscoveryRoute\", \"arch\": 1, "
	    "\"code\": 1, \"prefix_ip_len\": 24, "
	    "\"prefix_ip\": \"192.0.2.0\", \"rd\": \"64496:7\", "
	    "\"raw\": \"0100010C0000FBF00000000718C00002\" }");
	assert_json(row, V6, "01 0002 18 " RD ADDR6, &form, &id,
	    "{ \"name\": \"DirectSegmentDiscoveryRoute\", \"arch\": 1, "
	    "\"code\": 2, \"ip\": \"2001:db8::1\", \"rd\": \"64496:7\", "
	    "\"raw\": \"010002180000FBF000000007"
	    "20010DB8000000000000000000000001\", "
	    "\"path-information\": \"0.0.0.7\" }");
	assert_json(row, V4,
	    "01 0003 17 " RD " 20c0000201 00003039 09 20c6336401", &form,
	    NULL, "{ \"name\": \"Type1SessionTransformedRoute\", "
	    "\"arch\": 1, \"code\": 3, \"prefix_ip_len\": 32, "
	    "\"prefix_ip\": \"192.0.2.1\", \"teid\": \"12345\", "
	    "\"qfi\": \"9\", \"rd\": \"64496:7\", "
	    "\"endpoint_ip_len\": 32, \"endpoint_ip\": \"198.51.100.1\", "
	    "\"source_ip_len\": 0, \"source_ip\": \"b''\", "
	    "\"raw\": \"010003170000FBF00000000720C00002010000303909"
	    "20C6336401\" }");
	assert_json(row, V4, "01 0003 1c " RD " 20c0000201 00003039 09 "
	    "20c6336401 20c6336402", &form,
	    NULL, "{ \"name\": \"Type1SessionTransformedRoute\", "
	    "\"arch\": 1, \"code\": 3, \"prefix_ip_len\": 32, "
	    "\"prefix_ip\": \"192.0.2.1\", \"teid\": \"12345\", "
	    "\"qfi\": \"9\", \"rd\": \"64496:7\", "
	    "\"endpoint_ip_len\": 32, \"endpoint_ip\": \"198.51.100.1\", "
	    "\"source_ip_len\": 32, \"source_ip\": \"198.51.100.2\", "
	    "\"raw\": \"0100031C0000FBF00000000720C00002010000303909"
	    "20C633640120C6336402\" }");
	assert_json(row, V4, "01 0004 10 " RD " 37c0000201 003039", &form,
	    NULL, "{ \"name\": \"Type2SessionTransformedRoute\", "
	    "\"arch\": 1, \"code\": 4, \"endpoint_len\": 55, "
	    "\"endpoint_ip\": \"192.0.2.1\", \"rd\": \"64496:7\", "
	    "\"teid\": \"12345\", "
	    "\"raw\": \"010004100000FBF00000000737C0000201003039\" }");
	assert_json(row, V4, "02 0105 01 ff", &form, NULL,
	    "{ \"arch\": 2, \"code\": 261, \"raw\": \"02010501FF\" }");
	assert_line(row, V4, "01 0002 0c " RD " c0000201", &id,
	    "mup mup-dsd 192.0.2.1 rd 64496:7 path-information 0.0.0.7");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_and_octets),
		cmocka_unit_test(the_session_is_carried),
		cmocka_unit_test(a_withdraw_carries_nothing),
		cmocka_unit_test(a_prefix_of_whole_octets),
		cmocka_unit_test(refuses_what_is_malformed),
		cmocka_unit_test(refuses_every_truncation),
		cmocka_unit_test(each_word_has_its_error),
		cmocka_unit_test(events),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
