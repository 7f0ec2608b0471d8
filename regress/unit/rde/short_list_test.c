/* SPDX-License-Identifier: ISC */
/* The short list against a plain array, with collisions and removals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "short_list.h"

static void
like_an_array(void **state)
{
	enum { SPACE = 300, STEPS = 20000 };
	struct short_list l = { 0 };
	uint8_t in[SPACE + 1] = { 0 };
	uint32_t x, count = 0;
	unsigned i;

	(void)state;
	assert_false(short_list_has(&l, 7));
	short_list_remove(&l, 7);
	srandom(5);
	for (i = 0; i < STEPS; i++) {
		x = 1 + (uint32_t)random() % SPACE;
		if (random() % 2 == 0) {
			count += !in[x];
			in[x] = 1;
			short_list_add(&l, x);
		} else {
			count -= in[x];
			in[x] = 0;
			short_list_remove(&l, x);
		}
		assert_int_equal(l.count, count);
		x = 1 + (uint32_t)random() % SPACE;
		assert_int_equal(short_list_has(&l, x), in[x]);
	}
	for (x = 1; x <= SPACE; x++)
		assert_int_equal(short_list_has(&l, x), in[x]);
	short_list_clear(&l);
	assert_null(l.slots);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(like_an_array),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
