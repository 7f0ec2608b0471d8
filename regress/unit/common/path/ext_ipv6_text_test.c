/* SPDX-License-Identifier: ISC */
/* Attribute 25: each form, text and back, and any twenty octets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"

static void
form(const char *text, const char *octets, const char *printed)
{
	char words[200], hex[80], want[200];

	snprintf(words, sizeof(words), "extended-community-ipv6 %s", text);
	snprintf(hex, sizeof(hex), "c0 19 14 %s", octets);
	snprintf(want, sizeof(want), "extended-community-ipv6 %s", printed);
	assert_words(words, hex);
	assert_prints(words, want);
}

#define DB8_1	"20010db8 00000000 00000000 00000001"

static void
has_forms(void **state)
{
	(void)state;
	form("target:2001:db8::1:5", "0002" DB8_1 "0005",
	    "target:2001:db8::1:5");
	form("origin:2001:db8:0:0:0:0:0:1:65535", "0003" DB8_1 "ffff",
	    "origin:2001:db8::1:65535");
	form("redirect:2001:db8::1:5", "000d" DB8_1 "0005",
	    "redirect:2001:db8::1:5");
	form("[ redirect-to-nexthop-ietf:2001:db8::1 ]", "000c" DB8_1 "0000",
	    "redirect-to-nexthop-ietf:2001:db8::1");
	form("copy-to-nexthop-ietf:2001:db8::1", "000c" DB8_1 "0001",
	    "copy-to-nexthop-ietf:2001:db8::1");
	form("0x800b20010db80000000000000000000000010005",
	    "800b" DB8_1 "0005",
	    "0x800b20010db80000000000000000000000010005");
}

static void
refuses(void **state)
{
	static const char *const bad[] = {
		"target", "target:", "target:2001:db8::1:65536",
		"target:192.0.2.1:5", "target:65000:1", "redirect:::",
		"copy-to-nexthop-ietf", "copy-to-nexthop-ietf:192.0.2.1",
		"redirect-to-nexthop-ietf:2001:db8::1%1", "targe:::1:5",
		"0x800b20010db8000000000000000000000001000", "nothing",
	};
	char words[100];
	size_t i;

	(void)state;
	assert_refused("extended-community-ipv6", "value missing");
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		snprintf(words, sizeof(words), "extended-community-ipv6 %s",
		    bad[i]);
		assert_refused(words, "extended-community-ipv6: \"");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(has_forms),
		cmocka_unit_test(refuses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
