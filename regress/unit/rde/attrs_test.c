/* SPDX-License-Identifier: ISC */
/*
 * Interning and the memory of what was checked: same octets, one object; the
 * verdict is the same from memory as anew; indices that are used again are not
 * taken for what they were.
 */
#include "rig.h"

static const struct attr_profile ebgp4 = { .ebgp = 1, .as4 = 1 };

static const uint8_t canonical[] = {
	0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4,
};
/* The same set with an extended length and out of order. */
static const uint8_t untidy[] = {
	0x50, 2, 0, 6, 2, 1, 0, 0, 0xfb, 0xf4, 0x40, 1, 1, 0,
};
static const uint8_t malformed[] = { 0x40, 1, 1, 9 };

static enum outcome
check(struct attrs_store *st, const uint8_t *p, size_t n,
    const struct attr_profile *prof, uint32_t *idx)
{
	struct rbuf run = rbuf_of(p, n);
	struct attr_report why;
	enum outcome o = attrs_check(st, &run, 1, prof, idx, &why);

	assert_int_equal(why.outcome, o);
	return o;
}

static void
equal_sets_are_one(void **state)
{
	struct attrs_store *st = attrs_store_new();
	uint32_t a, b, c, i;
	struct rbuf o;

	(void)state;
	assert_int_equal(check(st, canonical, sizeof(canonical), &ebgp4, &a),
	    OUTCOME_OK);
	for (i = 0; i < 3; i++) {	/* anew, then from memory */
		assert_int_equal(check(st, untidy, sizeof(untidy), &ebgp4,
		    &b), OUTCOME_OK);
		assert_int_equal(a, b);
	}
	c = attrs_intern(st, rbuf_of(canonical, sizeof(canonical)));
	assert_int_equal(a, c);
	o = attrs_octets(st, a);
	assert_int_equal(o.left, sizeof(canonical));
	assert_memory_equal(o.p, canonical, o.left);
	assert_int_equal(attrs_summary(st, a)->first_as, 64500);
	attrs_store_free(st);
}

static void
runs_count_as_one(void **state)
{
	struct attrs_store *st = attrs_store_new();
	struct rbuf runs[2] = {
		rbuf_of(canonical, 4), rbuf_of(canonical + 4, 9),
	};
	struct attr_report why;
	uint32_t a, b;

	(void)state;
	assert_int_equal(attrs_check(st, runs, 2, &ebgp4, &a, &why),
	    OUTCOME_OK);
	b = attrs_intern(st, rbuf_of(canonical, sizeof(canonical)));
	assert_int_equal(a, b);
	attrs_store_free(st);
}

static void
profiles_do_not_mix(void **state)
{
	/* LOCAL_PREF of one octet: dropped from eBGP, an error from iBGP. */
	static const uint8_t pref[] = {
		0x40, 1, 1, 0, 0x40, 2, 0, 0x40, 5, 1, 0,
	};
	const struct attr_profile ibgp = { .as4 = 1 };
	struct attrs_store *st = attrs_store_new();
	uint32_t a, i;

	(void)state;
	for (i = 0; i < 3; i++) {
		assert_int_equal(check(st, pref, sizeof(pref), &ebgp4, &a),
		    OUTCOME_ATTR_DISCARD);
		assert_int_not_equal(a, 0);
		assert_int_equal(check(st, pref, sizeof(pref), &ibgp, &a),
		    OUTCOME_TREAT_AS_WITHDRAW);
		assert_int_equal(a, 0);
	}
	attrs_store_free(st);
}

