/* SPDX-License-Identifier: ISC */
/*
 * What a file is says its beginning, not its name.  A child reads the file by
 * itself and writes into a pipe: however large what comes out of it, no more
 * of it is in memory than the reader asks for.
 */
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "mrt_file.h"

extern char **environ;

static const struct compression {
	const char	*program;
	uint8_t		 magic[MRT_FILE_HEAD];
	size_t		 len;
} compressions[] = {
	{ "gzip", { 0x1f, 0x8b }, 2 },
	{ "bzip2", { 'B', 'Z', 'h' }, 3 },
	{ "xz", { 0xfd, '7', 'z', 'X', 'Z', 0 }, 6 },
	{ "zstd", { 0x28, 0xb5, 0x2f, 0xfd }, 4 },
};

static const struct compression *
compression_of(const uint8_t *head, size_t len)
{
	const struct compression *c;
	size_t i;

	for (i = 0; i < sizeof(compressions) / sizeof(compressions[0]); i++) {
		c = &compressions[i];
		if (len >= c->len && memcmp(head, c->magic, c->len) == 0)
			return c;
	}
	return NULL;
}

static int
failed(struct mrt_file *f, const char *what, const char *why)
{
	(void)snprintf(f->why, sizeof(f->why), "%s%s", what, why);
	return -1;
}

static ssize_t
read_again(int fd, void *buf, size_t n)
{
	ssize_t got;

	do
		got = read(fd, buf, n);
	while (got == -1 && errno == EINTR);
	return got;
}

/* The beginning, which a file keeps and a pipe does not. */
static int
look(struct mrt_file *f, bool *is_file)
{
	ssize_t n;

	n = pread(f->fd, f->head, sizeof(f->head), 0);
	*is_file = n != -1;
	if (n != -1) {
		f->head_len = (size_t)n;
		return 0;
	}
	if (errno != ESPIPE)
		return failed(f, "", strerror(errno));
	while (f->head_len < sizeof(f->head)) {
		n = read_again(f->fd, f->head + f->head_len,
		    sizeof(f->head) - f->head_len);
		if (n == -1)
			return failed(f, "", strerror(errno));
		if (n == 0)
			break;
		f->head_len += (size_t)n;
	}
	return 0;
}

/* 0 or an errno; the child's own messages say "stdin", so ours are told. */
static int
spawn(pid_t *child, const char *program, int in, int out)
{
	static char flags[] = "-dc";
	char name[16];
	char *argv[] = { name, flags, NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t normal;
	int error;

	(void)snprintf(name, sizeof(name), "%s", program);
	if ((error = posix_spawn_file_actions_init(&files)) != 0)
		return error;
	if ((error = posix_spawnattr_init(&attr)) != 0) {
		(void)posix_spawn_file_actions_destroy(&files);
		return error;
	}
	(void)sigemptyset(&normal);
	(void)sigaddset(&normal, SIGPIPE);	/* ignored by bgpctl */
	if ((error = posix_spawnattr_setsigdefault(&attr, &normal)) == 0 &&
	    (error = posix_spawnattr_setflags(&attr,
	    POSIX_SPAWN_SETSIGDEF)) == 0 &&
	    (error = posix_spawn_file_actions_adddup2(&files, in,
	    STDIN_FILENO)) == 0 &&
	    (error = posix_spawn_file_actions_adddup2(&files, out,
	    STDOUT_FILENO)) == 0 &&
	    (error = posix_spawn_file_actions_addopen(&files, STDERR_FILENO,
	    "/dev/null", O_WRONLY, 0)) == 0)
		error = posix_spawnp(child, program, &files, &attr, argv,
		    environ);
	(void)posix_spawnattr_destroy(&attr);
	(void)posix_spawn_file_actions_destroy(&files);
	return error;
}

static int
decompress(struct mrt_file *f, const struct compression *c)
{
	int pair[2], error;

	if (pipe2(pair, O_CLOEXEC) == -1)
		return failed(f, "", strerror(errno));
	error = spawn(&f->child, c->program, f->fd, pair[1]);
	(void)close(pair[1]);
	if (error != 0) {
		(void)close(pair[0]);
		f->child = -1;
		(void)snprintf(f->why, sizeof(f->why), "compressed, and %s "
		    "cannot be run: %s", c->program, strerror(error));
		return -1;
	}
	(void)close(f->fd);
	f->fd = pair[0];
	f->program = c->program;
	return 0;
}

int
mrt_file_open(struct mrt_file *f, const char *path)
{
	const struct compression *c;
	bool is_file;

	*f = (struct mrt_file){ .fd = -1, .child = -1 };
	if (strcmp(path, "-") == 0)
		f->fd = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
	else
		f->fd = open(path, O_RDONLY | O_CLOEXEC);
	if (f->fd == -1)
		return failed(f, "", strerror(errno));
	if (look(f, &is_file) == -1) {
		mrt_file_close(f);
		return -1;
	}
	c = compression_of(f->head, f->head_len);
	if (is_file)
		f->head_len = 0;
	if (c == NULL)
		return 0;
	if (!is_file) {
		(void)snprintf(f->why, sizeof(f->why), "a compressed pipe: "
		    "put '%s -dc |' in front of it", c->program);
		mrt_file_close(f);
		return -1;
	}
	if (decompress(f, c) == -1) {
		mrt_file_close(f);
		return -1;
	}
	return 0;
}

ssize_t
mrt_file_read(struct mrt_file *f, void *buf, size_t n)
{
	size_t left = f->head_len - f->head_at;
	ssize_t got;

	if (left > 0) {
		if (n > left)
			n = left;
		memcpy(buf, f->head + f->head_at, n);
		f->head_at += n;
		return (ssize_t)n;
	}
	got = read_again(f->fd, buf, n);
	return got == -1 ? failed(f, "", strerror(errno)) : got;
}

int
mrt_file_end(struct mrt_file *f)
{
	int status;
	pid_t pid;

	if (f->child == -1)
		return 0;
	do
		pid = waitpid(f->child, &status, 0);
	while (pid == -1 && errno == EINTR);
	f->child = -1;
	if (pid != -1 && WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return 0;
	return failed(f, f->program, " could not read it to its end: it is "
	    "cut or damaged");
}

void
mrt_file_close(struct mrt_file *f)
{
	if (f->fd != -1)
		(void)close(f->fd);
	f->fd = -1;
	(void)mrt_file_end(f);
}
