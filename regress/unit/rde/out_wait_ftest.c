/* SPDX-License-Identifier: ISC */
/* Waits for what is on its way to neighbours, each until it is written. */
#include "out_wait.h"
#include "program_command_answer.h"
#include "rde/command_talk.h"

static void
waits_for_each(void **state)
{
	const uint16_t ids[] = { 3 };
	const struct idset *three = idset_of(world.rde.idsets, ids, 1);
	struct loop_task *task = shell.c->task;
	struct out_wait *all, *one, *none;
	unsigned id;

	(void)state;
	update_out_loaded(world.rde.out);
	none = out_wait_new(world.rde.out, NULL, task);
	assert_true(out_wait_is_over(none));	/* nobody is up */
	for (id = 2; id <= 4; id++)
		up(id);
	for (id = 2; id <= 4; id++)
		assert_true(update_out_eor(world.rde.out,
		    peers_get(world.rde.peers, id), FAMILY_IPV4_UNICAST));
	all = out_wait_new(world.rde.out, NULL, task);
	one = out_wait_new(world.rde.out, three, task);
	assert_false(out_wait_is_over(all));	/* End-of-RIB is to be sent */
	fake_run_tasks();
	for (id = 2; id <= 4; id++) {
		update_out_credit(world.rde.out, peers_get(world.rde.peers,
		    id), (uint32_t)world.sent[id].len);
		fake_run_tasks();
		assert_int_equal(out_wait_is_over(all), id == 4);
		assert_int_equal(out_wait_is_over(one), id >= 3);
	}
	out_wait_free(all);
	out_wait_free(one);
	out_wait_free(none);
	out_wait_free(NULL);
	idset_unref(world.rde.idsets, three);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(waits_for_each, setup,
		    teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
