/* SPDX-License-Identifier: ISC */
/*
 * A program at the other end of two pipes: lines whole and in pieces, pauses,
 * ends of every kind, and what it is told when it does and does not read.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "fake/fake.h"
#include "program_io.h"

struct far {
	struct loop		*loop;
	struct program_io	*io;
	int			out;		/* the program's ends */
	int			in;
	int			near_out;
	int			near_in;
	char			lines[4096];
	size_t			at;
	size_t			nlines;
	size_t			longest;
	unsigned		closed;
	enum program_io_end	why;
	unsigned		drained;
	unsigned		answered;
	unsigned		written;
	bool			pause_each;
	bool			free_in_line;
	const char		*answer;
};

static void
on_line(void *arg, const char *text, size_t len)
{
	struct far *f = arg;

	f->nlines++;
	if (len > f->longest)
		f->longest = len;
	if (f->at + len + 2 < sizeof(f->lines)) {
		memcpy(f->lines + f->at, text, len);
		f->at += len;
		f->lines[f->at++] = '|';
		f->lines[f->at] = '\0';
	}
	if (f->pause_each)
		program_io_pause(f->io, true);
	if (f->answer != NULL)
		program_answer(f->io, f->answer);
	if (f->free_in_line)
		program_io_free(f->io);
}

static void
on_closed(void *arg, enum program_io_end why)
{
	struct far *f = arg;

	f->closed++;
	f->why = why;
}

static void
on_drained(void *arg)
{
	struct far *f = arg;

	f->drained++;
}

static void
on_answered(void *arg)
{
	struct far *f = arg;

	f->answered++;
}

static void
on_written(void *arg)
{
	struct far *f = arg;

	f->written++;
}

static const struct program_io_ops ops = {
	.line = on_line, .closed = on_closed, .drained = on_drained,
	.answered = on_answered, .written = on_written,
};

static void
begin(struct far *f, size_t events)
{
	int out[2], in[2];

	memset(f, 0, sizeof(*f));
	(void)signal(SIGPIPE, SIG_IGN);
	assert_int_equal(pipe2(out, O_CLOEXEC), 0);
	assert_int_equal(pipe2(in, O_CLOEXEC), 0);
	f->out = out[1];
	f->in = in[0];
	f->near_out = out[0];
	f->near_in = in[1];
	assert_int_equal(fcntl(f->in, F_SETFL, O_NONBLOCK), 0);
	f->loop = loop_new();
	f->io = program_io_new(f->loop, out[0], in[1], events, &ops, f);
	fake_run_tasks();
}

static void
finish(struct far *f)
{
	if (!f->free_in_line)
		program_io_free(f->io);
	assert_int_equal(fake_objects(), 0);
	loop_free(f->loop);
	(void)close(f->out);
	(void)close(f->in);
}

static void
turn_over(struct far *f)
{
	(void)fake_io_fire_fd(f->near_out, LOOP_READ);
	(void)fake_io_fire_fd(f->near_in, LOOP_WRITE);
	fake_run_tasks();
}

static void
say(struct far *f, const void *p, size_t n)
{
	assert_int_equal(write(f->out, p, n), (ssize_t)n);
	turn_over(f);
}

/* What it reads now, into buf; its octets. */
static size_t
hear(struct far *f, char *buf, size_t size)
{
	size_t len = 0;
	ssize_t n;

	while (len < size - 1 &&
	    (n = read(f->in, buf + len, size - 1 - len)) > 0)
		len += (size_t)n;
	buf[len] = '\0';
	return len;
}

