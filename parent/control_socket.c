/* SPDX-License-Identifier: ISC */
/*
 * Life of the control socket's file.  Whether another daemon is there is asked
 * by connecting to it: a file alone proves nothing.
 */
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <bsd/string.h>

#include "control_socket.h"
#include "files.h"

enum { BACKLOG = 64 };

/* 1 answers, 0 nobody there, -1 with errno. */
static int
answers(const struct sockaddr_un *sun)
{
	int fd, r, save;

	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd == -1)
		return -1;
	r = connect(fd, (const struct sockaddr *)sun, sizeof(*sun));
	save = errno;
	(void)close(fd);
	if (r == 0 || save == EAGAIN)	/* EAGAIN: its queue is full */
		return 1;
	errno = save;
	return save == ECONNREFUSED || save == ENOENT ? 0 : -1;
}

static int
make_way(const struct sockaddr_un *sun, char *why, size_t size)
{
	struct stat st;

	if (lstat(sun->sun_path, &st) == -1) {
		if (errno == ENOENT)
			return 0;
		(void)snprintf(why, size, "%s: %s", sun->sun_path,
		    strerror(errno));
		return -1;
	}
	if (!S_ISSOCK(st.st_mode)) {
		(void)snprintf(why, size, "%s is there and is no socket",
		    sun->sun_path);
		return -1;
	}
	switch (answers(sun)) {
	case 1:
		(void)snprintf(why, size, "another daemon answers on %s",
		    sun->sun_path);
		return -1;
	case 0:
		if (unlink(sun->sun_path) == 0 || errno == ENOENT)
			return 0;
		break;
	default:
		break;
	}
	(void)snprintf(why, size, "%s: %s", sun->sun_path, strerror(errno));
	return -1;
}

int
control_socket_open(struct control_socket *s, const char *path, char *why,
    size_t size)
{
	struct sockaddr_un sun = { .sun_family = AF_UNIX };
	struct control_socket r = { .fd = -1 };
	struct stat st;
	mode_t mask;
	int bound;

	if (strlcpy(sun.sun_path, path, sizeof(sun.sun_path)) >=
	    sizeof(sun.sun_path)) {
		(void)snprintf(why, size, "%s: longer than a socket's name "
		    "may be (%zu)", path, sizeof(sun.sun_path) - 1);
		return -1;
	}
	if (files_make_run_dir(path) == -1) {
		(void)snprintf(why, size, "the directory of %s: %s", path,
		    strerror(errno));
		return -1;
	}
	if (make_way(&sun, why, size) == -1)
		return -1;
	r.fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	mask = umask(0177);
	bound = r.fd == -1 ? -1 :
	    bind(r.fd, (struct sockaddr *)&sun, sizeof(sun));
	(void)umask(mask);
	if (bound == -1 || lstat(path, &st) == -1) {
		(void)snprintf(why, size, "%s: %s", path, strerror(errno));
		if (r.fd != -1)
			(void)close(r.fd);
		return -1;
	}
	strlcpy(r.path, path, sizeof(r.path));
	r.dev = st.st_dev;
	r.ino = st.st_ino;
	*s = r;
	return 0;
}

int
control_socket_allow(const struct control_socket *s, gid_t group,
    bool everyone)
{
	if (group != (gid_t)-1 && chown(s->path, (uid_t)-1, group) == -1)
		return -1;
	return chmod(s->path, everyone ? 0666 : 0660);
}

int
control_socket_listen(const struct control_socket *s)
{
	return listen(s->fd, BACKLOG);
}

void
control_socket_close(struct control_socket *s)
{
	struct stat st;

	if (s->fd == -1)
		return;
	if (lstat(s->path, &st) == 0 && st.st_dev == s->dev &&
	    st.st_ino == s->ino)
		(void)unlink(s->path);
	(void)close(s->fd);
	s->fd = -1;
}
