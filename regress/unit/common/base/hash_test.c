/* SPDX-License-Identifier: ISC */
/* SipHash-1-3 against known values, and that the key matters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/hash.h"

/* Key 00..0f and no octets: the first vector of the authors' list. */
static void
published_vector(void **state)
{
	struct hash_key key = { { 0x0706050403020100, 0x0f0e0d0c0b0a0908 } };

	(void)state;
	assert_true(hash_bytes(&key, "", 0) == 0xabac0158050fc4dc);
}

/* Key 0 and octets 0, 1, 2..: what CPython's hash() of them gives. */
static void
values_of_another_program(void **state)
{
	static const struct {
		size_t		n;
		uint64_t	want;
	} rows[] = {
		{ 1, 0x68a914128e01e473 }, { 7, 0x2f098ab0c751325a },
		{ 8, 0xead411e67ebe2eea }, { 9, 0x75927f9d95124362 },
		{ 15, 0xf30eb725bb91c9ea }, { 16, 0x8972188433a5c5b7 },
		{ 63, 0x385d3e39e5f37359 }, { 64, 0x75e05fd5bbc870c6 },
	};
	struct hash_key key = { { 0, 0 } };
	uint8_t b[64];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(b); i++)
		b[i] = (uint8_t)i;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_true(hash_bytes(&key, b, rows[i].n) == rows[i].want);
}

static void
keys_differ(void **state)
{
	struct hash_key a, b;

	(void)state;
	hash_key_random(&a);
	hash_key_random(&b);
	assert_memory_not_equal(&a, &b, sizeof(a));
	assert_true(hash_bytes(&a, "x", 1) != hash_bytes(&b, "x", 1));
	assert_true(hash_u64(&a, 1) != hash_u64(&b, 1));
}

/* 2^16 consecutive values in 2^16 buckets: about 63% must be hit. */
static void
small_keys_spread(void **state)
{
	struct hash_key key = { { 3, 5 } };
	static uint8_t hit[1 << 16];
	size_t i, used = 0;

	(void)state;
	for (i = 0; i < sizeof(hit); i++)
		hit[hash_u64(&key, i) & (sizeof(hit) - 1)] = 1;
	for (i = 0; i < sizeof(hit); i++)
		used += hit[i];
	assert_true(used > 40000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(published_vector),
		cmocka_unit_test(values_of_another_program),
		cmocka_unit_test(keys_differ),
		cmocka_unit_test(small_keys_spread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
