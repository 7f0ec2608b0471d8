/* SPDX-License-Identifier: ISC */
/*
 * Connecting, and waiting for answers.  The daemon is not trusted: what it
 * sends is measured before it is read, and each failure becomes one line.
 */
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <bsd/string.h>

#include "client.h"

static const char *const engine_names[ENGINE_MAX] = {
	[ENGINE_PARENT] = "daemon",
	[ENGINE_SESSION] = "session engine",
	[ENGINE_RDE] = "route engine",
};

int
client_fail(struct client *c, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(c->why, sizeof(c->why), fmt, ap);
	va_end(ap);
	return -1;
}

static int
connect_fail(struct client *c, const char *path, int error)
{
	switch (error) {
	case ENOENT:
		return client_fail(c, "%s: no such socket; is bgpd running?",
		    path);
	case ECONNREFUSED:
		return client_fail(c, "%s: nobody listens; is bgpd running?",
		    path);
	case EACCES:
	case EPERM:
		c->refused = true;
		return client_fail(c, "%s: permission denied", path);
	case EAGAIN:
		return client_fail(c, "%s: bgpd does not accept connections",
		    path);
	default:
		return client_fail(c, "%s: %s", path, strerror(error));
	}
}

static int
open_socket(struct client *c, const char *path)
{
	struct sockaddr_un sun;
	struct timeval tv;
	int error, fd;

	memset(&sun, 0, sizeof(sun));
	sun.sun_family = AF_UNIX;
	if (strlcpy(sun.sun_path, path, sizeof(sun.sun_path)) >=
	    sizeof(sun.sun_path))
		return client_fail(c, "%s: path is too long", path);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd == -1)
		return client_fail(c, "socket: %s", strerror(errno));
	/* A full backlog would block connect for ever. */
	tv.tv_sec = c->timeout_ms / 1000;
	tv.tv_usec = c->timeout_ms % 1000 * 1000;
	(void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &tv, sizeof(tv));
	if (connect(fd, (struct sockaddr *)&sun, sizeof(sun)) == -1) {
		error = errno;
		(void)close(fd);
		return connect_fail(c, path, error);
	}
	return fd;
}

/* fd becomes the link's. */
static int
attach(struct client *c, enum engine e, int fd)
{
	c->link[e] = link_sync_new(fd);
	if (c->link[e] == NULL)
		return client_fail(c, "the %s speaks another version",
		    engine_names[e]);
	c->fd[e] = fd;
	return 0;
}

static int
take_pipe(struct client *c, enum engine e, struct link_msg *m)
{
	int fd;

	fd = link_msg_take_fd(m);
	if (fd == -1)
		return 0;	/* it is down */
	return attach(c, e, fd);
}

static int
handshake(struct client *c)
{
	struct ctl_welcome w;
	struct verdict v;
	struct link_msg m;
	bool welcome, session, rde;

	welcome = session = rde = false;
	while (!welcome || !session || !rde) {
		if (client_recv(c, ENGINE_PARENT, &m, -1) == -1)
			return -1;
		switch (m.type) {
		case CTL_WELCOME:
			if (rbuf_host(&m.body, &w, sizeof(w)) == -1 ||
			    w.version != LINK_VERSION)
				return client_fail(c,
				    "bgpd is of another version");
			welcome = true;
			break;
		case CTL_PIPE_SESSION:
			if (take_pipe(c, ENGINE_SESSION, &m) == -1)
				return -1;
			session = true;
			break;
		case CTL_PIPE_RDE:
			if (take_pipe(c, ENGINE_RDE, &m) == -1)
				return -1;
			rde = true;
			break;
		case CTL_END:
			if (client_verdict(c, &m, &v) == -1)
				return -1;
			c->refused = true;
			return client_fail(c, "bgpd refused: %s",
			    v.text[0] != '\0' ? v.text : "permission denied");
		default:
			return client_fail(c, "bgpd answered out of order");
		}
	}
	return 0;
}

