/* SPDX-License-Identifier: ISC */
/* Octets however they were pasted, and what is none, with its place. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "hex_input.h"

static void
reads_every_form(void **state)
{
	static const char *const forms[] = {
		"0001FEff", "00 01 fe FF", "0x0001:0xfeff", " 00:01:FE:FF\r",
	};
	static const uint8_t want[] = { 0, 1, 0xfe, 0xff };
	char why[HEX_INPUT_WHY];
	struct wbuf w;
	size_t i;

	(void)state;
	wbuf_growable(&w, HEX_INPUT_MAX);
	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		wbuf_reset(&w);
		assert_int_equal(hex_input_read(forms[i], strlen(forms[i]),
		    &w, why, sizeof(why)), 0);
		assert_int_equal(w.len, sizeof(want));
		assert_memory_equal(w.p, want, sizeof(want));
	}
	wbuf_free(&w);
}

static void
says_what_is_wrong(void **state)
{
	static const struct { const char *text, *why; } rows[] = {
		{ "00g0", "no hexadecimal digit at character 3" },
		{ "001", "half an octet at character 3" },
		{ "0 01", "half an octet at character 1" },
		{ "-", "no hexadecimal digit at character 1" },
	};
	static char a[] = "00", b[] = "0z";
	char *words[] = { a, b };
	char why[HEX_INPUT_WHY];
	struct wbuf w;
	size_t i;

	(void)state;
	wbuf_growable(&w, 4);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(hex_input_read(rows[i].text,
		    strlen(rows[i].text), &w, why, sizeof(why)), -1);
		assert_string_equal(why, rows[i].why);
	}
	wbuf_reset(&w);
	assert_int_equal(hex_input_words(2, words, &w, why, sizeof(why)), -1);
	assert_string_equal(why, "half an octet at character 1 of word 2");
	wbuf_reset(&w);
	assert_int_equal(hex_input_read("0102030405", 10, &w, why,
	    sizeof(why)), -1);
	wbuf_free(&w);
}

static void
knows_an_option(void **state)
{
	(void)state;
	assert_true(hex_input_looks("-"));
	assert_true(hex_input_looks("ff"));
	assert_false(hex_input_looks("-x"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_every_form),
		cmocka_unit_test(says_what_is_wrong),
		cmocka_unit_test(knows_an_option),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
