/* SPDX-License-Identifier: ISC */
/*
 * What waits for a program: counts instead of copies, order, the bound of
 * events, and that nothing is written into the middle of something else.
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

#include "program_queue.h"

struct ends {
	struct program_queue	q;
	int			rd;
	int			wr;
	char			*got;
	size_t			len;
};

static void
begin(struct ends *e, size_t events_max)
{
	int fd[2];

	memset(e, 0, sizeof(*e));
	assert_int_equal(pipe2(fd, O_NONBLOCK | O_CLOEXEC), 0);
	e->rd = fd[0];
	e->wr = fd[1];
	e->got = malloc(8 << 20);
	program_queue_init(&e->q, events_max);
}

static void
finish(struct ends *e)
{
	program_queue_fini(&e->q);
	(void)close(e->rd);
	(void)close(e->wr);
	free(e->got);
}

static void
read_all(struct ends *e)
{
	ssize_t n;

	while ((n = read(e->rd, e->got + e->len, 65536)) > 0)
		e->len += (size_t)n;
	e->got[e->len] = '\0';
}

static void
flow(struct ends *e)
{
	while (program_queue_write(&e->q, e->wr) != QUEUE_EMPTY)
		read_all(e);
	read_all(e);
}

static bool
event(struct ends *e, const char *s)
{
	return program_queue_event(&e->q, s, strlen(s), false);
}

static void
data(struct ends *e, const char *s)
{
	program_queue_data(&e->q, s, strlen(s));
}

static void
keeps_order_in_runs(void **state)
{
	struct ends e;

	(void)state;
	begin(&e, 4096);
	program_queue_answer(&e.q, "done");
	program_queue_answer(&e.q, "done");
	program_queue_answer(&e.q, "error");
	data(&e, "@1 done\n");
	data(&e, "@2 error: why\n");
	program_queue_answer(&e.q, "done");
	assert_int_equal(e.q.lines, 6);
	assert_int_equal(e.q.octets, 5 + 5 + 6 + 8 + 14 + 5);
	flow(&e);
	assert_string_equal(e.got, "done\ndone\nerror\n@1 done\n"
	    "@2 error: why\ndone\n");
	assert_true(event(&e, "{}\n{}\n"));
	assert_int_equal(e.q.lines, 2);
	flow(&e);
	assert_int_equal(e.q.lines, 0);
	assert_int_equal(e.q.octets, 0);
	assert_int_equal(e.q.answers_len, 0);
	finish(&e);
}

/* Two million answers cost what one costs, and all come. */
static void
counts_what_repeats(void **state)
{
	enum { N = 1000 * 1000 };
	struct ends e;
	size_t i;

	(void)state;
	begin(&e, 4096);
	for (i = 0; i < N; i++)
		program_queue_answer(&e.q, "done");
	assert_true(e.q.answers_len <= 32);
	data(&e, "end\n");
	flow(&e);
	assert_int_equal(e.len, N * 5 + 4);
	for (i = 0; i < N; i++)
		assert_memory_equal(e.got + i * 5, "done\n", 5);
	assert_string_equal(e.got + (size_t)N * 5, "end\n");
	finish(&e);
}

/* A run that is being written takes more; then there is a new one. */
static void
goes_on_with_what_was_begun(void **state)
{
	struct ends e;
	size_t i, n = 0;
	char line[32];

	(void)state;
	begin(&e, 4096);
	for (i = 0; i < 30000; i++)
		program_queue_answer(&e.q, "done");
	assert_int_equal(program_queue_write(&e.q, e.wr), QUEUE_BLOCKED);
	for (i = 0; i < 30000; i++)
		program_queue_answer(&e.q, "done");
	flow(&e);
	assert_int_equal(e.len, 60000 * 5);
	e.len = 0;
	for (i = 0; i < 20000; i++) {
		n += (size_t)snprintf(line, sizeof(line), "@%zu done\n", i);
		data(&e, line);
		if (i == 10000)
			assert_int_equal(program_queue_write(&e.q, e.wr),
			    QUEUE_BLOCKED);
	}
	flow(&e);
	assert_int_equal(e.len, n);
	assert_memory_equal(e.got, "@0 done\n@1 done\n", 16);
	assert_memory_equal(e.got + n - 12, "@19999 done\n", 12);
	finish(&e);
}

