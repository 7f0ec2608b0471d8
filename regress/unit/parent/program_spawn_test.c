/* SPDX-License-Identifier: ISC */
/* A program looks round: what has it of us, and whose is it? */
#include <sys/stat.h>
#include <sys/wait.h>

#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "program_spawn.h"

enum { OTHER = 65523, ALSO = 65510 };

struct test {
	struct program_child	c;
	char			out[8192];
	char			report[256];
	int			status;
};

static void
read_all(int fd, char *buf, size_t size)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	size_t at = 0;
	ssize_t n;

	for (;;) {
		assert_int_equal(poll(&p, 1, 10000), 1);
		n = read(fd, buf + at, size - 1 - at);
		if (n <= 0)
			break;
		at += (size_t)n;
	}
	buf[at] = '\0';
}

static char *env[] = { (char[]){ "A=b" }, (char[]){ "PATH=/usr/bin:/bin" },
	NULL };

/* words: argv joined by NUL. */
static void
run(struct test *t, const char *path, const char *words)
{
	const struct program_spawn s = {
		.path = path, .run = words, .env = env,
		.user = { .uid = OTHER, .gid = OTHER, .ngroups = 2,
		    .groups = { OTHER, ALSO } },
	};

	memset(t, 0, sizeof(*t));
	assert_int_equal(program_spawn(&s, &t->c), 0);
	close(t->c.in);
	read_all(t->c.out, t->out, sizeof(t->out));
	read_all(t->c.report, t->report, sizeof(t->report));
	assert_int_equal(waitpid(t->c.pid, &t->status, 0), t->c.pid);
	close(t->c.out);
	close(t->c.err);
	close(t->c.report);
	close(t->c.pidfd);
}

static bool __attribute__((format(printf, 2, 3)))
has(const struct test *t, const char *fmt, ...)
{
	char line[128];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	if (strstr(t->out, line) == NULL)
		print_message("no '%s' in:\n%s\n", line, t->out);
	return strstr(t->out, line) != NULL;
}

static void
passes_words_and_environment(void **state)
{
	struct test t;

	(void)state;
	run(&t, "/bin/sh", "sh\0-c\0"
	    "echo \"0=$0 1=$1 2=$2 n=$#\"; env; pwd; exit 7\0x\0a b\0\"q\"\0");
	assert_true(has(&t, "0=x 1=a b 2=\"q\" n=2\n"));
	assert_true(has(&t, "A=b\n"));
	assert_true(has(&t, "\n/\n"));
	assert_string_equal(t.report, "");
	assert_true(WIFEXITED(t.status) && WEXITSTATUS(t.status) == 7);
}

static void
begins_with_nothing_of_ours(void **state)
{
	struct test t;
	sigset_t usr1;
	int fds[8];
	size_t i;

	(void)state;
	/* A mask, an ignored signal, and descriptors that would be passed. */
	(void)signal(SIGPIPE, SIG_IGN);
	sigemptyset(&usr1);
	sigaddset(&usr1, SIGUSR1);
	sigprocmask(SIG_BLOCK, &usr1, NULL);
	for (i = 0; i < 8; i++)
		fds[i] = dup(STDIN_FILENO);
	run(&t, "/bin/cat", "cat\0/proc/self/status\0");
	for (i = 0; i < 8; i++)
		close(fds[i]);
	assert_true(has(&t, "SigBlk:\t0000000000000000"));
	assert_true(has(&t, "SigIgn:\t0000000000000000"));
	assert_true(has(&t, "NoNewPrivs:\t1"));
	assert_true(has(&t, "CapEff:\t0000000000000000"));
	assert_true(has(&t, "CapPrm:\t0000000000000000"));
	assert_true(has(&t, "CapAmb:\t0000000000000000"));
	assert_true(has(&t, "NSpgid:\t%d\n", (int)t.c.pid));
	assert_true(has(&t, "NSsid:\t%d\n", (int)t.c.pid));
	assert_true(has(&t, "PPid:\t%d\n", (int)getpid()));
	if (geteuid() == 0) {
		assert_true(has(&t, "Uid:\t%d\t%d\t%d\t%d\n", OTHER, OTHER,
		    OTHER, OTHER));
		assert_true(has(&t, "Gid:\t%d\t%d\t%d\t%d\n", OTHER, OTHER,
		    OTHER, OTHER));
		assert_true(has(&t, "Groups:\t%d %d", ALSO, OTHER));
	}
	run(&t, "/bin/ls", "ls\0/proc/self/fd\0");
	assert_string_equal(t.out, "0\n1\n2\n3\n");	/* 3: its own */
	run(&t, "/bin/cat", "cat\0/proc/self/limits\0");
	assert_true(has(&t, "Max processes             %d",
	    PROGRAM_PROCESSES));
}

static void
reports_what_cannot_be_executed(void **state)
{
	char name[] = "/tmp/herald-spawn-XXXXXX";
	struct test t;
	int fd;

	(void)state;
	fd = mkstemp(name);
	assert_int_not_equal(fd, -1);
	assert_int_equal(write(fd, "no program\n", 11), 11);
	assert_int_equal(fchmod(fd, 0755), 0);
	close(fd);
	run(&t, name, "x\0");
	assert_true(WIFEXITED(t.status));
	assert_int_equal(WEXITSTATUS(t.status), PROGRAM_EXIT_NO_EXEC);
	assert_non_null(strstr(t.report, "cannot be executed"));
	assert_non_null(strstr(t.report, "#!"));
	fd = open(name, O_WRONLY | O_TRUNC);
	assert_int_equal(write(fd, "#!/nowhere/x\n", 13), 13);
	close(fd);
	run(&t, name, "x\0");
	assert_non_null(strstr(t.report, "interpreter"));
	(void)chmod(name, 0700);
	if (geteuid() == 0) {
		run(&t, name, "x\0");
		assert_non_null(strstr(t.report, "Permission denied"));
		assert_non_null(strstr(t.report, "for its user"));
	}
	(void)unlink(name);
}

/* Nothing of ours is left over, whatever happens. */
static void
keeps_no_descriptor(void **state)
{
	struct test t;
	int before = dup(STDIN_FILENO), after, i;

	(void)state;
	close(before);
	for (i = 0; i < 20; i++)
		run(&t, "/bin/true", "true\0");
	after = dup(STDIN_FILENO);
	close(after);
	assert_int_equal(after, before);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(passes_words_and_environment),
		cmocka_unit_test(begins_with_nothing_of_ours),
		cmocka_unit_test(reports_what_cannot_be_executed),
		cmocka_unit_test(keeps_no_descriptor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
