/* SPDX-License-Identifier: ISC */
/*
 * Commands and answers over pipes whose other ends the test holds, on a fake
 * clock: a daemon that answers, refuses, is silent, does not read, is gone.
 */
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

#include <fcntl.h>

#include "announce.h"
#include "base/log.h"
#include "fake/fake.h"

enum { PATIENCE = 5000 };

struct harness {
	struct loop		*loop;
	struct announce		*a;
	int			 from[2];	/* what the daemon says */
	int			 to[2];		/* what it is told */
	unsigned		 nsaid;
	enum announce_result	 result;
	unsigned		 nlost;
	char			 log[8][LOG_LINE_MAX];
	size_t			 nlog;
};

static void
said(void *arg, enum announce_result r)
{
	struct harness *h = arg;

	h->nsaid++;
	h->result = r;
}

static void
lost(void *arg)
{
	struct harness *h = arg;

	h->nlost++;
}

static void
keep_log(void *arg, enum log_level level, const char *line)
{
	struct harness *h = arg;

	(void)level;
	assert_true(h->nlog < 8);
	(void)strncpy(h->log[h->nlog++], line, LOG_LINE_MAX - 1);
}

static struct harness *
harness_new(bool no_ack)
{
	struct harness *h = calloc(1, sizeof(*h));
	const struct announce_fns fns = { said, lost, h };

	assert_non_null(h);
	h->loop = loop_new();
	assert_int_equal(pipe(h->from), 0);
	assert_int_equal(pipe(h->to), 0);
	assert_int_equal(fcntl(h->to[0], F_SETFL, O_NONBLOCK), 0);
	assert_int_not_equal(signal(SIGPIPE, SIG_IGN), SIG_ERR);
	log_set_sink(keep_log, h);
	h->a = announce_new(h->loop, h->from[0], h->to[1], no_ack, &fns);
	return h;
}

static void
harness_free(struct harness *h)
{
	unsigned i;

	announce_free(h->a);
	assert_int_equal(fake_objects(), 0);
	loop_free(h->loop);
	log_set_sink(NULL, NULL);
	for (i = 0; i < 2; i++) {
		if (h->from[i] != -1)
			close(h->from[i]);
		if (h->to[i] != -1)
			close(h->to[i]);
	}
	free(h);
}

static void
say(struct harness *h, const char *lines)
{
	h->nsaid = 0;
	announce_say(h->a, rbuf_of(lines, strlen(lines)), PATIENCE);
	assert_int_equal(h->nsaid, 0);
}

/* Everything that can be written is. */
static void
write_out(struct harness *h)
{
	while (fake_io_wanted(h->to[1]) & LOOP_WRITE)
		(void)fake_io_fire_fd(h->to[1], LOOP_WRITE);
}

static void
expect_told(struct harness *h, const char *want)
{
	char buf[512];
	ssize_t n = read(h->to[0], buf, sizeof(buf) - 1);

	buf[n > 0 ? n : 0] = '\0';
	assert_string_equal(buf, want);
}

static void
answer(struct harness *h, const char *text)
{
	assert_int_equal(write(h->from[1], text, strlen(text)),
	    strlen(text));
	(void)fake_io_fire_fd(h->from[0], LOOP_READ);
}

static void
waits_for_each_answer(void **state)
{
	struct harness *h = harness_new(false);

	(void)state;
	say(h, "one\ntwo\n");
	write_out(h);
	expect_told(h, "one\ntwo\n");
	assert_int_equal(h->nsaid, 0);
	answer(h, "done\n{\"type\":\"state\"}\nneighbor 192.0.2.2 up\n");
	assert_int_equal(h->nsaid, 0);
	answer(h, "done\n");
	assert_int_equal(h->nsaid, 1);
	assert_int_equal(h->result, ANNOUNCE_DONE);
	fake_advance(10 * PATIENCE);
	assert_int_equal(h->nsaid, 1);
	answer(h, "done\ndone\nerror\n");	/* to nothing */
	assert_int_equal(h->nsaid, 1);
	say(h, "three\n");
	write_out(h);
	assert_int_equal(h->nsaid, 0);
	answer(h, "done\n");
	assert_int_equal(h->result, ANNOUNCE_DONE);
	assert_int_equal(h->nlog, 0);
	harness_free(h);
}

static void
tells_refusals_once(void **state)
{
	struct harness *h = harness_new(false);
	unsigned i;

	(void)state;
	for (i = 0; i < 3; i++) {
		say(h, "one\ntwo\nthree\n");
		write_out(h);
		answer(h, "done\nerror: no family\nerror\nerror\n");
		assert_int_equal(h->nsaid, 1);
		assert_int_equal(h->result, ANNOUNCE_REFUSED);
	}
	assert_int_equal(h->nlog, 1);
	assert_string_equal(h->log[0], "the daemon refused 2 of 3 commands, "
	    "first: two: no family");
	say(h, "one\n");
	write_out(h);
	answer(h, "done\n");
	assert_int_equal(h->result, ANNOUNCE_DONE);
	assert_int_equal(h->nlog, 2);
	harness_free(h);
}

static void
gives_up_waiting(void **state)
{
	struct harness *h = harness_new(false);

	(void)state;
	say(h, "one\n");
	write_out(h);
	fake_advance(PATIENCE - 1);
	assert_int_equal(h->nsaid, 0);
	fake_advance(1);
	assert_int_equal(h->nsaid, 1);
	assert_int_equal(h->result, ANNOUNCE_UNANSWERED);
	assert_int_equal(h->nlog, 1);
	/* It is not waited for again until it answers. */
	say(h, "two\n");
	write_out(h);
	assert_int_equal(h->nsaid, 1);
	assert_int_equal(h->result, ANNOUNCE_UNANSWERED);
	answer(h, "done\n");
	say(h, "three\n");
	write_out(h);
	assert_int_equal(h->nsaid, 0);
	answer(h, "done\n");
	assert_int_equal(h->result, ANNOUNCE_DONE);
	assert_int_equal(h->nlog, 1);
	harness_free(h);
}

