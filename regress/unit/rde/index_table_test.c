/* SPDX-License-Identifier: ISC */
/*
 * The index while it grows in steps: whatever was inserted and not removed is
 * found exactly once, in whichever of the two tables it stands.
 */
#include "common/seed.h"
#include "rig.h"

#include <stdio.h>

#include "index_table.h"

enum { KEYS = 20000 };

static uint32_t seed;

static uint32_t
rnd(void)
{
	seed = seed * 1664525 + 1013904223;
	return seed >> 8;
}

static unsigned
found(const struct index_table *t, uint32_t hash, uint32_t idx)
{
	struct index_probe it;
	unsigned n = 0;
	uint32_t x;

	for (x = index_table_first(t, hash, &it); x != 0;
	    x = index_table_next(t, hash, &it))
		if (x == idx)
			n++;
	return n;
}

static void
finds_what_is_there(void **state)
{
	uint32_t *hash = calloc(KEYS + 1, sizeof(*hash)), i, step;
	bool *in = calloc(KEYS + 1, sizeof(*in));
	struct index_table t;

	(void)state;
	assert_non_null(hash);
	assert_non_null(in);
	index_table_init(&t);
	for (i = 1; i <= KEYS; i++)	/* few hashes: long probes */
		hash[i] = rnd() % (KEYS / 2);
	for (step = 0; step < 8 * KEYS; step++) {
		i = 1 + rnd() % (KEYS / 8 + step / 8 % KEYS);
		if (i > KEYS)
			continue;
		assert_int_equal(found(&t, hash[i], i), in[i]);
		if (in[i])
			index_table_remove(&t, hash[i], i);
		else
			index_table_insert(&t, hash[i], i);
		in[i] = !in[i];
	}
	for (i = 1; i <= KEYS; i++)
		assert_int_equal(found(&t, hash[i], i), in[i]);
	index_table_free(&t);
	free(hash);
	free(in);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_what_is_there),
	};

	seed = seed_pick();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
