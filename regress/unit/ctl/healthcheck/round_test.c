/* SPDX-License-Identifier: ISC */
/*
 * Whole rounds, with real checks of a few milliseconds and a daemon that is
 * the other end of two pipes.  Addresses are a system test's matter.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <bsd/string.h>

#include "base/log.h"
#include "round.h"

enum { LIMIT = 20000 };

struct world {
	struct children		 children;
	struct options		 o;
	struct routes		 routes;
	struct prefix		 ip;
	struct round		*round;
	int			 from[2], to[2];
	struct loop_io		*reads;
	struct loop_timer	*timer;
	struct loop_timer	*limit;
	const char		*answer;
	unsigned		 stop_after;	/* so many lines */
	unsigned		 nlines;
	char			 told[8192];
	char			 log[8192];
	char			 file[40];	/* there: the check succeeds */
	char			 command[128];
	int			 status;	/* -1: it did not leave */
};

/* The daemon: keeps each line, answers it. */
static void
on_line(void *arg, int what)
{
	struct world *w = arg;
	char buf[1024];
	ssize_t n, i;

	(void)what;
	n = read(w->to[0], buf, sizeof(buf) - 1);
	assert_true(n > 0);
	buf[n] = '\0';
	strlcat(w->told, buf, sizeof(w->told));
	for (i = 0; i < n; i++) {
		if (buf[i] != '\n')
			continue;
		w->nlines++;
		assert_int_equal(write(w->from[1], w->answer,
		    strlen(w->answer)), strlen(w->answer));
	}
	if (w->stop_after > 0 && w->nlines >= w->stop_after)
		loop_stop(w->children.loop);
}

static void
keep_log(void *arg, enum log_level level, const char *line)
{
	struct world *w = arg;

	if (level == LOG_LEVEL_DEBUG)
		return;
	strlcat(w->log, line, sizeof(w->log));
	strlcat(w->log, "\n", sizeof(w->log));
}

static void
stop(void *arg)
{
	struct world *w = arg;

	loop_stop(w->children.loop);
}

static int
ready(void *arg)
{
	(void)arg;
	return 0;
}

static void
left(void *arg, int status)
{
	struct world *w = arg;

	w->status = status;
	loop_stop(w->children.loop);
}

static void
too_long(void *arg)
{
	(void)arg;
	fail_msg("nothing ended");
}

/* Until so many lines more were told, or it left. */
static void
run_lines(struct world *w, unsigned n)
{
	w->stop_after = w->nlines + n;
	loop_run(w->children.loop);
	w->stop_after = 0;
}

static void
run_ms(struct world *w, int64_t ms)
{
	loop_timer_set(w->timer, ms);
	loop_run(w->children.loop);
}

static void
start(struct world *w)
{
	const struct round_fns fns = { ready, left, w };
	const struct round_world rw = { &w->children, &w->o, &w->routes, NULL,
	    w->from[0], w->to[1], getppid() };

	w->round = round_new(&rw, &fns);
	round_start(w->round);
}

static void
leave(struct world *w)
{
	round_leave(w->round, 0);
	round_leave(w->round, 1);	/* once is enough */
	while (w->status == -1)
		loop_run(w->children.loop);
}

static void
set_result(struct world *w, bool ok)
{
	FILE *f;

	if (!ok) {
		(void)unlink(w->file);
		return;
	}
	f = fopen(w->file, "w");
	assert_non_null(f);
	fclose(f);
}

#define UP "announce route 192.0.2.1/32 next-hop self med 100\n"
#define DOWN "announce route 192.0.2.1/32 next-hop self med 1000\n"
#define GONE "withdraw route 192.0.2.1/32 next-hop self\n"

static void
goes_up_and_down(void **state)
{
	struct world *w = *state;

	set_result(w, true);
	start(w);
	run_lines(w, 2);
	assert_string_equal(w->told, UP UP);
	set_result(w, false);
	while (strstr(w->told, DOWN) == NULL)
		run_lines(w, 1);
	leave(w);
	assert_int_equal(w->status, 0);
	assert_non_null(strstr(w->told, DOWN GONE));
	assert_string_equal(strstr(w->log, "INIT"),
	    "INIT -> RISING: check succeeded\n"
	    "RISING -> UP: check succeeded\n"
	    "UP -> FALLING: check failed: exit status 3: not there\n"
	    "FALLING -> DOWN: check failed: exit status 3: not there\n"
	    "leaving: withdrawing 1 routes\n");
}

static void
speaks_once_when_debounced(void **state)
{
	struct world *w = *state;

	w->o.debounce = true;
	w->o.withdraw_on_down = true;
	set_result(w, true);
	start(w);
	run_lines(w, 1);
	run_ms(w, 200);
	set_result(w, false);
	run_lines(w, 1);
	run_ms(w, 200);
	assert_string_equal(w->told, UP GONE);
	leave(w);
	assert_string_equal(w->told, UP GONE GONE);
}

/* Until it was taken, a change was not told. */
static void
repeats_what_was_refused(void **state)
{
	struct world *w = *state;

	w->o.debounce = true;
	w->answer = "error\n";
	set_result(w, true);
	start(w);
	run_lines(w, 2);
	w->answer = "done\n";
	run_ms(w, 300);
	assert_string_equal(w->told, UP UP UP);
	leave(w);
}

static void
kills_a_check_that_hangs(void **state)
{
	struct world *w = *state;

	w->o.command = "sleep 60";
	w->o.timeout = 50;
	w->o.fall = 1;
	start(w);
	run_lines(w, 1);
	assert_string_equal(w->told, DOWN);
	assert_non_null(strstr(w->log,
	    "INIT -> DOWN: check failed: no end within 0.05 s\n"));
	/* In the middle of the next. */
	w->o.timeout = 30000;
	run_ms(w, 100);
	leave(w);
	assert_string_equal(w->told, DOWN GONE);
	assert_int_equal(w->status, 0);
}