/* One answer that never comes does not shift those that follow. */
static void
finds_step_again(void **state)
{
	struct harness *h = harness_new(false);

	(void)state;
	say(h, "one\ntwo\n");
	write_out(h);
	answer(h, "done\n");
	fake_advance(PATIENCE);
	assert_int_equal(h->result, ANNOUNCE_UNANSWERED);
	say(h, "three\nfour\n");
	write_out(h);
	answer(h, "done\n");
	assert_int_equal(h->nsaid, 0);
	answer(h, "done\n");
	assert_int_equal(h->nsaid, 1);
	assert_int_equal(h->result, ANNOUNCE_DONE);
	harness_free(h);
}

static void
needs_no_answers(void **state)
{
	struct harness *h = harness_new(true);

	(void)state;
	say(h, "one\ntwo\n");
	write_out(h);
	assert_int_equal(h->nsaid, 1);
	assert_int_equal(h->result, ANNOUNCE_DONE);
	/* What comes all the same is taken from the pipe. */
	answer(h, "done\ndone\n");
	assert_int_equal(fake_io_wanted(h->from[0]), LOOP_READ);
	harness_free(h);

	h = harness_new(false);
	close(h->from[1]);
	h->from[1] = -1;
	(void)fake_io_fire_fd(h->from[0], LOOP_READ);
	say(h, "one\n");
	write_out(h);
	assert_int_equal(h->nsaid, 1);
	assert_int_equal(h->nlost, 0);
	harness_free(h);
}

/* Old commands that were not read are not what the daemon has to know. */
static void
replaces_what_was_not_written(void **state)
{
	struct harness *h = harness_new(false);
	char *lines = malloc(70001), *got = malloc(70001);
	ssize_t n;

	(void)state;
	assert_non_null(lines);
	assert_non_null(got);
	memset(lines, 'x', 70000);
	memset(lines + 10, '\n', 1);
	memset(lines + 69999, '\n', 1);
	lines[70000] = '\0';
	assert_int_not_equal(fcntl(h->to[1], F_SETFL, O_NONBLOCK), -1);
	assert_true(fcntl(h->to[1], F_SETPIPE_SZ, 8192) >= 8192);
	say(h, lines);
	fake_io_fire_fd(h->to[1], LOOP_WRITE);
	fake_io_fire_fd(h->to[1], LOOP_WRITE);
	fake_io_fire_fd(h->to[1], LOOP_WRITE);	/* full */
	fake_advance(PATIENCE);
	assert_int_equal(h->nsaid, 1);
	assert_int_equal(h->result, ANNOUNCE_UNWRITTEN);
	say(h, "old\n");
	fake_advance(PATIENCE);
	assert_int_equal(h->result, ANNOUNCE_UNWRITTEN);
	say(h, "new\n");
	assert_int_equal(h->nlog, 1);
	/* The line that was begun is ended; "old" was never begun. */
	n = 0;
	while (n < 70000 + 4 - 1) {
		ssize_t some = read(h->to[0], got, 70000);

		if (some > 0)
			n += some;
		if (some > 0 && n >= 70004)
			break;
		(void)fake_io_fire_fd(h->to[1], LOOP_WRITE);
	}
	assert_int_equal(n, 70004);
	assert_int_equal(h->nsaid, 0);
	/* The first line's answer is not waited for any more. */
	answer(h, "done\ndone\n");
	assert_int_equal(h->nsaid, 1);
	assert_int_equal(h->result, ANNOUNCE_DONE);
	free(lines);
	free(got);
	harness_free(h);
}

static void
notices_a_dead_daemon(void **state)
{
	struct harness *h = harness_new(false);

	(void)state;
	close(h->to[0]);
	h->to[0] = -1;
	say(h, "one\n");
	write_out(h);
	assert_int_equal(h->nlost, 1);
	assert_int_equal(h->nsaid, 1);
	assert_int_equal(h->result, ANNOUNCE_UNWRITTEN);
	say(h, "two\n");
	fake_advance(0);
	assert_int_equal(h->nsaid, 1);
	assert_int_equal(h->result, ANNOUNCE_UNWRITTEN);
	assert_int_equal(h->nlost, 1);
	harness_free(h);
}

/* Neither may be waited for by epoll. */
static void
takes_files(void **state)
{
	struct harness *h = calloc(1, sizeof(*h));
	const struct announce_fns fns = { said, lost, h };
	int null = open("/dev/null", O_RDWR);
	FILE *f = tmpfile();
	char buf[16] = "";

	(void)state;
	assert_non_null(h);
	assert_non_null(f);
	h->loop = loop_new();
	h->a = announce_new(h->loop, null, fileno(f), false, &fns);
	say(h, "one\n");
	fake_advance(0);
	assert_int_equal(h->nsaid, 1);
	assert_int_equal(h->result, ANNOUNCE_DONE);
	assert_int_equal(pread(fileno(f), buf, 15, 0), 4);
	assert_string_equal(buf, "one\n");
	announce_free(h->a);
	loop_free(h->loop);
	fclose(f);
	close(null);
	free(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(waits_for_each_answer),
		cmocka_unit_test(tells_refusals_once),
		cmocka_unit_test(gives_up_waiting),
		cmocka_unit_test(finds_step_again),
		cmocka_unit_test(needs_no_answers),
		cmocka_unit_test(replaces_what_was_not_written),
		cmocka_unit_test(notices_a_dead_daemon),
		cmocka_unit_test(takes_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
