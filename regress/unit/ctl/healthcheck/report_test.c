/* SPDX-License-Identifier: ISC */
/* Log lines on a socket of the test's own, and on standard error. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

#include <fcntl.h>

#include <bsd/string.h>

#include "report.h"

struct world {
	char	path[64];
	int	log;		/* the system's */
	int	err[2];		/* in place of standard error */
	int	saved;
};

static int
listen_log(const char *path)
{
	struct sockaddr_un sun = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);

	strlcpy(sun.sun_path, path, sizeof(sun.sun_path));
	assert_int_equal(bind(fd, (struct sockaddr *)&sun, sizeof(sun)), 0);
	return fd;
}

static void
expect(int fd, const char *want)
{
	char buf[4096];
	ssize_t n = read(fd, buf, sizeof(buf) - 1);

	buf[n > 0 ? n : 0] = '\0';
	assert_string_equal(buf, want);
}

static void
goes_to_syslog(void **state)
{
	struct world *w = *state;
	struct options o = { .facility = 3, .name = "dns" };
	struct report r;
	char want[128];

	report_init(&r, &o, w->path);
	assert_true(r.to_syslog);
	assert_false(r.to_stderr);	/* a pipe */
	report_sink(&r, LOG_LEVEL_WARN, "UP -> FALLING: \033[1mwhy");
	(void)snprintf(want, sizeof(want),
	    "<28>healthcheck-dns[%d]: UP -> FALLING: \\x1b[1mwhy",
	    (int)getpid());
	expect(w->log, want);
	expect(w->err[0], "");
	/* The log is started anew. */
	close(w->log);
	assert_int_equal(unlink(w->path), 0);
	w->log = listen_log(w->path);
	report_sink(&r, LOG_LEVEL_INFO, "again");
	(void)snprintf(want, sizeof(want), "<30>healthcheck-dns[%d]: again",
	    (int)getpid());
	expect(w->log, want);
	report_close(&r);
}

static void
goes_to_stderr_when_told_or_alone(void **state)
{
	struct world *w = *state;
	struct options o = { .facility = 16, .no_syslog = true };
	struct report r;

	report_init(&r, &o, w->path);
	report_sink(&r, LOG_LEVEL_ERROR, "what");
	expect(w->err[0], "healthcheck: error: what\n");
	expect(w->log, "");

	o = (struct options){ .debug = true };
	report_init(&r, &o, w->path);
	report_sink(&r, LOG_LEVEL_DEBUG, "what");
	expect(w->err[0], "healthcheck: debug: what\n");

	o = (struct options){ .facility = 16 };
	report_init(&r, &o, "/nonexistent/log");
	report_sink(&r, LOG_LEVEL_INFO, "what");
	expect(w->err[0], "healthcheck: info: what\n");

	o.silent = true;
	report_init(&r, &o, "/nonexistent/log");
	report_sink(&r, LOG_LEVEL_INFO, "what");
	expect(w->err[0], "");
}

/* A daemon that does not read our errors loses them. */
static void
never_blocks(void **state)
{
	struct world *w = *state;
	struct options o = { .no_syslog = true };
	char line[LOG_LINE_MAX];
	struct report r;
	unsigned i;

	report_init(&r, &o, w->path);
	memset(line, 1, sizeof(line) - 1);	/* each becomes \x01 */
	line[sizeof(line) - 1] = '\0';
	for (i = 0; i < 1000; i++)
		report_sink(&r, LOG_LEVEL_INFO, line);
	o = (struct options){ .facility = 3 };
	report_init(&r, &o, w->path);
	for (i = 0; i < 1000; i++)
		report_sink(&r, LOG_LEVEL_INFO, line);
	report_close(&r);
}

static int
make(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	if (w == NULL || pipe2(w->err, O_NONBLOCK) == -1)
		return -1;
	(void)snprintf(w->path, sizeof(w->path), "/tmp/herald-log.%d",
	    (int)getpid());
	(void)unlink(w->path);
	w->log = listen_log(w->path);
	w->saved = dup(STDERR_FILENO);
	if (w->saved == -1 || dup2(w->err[1], STDERR_FILENO) == -1)
		return -1;
	(void)fcntl(STDERR_FILENO, F_SETFL, 0);
	*state = w;
	return 0;
}

static int
unmake(void **state)
{
	struct world *w = *state;

	(void)dup2(w->saved, STDERR_FILENO);
	close(w->saved);
	close(w->err[0]);
	close(w->err[1]);
	close(w->log);
	(void)unlink(w->path);
	free(w);
	return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, make, unmake)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(goes_to_syslog),
		TEST(goes_to_stderr_when_told_or_alone),
		TEST(never_blocks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
