/* SPDX-License-Identifier: ISC */
/*
 * When the sessions ended is the file's time of modification: of a stop, or
 * within the last minute of a daemon that crashed, for it touches the file
 * once a minute.  That is wall-clock time, which outlives a boot and may be
 * set: a marker that seems to be of the future, or older than any restart
 * time, is not believed, so a clock that was set can cost R but not invent it.
 * The socket's path is in the file, so no daemon takes another's marker.
 */
#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fd.h"
#include "base/hash.h"
#include "base/log.h"
#include "marker.h"
#include "options.h"

#define PREFIX "restart-marker"

enum { NAME_SIZE = 48, TEXT_SIZE = 512 };

struct marker {
	int	dir;
	int	fd;		/* of the file that is ours; -1 none */
	char	name[NAME_SIZE];
	char	fresh[NAME_SIZE + 1];	/* while it is written */
	char	running[TEXT_SIZE];
	char	stopped[TEXT_SIZE];
};

static int
open_dir(const char *path)
{
	if (mkdir(path, 0700) == -1 && errno != EEXIST)
		return -1;
	return open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static void
name_after(struct marker *m, const char *socket)
{
	static const struct hash_key fixed;

	if (strcmp(socket, OPTIONS_SOCKET) == 0)
		(void)snprintf(m->name, sizeof(m->name), PREFIX);
	else
		(void)snprintf(m->name, sizeof(m->name), PREFIX "-%016llx",
		    (unsigned long long)hash_bytes(&fixed, socket,
		    strlen(socket)));
	(void)snprintf(m->fresh, sizeof(m->fresh), ".%s", m->name);
	(void)snprintf(m->running, sizeof(m->running),
	    "socket %s\nrunning\n", socket);
	(void)snprintf(m->stopped, sizeof(m->stopped),
	    "socket %s\nstopped\n", socket);
}

struct marker *
marker_open(const char *dir, const char *socket)
{
	struct marker *m;
	int fd;

	if ((fd = open_dir(dir)) == -1)
		return NULL;
	m = xcalloc(1, sizeof(*m));
	m->dir = fd;
	m->fd = -1;
	name_after(m, socket);
	return m;
}

static void
forget(struct marker *m)
{
	if (m->fd != -1)
		(void)close(m->fd);
	m->fd = -1;
}

void
marker_free(struct marker *m)
{
	if (m == NULL)
		return;
	forget(m);
	(void)close(m->dir);
	free(m);
}

/* Who else may write into the directory cannot make us believe anything. */
static int
read_ours(const struct marker *m, char text[TEXT_SIZE], struct stat *st)
{
	ssize_t n;
	int fd;

	fd = openat(m->dir, m->name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK |
	    O_NOCTTY | O_CLOEXEC);
	if (fd == -1)
		return -1;
	if (fstat(fd, st) == -1 || !S_ISREG(st->st_mode) ||
	    st->st_uid != geteuid()) {
		(void)close(fd);
		return -1;
	}
	n = pread(fd, text, TEXT_SIZE - 1, 0);
	(void)close(fd);
	if (n == -1)
		return -1;
	text[n] = '\0';
	return 0;
}

bool
marker_found(const struct marker *m, int64_t *seconds)
{
	char text[TEXT_SIZE];
	int64_t age, slack;
	struct stat st;

	if (read_ours(m, text, &st) == -1)
		return false;
	if (strcmp(text, m->running) == 0)
		slack = MARKER_TOUCH_S;
	else if (strcmp(text, m->stopped) == 0)
		slack = 0;
	else
		return false;
	age = clock_wall() - st.st_mtim.tv_sec;
	if (age < -MARKER_TOUCH_S || age > MARKER_OLD_S + slack)
		return false;
	age -= slack;
	*seconds = age > 0 ? age : 0;
	return true;
}

/* What daemons of other sockets left and nobody can believe any more. */
static void
sweep(const struct marker *m)
{
	const struct dirent *e;
	struct stat st;
	DIR *d;
	int fd;

	fd = openat(m->dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1)
		return;
	if ((d = fdopendir(fd)) == NULL) {
		(void)close(fd);
		return;
	}
	while ((e = readdir(d)) != NULL) {
		if (strncmp(e->d_name, PREFIX, strlen(PREFIX)) != 0 ||
		    fstatat(m->dir, e->d_name, &st, AT_SYMLINK_NOFOLLOW) == -1)
			continue;
		if (clock_wall() - st.st_mtim.tv_sec >
		    MARKER_OLD_S + MARKER_TOUCH_S)
			(void)unlinkat(m->dir, e->d_name, 0);
	}
	(void)closedir(d);
}

static int
fill(int fd, const char *text)
{
	size_t len = strlen(text);
	ssize_t n;

	n = write(fd, text, len);
	if (n == -1)
		return -1;
	if ((size_t)n != len) {
		errno = ENOSPC;
		return -1;
	}
	return fsync(fd);
}

/* Whole or not at all, whenever the power fails. */
static int
put(struct marker *m, const char *text)
{
	int fd;

	forget(m);
	(void)unlinkat(m->dir, m->fresh, 0);
	fd = openat(m->dir, m->fresh, O_WRONLY | O_CREAT | O_EXCL |
	    O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd == -1)
		return -1;
	if (fill(fd, text) == -1 ||
	    renameat(m->dir, m->fresh, m->dir, m->name) == -1)
		return fd_give_up(fd);
	(void)fsync(m->dir);
	m->fd = fd;
	return 0;
}

void
marker_remove(struct marker *m)
{
	forget(m);
	(void)unlinkat(m->dir, m->name, 0);
	(void)fsync(m->dir);
}

int
marker_write(struct marker *m)
{
	int save;

	sweep(m);
	if (put(m, m->running) == 0)
		return 0;
	save = errno;
	marker_remove(m);	/* that of a daemon before */
	errno = save;
	return -1;
}

void
marker_touch(struct marker *m)
{
	if (m->fd != -1)
		(void)futimens(m->fd, NULL);
}

int
marker_stopped(struct marker *m)
{
	return put(m, m->stopped);
}
