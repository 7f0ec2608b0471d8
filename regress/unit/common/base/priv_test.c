/* SPDX-License-Identifier: ISC */
/* After the drop nothing is left, seen from outside in /proc. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdbool.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/priv.h"

enum { UID = 64001, GID = 64002 };

/* What must stand in /proc/self/status afterwards. */
static const char *const lines[] = {
	"Uid:\t64001\t64001\t64001\t64001\n",
	"Gid:\t64002\t64002\t64002\t64002\n",
	"Groups:\t64002 \n",
	"CapInh:\t0000000000000000\n", "CapPrm:\t0000000000000000\n",
	"CapEff:\t0000000000000000\n", "CapBnd:\t0000000000000000\n",
	"CapAmb:\t0000000000000000\n", "NoNewPrivs:\t1\n",
};

/* A child that drops and returns 0, or the number of what is wrong. */
static int
drop_and_look(const char *root, int root_fd, int status_fd)
{
	struct priv p = { UID, GID, root, root_fd };
	const char *what = NULL;
	char text[8192];
	ssize_t n;
	size_t i;

	if (priv_drop(&p, &what) == -1) {
		fprintf(stderr, "%s: %s\n", what, strerror(errno));
		return 2;
	}
	n = read(status_fd, text, sizeof(text) - 1);
	if (n <= 0)
		return 3;
	text[n] = '\0';
	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		if (strstr(text, lines[i]) == NULL)
			return 10 + (int)i;
	if (access("/proc", F_OK) == 0 || access("../proc", F_OK) == 0)
		return 4;
	if (prctl(PR_GET_DUMPABLE) != 0 || setuid(0) == 0 ||
	    chroot("/") == 0)
		return 5;
	return fork() == -1 && errno == EAGAIN ? 0 : 6;
}

static int
in_child(bool by_fd, const char *root)
{
	int status, fd, dir;
	pid_t pid = fork();

	assert_true(pid != -1);
	if (pid == 0) {
		fd = open("/proc/self/status", O_RDONLY | O_CLOEXEC);
		dir = by_fd ? open(root, O_PATH | O_DIRECTORY) : -1;
		_exit(drop_and_look(by_fd ? NULL : root, dir, fd));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void
nothing_is_left(void **state)
{
	char dir[] = "/tmp/herald-priv-XXXXXX";
	int by_path, by_fd;

	(void)state;
	if (geteuid() != 0)
		skip();
	assert_non_null(mkdtemp(dir));
	assert_int_equal(chmod(dir, 0755), 0);
	by_path = in_child(false, dir);
	by_fd = in_child(true, dir);
	rmdir(dir);
	assert_int_equal(by_path, 0);
	assert_int_equal(by_fd, 0);
}

/* In a child of its own user nothing can be dropped, and it says where. */
static void
names_the_step_that_failed(void **state)
{
	struct priv p = { UID, GID, NULL, -1 };
	const char *what = "";
	int status;
	pid_t pid;

	(void)state;
	pid = fork();
	if (pid == 0) {
		if (geteuid() == 0 && setuid(UID + 5) == -1)
			_exit(1);
		if (priv_drop(&p, &what) == 0)
			_exit(2);
		_exit(errno == EPERM &&
		    strcmp(what, "capability bounding set") == 0 ? 0 : 3);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_left),
		cmocka_unit_test(names_the_step_that_failed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
