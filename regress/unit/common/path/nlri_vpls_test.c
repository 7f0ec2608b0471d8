/* SPDX-License-Identifier: ISC */
/*
 * VPLS: blocks of labels, PEs, and circuits that are kept as octets.  The
 * octets were worked out by hand from RFC 4761 3.2.2, RFC 6074 3.2.2.1 and
 * RFC 6624 3.2.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/nlri_assert.h"

static const struct about VPLS = { &nlri_vpls, FAMILY_VPLS };

#define RD "0001 c0000201 0007"		/* 192.0.2.1:7 */
/* site 3, block of 8 from 2, label base 2048 (008001 with its bottom) */
#define BLOCK RD " 0003 0002 0008"
/* CE 1, offset 1, label base 1024, circuit status of 8 bits */
#define CIRCUITS RD " 0001 0001 004000 01 0001 ff"

static void
reads_key_and_base(void **state)
{
	(void)state;
	assert_reads(VPLS, false, "0011 " BLOCK " 008001", BLOCK, "008001");
	assert_reads(VPLS, true, "0011 " BLOCK " 000000", BLOCK, "000000");
	assert_reads(VPLS, false, "000c " RD " c0000207", RD " c0000207", "");
	assert_reads(VPLS, false, "0013 " CIRCUITS, CIRCUITS, "");
	assert_reads(VPLS, false, "000f " RD " 0001 0001 004000",
	    RD " 0001 0001 004000", "");
}

static void
refuses_what_is_malformed(void **state)
{
	static const uint8_t long_one[2 + 300] = { 1, 0 };
	struct octets o;
	unsigned len;

	(void)state;
	for (len = 0; len < 20; len++) {
		if (len == 12 || len == 15 || len == 17 || len == 18 ||
		    len == 19)
			continue;
		octets_of("0000 " BLOCK " 008001 008001", &o);
		o.p[1] = (uint8_t)len;
		assert_malformed(VPLS, false, rbuf_of(o.p, o.n), "a length");
	}
	assert_malformed(VPLS, false, rbuf_of(long_one, sizeof(long_one)),
	    "256 octets");
	assert_truncations(VPLS, false, "0011 " BLOCK " 008001");
	assert_truncations(VPLS, true, "000c " RD " c0000207");
	assert_truncations(VPLS, false, "0013 " CIRCUITS);
}

static void
words_become_octets(void **state)
{
	(void)state;
	assert_announces(VPLS, "endpoint 3 base 2048 offset 2 size 8 "
	    "rd 192.0.2.1:7",
	    "rd 192.0.2.1:7 endpoint 3 base 2048 offset 2 size 8",
	    "0011 " BLOCK " 008001");
	assert_announces(VPLS, "route-distinguisher 64500:1 endpoint 65535 "
	    "base 1048567 offset 0 size 8",
	    "rd 64500:1 endpoint 65535 base 1048567 offset 0 size 8",
	    "0011 0000 fbf4 00000001 ffff 0000 0008 ffff71");
	assert_announces(VPLS, "pe-address 192.0.2.7 rd 192.0.2.1:7",
	    "rd 192.0.2.1:7 pe-address 192.0.2.7", "000c " RD " c0000207");
	assert_announces(VPLS, "circuits 0x0001C0000201000700010001004000",
	    "circuits 0x0001c0000201000700010001004000",
	    "000f " RD " 0001 0001 004000");
	assert_withdraws(VPLS, "rd 192.0.2.1:7 endpoint 3 base 2048 offset 2 "
	    "size 8", "0011 " BLOCK " 008001");
	assert_withdraws(VPLS, "rd 192.0.2.1:7 endpoint 3 offset 2 size 8",
	    "0011 " BLOCK " 000000");
}

