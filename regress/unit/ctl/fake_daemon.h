/* SPDX-License-Identifier: ISC */
/*
 * A daemon for bgpctl's tests: a process that listens on a socket of its own,
 * greets as the parent does, and answers each request by a function of the
 * test.  It speaks over the real link_sync.
 */
#ifndef CTL_FAKE_DAEMON_H
#define CTL_FAKE_DAEMON_H

#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "client.h"

/* Answers one request; false: hangs up. */
typedef bool fake_answer(struct link_sync *s, enum engine e,
	    struct link_msg *m);

struct fake {
	char		 path[64];
	pid_t		 pid;
	fake_answer	*answer;
	uint32_t	 version;
	bool		 down[ENGINE_MAX];
};

static void
fake_end(struct link_sync *s, uint32_t id, uint8_t code, uint32_t done,
    const char *text)
{
	struct ctl_verdict v = { .code = code, .done = done };
	uint8_t buf[sizeof(v) + 256];

	memcpy(buf, &v, sizeof(v));
	memcpy(buf + sizeof(v), text, strlen(text));
	(void)link_sync_send(s, CTL_END, id, 0, buf,
	    sizeof(v) + strlen(text));
}

static void
fake_serve(struct fake *f, enum engine e, struct link_sync *s)
{
	struct link_msg m;

	while (link_sync_recv(s, &m, 20000) == 1)
		if (!f->answer(s, e, &m))
			break;
	link_sync_free(s);
}

static void
fake_send_fd(int sock, uint16_t type, int fd)
{
	struct link_hdr h = { .len = sizeof(h), .type = type, .has_fd = 1 };
	struct iovec iov = { &h, sizeof(h) };
	union {
		struct cmsghdr	h;
		char		buf[CMSG_SPACE(sizeof(int))];
	} c;
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1,
	    .msg_control = c.buf, .msg_controllen = sizeof(c.buf) };

	memset(&c, 0, sizeof(c));
	c.h.cmsg_len = CMSG_LEN(sizeof(int));
	c.h.cmsg_level = SOL_SOCKET;
	c.h.cmsg_type = SCM_RIGHTS;
	memcpy(CMSG_DATA(&c.h), &fd, sizeof(fd));
	if (sendmsg(sock, &msg, MSG_NOSIGNAL) == -1)
		_exit(1);
}

/* One engine in a process of its own. */
static void
fake_engine(struct fake *f, enum engine e, int sock, uint16_t type,
    struct link_sync *parent)
{
	int sv[2];

	if (f->down[e]) {
		(void)link_sync_send(parent, type, 0, 0, NULL, 0);
		return;
	}
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, sv) == -1)
		_exit(1);
	if (fork() == 0) {
		(void)close(sv[1]);
		fake_serve(f, e, link_sync_new(sv[0]));
		_exit(0);
	}
	(void)close(sv[0]);
	fake_send_fd(sock, type, sv[1]);
	(void)close(sv[1]);
}

static void
fake_client(struct fake *f, int fd)
{
	struct ctl_welcome w = { .version = f->version };
	struct link_sync *s;

	s = link_sync_new(fd);
	(void)link_sync_send(s, CTL_WELCOME, 0, 0, &w, sizeof(w));
	fake_engine(f, ENGINE_SESSION, fd, CTL_PIPE_SESSION, s);
	fake_engine(f, ENGINE_RDE, fd, CTL_PIPE_RDE, s);
	fake_serve(f, ENGINE_PARENT, s);
}

static void
fake_start(struct fake *f, fake_answer *answer)
{
	struct sockaddr_un sun = { .sun_family = AF_UNIX };
	int client, fd;

	f->answer = answer;
	if (f->version == 0)
		f->version = LINK_VERSION;
	(void)snprintf(f->path, sizeof(f->path), "/tmp/ctl_test.%d.sock",
	    (int)getpid());
	(void)unlink(f->path);
	memcpy(sun.sun_path, f->path, sizeof(f->path));
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	if (fd == -1 || bind(fd, (struct sockaddr *)&sun, sizeof(sun)) == -1 ||
	    listen(fd, 4) == -1)
		abort();
	f->pid = fork();
	if (f->pid == 0) {
		(void)signal(SIGCHLD, SIG_IGN);
		(void)setpgid(0, 0);
		while ((client = accept(fd, NULL, NULL)) != -1)
			if (fork() == 0) {
				(void)signal(SIGCHLD, SIG_DFL);
				fake_client(f, client);
				_exit(0);
			} else
				(void)close(client);
		_exit(0);
	}
	(void)close(fd);
}

static void
fake_stop(struct fake *f)
{
	(void)kill(f->pid, SIGTERM);
	(void)waitpid(f->pid, NULL, 0);
	(void)unlink(f->path);
}

#endif
