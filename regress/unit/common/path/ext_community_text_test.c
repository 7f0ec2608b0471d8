/* SPDX-License-Identifier: ISC */
/* Fields behind the colon or in the next word, and where an error points. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"

static void
fields_in_the_next_word(void **state)
{
	(void)state;
	assert_prints("extended-community [ rt 65000:1 soo 65000:2 ]",
	    "extended-community [ target:65000:1 origin:65000:2 ]");
	assert_prints("extended-community target 65000:1 med 5",
	    "med 5 extended-community target:65000:1");
	assert_prints("extended-community rate-limit 5 packets med 5",
	    "med 5 extended-community rate-limit:5:packets");
	assert_prints("extended-community [ TARGET:65000:1 ]",
	    "extended-community target:65000:1");
}

static void
errors_point_at_the_word(void **state)
{
	struct wbuf canon;
	struct text_error e;

	(void)state;
	wbuf_growable(&canon, 1000);
	assert_int_equal(set_of_words(
	    "extended-community [ target:1:1 target:1 ]", &canon, &e), -1);
	assert_int_equal(e.col, 33);
	assert_non_null(strstr(e.msg, "ASN:number"));
	assert_int_equal(set_of_words(
	    "extended-community [ target:1:1 rt 192.0.2.1:70000 ]", &canon,
	    &e), -1);
	assert_int_equal(e.col, 36);
	wbuf_free(&canon);
	assert_refused("extended-community 192.0.2.1:70000",
	    "\"192.0.2.1:70000\": the number after an IPv4 address goes to "
	    "65535");
	assert_refused("extended-community origin:70000:70000",
	    "the number after a 4-octet AS number goes to 65535");
	assert_refused("extended-community target:1:4294967296",
	    "the number after a 2-octet AS number goes to 4294967295");
	assert_refused("extended-community target4:1:70000", "wants ASN:0-");
	assert_refused("extended-community target", "wants");
	assert_refused("extended-community tarjet:1:1", "nor 0x and 16");
	assert_refused("extended-community", "value missing");
	assert_refused("extended-community [ target:1:1", "']' missing");
}

static void
long_words_are_refused(void **state)
{
	char words[300];

	(void)state;
	snprintf(words, sizeof(words), "extended-community target:%0200d:1",
	    1);
	assert_refused(words, "extended-community");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_in_the_next_word),
		cmocka_unit_test(errors_point_at_the_word),
		cmocka_unit_test(long_words_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