static void
wrong_words_say_where(void **state)
{
	(void)state;
	assert_wrong(VPLS, "", 1, "'rd' is missing");
	assert_wrong(VPLS, "rd 64500:1 base 1 offset 2 size 3", 34,
	    "'endpoint' is missing");
	assert_wrong(VPLS, "rd 64500:1 endpoint 1 offset 2 size 3", 38,
	    "'base' is missing");
	assert_wrong(VPLS, "rd 64500:1 endpoint 1 base 1 size 3", 36,
	    "'offset' is missing");
	assert_wrong(VPLS, "rd 64500:1 endpoint 1 base 1 offset 2", 38,
	    "'size' is missing");
	assert_wrong(VPLS, "endpoint 65536", 10,
	    "endpoint: '65536' is not a number from 0 to 65535");
	assert_wrong(VPLS, "base 1048576", 6,
	    "base: '1048576' is not a number from 0 to 1048575");
	assert_wrong(VPLS, "endpoint 1 endpoint 2", 12,
	    "'endpoint' is said twice");
	assert_wrong(VPLS, "rd 64500:1 endpoint 1 base 1048568 offset 2 size "
	    "8", 51, "base: a block of 8 labels from 1048568 ends behind "
	    "1048575, the last label");
	assert_wrong(VPLS, "pe-address 192.0.2.7", 21, "'rd' is missing");
	assert_wrong(VPLS, "pe-address 2001:db8::1", 12,
	    "pe-address: '2001:db8::1' is not an IPv4 address");
	assert_wrong(VPLS, "endpoint 1 pe-address 192.0.2.7", 12,
	    "'pe-address' does not go with what is said before it");
	assert_wrong(VPLS, "rd 64500:1 pe-address 192.0.2.7 size 1", 33,
	    "'size' does not go with what is said before it");
	assert_wrong(VPLS, "circuits 0x00", 10, "circuits: '0x00' is not 15 "
	    "octets or 18 to 255 in hexadecimal, route distinguisher first");
	assert_wrong(VPLS, "circuits", 9, "circuits: a value is missing");
	assert_wrong(VPLS, "circuits 0x0001c0000201000700010001004000 "
	    "rd 64500:1", 43,
	    "'rd' does not go with what is said before it");
	assert_wrong(VPLS, "rd 64500:1 med 5", 12, "no word of this family");
}

static void
says_events(void **state)
{
	static char text[MADE_TEXT];
	const uint32_t path_id = 1;
	struct text_error e;
	struct made m;

	(void)state;
	assert_events(VPLS, "0011 " BLOCK " 008001", false,
	    "{ \"rd\": \"192.0.2.1:7\", \"endpoint\": 3, \"base\": 2048, "
	    "\"offset\": 2, \"size\": 8 }",
	    "vpls rd 192.0.2.1:7 endpoint 3 base 2048 offset 2 size 8");
	assert_events(VPLS, "000c " RD " c0000207", true,
	    "{ \"rd\": \"192.0.2.1:7\", \"pe-address\": \"192.0.2.7\" }",
	    "vpls rd 192.0.2.1:7 pe-address 192.0.2.7");
	assert_events(VPLS, "000f " RD " 0001 0001 004000", false,
	    "{ \"rd\": \"192.0.2.1:7\", "
	    "\"circuits\": \"0x0001c0000201000700010001004000\" }",
	    "vpls circuits 0x0001c0000201000700010001004000");
	made_init(&m, VPLS.row, VPLS.f);
	assert_int_equal(made_words(&m, "rd 192.0.2.1:7 endpoint 3 offset 2 "
	    "size 8", false, &e), 0);
	made_json(&m, NULL, true, &path_id, text);
	assert_string_equal(text, "{ \"rd\": \"192.0.2.1:7\", "
	    "\"endpoint\": 3, \"offset\": 2, \"size\": 8, "
	    "\"path-information\": \"0.0.0.1\" }");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_key_and_base),
		cmocka_unit_test(refuses_what_is_malformed),
		cmocka_unit_test(words_become_octets),
		cmocka_unit_test(wrong_words_say_where),
		cmocka_unit_test(says_events),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
