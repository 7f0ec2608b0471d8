/* SPDX-License-Identifier: ISC */
/* Sets against a plain array of flags; equal sets are one object. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdbool.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/idset.h"
#include "common/seed.h"

enum { IDS = 400, ROUNDS = 3000 };

static void
singles_and_ends(void **state)
{
	static const uint16_t ids[] = { 0, 1, 63, 64, 65, 127, 128, 1000,
	    65535 };
	struct idset_store *st = idset_store_new();
	const struct idset *s;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		s = idset_of(st, &ids[i], 1);
		assert_true(idset_has(s, ids[i]));
		assert_false(idset_has(s, (uint16_t)(ids[i] + 1)));
		assert_int_equal(idset_count(s), 1);
		assert_int_equal(idset_next(s, 0), ids[i]);
		assert_int_equal(idset_next(s, ids[i]), ids[i]);
		assert_int_equal(idset_next(s, ids[i] + 1U), -1);
		assert_true(idset_store_bytes(st) < 4096);
		idset_unref(st, s);
	}
	s = idset_of(st, ids, sizeof(ids) / sizeof(ids[0]));
	for (i = 0; i + 1 < sizeof(ids) / sizeof(ids[0]); i++)
		assert_int_equal(idset_next(s, ids[i] + 1U), ids[i + 1]);
	idset_unref(st, s);
	assert_int_equal(idset_store_count(st), 1);	/* the empty one */
	idset_store_free(st);
}

static void
equal_sets_are_one(void **state)
{
	static const uint16_t up[] = { 3, 700, 9 }, down[] = { 9, 3, 700, 3 };
	struct idset_store *st = idset_store_new();
	const struct idset *a = idset_of(st, up, 3), *b = idset_empty(st);
	const struct idset *c = idset_of(st, down, 4), *d, *one;
	size_t i;

	(void)state;
	assert_ptr_equal(a, c);
	for (i = 0; i < 3; i++) {
		one = idset_of(st, &up[i], 1);
		d = idset_union(st, b, one);
		idset_unref(st, one);
		idset_unref(st, b);
		b = d;
	}
	assert_ptr_equal(a, b);
	d = idset_union(st, a, b);
	assert_ptr_equal(a, d);
	idset_unref(st, a);
	idset_unref(st, b);
	idset_unref(st, c);
	assert_int_equal(idset_store_count(st), 2);
	idset_unref(st, d);
	idset_unref(st, NULL);
	assert_int_equal(idset_store_count(st), 1);
	idset_store_free(st);
}

static const struct idset *
from_flags(struct idset_store *st, const uint8_t *f)
{
	uint16_t ids[IDS];
	size_t i, n = 0;

	for (i = 0; i < IDS; i++)
		if (f[i] != 0)
			ids[n++] = (uint16_t)i;
	return idset_of(st, ids, n);
}

static void
random_flags(uint8_t *f)
{
	size_t i, every = (size_t)rand() % 60 + 1, lo, hi;

	lo = (size_t)rand() % IDS;
	hi = lo + (size_t)rand() % (IDS - lo);
	for (i = 0; i < IDS; i++)
		f[i] = i >= lo && i <= hi && (size_t)rand() % every == 0;
}

static void
check_op(struct idset_store *st, const struct idset *got, const uint8_t *want)
{
	const struct idset *s = from_flags(st, want);
	size_t i, n = 0;
	int at;

	assert_ptr_equal(got, s);
	for (i = 0; i < IDS; i++) {
		assert_int_equal(idset_has(got, (uint16_t)i), want[i]);
		n += want[i];
	}
	assert_int_equal(idset_count(got), n);
	assert_int_equal(idset_is_empty(got), n == 0);
	for (at = idset_next(got, 0); at != -1;
	    at = idset_next(got, (unsigned)at + 1), n--)
		assert_int_equal(want[at], 1);
	assert_int_equal(n, 0);
	idset_unref(st, s);
	idset_unref(st, got);
}

static void
operations_agree_with_flags(void **state)
{
	struct idset_store *st = idset_store_new();
	const struct idset *a, *b;
	uint8_t fa[IDS], fb[IDS], u[IDS], m[IDS], x[IDS];
	unsigned round;
	bool over;
	size_t i;

	(void)state;
	seed_random();
	for (round = 0; round < ROUNDS; round++) {
		random_flags(fa);
		random_flags(fb);
		over = false;
		for (i = 0; i < IDS; i++) {
			u[i] = fa[i] | fb[i];
			m[i] = fa[i] & !fb[i];
			x[i] = fa[i] & fb[i];
			over = over || x[i] != 0;
		}
		a = from_flags(st, fa);
		b = from_flags(st, fb);
		assert_int_equal(idset_overlaps(a, b), over);
		check_op(st, idset_union(st, a, b), u);
		check_op(st, idset_minus(st, a, b), m);
		check_op(st, idset_intersect(st, a, b), x);
		idset_unref(st, a);
		idset_unref(st, b);
	}
	assert_int_equal(idset_store_count(st), 1);
	idset_store_free(st);
}

static bool
is_third(const void *arg, uint16_t id)
{
	return id % 3 == *(const uint16_t *)arg;
}

static void
parts_by_question(void **state)
{
	static const uint16_t ids[] = { 70, 71, 72, 900, 901, 65535 };
	static const uint16_t none = 7, zero = 0;
	struct idset_store *st = idset_store_new();
	const struct idset *all = idset_of(st, ids, 6), *some;
	const uint16_t want[] = { 72, 900, 65535 };
	const struct idset *same = idset_of(st, want, 3);

	(void)state;
	some = idset_where(st, all, is_third, &zero);
	assert_ptr_equal(some, same);
	idset_unref(st, some);
	some = idset_where(st, all, is_third, &none);
	assert_true(idset_is_empty(some));
	idset_unref(st, some);
	idset_unref(st, same);
	idset_unref(st, all);
	assert_int_equal(idset_store_count(st), 1);
	idset_store_free(st);
}

/* More sets than the first table has buckets; all are found again. */
static void
table_grows(void **state)
{
	static const struct idset *s[2000];
	struct idset_store *st = idset_store_new();
	const struct idset *again;
	uint16_t i;

	(void)state;
	for (i = 0; i < 2000; i++)
		s[i] = idset_of(st, &i, 1);
	assert_int_equal(idset_store_count(st), 2001);
	for (i = 0; i < 2000; i++) {
		again = idset_of(st, &i, 1);
		assert_ptr_equal(again, s[i]);
		idset_unref(st, again);
	}
	idset_store_free(st);
	idset_store_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(singles_and_ends),
		cmocka_unit_test(equal_sets_are_one),
		cmocka_unit_test(operations_agree_with_flags),
		cmocka_unit_test(parts_by_question),
		cmocka_unit_test(table_grows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
