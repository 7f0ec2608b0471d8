/* SPDX-License-Identifier: ISC */
/* The engines' command line, and a drop in a process of its own. */
#include <sys/wait.h>

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bsd/string.h>
#include <cmocka.h>

#include "ipc/engine_start.h"

enum { WORDS = 12 };

static int
parse(struct engine_args *a, const char *line)
{
	char copy[128], *argv[WORDS + 1], *next = copy, *w;
	int argc = 0;

	strlcpy(copy, line, sizeof(copy));
	while (argc < WORDS && (w = strsep(&next, " ")) != NULL)
		argv[argc++] = w;
	argv[argc] = NULL;
	return engine_args_parse(argc, argv, a);
}

static void
words_become_numbers(void **state)
{
	struct engine_args a;

	(void)state;
	assert_int_equal(parse(&a, "x -u 65521 -g 65522 -r 4 -p 77 -v"), 0);
	assert_int_equal(a.uid, 65521);
	assert_int_equal(a.gid, 65522);
	assert_int_equal(a.root_fd, 4);
	assert_int_equal(a.ppid, 77);
	assert_true(a.verbose);
}

static void
anything_else_is_refused(void **state)
{
	static const char *const bad[] = {
		"x", "x -u 1 -g 1 -r 4", "x -u 0 -g 1 -r 4 -p 7",
		"x -u 1 -g 0 -r 4 -p 7", "x -u 1 -g 1 -r 1 -p 7",
		"x -u a -g 1 -r 4 -p 7", "x -u 1 -g 1 -r 4 -p 7 more",
		"x -u 1 -g 1 -r 4 -p 7 -q", "x -u 99999999999 -g 1 -r 4 -p 7"
	};
	struct engine_args a = { .root_fd = 42 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(parse(&a, bad[i]), -1);
	assert_int_equal(a.root_fd, 42);
}

/* In a child: 0 when everything is gone that should be. */
static int
dropped(pid_t ppid)
{
	char u[] = "-u", g[] = "-g", id[] = "65521", r[] = "-r", four[] = "4";
	char p[] = "-p", pid[16], name[] = "engine";
	char *argv[] = { name, u, id, g, id, r, four, p, pid, NULL };
	char root[] = "/tmp/engine-start-XXXXXX";
	int fd;

	snprintf(pid, sizeof(pid), "%d", (int)ppid);
	if (mkdtemp(root) == NULL ||
	    (fd = open(root, O_RDONLY | O_DIRECTORY)) == -1 ||
	    rmdir(root) == -1 || dup2(fd, ENGINE_ROOT_FD) == -1 ||
	    (fd != ENGINE_ROOT_FD && close(fd) == -1) ||
	    dup2(STDIN_FILENO, ENGINE_LINK_FD) == -1)
		return 1;
	if (engine_start(9, argv, "engine") != ENGINE_LINK_FD)
		return 2;
	if (getuid() != 65521 || geteuid() != 65521 || getgid() != 65521)
		return 3;
	if (setuid(0) != -1 || open("/etc/passwd", O_RDONLY) != -1)
		return 4;
	if (fcntl(ENGINE_ROOT_FD, F_GETFD) != -1)
		return 5;
	if (raise(SIGTERM) != 0 || raise(SIGHUP) != 0)
		return 6;
	return 0;
}

/* The wait status of a child that starts as an engine of ppid's. */
static int
start_of(pid_t ppid)
{
	pid_t pid;
	int status;

	if ((pid = fork()) == 0)
		_exit(dropped(ppid));
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void
privilege_is_gone(void **state)
{
	(void)state;
	assert_int_equal(start_of(getpid()), 0);
}

static void
a_parent_that_died_is_noticed(void **state)
{
	(void)state;
	assert_int_not_equal(start_of(1), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_become_numbers),
		cmocka_unit_test(anything_else_is_refused),
		cmocka_unit_test(privilege_is_gone),
		cmocka_unit_test(a_parent_that_died_is_noticed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
