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

static void
as_numbers_without_a_session(void **state)
{
	struct peer p = { .conf = { .local_as = 64496, .peer_as = 64497 } };

	(void)state;
	assert_true(peer_ebgp(&p));
	p.conf.peer_as = 64496;
	assert_false(peer_ebgp(&p));
	p.conf.peer_as = 64497;
	p.conf.local_as = 0;	/* auto: the neighbour's */
	assert_int_equal(peer_local_as(&p), 64497);
	assert_false(peer_ebgp(&p));
	p.up = true;
	p.neg.local_as = 64498;
	p.neg.peer_as = 64499;
	p.neg.ebgp = 1;
	assert_int_equal(peer_local_as(&p), 64498);
	assert_int_equal(peer_remote_as(&p), 64499);
	assert_true(peer_ebgp(&p));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(walks_in_order_of_ids),
		cmocka_unit_test(as_numbers_without_a_session),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
