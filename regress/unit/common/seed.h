/* SPDX-License-Identifier: ISC */
/*
 * Where a test that makes its values has its numbers from: another seed every
 * time, printed, or the one of SEED in the environment, so that what failed is
 * seen again: SEED=n build/unit/….  Without cmocka.
 */
#ifndef COMMON_SEED_H
#define COMMON_SEED_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Did somebody say it? */
static inline bool
seed_is_given(uint64_t *seed)
{
	const char *s = getenv("SEED");

	if (s == NULL || *s == '\0')
		return false;
	*seed = strtoull(s, NULL, 0);
	return true;
}

static inline unsigned
seed_pick(void)
{
	uint64_t seed = (uint64_t)time(NULL);

	(void)seed_is_given(&seed);
	printf("SEED=%u\n", (unsigned)seed);
	return (unsigned)seed;
}

/* For random() and rand(). */
static inline void
seed_random(void)
{
	unsigned seed = seed_pick();

	srandom(seed);
	srand(seed);
}

/*
 * sequence() with many seeds, or with SEED's alone.  seed is the one it is at,
 * 0 in the end; seed_tell, a test's teardown with it as its state, says it of
 * a sequence that failed.
 */
static inline void
seed_sequences(uint64_t *seed, uint64_t n, void (*sequence)(uint64_t))
{
	if (seed_is_given(seed)) {
		sequence(*seed);
		return;
	}
	for (*seed = (uint64_t)time(NULL) * 1000003; n > 0; n--)
		sequence(++*seed);
	*seed = 0;
}

static inline int
seed_tell(void **state)
{
	const uint64_t *seed = *state;

	if (*seed != 0)
		printf("SEED=%llu\n", (unsigned long long)*seed);
	return 0;
}

#endif