/* A piece longer than a chunk. */
static void
takes_long_answers(void **state)
{
	enum { LONG = 300 * 1000 };
	struct ends e;
	char *s = malloc(LONG + 1);

	(void)state;
	begin(&e, 4096);
	memset(s, 'x', LONG);
	s[LONG - 1] = '\n';
	s[LONG] = '\0';
	data(&e, "a\n");
	data(&e, s);
	data(&e, "b\n");
	flow(&e);
	assert_int_equal(e.len, LONG + 4);
	assert_memory_equal(e.got + 2, s, LONG);
	assert_string_equal(e.got + LONG + 2, "b\n");
	free(s);
	finish(&e);
}

static void
bounds_events(void **state)
{
	struct ends e;
	unsigned n = 0;

	(void)state;
	begin(&e, 100);
	while (event(&e, "0123456789\n"))
		n++;
	assert_int_equal(n, 9);
	assert_int_equal(e.q.events_len, 99);
	assert_true(event(&e, "\n"));
	assert_false(event(&e, "\n"));
	assert_true(program_queue_event(&e.q, "last\n", 5, true));
	flow(&e);
	assert_int_equal(e.len, 105);
	/* One that is longer than all has to fit when nothing else waits. */
	e.q.events_max = 4;
	assert_true(event(&e, "long\n"));
	assert_false(event(&e, "l\n"));
	finish(&e);
}

/* Answers overtake events, but do not stand inside one. */
static void
lets_answers_overtake(void **state)
{
	enum { LONG = 40 * 1000 };
	struct ends e;
	char *s = malloc(LONG + 1);
	size_t i;

	(void)state;
	begin(&e, 1 << 20);
	memset(s, 'x', LONG);
	s[LONG - 1] = '\n';
	s[LONG] = '\0';
	assert_true(event(&e, "e1\n"));
	program_queue_answer(&e.q, "done");
	flow(&e);
	assert_string_equal(e.got, "done\ne1\n");
	e.len = 0;
	for (i = 0; i < 4; i++)
		assert_true(event(&e, s));	/* a chunk each */
	assert_int_equal(program_queue_write(&e.q, e.wr), QUEUE_BLOCKED);
	program_queue_answer(&e.q, "done");
	assert_true(event(&e, "later\n"));
	flow(&e);
	assert_int_equal(e.len, 4 * LONG + 5 + 6);
	assert_memory_equal(e.got + LONG, s, LONG);
	assert_memory_equal(e.got + (size_t)2 * LONG, "done\n", 5);
	assert_string_equal(e.got + (size_t)4 * LONG + 5, "later\n");
	free(s);
	finish(&e);
}

static void
forgets_when_nobody_reads(void **state)
{
	struct ends e;

	(void)state;
	(void)signal(SIGPIPE, SIG_IGN);
	begin(&e, 100);
	data(&e, "a\n");
	assert_true(event(&e, "b\n"));
	(void)close(e.rd);
	e.rd = -1;
	assert_int_equal(program_queue_write(&e.q, e.wr), QUEUE_EMPTY);
	assert_true(e.q.deaf);
	assert_true(event(&e, "c\n"));
	data(&e, "d\n");
	program_queue_answer(&e.q, "done");
	assert_int_equal(e.q.answers_len + e.q.events_len, 0);
	finish(&e);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_order_in_runs),
		cmocka_unit_test(counts_what_repeats),
		cmocka_unit_test(goes_on_with_what_was_begun),
		cmocka_unit_test(takes_long_answers),
		cmocka_unit_test(bounds_events),
		cmocka_unit_test(lets_answers_overtake),
		cmocka_unit_test(forgets_when_nobody_reads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
