/* SPDX-License-Identifier: ISC */
/* Numbers from octets and to octets; what is a digit and what is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/octets.h"

static void
numbers(void **state)
{
	static const uint8_t p[] = { 0xff, 2, 3, 4, 5, 6, 7, 0xfe };
	uint8_t four[5] = { 0, 0, 0, 0, 9 };

	(void)state;
	assert_int_equal(octets_number(p, 0), 0);
	assert_int_equal(octets_number(p, 1), 0xff);
	assert_int_equal(octets_number(p, 3), 0xff0203);
	assert_true(octets_number(p, 8) == 0xff020304050607feULL);
	octets_put_u32(four, 0xfe000102);
	assert_memory_equal(four, "\xfe\0\1\2\x9", 5);
	assert_int_equal(octets_number(four, 4), 0xfe000102);
}

static void
digits(void **state)
{
	static const char all[] = "0123456789abcdefABCDEF";
	const char *at;
	int c;

	(void)state;
	for (c = -128; c < 128; c++) {
		at = c == 0 ? NULL : strchr(all, c);
		assert_int_equal(octets_digit((char)c), at == NULL ? -1 :
		    at - all < 16 ? at - all : at - all - 6);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers),
		cmocka_unit_test(digits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