int
client_open(struct client *c, const char *path, int timeout_ms)
{
	int e, fd;

	memset(c, 0, sizeof(*c));
	for (e = 0; e < ENGINE_MAX; e++)
		c->fd[e] = -1;
	c->timeout_ms = timeout_ms;
	fd = open_socket(c, path);
	if (fd == -1)
		return -1;
	if (attach(c, ENGINE_PARENT, fd) == -1)
		return -1;
	return handshake(c);
}

void
client_close(struct client *c)
{
	int e;

	for (e = 0; e < ENGINE_MAX; e++) {
		link_sync_free(c->link[e]);
		c->link[e] = NULL;
		c->fd[e] = -1;
	}
}

int
client_has(struct client *c, enum engine e)
{
	if (c->link[e] != NULL)
		return 0;
	return client_fail(c, "the %s is down; bgpd starts it again",
	    engine_names[e]);
}

int
client_send(struct client *c, enum engine e, uint16_t type, uint32_t id,
    uint32_t gen, const void *body, size_t len)
{
	if (client_has(c, e) == -1)
		return -1;
	if (link_sync_send(c->link[e], type, id, gen, body, len) == -1)
		return client_fail(c, "the %s closed the connection",
		    engine_names[e]);
	return 0;
}

int
client_recv(struct client *c, enum engine e, struct link_msg *m,
    int timeout_ms)
{
	int n;

	n = link_sync_recv(c->link[e], m,
	    timeout_ms < 0 ? c->timeout_ms : timeout_ms);
	switch (n) {
	case 1:
		return 1;
	case 0:
		return client_fail(c, "the %s closed the connection",
		    engine_names[e]);
	case -1:
		if (timeout_ms >= 0)
			return 0;
		return client_fail(c, "no answer from the %s for %d s",
		    engine_names[e], c->timeout_ms / 1000);
	default:
		return client_fail(c, "the %s broke the protocol",
		    engine_names[e]);
	}
}

int
client_verdict(struct client *c, struct link_msg *m, struct verdict *v)
{
	struct ctl_verdict w;
	size_t n;

	if (rbuf_host(&m->body, &w, sizeof(w)) == -1 || w.code > CTL_REFUSE)
		return client_fail(c, "bgpd sent a malformed verdict");
	memset(v, 0, sizeof(*v));
	v->code = (enum ctl_code)w.code;
	v->done = w.done;
	v->failed = w.failed;
	n = m->body.left;
	if (n >= sizeof(v->text))
		n = sizeof(v->text) - 1;
	memcpy(v->text, m->body.p, n);
	return 0;
}

int
client_ask(struct client *c, enum engine e, uint16_t type, uint32_t gen,
    const void *body, size_t len, client_message *fn, void *arg,
    struct verdict *v)
{
	struct link_msg m;
	uint32_t id;
	int fd;

	id = ++c->last_id;
	if (client_send(c, e, type, id, gen, body, len) == -1)
		return -1;
	for (;;) {
		if (client_recv(c, e, &m, -1) == -1)
			return -1;
		fd = link_msg_take_fd(&m);
		if (fd != -1)
			(void)close(fd);
		if (m.peer != id)
			return client_fail(c, "the %s answered something else",
			    engine_names[e]);
		if (m.type == CTL_WORKING)
			continue;
		if (m.type == CTL_END)
			return client_verdict(c, &m, v);
		if (fn == NULL || fn(arg, &m) == -1)
			return client_fail(c,
			    "the %s sent a malformed answer",
			    engine_names[e]);
	}
}

int
client_poll(struct client *c, enum engine e, bool answers)
{
	struct pollfd p = { .fd = c->fd[e],
	    .events = (short)(POLLOUT | (answers ? POLLIN : 0)) };
	int n;

	do
		n = poll(&p, 1, c->timeout_ms);
	while (n == -1 && errno == EINTR);
	if (n <= 0)
		return client_fail(c, "the %s takes nothing for %d s",
		    engine_names[e], c->timeout_ms / 1000);
	if ((p.revents & (POLLHUP | POLLERR)) != 0)
		p.revents |= POLLIN;
	return p.revents & (POLLIN | POLLOUT);
}
