/* SPDX-License-Identifier: ISC */
/* Words of the attributes of one value: octets, print, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"

static void
origin(void **state)
{
	(void)state;
	assert_words("origin igp", "40 01 01 00");
	assert_words("origin EGP", "40 01 01 01");
	assert_prints("origin Incomplete", "origin incomplete");
	assert_refused("origin bgp", "\"bgp\" is not igp, egp");
	assert_refused("origin", "value missing");
}

static void
med_and_local_preference(void **state)
{
	(void)state;
	assert_words("med 4294967295", "80 04 04 ff ff ff ff");
	assert_words("local-preference 100", "40 05 04 00 00 00 64");
	assert_prints("localpref 0 metric 1", "med 1 local-preference 0");
	assert_refused("med 4294967296", "med");
	assert_refused("med -1", "med");
	assert_refused("local-preference", "local-preference");
}

static void
atomic_aggregate(void **state)
{
	(void)state;
	assert_words("atomic-aggregate", "40 06 00");
	assert_prints("atomic-aggregate med 1", "med 1 atomic-aggregate");
}

static void
aggregator(void **state)
{
	static const char octets[] = "c0 07 08 0000fde8 c0000201";

	(void)state;
	assert_words("aggregator 65000:192.0.2.1", octets);
	assert_words("aggregator (65000:192.0.2.1)", octets);
	assert_words("aggregator ( 65000:192.0.2.1 )", octets);
	assert_words("aggregator 1.10:192.0.2.1", "c0 07 08 0001000a c0000201");
	assert_prints("aggregator 65536:192.0.2.1",
	    "aggregator ( 65536:192.0.2.1 )");
	assert_refused("aggregator ( 65000:192.0.2.1", "')' missing");
	assert_refused("aggregator 65000", "ASN:IPv4-address");
	assert_refused("aggregator 0:192.0.2.1", "ASN:IPv4-address");
	assert_refused("aggregator 65000:::1", "ASN:IPv4-address");
	assert_refused("aggregator", "value missing");
}

static void
originator_id(void **state)
{
	(void)state;
	assert_words("originator-id 192.0.2.9", "80 09 04 c0000209");
	assert_prints("originator-id 192.0.2.9", "originator-id 192.0.2.9");
	assert_refused("originator-id ::1", "not an IPv4 address");
	assert_refused("originator-id", "value missing");
}

static void
aigp(void **state)
{
	(void)state;
	assert_words("aigp 5", "80 1a 0b 01 000b 0000000000000005");
	assert_prints("aigp 0x100000000", "aigp 4294967296");
	assert_refused("aigp 18446744073709551615", "aigp");
}

static void
otc(void **state)
{
	(void)state;
	assert_words("otc 64500", "c0 23 04 0000fbf4");
	assert_prints("otc 1.5", "otc 65541");
	assert_prints("otc 64500 otc 64501", "otc 64500");
	/* What no word may write stays octets. */
	assert_prints("attribute [ 0x23 0xc0 0x00000000 ]",
	    "attribute [ 0x23 0xc0 0x00000000 ]");
	assert_refused("otc 0", "AS 0");
	assert_refused("otc x", "x");
	assert_refused("otc", "missing");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(origin),
		cmocka_unit_test(med_and_local_preference),
		cmocka_unit_test(atomic_aggregate),
		cmocka_unit_test(aggregator),
		cmocka_unit_test(originator_id),
		cmocka_unit_test(aigp),
		cmocka_unit_test(otc),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
