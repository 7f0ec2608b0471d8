/* SPDX-License-Identifier: ISC */
/* keep, withdraw, hold: what is left of a program's routes, and when. */
#include "ipc/control.h"
#include "originate_job.h"
#include "originate_store.h"
#include "program_exit.h"
#include "program_world.h"

static void
announce(struct pworld *w, const char *owner, unsigned n)
{
	const struct originate_order o = {
		.source = CTL_SRC_PROGRAM, .owner = owner,
	};
	const uint8_t igp[] = { 0x40, 1, 1, 0 };
	struct originate_route r = {
		.nlri = { .family = FAMILY_IPV4_UNICAST,
		    .prefix = { .af = ADDR_V4, .len = 24,
		    .b = { 198, 51, (uint8_t)n } } },
		.attrs = attrs_intern(w->rde.attrs, rbuf_of(igp, 4)),
		.self = true,
	};

	assert_int_equal(originate_add(w->rde.originate, &r, &o),
	    ORIGINATE_OK);
	attrs_unref(w->rde.attrs, r.attrs);
}

static unsigned
routes(struct pworld *w)
{
	fake_run_tasks();
	return (unsigned)net_table_count(
	    w->rde.rib_out->families[FAMILY_IPV4_UNICAST].table);
}

static struct conf_process
conf(enum conf_on_exit how, uint32_t hold)
{
	struct conf_process c = pworld_process("one");

	c.on_exit = (uint8_t)how;
	c.hold_s = hold;
	return c;
}

static void
keeps_or_withdraws(void **state)
{
	struct conf_process keep = conf(CONF_EXIT_KEEP, 0),
	    withdraw = conf(CONF_EXIT_WITHDRAW, 0);
	struct program_exit *x;
	struct pworld w;

	(void)state;
	pworld_init(&w);
	x = program_exit_new(&w.rde, "one");
	announce(&w, "one", 1);
	announce(&w, "two", 2);
	program_exit_begin(x, &keep);
	fake_advance(1000 * 1000);
	assert_int_equal(routes(&w), 2);
	program_exit_begin(x, &withdraw);
	assert_int_equal(routes(&w), 1);
	assert_false(program_exit_waits(x));
	program_exit_free(x);
	pworld_free(&w);
}

static void
holds(void **state)
{
	struct conf_process hold = conf(CONF_EXIT_HOLD, 30);
	struct program_exit *x;
	struct pworld w;

	(void)state;
	pworld_init(&w);
	x = program_exit_new(&w.rde, "one");
	announce(&w, "one", 1);
	announce(&w, "one", 2);
	program_exit_begin(x, &hold);
	assert_true(program_exit_waits(x));
	fake_advance(10000);
	announce(&w, "one", 2);		/* it is back with this one */
	announce(&w, "one", 3);
	fake_advance(19900);
	assert_int_equal(routes(&w), 3);
	fake_advance(200);
	assert_int_equal(routes(&w), 2);
	assert_false(program_exit_waits(x));
	program_exit_free(x);
	pworld_free(&w);
}

/* It ends three times: first and last count. */
static void
holds_again_and_again(void **state)
{
	struct conf_process hold = conf(CONF_EXIT_HOLD, 30);
	struct program_exit *x;
	struct pworld w;

	(void)state;
	pworld_init(&w);
	x = program_exit_new(&w.rde, "one");
	announce(&w, "one", 1);
	program_exit_begin(x, &hold);
	fake_advance(10000);
	announce(&w, "one", 2);
	program_exit_begin(x, &hold);
	fake_advance(10000);
	announce(&w, "one", 3);
	program_exit_begin(x, &hold);
	fake_advance(10100);
	assert_int_equal(routes(&w), 2);	/* 1, at 30 s */
	fake_advance(10000);
	assert_int_equal(routes(&w), 2);
	fake_advance(10000);
	assert_int_equal(routes(&w), 0);	/* at 50 s */
	assert_false(program_exit_waits(x));
	program_exit_free(x);
	pworld_free(&w);
}

static void
gives_time_after_our_own_end(void **state)
{
	struct conf_process withdraw = conf(CONF_EXIT_WITHDRAW, 0),
	    hold = conf(CONF_EXIT_HOLD, 90), keep = conf(CONF_EXIT_KEEP, 0);
	struct program_exit *x;
	struct pworld w;

	(void)state;
	pworld_init(&w);
	x = program_exit_new(&w.rde, "one");
	announce(&w, "one", 1);
	program_exit_ours(x, &keep, 60);
	assert_false(program_exit_waits(x));
	program_exit_ours(x, &withdraw, 60);
	fake_advance(59900);
	assert_int_equal(routes(&w), 1);
	fake_advance(200);
	assert_int_equal(routes(&w), 0);
	announce(&w, "one", 1);
	program_exit_ours(x, &hold, 60);
	fake_advance(89900);
	assert_int_equal(routes(&w), 1);
	fake_advance(200);
	assert_int_equal(routes(&w), 0);
	program_exit_free(x);
	pworld_free(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_or_withdraws),
		cmocka_unit_test(holds),
		cmocka_unit_test(holds_again_and_again),
		cmocka_unit_test(gives_time_after_our_own_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