/* What somebody relies on, and where we may not look, is said once. */
static void
says_that_it_cannot_look(void **state)
{
	char loop[sizeof(((struct world *)NULL)->file) + 8];
	struct world *w = *state;

	(void)snprintf(loop, sizeof(loop), "%s.loop", w->file);
	assert_int_equal(symlink(loop, loop), 0);
	w->o.disable = loop;
	set_result(w, true);
	start(w);
	run_lines(w, 3);
	leave(w);
	assert_int_equal(unlink(loop), 0);
	assert_string_equal(w->told, UP UP UP GONE);
	assert_non_null(strstr(w->log, "--disable /"));
	assert_ptr_equal(strstr(strstr(w->log, "--disable") + 1, "--disable"),
	    NULL);
}

static void
leaves_before_it_was_up(void **state)
{
	struct world *w = *state;

	start(w);
	leave(w);
	assert_int_equal(w->status, 0);
	assert_string_equal(w->told, GONE);
}

/* With patience that ends. */
static void
leaves_without_answers(void **state)
{
	struct world *w = *state;

	w->answer = "";
	start(w);
	leave(w);
	assert_int_equal(w->status, 0);
	assert_string_equal(w->told, GONE);
}

static void
notices_that_the_daemon_is_gone(void **state)
{
	struct world *w = *state;

	set_result(w, true);
	loop_io_free(w->reads);
	w->reads = NULL;
	close(w->to[0]);
	w->to[0] = -1;
	start(w);
	while (w->status == -1)
		loop_run(w->children.loop);
	assert_int_equal(w->status, 1);
}

static void
ends_after_one_with_interval_0(void **state)
{
	struct world *w = *state;

	w->o.interval = 0;
	set_result(w, true);
	start(w);
	while (w->status == -1)
		loop_run(w->children.loop);
	assert_int_equal(w->status, 0);
	assert_string_equal(w->told, UP);
	/* Refused, and it says so. */
	round_free(w->round);
	w->status = -1;
	w->answer = "error\n";
	start(w);
	while (w->status == -1)
		loop_run(w->children.loop);
	assert_int_equal(w->status, 1);
	assert_string_equal(w->told, UP UP);
}

/* Being announced waits for commands; going away does not, not for long. */
static void
waits_for_commands(void **state)
{
	const char *hook[] = { "sleep 0.3" }, *slow[] = { "sleep 60" };
	struct world *w = *state;
	monotime_t begin;

	w->o.rise = w->o.fall = 1;
	w->o.timeout = 50;
	w->o.execute_timeout = 0;
	w->o.withdraw_on_down = true;
	w->o.state_execute[STATE_UP] = (struct option_list){ hook, 1 };
	w->o.state_execute[STATE_DOWN] = (struct option_list){ slow, 1 };
	w->o.command = w->command;
	set_result(w, true);
	begin = clock_now();
	start(w);
	run_lines(w, 1);
	assert_true(monotime_diff_ms(clock_now(), begin) >= 300);
	set_result(w, false);
	while (strstr(w->told, GONE) == NULL)
		run_lines(w, 1);	/* or the test takes too long */
	leave(w);
}

static int
make(void **state)
{
	struct world *w = calloc(1, sizeof(*w));
	struct loop *l;

	if (w == NULL || pipe(w->from) == -1 || pipe(w->to) == -1)
		return -1;
	l = loop_new();
	children_init(&w->children, l);
	(void)snprintf(w->file, sizeof(w->file), "/tmp/herald-round.%d",
	    (int)getpid());
	(void)snprintf(w->command, sizeof(w->command),
	    "[ -e %s ] || { echo not there; exit 3; }", w->file);
	w->o = (struct options){ .interval = 20, .fast = 20, .timeout = 5000,
	    .rise = 2, .fall = 2, .next_hop = "self", .local_preference = -1,
	    .metric = { [STATE_UP] = 100, [STATE_DOWN] = 1000 },
	    .execute_timeout = 5000, .no_ip_setup = true,
	    .command = w->command };
	assert_int_equal(prefix_parse("192.0.2.1", &w->ip, NULL), PREFIX_OK);
	w->routes = (struct routes){ &w->ip, 1 };
	w->answer = "done\n";
	w->status = -1;
	w->reads = loop_io_new(l, w->to[0], on_line, w);
	loop_io_want(w->reads, LOOP_READ);
	w->timer = loop_timer_new(l, stop, w);
	w->limit = loop_timer_new(l, too_long, w);
	loop_timer_set(w->limit, LIMIT);
	log_set_sink(keep_log, w);
	*state = w;
	return 0;
}

static int
unmake(void **state)
{
	struct world *w = *state;
	unsigned i;

	log_set_sink(NULL, NULL);
	round_free(w->round);
	loop_io_free(w->reads);
	loop_timer_free(w->timer);
	loop_timer_free(w->limit);
	children_free(&w->children);
	loop_free(w->children.loop);
	for (i = 0; i < 2; i++) {
		close(w->from[i]);
		if (w->to[i] != -1)
			close(w->to[i]);
	}
	(void)unlink(w->file);
	free(w);
	return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, make, unmake)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(goes_up_and_down),
		TEST(speaks_once_when_debounced),
		TEST(repeats_what_was_refused),
		TEST(kills_a_check_that_hangs),
		TEST(says_that_it_cannot_look),
		TEST(leaves_before_it_was_up),
		TEST(leaves_without_answers),
		TEST(notices_that_the_daemon_is_gone),
		TEST(ends_after_one_with_interval_0),
		TEST(waits_for_commands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
