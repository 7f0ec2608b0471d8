/* SPDX-License-Identifier: ISC */
/* A program's words for a neighbour, as a block of the configuration. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "create_words.h"

static struct wbuf out;
static struct create_words words;
static char why[160];

static int
make(const char *text, const char *owner)
{
	int r;

	wbuf_free(&out);
	wbuf_growable(&out, 1 << 16);
	r = create_words(text, strlen(text), owner, &words, &out, why,
	    sizeof(why));
	if (r == 0)
		wbuf_u8(&out, '\0');
	return r;
}

#define LEAST	"neighbor 192.0.2.3 local-ip 192.0.2.1 local-as 1 peer-as 2"

static void
takes_exabgps_words(void **state)
{
	(void)state;
	assert_int_equal(make(LEAST, ""), 0);
	assert_string_equal(out.p, "neighbor 192.0.2.3 { local-address "
	    "192.0.2.1; local-as 1; peer-as 2; }\n");
	assert_int_equal(words.nprocesses, 0);
	assert_int_equal(make(LEAST " router-id 192.0.2.9 family-allowed "
	    "ipv4-unicast/ipv6-unicast graceful-restart 120 group-updates "
	    "false api a api b api a", "owner"), 0);
	assert_string_equal(out.p, "neighbor 192.0.2.3 { local-address "
	    "192.0.2.1; local-as 1; peer-as 2; router-id 192.0.2.9; family { "
	    "ipv4 unicast; ipv6 unicast; } capability { graceful-restart "
	    "120; } group-updates false; api { processes [ a b ]; } }\n");
	assert_int_equal(words.nprocesses, 2);
	assert_int_equal(make(LEAST " family-allowed afi-16397-safi-99", ""),
	    -1);
	assert_int_equal(family_others_set(FAMILY_OTHER_FIRST, 16397, 99), 0);
	assert_int_equal(make(LEAST " family-allowed afi-16397-safi-99", ""),
	    0);
	assert_string_equal(out.p, "neighbor 192.0.2.3 { local-address "
	    "192.0.2.1; local-as 1; peer-as 2; family { afi 16397 safi 99; } "
	    "}\n");
	assert_int_equal(make(LEAST " family-allowed in-open", "me"), 0);
	assert_string_equal(out.p, "neighbor 192.0.2.3 { local-address "
	    "192.0.2.1; local-as 1; peer-as 2; api { processes [ me ]; } "
	    "}\n");
	assert_string_equal(words.processes[0], "me");
	assert_int_equal(words.remote.af, ADDR_V4);
}

static void
refuses_the_rest(void **state)
{
	static const struct { const char *text, *word; } rows[] = {
		{ "", "wanted" },
		{ "neighbor", "wanted" },
		{ "neighbor x", "wanted" },
		{ "peer 192.0.2.3", "wanted" },
		{ LEAST " md5-password x", "md5-password: not known" },
		{ LEAST " hold-time", "hold-time: its value" },
		{ LEAST " local-as 3", "local-as: twice" },
		{ LEAST " family-allowed ipv4-nonsense", "no family" },
		{ LEAST " family-allowed -", "no family" },
		{ LEAST " description a;b", "character" },
		{ LEAST " description {", "character" },
		{ LEAST " description \"x\"", "character" },
		{ LEAST "\nneighbor 192.0.2.4", "character" },
		{ LEAST " description #", "character" },
		{ LEAST " description \\x", "character" },
		{ LEAST " api a api b api c api d api e api f api g api h "
		    "api i api j api k api l api m api n api o api p api q",
		    "too many" },
		{ LEAST " description aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		    "too long" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (make(rows[i].text, "") != -1)
			fail_msg("taken: %s", rows[i].text);
		if (strstr(why, rows[i].word) == NULL)
			fail_msg("%s: %s", rows[i].text, why);
		assert_int_equal(out.len, 0);
	}
	assert_int_equal(make(LEAST, "a name; {"), -1);
	assert_int_equal(create_words("neighbor 192.0.2.3 \0", 20, "",
	    &words, &out, why, sizeof(why)), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_exabgps_words),
		cmocka_unit_test(refuses_the_rest),
	};
	int r;

	wbuf_growable(&out, 1 << 16);
	r = cmocka_run_group_tests(tests, NULL, NULL);
	wbuf_free(&out);
	return r;
}
