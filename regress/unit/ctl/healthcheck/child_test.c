/* SPDX-License-Identifier: ISC */
/* Commands that succeed, fail, die, hang, write, and leave things behind. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "child.h"

struct world {
	struct children		 children;
	struct child_result	 result;
	unsigned		 ends;
};

static void
on_end(void *arg, const struct child_result *r)
{
	struct world *w = arg;

	w->ends++;
	w->result = *r;
	loop_stop(w->children.loop);
}

static void
on_timer(void *arg)
{
	struct world *w = arg;

	loop_stop(w->children.loop);
}

static void
wait_ms(struct world *w, int64_t ms)
{
	struct loop_timer *t;

	t = loop_timer_new(w->children.loop, on_timer, w);
	loop_timer_set(t, ms);
	loop_run(w->children.loop);
	loop_timer_free(t);
}

static void
run(struct world *w, const char *command, int64_t timeout)
{
	const char *argv[] = { "/bin/sh", "-c", command, NULL };
	const struct child_spec spec = { argv, "UP", true, timeout };

	w->ends = 0;
	assert_non_null(child_start(&w->children, &spec, on_end, w));
	assert_int_equal(w->ends, 0);
	loop_run(w->children.loop);
	assert_int_equal(w->ends, 1);
}

static void
expect(struct world *w, const char *command, int64_t timeout,
    const char *want)
{
	char why[128];

	run(w, command, timeout);
	assert_string_equal(child_explain(&w->result, timeout, why,
	    sizeof(why)), want);
}

static void
says_how_it_ended(void **state)
{
	struct world *w = *state;

	run(w, "exit 0", 5000);
	assert_true(child_succeeded(&w->result));
	expect(w, "exit 3", 5000, "exit status 3");
	assert_false(child_succeeded(&w->result));
	expect(w, "echo; echo one >&2; echo two; exit 1", 0,
	    "exit status 1: one");
	expect(w, "printf 'a\\033[1m\\000b'; exit 2", 0,
	    "exit status 2: a\\x1b[1mb");
	expect(w, "kill -TERM $$", 5000,
	    "killed by signal 15 (Terminated)");
	expect(w, "echo $STATE; false", 5000, "exit status 1: UP");
	expect(w, "/nonexistent/file 2>/dev/null", 5000, "exit status 127");
}

static void
kills_what_hangs(void **state)
{
	struct world *w = *state;
	char command[256];
	int pid;

	expect(w, "echo first; sleep 60", 200, "no end within 0.2 s: first");
	expect(w, "trap '' TERM INT HUP; sleep 60 & wait", 200,
	    "no end within 0.2 s");
	/* The whole group is gone. */
	run(w, "sleep 60 & echo $!; wait", 300);
	assert_int_equal(w->result.end, CHILD_TIMED_OUT);
	pid = atoi(w->result.output);
	assert_true(pid > 1);
	(void)snprintf(command, sizeof(command),
	    "i=0; while kill -0 %d 2>/dev/null && "
	    "! grep -q '^State:.*Z' /proc/%d/status; do "
	    "i=$((i + 1)); [ $i -lt 50 ] || exit 1; sleep 0.1; done",
	    pid, pid);
	run(w, command, 0);
	assert_true(child_succeeded(&w->result));
	assert_int_equal(w->children.left, 0);
}

/* Its end counts, not that of what keeps its output open. */
static void
does_not_wait_for_what_it_leaves(void **state)
{
	struct world *w = *state;

	expect(w, "sleep 5 & echo left; exit 4", 4000,
	    "exit status 4: left");
}

static void
reads_on_for_ever(void **state)
{
	struct world *w = *state;

	expect(w, "yes | head -c 3000000; exit 1", 10000,
	    "exit status 1: y");
	run(w, "head -c 1000 /dev/zero | tr '\\0' z; exit 1", 10000);
	assert_int_equal(strlen(w->result.output), CHILD_OUTPUT_MAX - 1);
}

/* It has no input, no handler, no mask and no group of ours. */
static void
starts_from_nothing(void **state)
{
	struct world *w = *state;
	char command[256];

	assert_int_not_equal(signal(SIGUSR1, SIG_IGN), SIG_ERR);
	expect(w, "cat; exit 1", 5000, "exit status 1");
	/* Signals 32 and 33 are the C library's, which hides them. */
	run(w, "grep -q -E '^SigIgn:[[:space:]]*0*(180000000)?$' "
	    "/proc/self/status && "
	    "grep -q '^SigBlk:[[:space:]]*0*$' /proc/self/status", 5000);
	assert_true(child_succeeded(&w->result));
	(void)snprintf(command, sizeof(command),
	    "[ $(cut -d' ' -f5 /proc/$$/stat) = $$ ] && [ $$ != %d ]",
	    (int)getpgrp());
	run(w, command, 5000);
	assert_true(child_succeeded(&w->result));
	run(w, "[ -z \"$(ls /proc/$$/fd | grep -v '^[012]$' | grep -v 255)\" ]"
	    , 5000);
}

static void
is_killed_in_silence(void **state)
{
	const char *argv[] = { "/bin/sh", "-c", "sleep 60", NULL };
	const struct child_spec spec = { argv, NULL, true, 100 };
	struct world *w = *state;
	unsigned i;

	w->ends = 0;
	for (i = 0; i < CHILD_LEFT_MAX; i++)
		child_kill(child_start(&w->children, &spec, on_end, w));
	child_kill(NULL);
	assert_int_equal(w->children.left, CHILD_LEFT_MAX);
	/* As many may wait for their end. */
	child_kill(child_start(&w->children, &spec, on_end, w));
	assert_int_equal(w->children.left, CHILD_LEFT_MAX);
	run(w, "true", 0);
	assert_int_equal(w->result.end, CHILD_NOT_STARTED);
	assert_false(child_succeeded(&w->result));
	wait_ms(w, 300);
	assert_int_equal(w->ends, 1);
	assert_int_equal(w->children.left, 0);
	run(w, "true", 0);
	assert_true(child_succeeded(&w->result));
}

static int
make(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	if (w == NULL)
		return -1;
	children_init(&w->children, loop_new());
	*state = w;
	return 0;
}

static int
unmake(void **state)
{
	struct world *w = *state;

	children_free(&w->children);
	loop_free(w->children.loop);
	free(w);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_how_it_ended),
		cmocka_unit_test(kills_what_hangs),
		cmocka_unit_test(does_not_wait_for_what_it_leaves),
		cmocka_unit_test(reads_on_for_ever),
		cmocka_unit_test(starts_from_nothing),
		cmocka_unit_test(is_killed_in_silence),
	};

	return cmocka_run_group_tests(tests, make, unmake);
}
