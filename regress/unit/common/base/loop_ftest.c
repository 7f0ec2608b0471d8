/* SPDX-License-Identifier: ISC */
/* The fake loop keeps the promises of the real one, and time obeys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "fake/fake.h"

static struct {
	struct loop		*l;
	struct loop_timer	*t[3];
	struct loop_task	*task[2];
	struct loop_io		*io[2];
	char			 log[64];
	int			 left;
} w;

static void
note(char c)
{
	w.log[strlen(w.log)] = c;
}

static int
setup(void **state)
{
	(void)state;
	memset(&w, 0, sizeof(w));
	fake_clock_set(FAKE_START_MS);
	w.l = loop_new();
	return 0;
}

static int
teardown(void **state)
{
	int i;

	(void)state;
	for (i = 0; i < 3; i++)
		loop_timer_free(w.t[i]);
	for (i = 0; i < 2; i++) {
		loop_task_free(w.task[i]);
		loop_io_free(w.io[i]);
	}
	assert_int_equal(fake_objects(), 0);
	loop_free(w.l);
	return 0;
}

static void
timer_a(void *arg)
{
	(void)arg;
	note('a');
	assert_int_equal(clock_now().ms, FAKE_START_MS + 100);
	loop_task_wake(w.task[0]);
}

static void
timer_b(void *arg)
{
	(void)arg;
	note('b');
}

/* Again and again, every second. */
static void
timer_c(void *arg)
{
	(void)arg;
	note('c');
	loop_timer_set(w.t[2], 1000);
}

static bool
task_t(void *arg)
{
	(void)arg;
	note('t');
	return --w.left > 0;
}

static void
time_moves_through_what_is_due(void **state)
{
	(void)state;
	w.t[0] = loop_timer_new(w.l, timer_a, NULL);
	w.t[1] = loop_timer_new(w.l, timer_b, NULL);
	w.t[2] = loop_timer_new(w.l, timer_c, NULL);
	w.task[0] = loop_task_new(w.l, task_t, NULL);
	loop_timer_set(w.t[1], 100);
	loop_timer_set(w.t[2], 1000);
	loop_timer_set(w.t[0], 100);
	assert_int_equal(fake_next_timer(), 100);
	fake_advance(99);
	assert_string_equal(w.log, "");
	fake_advance(1);
	assert_string_equal(w.log, "bat");	/* as they were set */
	fake_advance(2900);
	assert_string_equal(w.log, "batccc");
	assert_int_equal(clock_now().ms, FAKE_START_MS + 3000);
	assert_int_equal(clock_wall(), FAKE_WALL_S + 3);
	assert_int_equal(loop_timer_left(w.t[2]), 1000);
	loop_timer_cancel(w.t[2]);
	fake_advance(5000);
	assert_string_equal(w.log, "batccc");
	assert_int_equal(fake_next_timer(), -1);
}

static bool
task_u(void *arg)
{
	(void)arg;
	note('u');
	loop_task_wake(w.task[0]);
	return false;
}

static void
tasks_once_a_pass(void **state)
{
	(void)state;
	w.left = 3;
	w.task[0] = loop_task_new(w.l, task_t, NULL);
	w.task[1] = loop_task_new(w.l, task_u, NULL);
	loop_task_wake(w.task[1]);
	fake_run_pass();
	assert_string_equal(w.log, "ut");
	fake_run_tasks();
	assert_string_equal(w.log, "uttt");
}

static void
on_io(void *arg, int what)
{
	(void)arg;
	note(what == LOOP_READ ? 'r' : 'w');
	loop_io_free(w.io[0]);		/* before its turn to write */
	w.io[0] = NULL;
}

static void
descriptors_only_when_wanted(void **state)
{
	(void)state;
	w.io[0] = loop_io_new(w.l, 5, on_io, NULL);
	assert_int_equal(fake_io_fire_fd(5, LOOP_READ), 0);
	loop_io_want(w.io[0], LOOP_READ | LOOP_WRITE);
	assert_int_equal(fake_io_wanted(5), LOOP_READ | LOOP_WRITE);
	assert_int_equal(fake_io_wanted(6), 0);
	assert_int_equal(fake_io_fire_fd(5, LOOP_READ | LOOP_WRITE),
	    LOOP_READ);
	assert_string_equal(w.log, "r");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(time_moves_through_what_is_due),
		T(tasks_once_a_pass),
		T(descriptors_only_when_wanted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
