/* SPDX-License-Identifier: ISC */
/* Frames: what was put comes back; what runs over the end does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "config/conf_record.h"

static void
numbers_come_back(void **state)
{
	static const uint32_t v[] = { 0, 1, 127, 128, 16383, 16384, 1 << 21,
	    (1 << 28) - 1, 1 << 28, UINT32_MAX };
	uint8_t buf[CONF_VARINT_MAX];
	struct rbuf b;
	uint32_t got;
	size_t i, n;

	(void)state;
	for (i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		n = conf_varint_put(buf, v[i]);
		b = rbuf_of(buf, n);
		assert_int_equal(conf_varint_get(&b, &got), 0);
		assert_int_equal(got, v[i]);
		assert_int_equal(b.left, 0);
		b = rbuf_of(buf, n - 1);
		assert_int_equal(conf_varint_get(&b, &got), -1);
		assert_int_equal(b.left, n - 1);
	}
}

static void
a_number_has_32_bits(void **state)
{
	static const uint8_t big[] = { 0xff, 0xff, 0xff, 0xff, 0x1f };
	static const uint8_t longer[] = { 0x80, 0x80, 0x80, 0x80, 0x80, 1 };
	struct rbuf b = rbuf_of(big, sizeof(big));
	uint32_t v;

	(void)state;
	assert_int_equal(conf_varint_get(&b, &v), -1);
	b = rbuf_of(longer, sizeof(longer));
	assert_int_equal(conf_varint_get(&b, &v), -1);
}

static void
records_end_where_they_say(void **state)
{
	uint8_t buf[512];
	struct rbuf body;
	size_t n, at = 0;

	(void)state;
	memset(buf, 0, sizeof(buf));
	n = conf_record_frame(buf, 8, 200);
	assert_int_equal(n, 3);
	buf[n] = 42;
	assert_int_equal(conf_record_next(buf, n + 199, &at, &body), -1);
	assert_int_equal(conf_record_next(buf, n + 200, &at, &body), 8);
	assert_int_equal(body.left, 200);
	assert_int_equal(body.p[0], 42);
	assert_int_equal(at, n + 200);
	assert_int_equal(conf_record_next(buf, n + 200, &at, &body), 0);
	/* type 0 is none */
	assert_int_equal(conf_record_next(buf, sizeof(buf), &at, &body), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_come_back),
		cmocka_unit_test(a_number_has_32_bits),
		cmocka_unit_test(records_end_where_they_say),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
