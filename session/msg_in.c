/* SPDX-License-Identifier: ISC */
/*
 * Framing (RFC 4271 4.1).  Everybody reads into one buffer of the engine;
 * a connection keeps only the message of which a part has come, so a thousand
 * quiet neighbours need no buffers.  A long message is completed in place: a
 * neighbour that writes an octet at a time costs a read each, and no copy.
 */
#include <sys/uio.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "ipc/session_rde.h"
#include "msg_in.h"
#include "peer.h"

/* UPDATEs gathered during one read. */
struct run {
	const uint8_t	*a;		/* the completed partial message */
	const uint8_t	*b;		/* from the engine's buffer */
	size_t		 alen;
	size_t		 blen;
	uint32_t	 n;
};

void
msg_in_clear(struct conn *c)
{
	free(c->part);
	c->part = NULL;
	c->part_len = c->part_size = 0;
}

static void
run_flush(struct conn *c, const struct msg_in_ops *ops, struct run *r)
{
	struct run now = *r;

	*r = (struct run){ 0 };
	if (now.n == 0)
		return;
	if (now.alen + now.blen > SR_BATCH_MAX) {
		uint32_t serial = c->serial;

		ops->updates(c, now.a, now.alen, NULL, 0, 1);
		if (c->serial == serial)
			ops->updates(c, now.b, now.blen, NULL, 0, now.n - 1);
		return;
	}
	if (now.alen == 0)
		ops->updates(c, now.b, now.blen, NULL, 0, now.n);
	else
		ops->updates(c, now.a, now.alen, now.b, now.blen, now.n);
}

static void
keep_tail(struct conn *c, const uint8_t *p, size_t len, uint32_t size)
{
	if (len == 0)
		return;
	c->part = xmalloc(size != 0 ? size : MSG_HEADER);
	memcpy(c->part, p, len);
	c->part_len = (uint32_t)len;
	c->part_size = size;
}

/* Where nothing says how long it is, what stands there is kept. */
static struct rbuf
bad_message(const uint8_t *p, size_t len, const struct notify *err)
{
	size_t n = message_len(p);

	if (err->subcode == HEADER_SYNC)
		n = MSG_MAX;
	else if (n < MSG_HEADER)
		n = MSG_HEADER;
	return rbuf_of(p, n < len ? n : len);
}

/* RFC 8654 4: it is our own OPEN that allows long messages. */
static unsigned
may_come(const struct conn *c)
{
	unsigned may = 0;

	if (c->peer->conf.extended_message != 0 && !c->plain)
		may |= MESSAGE_EXTENDED;
	if (c->neg != NULL && c->neg->operational)
		may |= MESSAGE_OPERATIONAL;
	return may;
}

/* Everything whole in p goes out; the tail is kept. */
static void
split(struct conn *c, const struct msg_in_ops *ops, const uint8_t *p,
    size_t len, struct run *r)
{
	struct message_head h = { 0 };
	struct notify err;
	uint32_t serial = c->serial;

	while (len >= MSG_HEADER) {
		if (message_head_read(p, may_come(c), &h, &err) == -1) {
			run_flush(c, ops, r);
			if (c->serial == serial)
				ops->bad_header(c, &err,
				    bad_message(p, len, &err));
			return;
		}
		if (h.len > len)
			break;
		if (h.type == MSG_UPDATE) {
			if (r->blen == 0)
				r->b = p;
			r->blen += h.len;
			r->n++;
		} else {
			run_flush(c, ops, r);
			if (c->serial == serial)
				ops->message(c, h.type, p, h.len);
			if (c->serial != serial)
				return;
		}
		p += h.len;
		len -= h.len;
	}
	run_flush(c, ops, r);
	if (c->serial == serial)
		keep_tail(c, p, len, len >= MSG_HEADER ? h.len : 0);
}

/* The partial message is whole now, and n octets follow in the room. */
static void
completed(struct conn *c, const struct msg_in_ops *ops, size_t n)
{
	uint8_t *part = c->part;
	uint32_t size = c->part_size, serial = c->serial;
	struct run r = { 0 };

	c->part = NULL;
	c->part_len = c->part_size = 0;
	if (message_type(part) == MSG_UPDATE)
		r = (struct run){ .a = part, .alen = size, .n = 1 };
	else
		ops->message(c, message_type(part), part, (uint16_t)size);
	if (c->serial == serial)
		split(c, ops, c->e->room, n, &r);
	free(part);
}

static void
read_done(struct conn *c, const struct msg_in_ops *ops, size_t n)
{
	struct run r = { 0 };
	size_t need, had;

	c->last_read = clock_coarse();
	c->peer->last_read = c->last_read;
	if (c->part_size != 0) {
		need = c->part_size - c->part_len;
		if (n < need) {
			c->part_len += (uint32_t)n;
			return;
		}
		completed(c, ops, n - need);
		return;
	}
	had = c->part_len;
	msg_in_clear(c);
	split(c, ops, c->e->room, had + n, &r);
}

/* A partial header is read again with what follows it. */
static ssize_t
read_some(struct conn *c)
{
	struct iovec v[2];
	int n = 0;

	if (c->part_size != 0)
		v[n++] = (struct iovec){ c->part + c->part_len,
		    c->part_size - c->part_len };
	else if (c->part_len != 0)
		memcpy(c->e->room, c->part, c->part_len);
	if (c->part_size != 0)
		v[n++] = (struct iovec){ c->e->room, READ_ROOM };
	else
		v[n++] = (struct iovec){ c->e->room + c->part_len,
		    READ_ROOM - c->part_len };
	return readv(c->fd, v, n);
}

void
msg_in_read(struct conn *c, const struct msg_in_ops *ops)
{
	ssize_t n;

	n = read_some(c);
	if (n == -1 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0)
		ops->closed(c, n == 0 ? 0 : errno);
	else
		read_done(c, ops, (size_t)n);
}
