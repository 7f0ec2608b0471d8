/* SPDX-License-Identifier: ISC */
/* SR policies (RFC 9830 2.1): distinguisher, color, endpoint. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/nlri_row_help.h"

static const enum family V4 = FAMILY_IPV4_SR_POLICY;
static const enum family V6 = FAMILY_IPV6_SR_POLICY;
static const struct nlri_row *const row = &nlri_sr_policy;

static void
words_and_octets(void **state)
{
	(void)state;
	assert_row(row, V4, "distinguisher 1 color 100 endpoint 192.0.2.1",
	    "60 00000001 00000064 c0000201",
	    "distinguisher 1 color 100 endpoint 192.0.2.1");
	assert_row(row, V4, "endpoint 0.0.0.0 color 0x64 distinguisher 0",
	    "60 00000000 00000064 00000000",
	    "distinguisher 0 color 100 endpoint 0.0.0.0");
	assert_row(row, V6, "distinguisher 4294967295 color 0 "
	    "endpoint 2001:db8::1",
	    "c0 ffffffff 00000000 20010db8000000000000000000000001",
	    "distinguisher 4294967295 color 0 endpoint 2001:db8::1");
	assert_key(row, V4, "60 00000001 00000064 c0000201",
	    "00000001 00000064 c0000201", "");
}

static void
refuses_what_is_malformed(void **state)
{
	(void)state;
	assert_row_malformed(row, V4, "00");
	assert_row_malformed(row, V4, "61 00000001 00000064 c0000201 00");
	assert_row_malformed(row, V4, "58 00000001 00000064 c00002");
	assert_row_malformed(row, V4, "68 00000001 00000064 c000020100");
	assert_row_malformed(row, V6, "60 00000001 00000064 c0000201");
	assert_row_malformed(row, V4,
	    "c0 ffffffff 00000000 20010db8000000000000000000000001");
	assert_row_truncations(row, V4, "60 00000001 00000064 c0000201");
	assert_row_truncations(row, V6,
	    "c0 ffffffff 00000000 20010db8000000000000000000000001");
}

static void
each_word_has_its_error(void **state)
{
	(void)state;
	assert_no_words(row, V4, "", 1,
	    "sr-policy: 'distinguisher' is missing");
	assert_no_words(row, V4, "distinguisher 1 endpoint 192.0.2.1", 35,
	    "sr-policy: 'color' is missing");
	assert_no_words(row, V4, "distinguisher 1 color 1", 24,
	    "sr-policy: 'endpoint' is missing");
	assert_no_words(row, V4, "distinguisher one", 15, "distinguisher: "
	    "'one' is not a number from 0 to 4294967295");
	assert_no_words(row, V4, "color 4294967296", 7, "color: "
	    "'4294967296' is not a number from 0 to 4294967295");
	assert_no_words(row, V4, "color", 6,
	    "color: a number from 0 to 4294967295 is missing");
	assert_no_words(row, V4, "color 1 color 2", 9,
	    "color: it is there twice");
	assert_no_words(row, V4, "endpoint 2001:db8::1", 10,
	    "endpoint: '2001:db8::1' is not an address of the route's");
	assert_no_words(row, V4, "rd 1:1", 1, "no word of this family");
}

static void
events(void **state)
{
	static const struct nlri_form form = { .shape = SHAPE_6 };
	static const uint32_t id = 1;

	(void)state;
	assert_json(row, V4, "60 00000000 00000064 c0000201", &form, NULL,
	    "{ \"distinguisher\": 0, \"color\": 100, "
	    "\"endpoint\": \"192.0.2.1\" }");
	assert_json(row, V6,
	    "c0 00000001 00000064 20010db8000000000000000000000001", &form,
	    &id, "{ \"distinguisher\": 1, \"color\": 100, "
	    "\"endpoint\": \"2001:db8::1\", "
	    "\"path-information\": \"0.0.0.1\" }");
	assert_line(row, V4, "60 00000000 00000064 c0000201", NULL,
	    "sr-policy distinguisher 0 color 100 endpoint 192.0.2.1");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_and_octets),
		cmocka_unit_test(refuses_what_is_malformed),
		cmocka_unit_test(each_word_has_its_error),
		cmocka_unit_test(events),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
