/* SPDX-License-Identifier: ISC */
/* Writes: what does not fit fails and stays failed; growth ends at max. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/wbuf.h"

static void
all_sizes_in_network_order(void **state)
{
	static const uint8_t want[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
	    13, 14, 15, 16, 17, 18, 'h', 'i', 'x', '=', '7' };
	uint8_t mem[sizeof(want)];
	struct wbuf w;

	(void)state;
	wbuf_fixed(&w, mem, sizeof(mem));
	wbuf_u8(&w, 1);
	wbuf_u16(&w, 0x0203);
	wbuf_u24(&w, 0x040506);
	wbuf_u32(&w, 0x0708090a);
	wbuf_u32(&w, 0x0b0c0d0e);
	wbuf_u32(&w, 0x0f101112);
	wbuf_str(&w, "hi");
	wbuf_printf(&w, "x=%d", 7);
	assert_false(w.failed);
	assert_int_equal(w.len, sizeof(want));
	assert_memory_equal(mem, want, sizeof(want));
	assert_int_equal(wbuf_view(&w).left, sizeof(want));
	wbuf_bytes(&w, NULL, 0);
	assert_false(w.failed);
	wbuf_u8(&w, 0);
	assert_true(w.failed);
}

static void
failure_sticks(void **state)
{
	uint8_t mem[4] = { 0 };
	struct wbuf w;

	(void)state;
	wbuf_fixed(&w, mem, sizeof(mem));
	wbuf_u16(&w, 0x0101);
	wbuf_u24(&w, 0x020202);
	assert_true(w.failed);
	assert_int_equal(w.len, 2);
	wbuf_u8(&w, 9);		/* would fit, but is behind the failure */
	assert_int_equal(w.len, 2);
	assert_int_equal(mem[2], 0);
	assert_null(wbuf_reserve(&w, 0));
	wbuf_truncate(&w, 1);
	assert_false(w.failed);
	wbuf_u8(&w, 9);
	assert_int_equal(mem[1], 9);
	wbuf_reset(&w);
	assert_int_equal(w.len, 0);
	assert_null(wbuf_reserve(&w, SIZE_MAX));
	assert_true(w.failed);
}

static void
grows_to_max(void **state)
{
	struct wbuf w;
	size_t i;

	(void)state;
	wbuf_growable(&w, 1000);
	for (i = 0; i < 1000; i++)
		wbuf_u8(&w, (uint8_t)i);
	assert_false(w.failed);
	assert_int_equal(w.size, 1000);
	for (i = 0; i < 1000; i++)
		assert_int_equal(w.p[i], (uint8_t)i);
	wbuf_u8(&w, 0);
	assert_true(w.failed);
	assert_int_equal(w.len, 1000);
	wbuf_free(&w);
	assert_null(w.p);
	wbuf_u32(&w, 5);	/* ready for reuse */
	assert_int_equal(w.len, 4);
	wbuf_free(&w);
	wbuf_growable(&w, 1 << 20);
	assert_non_null(wbuf_reserve(&w, 1 << 20));
	assert_null(wbuf_reserve(&w, 1));
	wbuf_free(&w);
	wbuf_growable(&w, 0);
	assert_true(w.failed);
}

static void
long_formats(void **state)
{
	char text[600];
	struct wbuf w;

	(void)state;
	memset(text, 'a', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	wbuf_growable(&w, 4096);
	wbuf_printf(&w, "<%s>", text);
	assert_int_equal(w.len, 601);
	assert_int_equal(w.p[0], '<');
	assert_int_equal(w.p[600], '>');
	wbuf_free(&w);
}

static void
patches_only_what_is_written(void **state)
{
	uint8_t mem[4];
	struct wbuf w;

	(void)state;
	wbuf_fixed(&w, mem, sizeof(mem));
	wbuf_u24(&w, 0);
	wbuf_set_u8(&w, 2, 7);
	wbuf_set_u16(&w, 0, 0x0102);
	assert_false(w.failed);
	assert_memory_equal(mem, "\1\2\7", 3);
	wbuf_set_u16(&w, 2, 1);
	assert_true(w.failed);
	wbuf_truncate(&w, 3);
	wbuf_set_u8(&w, 3, 1);
	assert_true(w.failed);
	wbuf_reset(&w);
	wbuf_set_u16(&w, 0, 1);
	assert_true(w.failed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_sizes_in_network_order),
		cmocka_unit_test(failure_sticks),
		cmocka_unit_test(grows_to_max),
		cmocka_unit_test(long_formats),
		cmocka_unit_test(patches_only_what_is_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
