/* SPDX-License-Identifier: ISC */
/* Next hops: equal ones are one object, whatever lies in their padding. */
#include "rig.h"

#include <time.h>

static const struct rbuf nothing;

static void
what_is_carried_counts(void **state)
{
	struct nexthops *st = nexthops_new();
	const struct nexthop a = { .global = addr_v4(0xc0000201) }, none = {
	    .global = { .af = ADDR_NONE } };
	const uint8_t label[2][3] = { { 0, 0, 0x11 }, { 0, 0, 0x21 } };
	struct rbuf one = rbuf_of(label[0], 3), two = rbuf_of(label[1], 3);
	uint32_t i, j, k;

	(void)state;
	i = nexthops_intern(st, &a, nothing);
	j = nexthops_intern(st, &a, one);
	k = nexthops_intern(st, &none, two);
	assert_true(i != j && j != k && i != k && k != 0);
	assert_int_equal(nexthops_intern(st, &a, one), j);
	assert_int_equal(nexthops_carried(st, i).left, 0);
	assert_int_equal(nexthops_carried(st, 0).left, 0);
	assert_memory_equal(nexthops_carried(st, j).p, label[0], 3);
	assert_memory_equal(nexthops_carried(st, k).p, label[1], 3);
	assert_int_equal(nexthops_get(st, k)->global.af, ADDR_NONE);
	nexthops_unref(st, j);
	nexthops_unref(st, j);
	j = nexthops_intern(st, &a, two);
	assert_memory_equal(nexthops_carried(st, j).p, label[1], 3);
	nexthops_free(st);
}

/* Of what is no address, behind what is carried or without it. */
static void
octets_are_kept(void **state)
{
	struct nexthops *st = nexthops_new();
	uint8_t long_one[255], own[] = { 1, 2, 3 };
	const struct nexthop a = { .octets = rbuf_of(own, 3) }, b = {
	    .octets = rbuf_of(own, 2) }, c = { .octets = rbuf_of(long_one,
	    sizeof(long_one)) };
	const struct rbuf carried = rbuf_of((const uint8_t *)"\3", 1);
	uint64_t count, bytes, refs;
	uint32_t i, j, k, l;

	(void)state;
	memset(long_one, 7, sizeof(long_one));
	i = nexthops_intern(st, &a, nothing);
	j = nexthops_intern(st, &b, carried);	/* the same three in a row */
	k = nexthops_intern(st, &c, nothing);
	l = nexthops_intern(st, &b, nothing);
	assert_true(i != 0 && i != j && j != l && k != 0);
	assert_int_equal(nexthops_intern(st, &a, nothing), i);
	memset(own, 9, sizeof(own));
	assert_int_equal(nexthops_get(st, i)->octets.left, 3);
	assert_memory_equal(nexthops_get(st, i)->octets.p, "\1\2\3", 3);
	assert_int_equal(nexthops_carried(st, i).left, 0);
	assert_int_equal(nexthops_carried(st, j).left, 1);
	assert_memory_equal(nexthops_carried(st, j).p, "\3", 1);
	assert_int_equal(nexthops_get(st, j)->octets.left, 2);
	assert_memory_equal(nexthops_get(st, j)->octets.p, "\1\2", 2);
	assert_memory_equal(nexthops_get(st, k)->octets.p, long_one, 255);
	/* a copy of what the store has */
	assert_int_equal(nexthops_intern(st, nexthops_get(st, j), nothing),
	    l);
	nexthops_unref(st, i);
	nexthops_unref(st, i);
	nexthops_unref(st, j);
	nexthops_unref(st, k);
	nexthops_unref(st, l);
	nexthops_unref(st, l);
	nexthops_usage(st, &count, &bytes, &refs);
	assert_int_equal(count, 0);
	assert_int_equal(refs, 0);
	nexthops_free(st);
}

/* Processor time that 20,000 take whose carried octets begin so. */
static double
time_of(bool as_hashed)
{
	enum { MANY = 20000 };
	struct nexthops *st = nexthops_new();
	struct nexthop nh = { .global = { .af = ADDR_V6 } };
	uint8_t carried[34] = { ADDR_V6 };
	clock_t begin = clock();
	uint32_t i;

	for (i = 0; i < MANY; i++) {
		memcpy(nh.global.b, &i, sizeof(i));
		memcpy(carried + (as_hashed ? 2 : 20), &i, sizeof(i));
		(void)nexthops_intern(st, &nh, rbuf_of(carried,
		    sizeof(carried)));
	}
	nexthops_free(st);
	return (double)(clock() - begin);
}

/* The octets that a next hop is hashed by, carried with it: one chain else. */
static void
carried_octets_do_not_cancel(void **state)
{
	(void)state;
	assert_true(time_of(true) < 20 * time_of(false) + 20000);
}

static void
equal_ones_are_one(void **state)
{
	struct nexthops *st = nexthops_new();
	struct nexthop a = { .global = addr_v4(0xc0000201) }, b = a, c = a;
	uint64_t count, bytes, refs;
	uint32_t i, j;

	(void)state;
	b.global.pad[1] = 9;
	assert_true(addr_parse("2001:db8::1", &c.global) == 0);
	i = nexthops_intern(st, &a, nothing);
	assert_int_not_equal(i, 0);
	assert_int_equal(nexthops_intern(st, &b, nothing), i);
	j = nexthops_intern(st, &c, nothing);
	assert_int_not_equal(j, i);
	assert_true(addr_eq(&nexthops_get(st, j)->global, &c.global));
	nexthops_ref(st, i);
	nexthops_usage(st, &count, &bytes, &refs);
	assert_int_equal(count, 2);
	assert_int_equal(refs, 4);
	nexthops_unref(st, i);
	nexthops_unref(st, i);
	nexthops_unref(st, i);
	nexthops_unref(st, j);
	nexthops_usage(st, &count, &bytes, &refs);
	assert_int_equal(count, 0);
	nexthops_free(st);
}

static void
none_is_zero(void **state)
{
	struct nexthops *st = nexthops_new();
	struct nexthop none = { 0 };

	(void)state;
	assert_int_equal(nexthops_intern(st, &none, nothing), 0);
	assert_null(nexthops_get(st, 0));
	nexthops_unref(st, 0);
	nexthops_free(st);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_ones_are_one),
		cmocka_unit_test(none_is_zero),
		cmocka_unit_test(what_is_carried_counts),
		cmocka_unit_test(octets_are_kept),
		cmocka_unit_test(carried_octets_do_not_cancel),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