static void
marks_are_sets_of_their_own(void **state)
{
	static const uint8_t marked[] = {
		0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4,
		0xc0, 35, 4, 0, 0, 0xfb, 0xf4,
	};
	enum { MOST = 65535 };
	struct attrs_store *st = attrs_store_new();
	uint8_t *big = calloc(1, MOST);
	uint32_t a, b;
	struct rbuf o;

	(void)state;
	assert_non_null(big);
	a = attrs_intern(st, rbuf_of(canonical, sizeof(canonical)));
	b = attrs_mark(st, a, 64500);
	assert_int_not_equal(a, b);
	o = attrs_octets(st, b);
	assert_int_equal(o.left, sizeof(marked));
	assert_memory_equal(o.p, marked, o.left);
	assert_true((attrs_summary(st, b)->present & 1ULL << ATTR_OTC) != 0);
	assert_int_equal(attrs_mark(st, a, 64500), b);
	/* no room for it */
	memcpy(big, (const uint8_t[]){ 0xd0, 200, (MOST - 4) >> 8,
	    (MOST - 4) & 0xff }, 4);
	a = attrs_intern(st, rbuf_of(big, MOST));
	assert_int_equal(attrs_mark(st, a, 64500), 0);
	attrs_store_free(st);
	free(big);
}

static void
what_is_refused_is_remembered_so(void **state)
{
	struct attrs_store *st = attrs_store_new();
	uint32_t a, i;

	(void)state;
	for (i = 0; i < 3; i++) {
		assert_int_equal(check(st, malformed, sizeof(malformed),
		    &ebgp4, &a), OUTCOME_TREAT_AS_WITHDRAW);
		assert_int_equal(a, 0);
	}
	attrs_store_free(st);
}

static void
memory_does_not_outlive_the_set(void **state)
{
	static const uint8_t other[] = { 0x40, 1, 1, 2 };
	struct attrs_store *st = attrs_store_new();
	uint64_t count, bytes, refs;
	uint32_t a, b;

	(void)state;
	check(st, untidy, sizeof(untidy), &ebgp4, &a);
	attrs_unref(st, a);
	/* Its index is another set's now. */
	b = attrs_intern(st, rbuf_of(other, sizeof(other)));
	assert_int_equal(a, b);
	check(st, untidy, sizeof(untidy), &ebgp4, &a);
	assert_int_not_equal(a, b);
	assert_int_equal(attrs_octets(st, a).left, sizeof(canonical));
	attrs_unref(st, a);
	attrs_unref(st, b);
	attrs_usage(st, &count, &bytes, &refs);
	assert_int_equal(count, 0);
	assert_int_equal(refs, 0);
	attrs_store_free(st);
}

/* Many sets at once, through every growth of the index and back. */
static void
many_come_and_go(void **state)
{
	enum { MANY = 50000 };
	struct attrs_store *st = attrs_store_new();
	uint32_t *idx = calloc(MANY, sizeof(*idx)), i, again;
	uint8_t o[] = { 0x80, 4, 4, 0, 0, 0, 0 };
	uint64_t count, bytes, refs;

	(void)state;
	assert_non_null(idx);
	for (i = 0; i < MANY; i++) {
		memcpy(o + 3, &i, 4);
		idx[i] = attrs_intern(st, rbuf_of(o, sizeof(o)));
		if (i % 3 == 0)
			attrs_unref(st, idx[i]);
	}
	for (i = 0; i < MANY; i++) {
		if (i % 3 == 0)
			continue;
		memcpy(o + 3, &i, 4);
		again = attrs_intern(st, rbuf_of(o, sizeof(o)));
		assert_int_equal(again, idx[i]);
		attrs_unref(st, again);
		attrs_unref(st, idx[i]);
	}
	attrs_usage(st, &count, &bytes, &refs);
	assert_int_equal(count, 0);
	assert_int_equal(refs, 0);
	free(idx);
	attrs_store_free(st);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_sets_are_one),
		cmocka_unit_test(runs_count_as_one),
		cmocka_unit_test(profiles_do_not_mix),
		cmocka_unit_test(marks_are_sets_of_their_own),
		cmocka_unit_test(what_is_refused_is_remembered_so),
		cmocka_unit_test(memory_does_not_outlive_the_set),
		cmocka_unit_test(many_come_and_go),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