static void
hands_over_lines(void **state)
{
	static const char odd[] = "a\0b\xff\n\n# x\r\nhalf";
	struct far f;

	(void)state;
	begin(&f, 4096);
	say(&f, "one\ntwo\n", 8);
	assert_string_equal(f.lines, "one|two|");
	say(&f, "th", 2);
	assert_string_equal(f.lines, "one|two|");
	say(&f, "ree\n", 4);
	assert_string_equal(f.lines, "one|two|three|");
	f.at = 0;
	say(&f, odd, sizeof(odd) - 1);
	assert_memory_equal(f.lines, "a\0b\xff|", 5);
	assert_int_equal(f.nlines, 6);
	(void)close(f.out);
	f.out = -1;
	turn_over(&f);
	assert_int_equal(f.nlines, 6);	/* half a line is none */
	assert_int_equal(f.closed, 1);
	assert_int_equal(f.why, PROGRAM_IO_CLOSED);
	turn_over(&f);
	assert_int_equal(f.closed, 1);
	finish(&f);
}

static void
waits_while_paused(void **state)
{
	struct far f;

	(void)state;
	begin(&f, 4096);
	f.pause_each = true;
	say(&f, "1\n2\n3\n", 6);
	assert_string_equal(f.lines, "1|");
	assert_int_equal(fake_io_wanted(f.near_out), 0);
	turn_over(&f);
	assert_string_equal(f.lines, "1|");
	program_io_pause(f.io, false);
	fake_run_tasks();
	assert_string_equal(f.lines, "1|2|");
	f.pause_each = false;
	program_io_pause(f.io, false);
	fake_run_tasks();
	assert_string_equal(f.lines, "1|2|3|");
	assert_int_equal(fake_io_wanted(f.near_out), LOOP_READ);
	finish(&f);
}

static void
push_long(struct far *f, size_t n, bool ends)
{
	char *s = malloc(4096);
	size_t k;

	memset(s, 'y', 4096);
	for (; n > 0; n -= k) {
		k = n < 4096 ? n : 4096;
		say(f, s, k);
	}
	if (ends)
		say(f, "\n", 1);
	free(s);
}

static void
bounds_a_line(void **state)
{
	struct far f;

	(void)state;
	begin(&f, 4096);
	push_long(&f, PROGRAM_LINE_MAX, true);
	assert_int_equal(f.longest, PROGRAM_LINE_MAX);
	assert_int_equal(f.closed, 0);
	push_long(&f, PROGRAM_LINE_MAX + 1, false);
	assert_int_equal(f.closed, 1);
	assert_int_equal(f.why, PROGRAM_IO_LINE);
	assert_int_equal(f.nlines, 1);
	say(&f, "\nmore\n", 6);
	assert_int_equal(f.nlines, 1);
	finish(&f);
}

/* It is gone, and another process holds its pipe and goes on writing. */
static void
takes_the_rest_of_one_that_is_gone(void **state)
{
	struct far f;

	(void)state;
	begin(&f, 4096);
	f.pause_each = true;
	say(&f, "1\n2\nhalf", 8);
	program_io_gone(f.io);
	fake_run_tasks();
	assert_int_equal(f.closed, 0);	/* a command is still carried out */
	f.pause_each = false;
	program_io_pause(f.io, false);
	fake_run_tasks();
	assert_string_equal(f.lines, "1|2|");
	assert_int_equal(f.closed, 1);
	say(&f, "3\n", 2);
	assert_int_equal(f.nlines, 2);
	finish(&f);
}

static void
may_be_freed_by_a_line(void **state)
{
	struct far f;

	(void)state;
	begin(&f, 4096);
	f.free_in_line = true;
	say(&f, "1\n2\n", 4);
	assert_string_equal(f.lines, "1|");
	finish(&f);
}

/* 200,000 lines before one answer is read: all come, in order. */
static void
answers_who_does_not_read(void **state)
{
	enum { N = 200 * 1000, BUF = 2 << 20 };
	char line[64], *buf = malloc(BUF);
	size_t len = 0, i, n;
	struct far f;

	(void)state;
	begin(&f, 4096);
	f.answer = "done";
	for (i = 0; i < N; i++) {
		n = (size_t)snprintf(line, sizeof(line), "%zu\n", i);
		assert_int_equal(write(f.out, line, n), (ssize_t)n);
		if (i % 1000 == 999)
			turn_over(&f);
	}
	assert_int_equal(f.nlines, N);
	assert_true(program_answers_queued(f.io) < 64);
	while ((n = hear(&f, buf + len, BUF - len)) > 0) {
		len += n;
		turn_over(&f);
	}
	assert_int_equal(len, N * 5);
	free(buf);
	finish(&f);
}

