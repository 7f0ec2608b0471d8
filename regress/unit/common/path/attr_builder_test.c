/* SPDX-License-Identifier: ISC */
/* Sets that grow: set replaces, append adds, finish orders and sorts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"

static struct attr_builder b;
static struct wbuf canon;

static void
finish(const char *hex)
{
	struct octets o;

	octets_of(hex, &o);
	wbuf_growable(&canon, 1 << 20);
	assert_int_equal(attr_builder_finish(&b, &canon), 0);
	assert_int_equal(canon.len, o.n);
	assert_memory_equal(canon.p, o.p, o.n);
	wbuf_free(&canon);
}

static void
orders_and_sorts(void **state)
{
	(void)state;
	attr_builder_init(&b);
	attr_builder_append(&b, 0xc0, 8, "\0\2\0\1\0\1\0\1", 8);
	attr_builder_set(&b, 0x40, 1, "\0", 1);
	attr_builder_append(&b, 0xc0, 8, "\0\2\0\1", 4);
	attr_builder_append(&b, 0x80, 10, "\0\2\0\1\0\1\0\1", 8);
	assert_true(attr_builder_has(&b, 8));
	assert_false(attr_builder_has(&b, 9));
	finish("40010100 c00808 00010001 00020001 800a08 00020001 00010001");
	attr_builder_reset(&b);
	assert_false(attr_builder_has(&b, 8));
	finish("");
	attr_builder_free(&b);
}

static void
set_replaces(void **state)
{
	(void)state;
	attr_builder_init(&b);
	attr_builder_append(&b, 0xc0, 8, "\0\1\0\1", 4);
	attr_builder_set(&b, 0xe0, 8, "\0\3\0\3", 4);
	attr_builder_append(&b, 0xe0, 8, "\0\2\0\2", 4);
	finish("e00808 00020002 00030003");
	attr_builder_set(&b, 0xff, 99, "", 0);
	finish("e00808 00020002 00030003 e06300");
	attr_builder_free(&b);
}

static void
too_long_is_refused(void **state)
{
	static uint8_t value[65535];
	uint8_t small[8];
	size_t i;

	(void)state;
	attr_builder_init(&b);
	attr_builder_set(&b, 0xc0, 99, value, sizeof(value));
	wbuf_growable(&canon, 1 << 20);
	wbuf_u8(&canon, 7);
	assert_int_equal(attr_builder_finish(&b, &canon), -1);
	assert_int_equal(canon.len, 1);
	wbuf_free(&canon);
	attr_builder_reset(&b);
	for (i = 0; i < 10; i++)
		attr_builder_append(&b, 0xc0, 99, value, sizeof(value));
	wbuf_growable(&canon, 1 << 20);
	assert_int_equal(attr_builder_finish(&b, &canon), -1);
	wbuf_free(&canon);
	attr_builder_reset(&b);
	attr_builder_set(&b, 0xc0, 99, "abcdefgh", 8);
	wbuf_fixed(&canon, small, sizeof(small));
	assert_int_equal(attr_builder_finish(&b, &canon), -1);
	attr_builder_free(&b);
}

static void
gives_back(void **state)
{
	struct rbuf v;

	(void)state;
	attr_builder_init(&b);
	assert_false(attr_builder_get(&b, 9, 0, &v));
	attr_builder_set(&b, 0x80, 9, "\1", 1);
	attr_builder_set(&b, 0x80, 4, "\2", 1);
	attr_builder_append(&b, 0x80, 9, "\3\4", 2);
	assert_true(attr_builder_get(&b, 9, 0, &v));
	assert_int_equal(v.p[0], 1);
	assert_true(attr_builder_get(&b, 9, 1, &v));
	assert_int_equal(v.left, 2);
	assert_int_equal(v.p[0], 3);
	assert_false(attr_builder_get(&b, 9, 2, &v));
	assert_true(attr_builder_last(&b, 9, &v));
	assert_int_equal(v.p[0], 3);
	assert_false(attr_builder_last(&b, 10, &v));
	attr_builder_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(orders_and_sorts),
		cmocka_unit_test(set_replaces),
		cmocka_unit_test(too_long_is_refused),
		cmocka_unit_test(gives_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
