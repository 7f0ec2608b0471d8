/* SPDX-License-Identifier: ISC */
/* Saved SYNs, signed and not, IPv4 and IPv6, and cut everywhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "syn.h"

static const uint8_t v4_md5[] = {
	0x45, 0, 0, 64, 0, 0, 0x40, 0, 255, 6, 0, 0,
	192, 0, 2, 1, 192, 0, 2, 2,
	0x9c, 0x40, 0, 179, 0, 0, 0, 1, 0, 0, 0, 0,
	0xb0, 2, 0xff, 0xff, 0, 0, 0, 0,
	1, 1, 19, 18, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
	2, 4, 5, 0xb4,
};

static void
reads_a_signed_one(void **state)
{
	struct syn s;

	(void)state;
	assert_int_equal(syn_read(rbuf_of(v4_md5, sizeof(v4_md5)), &s), 0);
	assert_int_equal(s.ttl, 255);
	assert_true(s.md5);
	assert_false(s.ao);
}

static void
reads_an_unsigned_one(void **state)
{
	uint8_t p[sizeof(v4_md5)];
	struct syn s;

	(void)state;
	memcpy(p, v4_md5, sizeof(p));
	memset(p + 40, 1, sizeof(p) - 40);	/* no-operations */
	assert_int_equal(syn_read(rbuf_of(p, sizeof(p)), &s), 0);
	assert_false(s.md5);
	p[40] = 29;
	p[41] = 4;
	assert_int_equal(syn_read(rbuf_of(p, sizeof(p)), &s), 0);
	assert_true(s.ao);
	p[41] = 1;		/* an option shorter than itself */
	assert_int_equal(syn_read(rbuf_of(p, sizeof(p)), &s), -1);
	p[41] = 200;
	assert_int_equal(syn_read(rbuf_of(p, sizeof(p)), &s), -1);
}

static void
reads_ipv6(void **state)
{
	uint8_t p[40 + sizeof(v4_md5) - 20] = { 0x60 };
	struct syn s;

	(void)state;
	p[6] = 6;
	p[7] = 254;
	memcpy(p + 40, v4_md5 + 20, sizeof(v4_md5) - 20);
	assert_int_equal(syn_read(rbuf_of(p, sizeof(p)), &s), 0);
	assert_int_equal(s.ttl, 254);
	assert_true(s.md5);
}

static void
refuses_every_truncation(void **state)
{
	struct syn s = { .ttl = 7 };
	size_t n;

	(void)state;
	for (n = 0; n < sizeof(v4_md5); n++)
		assert_int_equal(syn_read(rbuf_of(v4_md5, n), &s), -1);
	assert_int_equal(s.ttl, 7);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_a_signed_one),
		cmocka_unit_test(reads_an_unsigned_one),
		cmocka_unit_test(reads_ipv6),
		cmocka_unit_test(refuses_every_truncation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
