/* SPDX-License-Identifier: ISC */
/* The real loop: order within a pass, and freeing from any callback. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/loop.h"

struct world {
	struct loop		*l;
	struct loop_io		*io[2];
	struct loop_timer	*timer[2];
	struct loop_task	*task[2];
	struct loop_signal	*sig;
	char			 log[64];
	int			 fd[2];
	int			 left;	/* turns a task still wants */
};

static void
note(struct world *w, char c)
{
	size_t n = strlen(w->log);

	if (n + 1 < sizeof(w->log))
		w->log[n] = c;
}

static void
setup(struct world *w)
{
	memset(w, 0, sizeof(*w));
	w->l = loop_new();
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, w->fd), 0);
}

static void
teardown(struct world *w)
{
	loop_io_free(w->io[0]);
	loop_io_free(w->io[1]);
	loop_timer_free(w->timer[0]);
	loop_timer_free(w->timer[1]);
	loop_task_free(w->task[0]);
	loop_task_free(w->task[1]);
	loop_signal_free(w->sig);
	loop_free(w->l);
	close(w->fd[0]);
	close(w->fd[1]);
}

static void
stop(void *arg)
{
	struct world *w = arg;

	note(w, '.');
	loop_stop(w->l);
}

static void
timer_a(void *arg)
{
	note(arg, 'a');
}

static void
timers_in_order_and_never_early(void **state)
{
	struct world w;
	monotime_t start;

	(void)state;
	setup(&w);
	w.timer[0] = loop_timer_new(w.l, timer_a, &w);
	w.timer[1] = loop_timer_new(w.l, stop, &w);
	start = clock_now();
	loop_timer_set(w.timer[1], 60000);
	assert_true(loop_timer_left(w.timer[1]) > 40000);
	loop_timer_set(w.timer[1], 60);
	loop_timer_set(w.timer[0], 20);
	assert_true(loop_timer_running(w.timer[0]));
	loop_run(w.l);
	assert_string_equal(w.log, "a.");
	assert_true(monotime_diff_ms(clock_now(), start) >= 60);
	assert_false(loop_timer_running(w.timer[0]));
	assert_int_equal(loop_timer_left(w.timer[0]), 0);
	loop_timer_set(w.timer[0], 1);
	loop_timer_cancel(w.timer[0]);
	loop_timer_set(w.timer[1], -5);
	loop_run(w.l);
	assert_string_equal(w.log, "a..");
	teardown(&w);
}

static void
on_io(void *arg, int what)
{
	struct world *w = arg;
	char c;

	if (what == LOOP_WRITE) {
		note(w, 'w');
		loop_io_want(w->io[0], LOOP_READ);
		assert_int_equal(write(w->fd[1], "x", 1), 1);
		return;
	}
	assert_int_equal(read(w->fd[0], &c, 1), 1);
	note(w, 'r');
	loop_stop(w->l);
}

static void
reads_and_writes(void **state)
{
	struct world w;

	(void)state;
	setup(&w);
	w.io[0] = loop_io_new(w.l, w.fd[0], on_io, &w);
	loop_io_want(w.io[0], LOOP_READ | LOOP_WRITE);
	loop_run(w.l);
	assert_string_equal(w.log, "wr");
	teardown(&w);
}

static bool
task_b(void *arg)
{
	note(arg, 'b');
	return false;
}

/* Wakes the other, which so runs in this very pass, and wants more. */
static bool
task_a(void *arg)
{
	struct world *w = arg;

	note(w, 'a');
	loop_task_wake(w->task[1]);
	if (--w->left > 0)
		return true;
	loop_stop(w->l);
	return false;
}

static void
tasks_run_once_a_pass(void **state)
{
	struct world w;

	(void)state;
	setup(&w);
	w.left = 3;
	w.task[0] = loop_task_new(w.l, task_a, &w);
	w.task[1] = loop_task_new(w.l, task_b, &w);
	loop_task_wake(w.task[0]);
	loop_task_wake(w.task[0]);
	loop_run(w.l);
	assert_string_equal(w.log, "ababa");
	teardown(&w);
}

static bool
busy(void *arg)
{
	(void)arg;
	return true;
}