static void
reads_no_more_than_it_can_answer(void **state)
{
	enum { BUF = 80 << 20 };
	char *buf = malloc(BUF), line[1024];
	struct far f;
	size_t n, len = 0, sent = 0;

	(void)state;
	begin(&f, 4096);
	memset(line, 'z', sizeof(line));
	line[sizeof(line) - 1] = '\n';
	for (; program_answers_queued(f.io) <= PROGRAM_ANSWERS_MAX;
	    sent += sizeof(line))
		program_data(f.io, line, sizeof(line));
	fake_run_tasks();
	say(&f, "1\n", 2);
	assert_int_equal(f.nlines, 0);
	while ((n = hear(&f, buf + len, BUF - len)) > 0) {
		len += n;
		turn_over(&f);
	}
	assert_int_equal(len, sent);
	assert_int_equal(f.answered, 1);
	assert_int_equal(f.nlines, 1);
	free(buf);
	finish(&f);
}

static void
says_when_there_is_room(void **state)
{
	enum { EVENT = 1000, MAX = 100 * 1000 };
	char event[EVENT], *buf = malloc(MAX * 4);
	size_t n = 0, len = 0, got;
	struct far f;

	(void)state;
	begin(&f, MAX);
	memset(event, 'e', sizeof(event));
	event[sizeof(event) - 1] = '\n';
	assert_false(program_events_busy(f.io));
	while (program_event(f.io, event, sizeof(event))) {
		n++;
		fake_run_tasks();
	}
	assert_true(program_events_queued(f.io) <= MAX);
	assert_true(program_events_busy(f.io));
	assert_int_equal(f.drained, 0);
	while ((got = hear(&f, buf + len, 4096)) > 0) {
		len += got;
		turn_over(&f);
		assert_true(f.drained == 0 ||
		    program_events_queued(f.io) < MAX / 2);
	}
	assert_int_equal(f.drained, 1);
	assert_int_equal(len, n * EVENT);
	program_io_last(f.io, "bye\n", 4);
	fake_run_tasks();
	assert_int_equal(f.written, 1);
	assert_int_equal(hear(&f, buf, 100), 4);
	free(buf);
	finish(&f);
}

/* It closes its input, and goes on giving commands. */
static void
hears_one_that_is_deaf(void **state)
{
	struct far f;

	(void)state;
	begin(&f, 100);
	(void)close(f.in);
	f.in = -1;
	f.answer = "done";
	say(&f, "1\n", 2);
	say(&f, "2\n", 2);
	assert_string_equal(f.lines, "1|2|");
	assert_int_equal(program_answers_queued(f.io), 0);
	assert_true(program_event(f.io, "e\n", 2));
	program_io_last(f.io, "bye\n", 4);
	fake_run_tasks();
	assert_int_equal(f.written, 1);
	assert_int_equal(f.closed, 1);
	assert_int_equal(f.why, PROGRAM_IO_DEAF);
	finish(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hands_over_lines),
		cmocka_unit_test(waits_while_paused),
		cmocka_unit_test(bounds_a_line),
		cmocka_unit_test(takes_the_rest_of_one_that_is_gone),
		cmocka_unit_test(may_be_freed_by_a_line),
		cmocka_unit_test(answers_who_does_not_read),
		cmocka_unit_test(reads_no_more_than_it_can_answer),
		cmocka_unit_test(says_when_there_is_room),
		cmocka_unit_test(hears_one_that_is_deaf),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
