/* SPDX-License-Identifier: ISC */
/* Reads: whole or nothing, in network order, at every length. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/rbuf.h"

static const uint8_t bytes[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13,
    14, 15, 16, 17, 18 };

static void
network_order(void **state)
{
	struct rbuf b = rbuf_of(bytes, sizeof(bytes));
	uint8_t v8;
	uint16_t v16;
	uint32_t v24, v32;
	uint64_t v64;

	(void)state;
	assert_int_equal(rbuf_u8(&b, &v8), 0);
	assert_int_equal(rbuf_u16(&b, &v16), 0);
	assert_int_equal(rbuf_u24(&b, &v24), 0);
	assert_int_equal(rbuf_u32(&b, &v32), 0);
	assert_int_equal(rbuf_u64(&b, &v64), 0);
	assert_int_equal(v8, 1);
	assert_int_equal(v16, 0x0203);
	assert_int_equal(v24, 0x040506);
	assert_int_equal(v32, 0x0708090a);
	assert_true(v64 == 0x0b0c0d0e0f101112);
	assert_int_equal(b.left, 0);
}

/* With all values set to 0xaa.., a failed read changes neither. */
static void
short_reads_change_nothing(void **state)
{
	uint8_t v8 = 0xaa, out[4] = { 0xaa, 0xaa, 0xaa, 0xaa };
	uint16_t v16 = 0xaaaa;
	uint32_t v24 = 0xaaaaaaaa, v32 = v24;
	uint64_t v64 = 0xaaaaaaaaaaaaaaaa;
	struct rbuf b, sub = { NULL, 77 };
	size_t n;

	(void)state;
	for (n = 0; n < 8; n++) {
		b = rbuf_of(bytes, n);
		if (n < 1)
			assert_int_equal(rbuf_u8(&b, &v8), -1);
		if (n < 2)
			assert_int_equal(rbuf_u16(&b, &v16), -1);
		if (n < 3)
			assert_int_equal(rbuf_u24(&b, &v24), -1);
		if (n < 4) {
			assert_int_equal(rbuf_u32(&b, &v32), -1);
			assert_int_equal(rbuf_bytes(&b, out, 4), -1);
			assert_int_equal(rbuf_host(&b, out, 4), -1);
		}
		assert_int_equal(rbuf_u64(&b, &v64), -1);
		assert_int_equal(rbuf_sub(&b, n + 1, &sub), -1);
		assert_int_equal(rbuf_skip(&b, SIZE_MAX), -1);
		assert_ptr_equal(b.p, bytes);
		assert_int_equal(b.left, n);
	}
	assert_int_equal(v8, 0xaa);
	assert_int_equal(v16, 0xaaaa);
	assert_int_equal(v24, 0xaaaaaaaa);
	assert_int_equal(v32, 0xaaaaaaaa);
	assert_true(v64 == 0xaaaaaaaaaaaaaaaa);
	assert_int_equal(sub.left, 77);
	assert_int_equal(out[0], 0xaa);
}

static void
windows(void **state)
{
	struct rbuf b = rbuf_of(bytes, sizeof(bytes)), sub;
	uint8_t out[3];
	uint32_t host, want;

	(void)state;
	assert_int_equal(rbuf_sub(&b, 4, &sub), 0);
	assert_ptr_equal(sub.p, bytes);
	assert_int_equal(sub.left, 4);
	assert_int_equal(rbuf_skip(&b, 2), 0);
	assert_int_equal(rbuf_bytes(&b, out, sizeof(out)), 0);
	assert_memory_equal(out, bytes + 6, sizeof(out));
	memcpy(&want, bytes + 9, sizeof(want));
	assert_int_equal(rbuf_host(&b, &host, sizeof(host)), 0);
	assert_int_equal(host, want);
	assert_int_equal(b.left, sizeof(bytes) - 13);
	assert_int_equal(rbuf_bytes(&b, NULL, 0), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(network_order),
		cmocka_unit_test(short_reads_change_nothing),
		cmocka_unit_test(windows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
