/* SPDX-License-Identifier: ISC */
/*
 * Route target membership: prefixes of an AS and a route target.  The octets
 * were worked out by hand from RFC 4684 4 and RFC 4360 4.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/nlri_assert.h"

static const struct about RTC = { &nlri_rtc, FAMILY_IPV4_RTC };

/* AS 64500, target:64500:100 */
#define WHOLE "60 0000fbf4 0002 fbf4 00000064"

static void
reads_prefixes(void **state)
{
	(void)state;
	assert_reads(RTC, false, "00", "00", "");
	assert_reads(RTC, false, WHOLE, WHOLE, "");
	assert_reads(RTC, true, "20 0000fbf4", "20 0000fbf4", "");
	assert_reads(RTC, false, "40 0000fbf4 0002 fbf4",
	    "40 0000fbf4 0002 fbf4", "");
	/* 33 bits and 63, with others behind them */
	assert_reads(RTC, false, "21 0000fbf4 ff", "21 0000fbf4 80", "");
	assert_reads(RTC, false, "3f 0000fbf4 0002fbf5",
	    "3f 0000fbf4 0002fbf4", "");
}

static void
refuses_what_is_malformed(void **state)
{
	static uint8_t wire[64];
	unsigned bits;

	(void)state;
	for (bits = 0; bits < 256; bits++) {
		if (bits == 0 || (bits >= 32 && bits <= 96))
			continue;
		wire[0] = (uint8_t)bits;
		assert_malformed(RTC, bits % 2 == 0, rbuf_of(wire,
		    sizeof(wire)), "a length");
	}
	assert_truncations(RTC, false, WHOLE);
	assert_truncations(RTC, true, "21 0000fbf4 80");
}

static void
words_become_octets(void **state)
{
	(void)state;
	assert_announces(RTC, "default", "default", "00");
	assert_announces(RTC, "origin-as 64500", "origin-as 64500",
	    "20 0000fbf4");
	assert_announces(RTC, "route-target target:64500:100 "
	    "origin-as 0.64500",
	    "origin-as 64500 route-target target:64500:100", WHOLE);
	assert_announces(RTC, "origin-as 70000 route-target 192.0.2.1:5",
	    "origin-as 70000 route-target target:192.0.2.1:5",
	    "60 00011170 0102 c0000201 0005");
	assert_announces(RTC, "origin-as 1 route-target target:70L:1",
	    "origin-as 1 route-target target:70L:1",
	    "60 00000001 0202 00000046 0001");
	assert_announces(RTC, "origin-as 1 route-target 0x0002FBF400000064",
	    "origin-as 1 route-target target:64500:100",
	    "60 00000001 0002 fbf4 00000064");
	assert_announces(RTC, "origin-as 1 route-target "
	    "0x8006000000000000/64",
	    "origin-as 1 route-target 0x8006000000000000",
	    "60 00000001 8006000000000000");
	assert_announces(RTC, "origin-as 64500 route-target 0x0002fbf4/32",
	    "origin-as 64500 route-target 0x0002fbf4/32",
	    "40 0000fbf4 0002fbf4");
	assert_announces(RTC, "origin-as 64500 route-target 0x80/1",
	    "origin-as 64500 route-target 0x80/1", "21 0000fbf4 80");
	assert_withdraws(RTC, "origin-as 64500 route-target 64500:100",
	    WHOLE);
}

static void
wrong_words_say_where(void **state)
{
	(void)state;
	assert_wrong(RTC, "", 1, "'origin-as' or 'default' is missing");
	assert_wrong(RTC, "route-target 64500:100", 23,
	    "'origin-as' is missing");
	assert_wrong(RTC, "default origin-as 1", 9, "'default' is all there "
	    "is, without origin-as and route-target");
	assert_wrong(RTC, "origin-as 1 default", 13, "'default' is all there "
	    "is, without origin-as and route-target");
	assert_wrong(RTC, "default default", 9, "'default' is said twice");
	assert_wrong(RTC, "origin-as", 10, "origin-as: a value is missing");
	assert_wrong(RTC, "origin-as 4294967296", 11,
	    "origin-as: '4294967296' is not an AS number "
	    "(0 to 4294967295, or 0.0 to 65535.65535)");
	assert_wrong(RTC, "route-target", 13,
	    "route-target: a value is missing");
	assert_wrong(RTC, "route-target 64500", 14, "route-target: '64500' "
	    "is not target:A:B, nor 0x, digits and /bits");
	/* bits behind the prefix, octets of other lengths, no bits, too many */
	assert_wrong(RTC, "route-target 0xc0/1", 14, "route-target: '0xc0/1' "
	    "is not target:A:B, nor 0x, digits and /bits");
	assert_wrong(RTC, "route-target 0x0002/8", 14, "route-target: "
	    "'0x0002/8' is not target:A:B, nor 0x, digits and /bits");
	assert_wrong(RTC, "route-target 0x/0", 14, "route-target: '0x/0' is "
	    "not target:A:B, nor 0x, digits and /bits");
	assert_wrong(RTC, "route-target 0x000000000000000000/72", 14,
	    "route-target: '0x000000000000000000/72' is not target:A:B, nor "
	    "0x, digits and /bits");
	assert_wrong(RTC, "route-target 64500:4294967296", 14,
	    "route-target: '64500:4294967296': the number after a 2-octet AS "
	    "number goes to 4294967295");
	assert_wrong(RTC, "route-target target:192.0.2.1:70000", 14,
	    "route-target: 'target:192.0.2.1:70000': the number after an IPv4 "
	    "address goes to 65535");
	assert_wrong(RTC, "default med 5", 9, "no word of this family");
}

static void
says_events(void **state)
{
	(void)state;
	assert_events(RTC, WHOLE, false, "{ \"origin\": 64500, "
	    "\"route-target\": \"target:64500:100\" }",
	    "rtc origin-as 64500 route-target target:64500:100");
	assert_events(RTC, "00", true,
	    "{ \"origin\": 0, \"route-target\": null }", "rtc default");
	assert_events(RTC, "40 0000fbf4 0002fbf4", false,
	    "{ \"origin\": 64500, \"route-target\": null, "
	    "\"prefix-length\": 64, "
	    "\"route-target-prefix\": \"0x0002FBF4\" }",
	    "rtc origin-as 64500 route-target 0x0002fbf4/32");
	assert_events(RTC, "20 0000fbf4", false,
	    "{ \"origin\": 64500, \"route-target\": null, "
	    "\"prefix-length\": 32, \"route-target-prefix\": \"0x\" }",
	    "rtc origin-as 64500");
	assert_events(RTC, "60 00000001 7f7f000000000001", false,
	    "{ \"origin\": 1, \"route-target\": \"0x7F7F000000000001\" }",
	    "rtc origin-as 1 route-target 0x7f7f000000000001");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_prefixes),
		cmocka_unit_test(refuses_what_is_malformed),
		cmocka_unit_test(words_become_octets),
		cmocka_unit_test(wrong_words_say_where),
		cmocka_unit_test(says_events),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
