/* SPDX-License-Identifier: ISC */
/* Lines: cut, filtered by level, escaped on standard error; fatal ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/wait.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"

struct seen {
	unsigned	 n;
	enum log_level	 level;
	char		 line[LOG_LINE_MAX];
};

static void
note(void *arg, enum log_level level, const char *line)
{
	struct seen *s = arg;

	s->n++;
	s->level = level;
	snprintf(s->line, sizeof(s->line), "%s", line);
	if (strcmp(line, "again") == 0)
		log_debug("from the sink");	/* must not come back here */
}

static void
goes_to_the_sink(void **state)
{
	struct seen s = { 0 };
	char big[LOG_LINE_MAX * 2];

	(void)state;
	log_set_sink(note, &s);
	log_set_level(LOG_LEVEL_INFO);
	assert_int_equal(log_get_level(), LOG_LEVEL_INFO);
	log_debug("no");
	assert_int_equal(s.n, 0);
	errno = 77;
	log_warn("neighbor %s: %d", "192.0.2.1", 5);
	assert_int_equal(errno, 77);
	assert_int_equal(s.n, 1);
	assert_int_equal(s.level, LOG_LEVEL_WARN);
	assert_string_equal(s.line, "neighbor 192.0.2.1: 5");
	memset(big, 'x', sizeof(big) - 1);
	big[sizeof(big) - 1] = '\0';
	log_error("%s", big);
	assert_int_equal(s.level, LOG_LEVEL_ERROR);
	assert_int_equal(strlen(s.line), LOG_LINE_MAX - 1);
	log_info("again");
	assert_int_equal(s.n, 3);
	log_set_sink(NULL, NULL);
}

/* Runs fn in a child and takes what it writes to standard error. */
static int
child_says(void (*fn)(void), char *out, size_t size)
{
	int p[2], status;
	size_t n = 0;
	ssize_t r;
	pid_t pid;

	assert_int_equal(pipe(p), 0);
	pid = fork();
	if (pid == 0) {
		signal(SIGABRT, SIG_DFL);	/* cmocka catches it */
		dup2(p[1], 2);
		close(p[0]);
		fn();
		_exit(0);
	}
	close(p[1]);
	while ((r = read(p[0], out + n, size - 1 - n)) > 0)
		n += (size_t)r;
	out[n] = '\0';
	close(p[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void
say_something(void)
{
	log_init("test");
	log_set_level(LOG_LEVEL_DEBUG);
	log_debug("a\nb\033[1m \xc3\xa9");
}

static void
die_here(void)
{
	log_init("test");
	fatal("number %d", 4);
}

static void
ask_too_much(void)
{
	log_init("test");
	free(xreallocarray(NULL, SIZE_MAX / 2, 16));
}

static void
standard_error_is_escaped(void **state)
{
	char out[1024];

	(void)state;
	assert_int_equal(child_says(say_something, out, sizeof(out)), 0);
	assert_string_equal(out,
	    "test: debug: a\\x0ab\\x1b[1m \\xc3\\xa9\n");
}

static void
fatal_aborts(void **state)
{
	char out[1024];
	int status;

	(void)state;
	status = child_says(die_here, out, sizeof(out));
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGABRT);
	assert_string_equal(out, "test: error: number 4\n");
	status = child_says(ask_too_much, out, sizeof(out));
	assert_true(WIFSIGNALED(status));
	assert_non_null(strstr(out, "out of memory"));
}

static void
memory(void **state)
{
	char *s = xstrdup("abc");
	uint8_t *p = xcalloc(3, 2);

	(void)state;
	assert_string_equal(s, "abc");
	assert_memory_equal(p, "\0\0\0\0\0\0", 6);
	p = xreallocarray(p, 100, 2);
	assert_memory_equal(p, "\0\0\0\0\0\0", 6);
	free(p);
	free(s);
	p = xmalloc(0);
	assert_non_null(p);
	free(p);
	p = xcalloc(0, 5);
	assert_non_null(p);
	free(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(goes_to_the_sink),
		cmocka_unit_test(standard_error_is_escaped),
		cmocka_unit_test(fatal_aborts),
		cmocka_unit_test(memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
