/* SPDX-License-Identifier: ISC */
/* Neighbours by id: found, walked in order, gone when removed. */
#include "rig.h"

static void
walks_in_order_of_ids(void **state)
{
	static const uint16_t ids[] = { 500, 3, 65535, 64 };
	static const uint16_t order[] = { 3, 64, 500, 65535 };
	struct peers *ps = peers_new();
	struct conf_neighbor c;
	struct peer *p;
	size_t i;

	(void)state;
	for (i = 0; i < 4; i++) {
		c = rig_conf(ids[i]);
		assert_int_equal(peers_add(ps, &c)->id, ids[i]);
	}
	for (i = 0, p = peers_next(ps, 0); p != NULL;
	    p = peers_next(ps, p->id + 1U))
		assert_int_equal(p->id, order[i++]);
	assert_int_equal(i, 4);
	peers_remove(ps, 64);
	peers_remove(ps, 64);
	assert_null(peers_get(ps, 64));
	assert_null(peers_get(ps, 1000000));
	assert_int_equal(peers_next(ps, 4)->id, 500);
	assert_int_equal(peers_count(ps), 3);
	peers_free(ps);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(walks_in_order_of_ids),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
