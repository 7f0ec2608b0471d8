/* SPDX-License-Identifier: ISC */
/*
 * The blocking link of bgpctl: the same frames, without a loop.  Nothing
 * bounds what it takes in while it writes but the memory of a program that
 * one person started.
 */
#include <sys/socket.h>

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "ipc/frame.h"
#include "ipc/link_sync.h"

struct link_sync {
	int		 fd;
	struct frame_in	 in;
	bool		 greeted;
	bool		 eof;		/* nothing more will be read */
	bool		 bad;
};

struct link_sync *
link_sync_new(int fd)
{
	const uint32_t version = LINK_VERSION;
	struct link_sync *s = xcalloc(1, sizeof(*s));

	s->fd = fd;
	/* A failure shows when the answer is read. */
	(void)link_sync_send(s, LINK_HELLO, 0, 0, &version, sizeof(version));
	return s;
}

void
link_sync_free(struct link_sync *s)
{
	if (s == NULL)
		return;
	frame_in_close(&s->in);
	close(s->fd);
	free(s);
}

/* Takes in what is there; never waits. */
static void
take_in(struct link_sync *s)
{
	size_t room;
	long n = frame_in_read(&s->in, s->fd, &room);

	if (n == FRAME_EOF || n == FRAME_ERROR)
		s->eof = true;
	else if (n == FRAME_BAD)
		s->bad = true;
}

static int
wait_for(struct link_sync *s, short what, int timeout_ms)
{
	struct pollfd p = { .fd = s->fd, .events = what };
	int r;

	do
		r = poll(&p, 1, timeout_ms);
	while (r == -1 && errno == EINTR);
	if (r > 0 && p.revents & (POLLIN | POLLHUP | POLLERR) && !s->eof &&
	    !s->bad)
		take_in(s);
	return r;
}

int
link_sync_send(struct link_sync *s, uint16_t type, uint32_t peer,
    uint32_t gen, const void *body, size_t len)
{
	struct link_hdr h = { .type = type, .peer = peer, .gen = gen };
	uint8_t *frame;
	size_t done = 0;
	ssize_t n;

	if (len > LINK_BODY_MAX)
		fatal("link: message %u of %zu octets", type, len);
	h.len = (uint32_t)(sizeof(h) + len);
	frame = xmalloc(h.len);
	memcpy(frame, &h, sizeof(h));
	if (len > 0)
		memcpy(frame + sizeof(h), body, len);
	while (done < h.len) {
		n = send(s->fd, frame + done, h.len - done,
		    MSG_DONTWAIT | MSG_NOSIGNAL);
		if (n >= 0)
			done += (size_t)n;
		else if (errno == EAGAIN)
			wait_for(s, s->eof || s->bad ? POLLOUT :
			    POLLIN | POLLOUT, -1);
		else if (errno != EINTR)
			break;
	}
	free(frame);
	return done < h.len ? -1 : 0;
}

/* 1 a message, 0 none yet, -2 protocol error. */
static int
next_message(struct link_sync *s, struct link_msg *m)
{
	struct link_hdr h;
	uint32_t version;
	int r = frame_in_peek(&s->in, &h);

	if (r == 0)
		return 0;
	if (r == -1 || frame_in_take(&s->in, &h, m) == -1)
		return -2;
	if (s->greeted)
		return 1;
	if (m->type != LINK_HELLO || m->fd != -1 ||
	    rbuf_host(&m->body, &version, sizeof(version)) == -1 ||
	    m->body.left > 0 || version != LINK_VERSION) {
		if (m->fd != -1)
			close(link_msg_take_fd(m));
		return -2;
	}
	s->greeted = true;
	return next_message(s, m);
}

int
link_sync_recv(struct link_sync *s, struct link_msg *m, int timeout_ms)
{
	int r;

	for (;;) {
		r = next_message(s, m);
		if (r != 0)
			return r;
		if (s->bad)
			return -2;
		if (s->eof)
			return 0;
		if (wait_for(s, POLLIN, timeout_ms) <= 0)
			return -1;
	}
}