/* A task that never ends starves neither timers nor descriptors. */
static void
tasks_starve_nobody(void **state)
{
	struct world w;

	(void)state;
	setup(&w);
	w.task[0] = loop_task_new(w.l, busy, &w);
	loop_task_wake(w.task[0]);
	w.timer[0] = loop_timer_new(w.l, stop, &w);
	loop_timer_set(w.timer[0], 10);
	loop_run(w.l);
	w.io[0] = loop_io_new(w.l, w.fd[0], on_io, &w);
	loop_io_want(w.io[0], LOOP_READ);
	assert_int_equal(write(w.fd[1], "x", 1), 1);
	loop_run(w.l);
	assert_string_equal(w.log, ".r");
	teardown(&w);
}

/* Frees everything, itself too. */
static void
free_all(struct world *w)
{
	int i;

	for (i = 0; i < 2; i++) {
		loop_io_free(w->io[i]);
		loop_timer_free(w->timer[i]);
		loop_task_free(w->task[i]);
		w->io[i] = NULL;
		w->timer[i] = NULL;
		w->task[i] = NULL;
	}
	note(w, 'f');
}

static void
free_all_by_io(void *arg, int what)
{
	(void)what;
	free_all(arg);
}

static void
free_all_by_timer(void *arg)
{
	free_all(arg);
}

static bool
free_all_by_task(void *arg)
{
	free_all(arg);
	return true;
}

/* All are ready at once; the first that runs frees the rest and itself. */
static void
all_may_be_freed_by_any(void **state)
{
	struct loop_timer *end;
	struct world w;
	int kind, i;

	(void)state;
	for (kind = 0; kind < 3; kind++) {
		setup(&w);
		for (i = 0; i < 2 && kind == 0; i++) {
			w.io[i] = loop_io_new(w.l, w.fd[i], free_all_by_io,
			    &w);
			loop_io_want(w.io[i], LOOP_READ | LOOP_WRITE);
			assert_int_equal(write(w.fd[i], "x", 1), 1);
		}
		for (i = 0; i < 2 && kind <= 1; i++) {
			w.timer[i] = loop_timer_new(w.l, free_all_by_timer,
			    &w);
			loop_timer_set(w.timer[i], 0);
		}
		for (i = 0; i < 2; i++) {
			w.task[i] = loop_task_new(w.l, free_all_by_task, &w);
			loop_task_wake(w.task[i]);
		}
		end = loop_timer_new(w.l, stop, &w);
		loop_timer_set(end, 200);
		loop_run(w.l);
		loop_timer_free(end);
		assert_string_equal(w.log, "f.");
		teardown(&w);
	}
}

static bool
stop_by_task(void *arg)
{
	struct world *w = arg;

	note(w, 'x');
	loop_stop(w->l);
	return false;
}

/* Where nothing else ever fires. */
static void
what_is_woken_outside_runs_at_once(void **state)
{
	struct world w;

	(void)state;
	setup(&w);
	w.task[0] = loop_task_new(w.l, stop_by_task, &w);
	w.timer[0] = loop_timer_new(w.l, stop, &w);
	loop_task_wake(w.task[0]);
	loop_run(w.l);
	loop_timer_set(w.timer[0], 500);
	loop_task_wake(w.task[0]);
	loop_run(w.l);
	assert_true(loop_timer_running(w.timer[0]));
	assert_string_equal(w.log, "xx");
	teardown(&w);
}

static void
on_signal(void *arg, int signo)
{
	struct world *w = arg;

	note(w, signo == SIGUSR1 ? 's' : '?');
	loop_stop(w->l);
}

static void
signals(void **state)
{
	struct world w;
	int none[2];

	(void)state;
	setup(&w);
	w.sig = loop_signal_new(w.l, SIGUSR1, on_signal, &w);
	raise(SIGUSR1);
	loop_run(w.l);
	assert_string_equal(w.log, "s");
	/* SIGPIPE is ignored in every process with a loop. */
	assert_int_equal(pipe(none), 0);
	close(none[0]);
	assert_int_equal(write(none[1], "x", 1), -1);
	close(none[1]);
	teardown(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(timers_in_order_and_never_early),
		cmocka_unit_test(reads_and_writes),
		cmocka_unit_test(tasks_run_once_a_pass),
		cmocka_unit_test(tasks_starve_nobody),
		cmocka_unit_test(all_may_be_freed_by_any),
		cmocka_unit_test(what_is_woken_outside_runs_at_once),
		cmocka_unit_test(signals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
