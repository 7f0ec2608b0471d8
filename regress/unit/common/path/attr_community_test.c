/* SPDX-License-Identifier: ISC */
/* Duplicates of large communities, few and many; sorting of units. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/path/path_help.h"
#include "common/seed.h"
#include "path/attr_community.h"

static void
few_duplicates(void **state)
{
	struct octets o;

	(void)state;
	octets_of("000000010000000200000003 000000010000000200000004", &o);
	assert_false(attr_large_differs(rbuf_of(o.p, o.n)));
	octets_of("000000010000000200000003 000000010000000200000003", &o);
	assert_true(attr_large_differs(rbuf_of(o.p, o.n)));
}

/* The first of each stays, in its place, against a plain way to do it. */
static void
many_duplicates(void **state)
{
	static uint8_t in[5461 * 12], want[5461 * 12];
	unsigned round;
	size_t n, i, j, kept;
	struct wbuf w;

	(void)state;
	seed_random();
	for (round = 0; round < 20; round++) {
		n = round == 0 ? 5461 : (size_t)random() % 300;
		memset(in, 0, sizeof(in));
		kept = 0;
		for (i = 0; i < n; i++) {
			in[i * 12 + 11] = (uint8_t)random();
			for (j = 0; j < kept; j++)
				if (memcmp(want + j * 12, in + i * 12, 12)
				    == 0)
					break;
			if (j == kept)
				memcpy(want + kept++ * 12, in + i * 12, 12);
		}
		wbuf_growable(&w, 1 << 17);
		attr_large_rewrite(&w, rbuf_of(in, n * 12));
		assert_int_equal(w.len, kept * 12);
		if (kept > 0)
			assert_memory_equal(w.p, want, w.len);
		assert_int_equal(attr_large_differs(rbuf_of(in, n * 12)),
		    kept != n);
		wbuf_free(&w);
	}
}

static void
sorting(void **state)
{
	uint8_t p[] = { 2, 1, 0, 9, 2, 1, 1, 1 };

	(void)state;
	assert_int_equal(units_sort(p, 8, 2), 6);
	assert_memory_equal(p, "\0\x09\1\1\2\1", 6);
	assert_int_equal(units_sort(p, 0, 2), 0);
	assert_int_equal(attr_unit(ATTR_LARGE_COMMUNITIES),
	    LARGE_COMMUNITY_SIZE);
	assert_int_equal(attr_unit(ATTR_CLUSTER_LIST), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(few_duplicates),
		cmocka_unit_test(many_duplicates),
		cmocka_unit_test(sorting),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
