/* SPDX-License-Identifier: ISC */
/* AS_PATH in words; printing is the inverse of reading. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"

static void
forms(void **state)
{
	(void)state;
	assert_words("as-path 65000", "40 02 06 02 01 0000fde8");
	assert_words("as-path [ 65000 ]", "40 02 06 02 01 0000fde8");
	assert_words("as-path [ 1, 2 ]", "40 02 0a 02 02 00000001 00000002");
	assert_words("as-path [ ]", "40 02 00");
	assert_words("as-path [ 1.10 ]", "40 02 06 02 01 0001000a");
	assert_words("as-path [ 4294967295 ]", "40 02 06 02 01 ffffffff");
	assert_words("as-path [ 1 ( 2 3 ) 4 ]", "40 02 16 02 01 00000001 "
	    "01 02 00000002 00000003 02 01 00000004");
	assert_words("as-path [ 1 { 2 3 } 4 ]", "40 02 16 02 01 00000001 "
	    "01 02 00000002 00000003 02 01 00000004");
	assert_words("as-path [ 1 ] ( 2 )",
	    "40 02 0c 02 01 00000001 01 01 00000002");
	assert_words("as-path { 2 }", "40 02 06 01 01 00000002");
	assert_words("as-path [ { 1 2 } ]",
	    "40 02 0a 03 02 00000001 00000002");
	assert_words("as-path ( { 1 } ) [ 2 ]",
	    "40 02 0c 04 01 00000001 02 01 00000002");
}

static void
prints(void **state)
{
	(void)state;
	assert_prints("as-path 1", "as-path [ 1 ]");
	assert_prints("as-path [ ]", "as-path [ ]");
	assert_prints("as-path [ 1 ( 2 3 ) 4 ]", "as-path [ 1 ( 2 3 ) 4 ]");
	assert_prints("as-path [ 1 ] [ 2 ]", "as-path [ 1 ] [ 2 ]");
	assert_prints("as-path ( 1 ) [ 2 ]", "as-path [ ( 1 ) 2 ]");
	assert_prints("as-path [ { 1 2 } ] [ 3 ]",
	    "as-path [ { 1 2 } ] [ 3 ]");
	assert_prints("as-path [ 3 ] ( { 1 } )", "as-path [ 3 ] ( { 1 } )");
}

static void
refused(void **state)
{
	(void)state;
	assert_refused("as-path", "value missing");
	assert_refused("as-path [ 1", "']' missing");
	assert_refused("as-path [ 1 ( 2", "')' missing");
	assert_refused("as-path [ 1 ( ) ]", "empty set");
	assert_refused("as-path [ 0 ]", "AS 0");
	assert_refused("as-path 0", "AS 0");
	assert_refused("as-path [ ( 0 ) ]", "AS 0");
	assert_refused("as-path [ 4294967296 ]", "4294967296");
	assert_refused("as-path [ x ]", "x");
	assert_refused("as-path ( { 1 }", "')' missing");
}

static void
long_paths_are_split(void **state)
{
	static const unsigned sizes[] = { 254, 255, 256, 300, 510, 511, 1000 };
	struct wbuf text, want, canon, again;
	struct text_error e;
	size_t i;
	unsigned n;

	(void)state;
	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		wbuf_growable(&text, 1 << 20);
		wbuf_growable(&want, 1 << 20);
		wbuf_growable(&canon, 1 << 20);
		wbuf_growable(&again, 1 << 20);
		wbuf_str(&text, "as-path [ ");
		for (n = 1; n <= sizes[i]; n++)
			wbuf_printf(&text, "%u ", n);
		wbuf_str(&text, "]");
		wbuf_u8(&text, 0);
		assert_int_equal(set_of_words((const char *)text.p, &canon,
		    &e), 0);
		assert_int_equal(canon.p[4], 2);
		assert_int_equal(canon.p[5], sizes[i] < 255 ? sizes[i] : 255);
		attr_set_print(&again, wbuf_view(&canon));
		wbuf_u8(&again, 0);
		assert_string_equal((const char *)again.p,
		    (const char *)text.p);
		wbuf_free(&text);
		wbuf_free(&want);
		wbuf_free(&canon);
		wbuf_free(&again);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms),
		cmocka_unit_test(prints),
		cmocka_unit_test(refused),
		cmocka_unit_test(long_paths_are_split),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
