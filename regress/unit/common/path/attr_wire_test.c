/* SPDX-License-Identifier: ISC */
/* The frame of an attribute: read, found, written, written backwards. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"
#include "path/attr_wire.h"

static void
walks(void **state)
{
	struct octets o;
	struct rbuf left;
	struct attr a;

	(void)state;
	octets_of("40010100 500200020200 c06300", &o);
	left = rbuf_of(o.p, o.n);
	assert_int_equal(attr_next(&left, &a), 1);
	assert_int_equal(a.type, 1);
	assert_int_equal(a.value.left, 1);
	assert_int_equal(attr_next(&left, &a), 1);
	assert_int_equal(a.flags, 0x50);
	assert_int_equal(a.value.left, 2);
	assert_int_equal(attr_next(&left, &a), 1);
	assert_int_equal(a.value.left, 0);
	assert_int_equal(attr_next(&left, &a), 0);
	assert_int_equal(attr_find(rbuf_of(o.p, o.n), 2, &a), 0);
	assert_int_equal(a.type, 2);
	assert_int_equal(attr_find(rbuf_of(o.p, o.n), 3, &a), -1);
	assert_int_equal(a.type, 2);
}

static void
malformed_leaves_everything(void **state)
{
	static const char *const bad[] = { "40", "4001", "400101", "500100",
	    "50010001", "4001ff00" };
	struct octets o;
	struct rbuf left;
	struct attr a = { .type = 77 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		octets_of(bad[i], &o);
		left = rbuf_of(o.p, o.n);
		assert_int_equal(attr_next(&left, &a), -1);
		assert_int_equal(left.left, o.n);
		assert_int_equal(a.type, 77);
	}
}

/* attr_write and attr_begin with attr_end agree, at each side of 255. */
static void
writes(void **state)
{
	static const size_t sizes[] = { 0, 1, 255, 256, 65535 };
	static uint8_t value[65536];
	struct wbuf a, b;
	size_t i, at;

	(void)state;
	for (i = 0; i < sizeof(value); i++)
		value[i] = (uint8_t)(i * 7);
	for (i = 0; i < 5; i++) {
		wbuf_growable(&a, 1 << 20);
		wbuf_growable(&b, 1 << 20);
		attr_write(&a, 0xdf, 99, value, sizes[i]);
		at = attr_begin(&b, 0xc0, 99);
		wbuf_bytes(&b, value, sizes[i]);
		attr_end(&b, at);
		assert_int_equal(a.len, sizes[i] + (sizes[i] > 255 ? 4 : 3));
		assert_int_equal(a.p[0], sizes[i] > 255 ? 0xd0 : 0xc0);
		assert_int_equal(a.len, b.len);
		assert_memory_equal(a.p, b.p, a.len);
		wbuf_free(&a);
		wbuf_free(&b);
	}
	wbuf_growable(&a, 1 << 20);
	attr_write(&a, 0xc0, 99, value, sizeof(value));
	assert_true(a.failed);
	wbuf_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(walks),
		cmocka_unit_test(malformed_leaves_everything),
		cmocka_unit_test(writes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
