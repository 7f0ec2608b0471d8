/* SPDX-License-Identifier: ISC */
/*
 * See linger.h.  Bounded in time and in number: past that a connection is
 * simply closed, for strangers can make us say "rejected" at will.
 */
#include <sys/socket.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "linger.h"

enum {
	LINGER_MS	  = 2000,
	LINGERS_MAX	  = 512,
	/* of these, so that neighbours have room for theirs */
	LINGERS_STRANGERS = 256,
};

struct linger_conn {
	LIST_ENTRY(linger_conn)	entry;
	struct engine		*e;
	int			 fd;
	struct loop_io		*io;
	struct loop_timer	*timer;
	size_t			 len;
	size_t			 off;
	uint8_t			 data[];
};

static void
linger_end(struct linger_conn *l)
{
	loop_io_free(l->io);
	loop_timer_free(l->timer);
	(void)close(l->fd);
	LIST_REMOVE(l, entry);
	l->e->nlingers--;
	free(l);
}

void
linger_end_all(struct engine *e)
{
	while (!LIST_EMPTY(&e->lingers))
		linger_end(LIST_FIRST(&e->lingers));
}

static void
linger_timeout(void *arg)
{
	linger_end(arg);
}

/* False when the connection is of no more use. */
static bool
linger_write(struct linger_conn *l)
{
	ssize_t n;

	while (l->off < l->len) {
		n = send(l->fd, l->data + l->off, l->len - l->off,
		    MSG_NOSIGNAL);
		if (n == -1)
			return errno == EAGAIN || errno == EINTR;
		l->off += (size_t)n;
	}
	return shutdown(l->fd, SHUT_WR) == 0;
}

static void
linger_ready(void *arg, int what)
{
	struct linger_conn *l = arg;
	ssize_t n;

	if (what & LOOP_WRITE) {
		if (!linger_write(l)) {
			linger_end(l);
			return;
		}
		loop_io_want(l->io, l->off < l->len ? LOOP_READ | LOOP_WRITE :
		    LOOP_READ);
		return;
	}
	n = read(l->fd, l->e->room, READ_ROOM);
	if (n == 0 || (n == -1 && errno != EAGAIN && errno != EINTR))
		linger_end(l);
}

static void
say_and_close(int fd, struct rbuf last)
{
	(void)send(fd, last.p, last.left, MSG_NOSIGNAL | MSG_DONTWAIT);
	(void)close(fd);
}

void
linger_stranger(struct engine *e, int fd, struct rbuf last)
{
	if (e->nlingers >= LINGERS_STRANGERS)
		say_and_close(fd, last);
	else
		linger_start(e, fd, last);
}

void
linger_start(struct engine *e, int fd, struct rbuf last)
{
	struct linger_conn *l;

	if (e->nlingers >= LINGERS_MAX) {
		say_and_close(fd, last);
		return;
	}
	l = xmalloc(sizeof(*l) + last.left);
	memset(l, 0, sizeof(*l));
	l->e = e;
	l->fd = fd;
	l->len = last.left;
	memcpy(l->data, last.p, last.left);
	if (!linger_write(l)) {
		(void)close(fd);
		free(l);
		return;
	}
	e->nlingers++;
	LIST_INSERT_HEAD(&e->lingers, l, entry);
	l->io = loop_io_new(e->loop, fd, linger_ready, l);
	l->timer = loop_timer_new(e->loop, linger_timeout, l);
	loop_timer_set(l->timer, LINGER_MS);
	loop_io_want(l->io, l->off < l->len ? LOOP_READ | LOOP_WRITE :
	    LOOP_READ);
}
