/* SPDX-License-Identifier: ISC */
/* Lines of a program: whole, bounded, counted when there are too many. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "fake/fake.h"
#include "program_stderr.h"

struct test {
	struct loop		*loop;
	struct program_stderr	*e;
	int			 to;		/* the program's end */
	int			 fd;
	unsigned		 lines;
	char			 last[2048];
	size_t			 len;
};

static void
line(void *arg, const char *text, size_t len)
{
	struct test *t = arg;

	assert_true(len < sizeof(t->last));
	memcpy(t->last, text, len);
	t->last[len] = '\0';
	t->len = len;
	t->lines++;
}

static int
setup(void **state)
{
	struct test *t = calloc(1, sizeof(*t));
	int p[2];

	if (pipe2(p, O_NONBLOCK) == -1)
		return -1;
	(void)fcntl(p[1], F_SETPIPE_SZ, 1 << 20);
	t->loop = loop_new();
	t->fd = p[0];
	t->to = p[1];
	t->e = program_stderr_new(t->loop, p[0], line, t);
	*state = t;
	return 0;
}

static int
teardown(void **state)
{
	struct test *t = *state;
	int left;

	program_stderr_end(t->e);
	close(t->to);
	left = (int)fake_objects();
	loop_free(t->loop);
	free(t);
	return left;
}

static void
writes(struct test *t, const char *s, size_t n)
{
	assert_int_equal(write(t->to, s, n), n);
}

static void
tells_whole_lines(void **state)
{
	struct test *t = *state;

	writes(t, "one\ntw", 6);
	fake_io_fire_fd(t->fd, LOOP_READ);
	assert_int_equal(t->lines, 1);
	assert_string_equal(t->last, "one");
	writes(t, "o\n\na\0b\n", 7);
	fake_io_fire_fd(t->fd, LOOP_READ);
	assert_int_equal(t->lines, 4);
	assert_int_equal(t->len, 3);
	assert_memory_equal(t->last, "a\0b", 3);
}

static void
cuts_a_long_line(void **state)
{
	struct test *t = *state;
	char s[16384];
	unsigned i;

	memset(s, 'x', sizeof(s));
	for (i = 0; i < 64; i++) {
		writes(t, s, sizeof(s));
		fake_io_fire_fd(t->fd, LOOP_READ);
	}
	assert_int_equal(t->lines, 0);
	writes(t, "\nnext\n", 6);
	fake_io_fire_fd(t->fd, LOOP_READ);
	assert_int_equal(t->lines, 2);
	assert_string_equal(t->last, "next");
	writes(t, s, 1001);
	writes(t, "\n", 1);
	fake_io_fire_fd(t->fd, LOOP_READ);
	assert_int_equal(t->lines, 3);
	assert_int_equal(strspn(t->last, "x"), PROGRAM_STDERR_LINE);
	assert_string_equal(t->last + PROGRAM_STDERR_LINE,
	    " [and 1 octets more]");
}

static void
counts_a_flood(void **state)
{
	struct test *t = *state;
	unsigned i;

	for (i = 0; i < PROGRAM_STDERR_LINES + 5; i++)
		writes(t, "again\n", 6);
	fake_io_fire_fd(t->fd, LOOP_READ);
	assert_int_equal(t->lines, PROGRAM_STDERR_LINES);
	/* It rests for a moment, and goes on reading. */
	assert_int_equal(fake_io_wanted(t->fd), 0);
	fake_advance(10);
	assert_int_equal(fake_io_wanted(t->fd), LOOP_READ);
	writes(t, "again\n", 6);
	fake_io_fire_fd(t->fd, LOOP_READ);
	assert_int_equal(t->lines, PROGRAM_STDERR_LINES);
	fake_advance(PROGRAM_STDERR_MS);
	assert_int_equal(t->lines, PROGRAM_STDERR_LINES + 1);
	assert_string_equal(t->last, "[6 more lines were not logged]");
	writes(t, "later\n", 6);
	fake_io_fire_fd(t->fd, LOOP_READ);
	assert_string_equal(t->last, "later");
}

static void
has_last_words(void **state)
{
	struct test *t = *state;

	writes(t, "a\nlast", 6);
	program_stderr_end(t->e);
	t->e = NULL;
	assert_int_equal(t->lines, 2);
	assert_string_equal(t->last, "last");
}

static void
sees_the_end(void **state)
{
	struct test *t = *state;

	close(t->to);
	fake_io_fire_fd(t->fd, LOOP_READ);
	assert_int_equal(fake_io_wanted(t->fd), 0);
	t->to = dup(t->fd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)
		TEST(tells_whole_lines),
		TEST(cuts_a_long_line),
		TEST(counts_a_flood),
		TEST(has_last_words),
		TEST(sees_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
