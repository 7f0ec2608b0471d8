/* SPDX-License-Identifier: ISC */
/* The list of what is held down. */
#include "harness.h"
#include "ipc/position.h"

static void
is_found_by_id_and_address(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	const struct addr other = addr_v4(0xc0000209);

	(void)state;
	assert_null(held_of(h->p));
	held_add(&h->e, c.id, &other, POSITION_RDE);
	held_add(&h->e, c.id + 1, &c.remote, POSITION_RDE);
	assert_null(held_of(h->p));
	held_add(&h->e, c.id, &c.remote, POSITION_RDE);
	assert_int_equal(held_of(h->p)->engines, POSITION_RDE);
	/* Told again: the same one. */
	held_add(&h->e, c.id, &c.remote, POSITION_SESSION);
	assert_int_equal(held_of(h->p)->engines, POSITION_SESSION);
	assert_true(held_remove(&h->e, c.id, &c.remote));
	assert_false(held_remove(&h->e, c.id, &c.remote));
	assert_null(held_of(h->p));
	assert_non_null(held_find(&h->e, c.id, &other));
	harness_free(h);
}

/* The first address of a range may be one of its neighbours. */
static void
a_range_is_never_held_itself(void **state)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h;

	(void)state;
	c.remote_plen = 24;
	c.remote = addr_v4(0xc0000200);
	h = harness_new(&c);
	held_add(&h->e, c.id, &c.remote, POSITION_RDE);
	assert_null(held_of(h->p));
	harness_free(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_found_by_id_and_address),
		cmocka_unit_test(a_range_is_never_held_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
