/* SPDX-License-Identifier: ISC */
/* Originators of a prefix, few and many, and of how many ASes it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "flow_cover.h"
#include "ipc/control.h"

static struct hash_key key;

static void
add(struct flow_cover *c, bool by_id, uint32_t id, uint32_t as)
{
	const struct flow_originator o = { by_id, id };

	flow_cover_add(c, &key, &o, as);
}

/* 0: it is not there. */
static uint32_t
as_of(const struct flow_cover *c, bool by_id, uint32_t id)
{
	const struct flow_originator o = { by_id, id };
	const struct flow_holder *h = flow_cover_find(c, &key, &o);

	return h != NULL ? h->as : 0;
}

static void
begins_empty(void **state)
{
	struct flow_cover c = { 0 };

	(void)state;
	assert_int_equal(as_of(&c, false, 1), 0);
	flow_cover_clear(&c);
	add(&c, false, 1, 64500);
	assert_int_equal(as_of(&c, false, 1), 64500);
	flow_cover_clear(&c);
	assert_int_equal(c.n, 0);
	assert_int_equal(as_of(&c, false, 1), 0);
}

/* A neighbour's number is no ORIGINATOR_ID. */
static void
tells_originators_apart(void **state)
{
	struct flow_cover c = { 0 };

	(void)state;
	add(&c, false, 7, 64500);
	assert_int_equal(as_of(&c, true, 7), 0);
	add(&c, true, 7, 64501);
	add(&c, true, 7, 64502);
	assert_int_equal(as_of(&c, false, 7), 64500);
	assert_int_equal(as_of(&c, true, 7), 64501);
	assert_int_equal(c.n, 2);
	flow_cover_clear(&c);
}

static void
finds_each_of_many(void **state)
{
	enum { MANY = 100000 };
	struct flow_cover c = { 0 };
	uint32_t i;

	(void)state;
	for (i = 1; i <= MANY; i++) {
		add(&c, true, i, i);
		add(&c, true, i, 1);
	}
	assert_int_equal(c.n, MANY);
	for (i = 1; i <= MANY; i++)
		assert_int_equal(as_of(&c, true, i), i);
	assert_int_equal(as_of(&c, true, MANY + 1), 0);
	assert_int_equal(as_of(&c, false, 1), 0);
	flow_cover_clear(&c);
}

static void
knows_of_how_many_ases(void **state)
{
	struct flow_cover c = { 0 };

	(void)state;
	add(&c, false, 1, 64500);
	add(&c, false, 2, 64500);
	assert_false(c.split);
	add(&c, false, 1, 64501);
	add(&c, false, 3, 64502);
	assert_true(c.split);
	assert_int_equal(c.as, 64500);
	assert_int_equal(c.as2, 64501);
	flow_cover_clear(&c);
	/* behind two AS_SETs there may be two */
	add(&c, false, 1, CTL_FLOW_AS_HIDDEN);
	assert_false(c.split);
	add(&c, false, 1, CTL_FLOW_AS_HIDDEN);
	assert_true(c.split);
	flow_cover_clear(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(begins_empty),
		cmocka_unit_test(tells_originators_apart),
		cmocka_unit_test(finds_each_of_many),
		cmocka_unit_test(knows_of_how_many_ases),
	};

	hash_key_random(&key);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
