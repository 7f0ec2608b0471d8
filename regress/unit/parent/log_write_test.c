/* SPDX-License-Identifier: ISC */
/* Lines on standard error: escaped, named, never blocking, counted if lost. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "log_write.h"

static int saved = -1, reader;

/* Standard error becomes a pipe. */
static int
divert(void **state)
{
	int p[2];

	(void)state;
	if (pipe2(p, O_CLOEXEC) == -1 ||
	    (saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 10)) == -1 ||
	    fcntl(p[0], F_SETFL, O_NONBLOCK) == -1 ||
	    dup2(p[1], STDERR_FILENO) == -1)
		return -1;
	close(p[1]);
	reader = p[0];
	return 0;
}

static int
restore(void **state)
{
	(void)state;
	close(reader);
	return dup2(saved, STDERR_FILENO) == -1 || close(saved) == -1 ? -1 : 0;
}

static const char *
read_back(char *buf, size_t size)
{
	ssize_t n = read(reader, buf, size - 1);

	buf[n > 0 ? n : 0] = '\0';
	return buf;
}

static void
a_line_is_named_and_escaped(void **state)
{
	struct log_write w;
	char buf[512];

	(void)state;
	log_write_init(&w, "bgpd");
	log_write_sink(&w, LOG_LEVEL_INFO, "hello");
	assert_string_equal(read_back(buf, sizeof(buf)), "bgpd: hello\n");
	log_write_line(&w, "bgpd-rde", LOG_LEVEL_WARN, "a\nb\x1b[0m\xff", 9);
	read_back(buf, sizeof(buf));
	assert_int_equal(strncmp(buf, "bgpd-rde: a", 11), 0);
	assert_null(strchr(buf, '\x1b'));
	assert_null(strchr(buf, '\xff'));
	assert_ptr_equal(strchr(buf, '\n'), buf + strlen(buf) - 1);
	log_write_close(&w);
}

static void
a_long_line_is_cut(void **state)
{
	struct log_write w;
	static char line[8192], buf[16384];

	(void)state;
	memset(line, 1, sizeof(line));
	log_write_init(&w, "bgpd");
	log_write_line(&w, "x", LOG_LEVEL_INFO, line, sizeof(line));
	read_back(buf, sizeof(buf));
	assert_true(strlen(buf) > 1000 && strlen(buf) < 4096);
	assert_int_equal(buf[strlen(buf) - 1], '\n');
	log_write_close(&w);
}

static void
a_full_pipe_blocks_nobody(void **state)
{
	struct log_write w;
	static char line[1000], buf[128 * 1024];
	int i;

	(void)state;
	memset(line, 'a', sizeof(line));
	log_write_init(&w, "bgpd");
	for (i = 0; i < 500; i++)
		log_write_line(&w, "x", LOG_LEVEL_INFO, line, sizeof(line));
	assert_true(w.dropped > 0);
	read_back(buf, sizeof(buf));
	log_write_line(&w, "x", LOG_LEVEL_INFO, "after", 5);
	assert_int_equal(w.dropped, 0);
	read_back(buf, sizeof(buf));
	assert_non_null(strstr(buf, "log lines were lost\nx: after\n"));
	log_write_close(&w);
}

/* One that has been taken over writes its share, and no more. */
static void
a_share_is_not_exceeded(void **state)
{
	enum { MORE = 5000 };
	struct log_share s = { .spent = 0 };
	const monotime_t began = clock_now();
	struct log_write w;
	int64_t i, lines = 0, most;
	char buf[4096];

	(void)state;
	log_write_init(&w, "bgpd");
	for (i = 0; i < LOG_SHARE_LINES + MORE; i++) {
		log_write_share(&w, &s, "rde", LOG_LEVEL_ERROR, "flood", 5);
		lines += strcmp(read_back(buf, sizeof(buf)),
		    "rde: flood\n") == 0;
	}
	most = LOG_SHARE_LINES + 1 + LOG_SHARE_SECOND *
	    monotime_diff_ms(clock_now(), began) / 1000;
	assert_true(lines >= LOG_SHARE_LINES);
	assert_true(lines <= most);
	assert_true(s.left_out > 0);
	(void)usleep(30 * 1000);
	log_write_share(&w, &s, "rde", LOG_LEVEL_ERROR, "again", 5);
	assert_non_null(strstr(read_back(buf, sizeof(buf)),
	    "log lines were too many\nrde: again\n"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_line_is_named_and_escaped,
		    divert, restore),
		cmocka_unit_test_setup_teardown(a_long_line_is_cut, divert,
		    restore),
		cmocka_unit_test_setup_teardown(a_full_pipe_blocks_nobody,
		    divert, restore),
		cmocka_unit_test_setup_teardown(a_share_is_not_exceeded,
		    divert, restore),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
