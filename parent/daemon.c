/* SPDX-License-Identifier: ISC */
/*
 * The background, with an answer: a pipe whose end without a word means that
 * the daemon did not start.
 */
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "daemon.h"

int
daemon_std_fds(void)
{
	int fd;

	do {
		if ((fd = open("/dev/null", O_RDWR)) == -1)
			return -1;
	} while (fd <= STDERR_FILENO);
	(void)close(fd);
	return 0;
}

static void __attribute__((noreturn))
wait_for_word(int fd, pid_t pid)
{
	uint8_t word;
	ssize_t n;
	int status;

	while ((n = read(fd, &word, 1)) == -1 && errno == EINTR)
		;
	if (n == 1)
		_exit(word);
	while (waitpid(pid, &status, 0) == -1)
		if (errno != EINTR)
			_exit(1);
	_exit(WIFEXITED(status) && WEXITSTATUS(status) != 0 ?
	    WEXITSTATUS(status) : 1);
}

int
daemon_fork(struct daemon *d)
{
	int null, word[2];
	pid_t pid;

	if (pipe2(word, O_CLOEXEC) == -1)
		return -1;
	if ((pid = fork()) == -1) {
		(void)close(word[0]);
		(void)close(word[1]);
		return -1;
	}
	if (pid != 0) {
		(void)close(word[1]);
		wait_for_word(word[0], pid);
	}
	(void)close(word[0]);
	d->fd = word[1];
	(void)setsid();
	if ((null = open("/dev/null", O_RDWR | O_CLOEXEC)) != -1) {
		(void)dup2(null, STDIN_FILENO);
		(void)dup2(null, STDOUT_FILENO);
		(void)close(null);
	}
	return chdir("/");
}

void
daemon_ready(struct daemon *d, bool keep_stderr)
{
	const uint8_t good = 0;
	int null;

	if (d->fd == -1)
		return;
	(void)!write(d->fd, &good, 1);
	(void)close(d->fd);
	d->fd = -1;
	if (keep_stderr)
		return;
	if ((null = open("/dev/null", O_RDWR | O_CLOEXEC)) != -1) {
		(void)dup2(null, STDERR_FILENO);
		(void)close(null);
	}
}
