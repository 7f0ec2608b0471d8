/* SPDX-License-Identifier: ISC */
/*
 * Whatever goes in, one line of valid UTF-8 without controls comes out; known
 * strings come out as documented.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/seed.h"
#include "event/escape.h"

enum { ROUNDS = 20000, LONGEST = 64 };

static void
check(const char *in, size_t n, const char *text, const char *json)
{
	char out[512];
	struct wbuf w;

	wbuf_fixed(&w, out, sizeof(out) - 1);
	escape_text(&w, in, n);
	assert_false(w.failed);
	out[w.len] = '\0';
	assert_string_equal(out, text);
	wbuf_fixed(&w, out, sizeof(out) - 1);
	escape_json(&w, in, n);
	assert_false(w.failed);
	out[w.len] = '\0';
	assert_string_equal(out, json);
}

static void
writes_what_is_documented(void **state)
{
	(void)state;
	check("plain text", 10, "plain text", "plain text");
	check("a\nb\tc\r", 6, "a\\nb\\tc\\r", "a\\nb\\tc\\r");
	check("say \"x\" \\", 9, "say \"x\" \\\\", "say \\\"x\\\" \\\\");
	check("\0\x1b[31m", 6, "\\x00\\x1b[31m", "\\u0000\\u001b[31m");
	check("\x7f", 1, "\\x7f", "\\u007f");
	check("gr\xc3\xbc\xc3\x9f", 6, "gr\xc3\xbc\xc3\x9f",
	    "gr\xc3\xbc\xc3\x9f");
	check("\xff" "a", 2, "\\xffa", "\\ufffda");
	check("\xc2\x85", 2, "\\u{0085}", "\\u0085");
	check("\xe2\x80\xae", 3, "\\u{202e}", "\\u202e");
	check("\xc0\xaf", 2, "\\xc0\\xaf", "\\ufffd\\ufffd");
	check("\xed\xa0\x80", 3, "\\xed\\xa0\\x80",
	    "\\ufffd\\ufffd\\ufffd");
	check("\xe2\x82", 2, "\\xe2\\x82", "\\ufffd\\ufffd");
	check("\xf0\x9f\x98\x80", 4, "\xf0\x9f\x98\x80",
	    "\xf0\x9f\x98\x80");
	check("\xf4\x90\x80\x80", 4, "\\xf4\\x90\\x80\\x80",
	    "\\ufffd\\ufffd\\ufffd\\ufffd");
}

/* Told by a decoder of its own, not by utf8_next. */
static void
assert_clean(const uint8_t *p, size_t n)
{
	size_t i, k, more;

	for (i = 0; i < n; i += more + 1) {
		assert_true(p[i] >= 0x20 && p[i] != 0x7f);
		more = p[i] < 0x80 ? 0 : p[i] < 0xe0 ? 1 : p[i] < 0xf0 ? 2 : 3;
		assert_true(p[i] < 0x80 || p[i] >= 0xc2);
		assert_true(p[i] < 0xf5);
		assert_true(i + more < n);
		for (k = 1; k <= more; k++)
			assert_int_equal(p[i + k] & 0xc0, 0x80);
		if (p[i] == 0xc2)
			assert_true(p[i + 1] >= 0xa0);
		if (p[i] == 0xe0)
			assert_true(p[i + 1] >= 0xa0);
		if (p[i] == 0xed)
			assert_true(p[i + 1] < 0xa0);
		if (p[i] == 0xf0)
			assert_true(p[i + 1] >= 0x90);
		if (p[i] == 0xf4)
			assert_true(p[i + 1] < 0x90);
	}
}

/* The inside of a JSON string: every '"' and '\' belongs to an escape. */
static void
assert_json_inside(const uint8_t *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		assert_int_not_equal(p[i], '"');
		if (p[i] != '\\')
			continue;
		assert_true(i + 1 < n);
		assert_non_null(strchr("nrtu\\\"", p[i + 1]));
		if (p[i + 1] == 'u')
			assert_true(i + 5 < n && strspn((const char *)p + i +
			    2, "0123456789abcdef") >= 4);
		i++;
	}
}

static void
any_octets_come_out_clean(void **state)
{
	static const uint8_t nasty[] = { 0, 0x0a, 0x1b, '"', '\\', 0x7f, 0x80,
	    0x85, 0xa8, 0xae, 0xc2, 0xe2, 0xed, 0xf0, 0xf4, 0xff };
	uint8_t in[LONGEST], out[LONGEST * 8];
	struct wbuf w;
	size_t i, n;
	int round;

	(void)state;
	seed_random();
	for (round = 0; round < ROUNDS; round++) {
		n = (size_t)random() % (LONGEST + 1);
		for (i = 0; i < n; i++)
			in[i] = random() % 2 == 0 ? (uint8_t)random() :
			    nasty[(size_t)random() % sizeof(nasty)];
		wbuf_fixed(&w, out, sizeof(out));
		escape_text(&w, in, n);
		assert_false(w.failed);
		assert_clean(w.p, w.len);
		wbuf_fixed(&w, out, sizeof(out));
		escape_json(&w, in, n);
		assert_false(w.failed);
		assert_clean(w.p, w.len);
		assert_json_inside(w.p, w.len);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_what_is_documented),
		cmocka_unit_test(any_octets_come_out_clean),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
