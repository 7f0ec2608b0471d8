/* SPDX-License-Identifier: ISC */
/* Questions of the route engine: who is meant, one after the other. */
#include "harness.h"
#include "rde_link.h"
#include "show_rde.h"

static size_t
count(const struct harness *h, uint16_t type, uint32_t gen)
{
	size_t i, n = 0;

	for (i = 0; i < h->nsent; i++)
		n += h->sent[i].type == type && h->sent[i].gen == gen;
	return n;
}

static void
answers_in_turn(void **state)
{
	struct ctl_selector everybody = { .kind = CTL_SEL_ALL };
	struct ctl_selector one = { .kind = CTL_SEL_ADDR,
	    .addr = addr_v4(0xc0000202) };
	struct ctl_selector nobody = { .kind = CTL_SEL_ADDR,
	    .addr = addr_v4(0xc00002fa) };
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	struct peer *more[40];
	unsigned i;

	(void)state;
	for (i = 0; i < 40; i++) {
		c.id = i + 2;
		c.remote = addr_v4(0xc0000202 + i);
		more[i] = peer_new(&h->e, &c);
	}
	show_rde_ask(h->e.show, 7, &everybody);
	show_rde_ask(h->e.show, 8, &one);
	show_rde_ask(h->e.show, 9, &nobody);
	turn(h, 20);
	assert_int_equal(count(h, SR_NEIGHBOR, 7), 41);
	assert_int_equal(count(h, SR_NEIGHBOR_END, 7), 1);
	assert_int_equal(count(h, SR_NEIGHBOR, 8), 1);
	assert_int_equal(count(h, SR_NEIGHBOR_END, 8), 1);
	assert_int_equal(count(h, SR_NEIGHBOR, 9), 0);
	assert_int_equal(count(h, SR_NEIGHBOR_END, 9), 1);
	assert_int_equal(h->sent[0].len, sizeof(struct ctl_neighbor));
	/* Too many at once are answered with nobody. */
	h->nsent = 0;
	for (i = 0; i < 1100; i++)
		show_rde_ask(h->e.show, i, &nobody);
	turn(h, 50);
	assert_int_equal(h->nsent, 1100);
	show_rde_ask(h->e.show, 7, &everybody);
	show_rde_forget(h->e.show);
	h->nsent = 0;
	turn(h, 10);
	assert_int_equal(h->nsent, 0);
	for (i = 0; i < 40; i++)
		peer_free(more[i]);
	harness_free(h);
}

/* Ten megabytes of answers do not pile up on the link. */
static void
waits_for_the_link(void **state)
{
	struct ctl_selector everybody = { .kind = CTL_SEL_ALL };
	struct conf_neighbor c = sample_conf();
	struct harness *h = harness_new(&c);
	size_t most = 0, queued;
	unsigned i;

	(void)state;
	for (i = 0; i < 1000; i++)
		show_rde_ask(h->e.show, i, &everybody);
	for (i = 0; i < 400 && h->nsent < 2000; i++) {
		turn(h, 5);
		queued = link_queued(h->e.rde);
		most = queued > most ? queued : most;
	}
	assert_int_equal(h->nsent, 2000);
	assert_true(most < 512 * 1024);
	harness_free(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_in_turn),
		cmocka_unit_test(waits_for_the_link),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
