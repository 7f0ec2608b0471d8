/* SPDX-License-Identifier: ISC */
/*
 * The link of a process with a loop.  Frames are built in place in 64 KiB
 * chunks and written together at the end of a loop pass; a call for each
 * message would cost fifty times as much.  Whatever tells the owner something
 * (closed, drain) runs from the link's task, never under link_send.
 */
#include <sys/socket.h>
#include <sys/uio.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bsd/sys/queue.h>

#include "base/clock.h"
#include "base/log.h"
#include "ipc/frame.h"
#include "ipc/link.h"

enum {
	CHUNK_SIZE	= 64 * 1024,
	CHUNK_FD	= 4 * 1024 - 64,	/* of one with a descriptor */
	CHUNKS_A_WRITE	= 4,
	PASS_OCTETS	= 1024 * 1024,	/* read or written in one pass */
	PASS_MS		= 2,
	/* a pass that read less gives it back */
	KEEP_BUF	= 64 * 1024,
};

struct chunk {
	STAILQ_ENTRY(chunk) entry;
	size_t		 off;		/* written so far */
	size_t		 len;
	size_t		 size;
	int		 fd;		/* goes with the first octet; -1 none */
	uint8_t		 data[];
};

struct link {
	struct loop_io		*io;
	struct loop_task	*task;
	int			 fd;
	const struct link_table	*table;
	void			(*closed)(void *arg, enum link_end why);
	void			(*drain)(void *arg);
	void			*arg;

	STAILQ_HEAD(, chunk)	 out;
	size_t			 queued;
	size_t			 fds;		/* that wait */
	size_t			 max_out;
	size_t			 low;
	bool			 drain_armed;	/* queued was above low */
	bool			 drain_due;
	bool			 blocked;	/* the kernel takes no more */
	bool			 broken;	/* nor will it ever */

	struct frame_in		 in;
	bool			 greeted;	/* their HELLO was right */
	bool			 paused;
	/* frames may lie in the buffer */
	bool			 waiting;

	bool			 dead;
	bool			 told;
	enum link_end		 why;
	int			 error;
	unsigned		 busy;		/* callbacks on the stack */
	bool			 freed;		/* by one of them */
};

int
link_msg_take_fd(struct link_msg *m)
{
	int fd = m->fd;

	m->fd = -1;
	return fd;
}

static void
set_want(struct link *k)
{
	int what = 0;

	if (!k->dead && !k->paused)
		what |= LOOP_READ;
	if (!k->dead && k->blocked)
		what |= LOOP_WRITE;
	loop_io_want(k->io, what);
}

static void
close_fd(struct link *k, struct chunk *c)
{
	if (c->fd == -1)
		return;
	close(c->fd);
	c->fd = -1;
	k->fds--;
}

static void
chunk_free(struct link *k, struct chunk *c)
{
	close_fd(k, c);
	free(c);
}

static void
drop_output(struct link *k)
{
	struct chunk *c;

	while ((c = STAILQ_FIRST(&k->out)) != NULL) {
		STAILQ_REMOVE_HEAD(&k->out, entry);
		chunk_free(k, c);
	}
	k->queued = 0;
	k->blocked = false;
}

/* The owner hears of it from the task. */
static void
die(struct link *k, enum link_end why, int error)
{
	if (k->dead)
		return;
	k->dead = true;
	k->why = why;
	k->error = error;
	drop_output(k);
	set_want(k);
	loop_task_wake(k->task);
}

/* --- writing ------------------------------------------------------------ */

static struct chunk *
chunk_new(struct link *k, int fd)
{
	const size_t size = fd == -1 ? CHUNK_SIZE : CHUNK_FD;
	struct chunk *c = xmalloc(sizeof(*c) + size);

	c->off = c->len = 0;
	c->size = size;
	c->fd = fd;
	k->fds += fd != -1;
	STAILQ_INSERT_TAIL(&k->out, c, entry);
	return c;
}

static void
put(struct link *k, const void *bytes, size_t n)
{
	struct chunk *c = STAILQ_LAST(&k->out, chunk, entry);
	const uint8_t *p = bytes;
	size_t part;

	while (n > 0) {
		if (c == NULL || c->len == c->size)
			c = chunk_new(k, -1);
		part = c->size - c->len;
		if (part > n)
			part = n;
		memcpy(c->data + c->len, p, part);
		c->len += part;
		k->queued += part;
		p += part;
		n -= part;
	}
}

/* A chunk with a descriptor begins a call of its own. */
static size_t
gather(struct link *k, struct iovec *iov, size_t *niov)
{
	struct chunk *c;
	size_t n = 0, total = 0;

	STAILQ_FOREACH(c, &k->out, entry) {
		if (n == CHUNKS_A_WRITE || (n > 0 && c->fd != -1))
			break;
		iov[n].iov_base = c->data + c->off;
		iov[n].iov_len = c->len - c->off;
		total += iov[n].iov_len;
		n++;
	}
	*niov = n;
	return total;
}

static ssize_t
send_some(struct link *k, struct iovec *iov, size_t niov)
{
	union {
		struct cmsghdr	align;
		char		space[CMSG_SPACE(sizeof(int))];
	} control;
	struct msghdr mh = { .msg_iov = iov, .msg_iovlen = niov };
	struct chunk *first = STAILQ_FIRST(&k->out);
	struct cmsghdr *cm;

	if (first->fd != -1) {
		memset(&control, 0, sizeof(control));
		mh.msg_control = &control;
		mh.msg_controllen = sizeof(control);
		cm = CMSG_FIRSTHDR(&mh);
		cm->cmsg_level = SOL_SOCKET;
		cm->cmsg_type = SCM_RIGHTS;
		cm->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(cm), &first->fd, sizeof(int));
	}
	return sendmsg(k->fd, &mh, MSG_DONTWAIT | MSG_NOSIGNAL);
}

static void
wrote(struct link *k, size_t n)
{
	struct chunk *c;
	size_t part;

	k->queued -= n;
	close_fd(k, STAILQ_FIRST(&k->out));
	while (n > 0) {
		c = STAILQ_FIRST(&k->out);
		part = c->len - c->off;
		if (part > n) {
			c->off += n;
			break;
		}
		n -= part;
		STAILQ_REMOVE_HEAD(&k->out, entry);
		chunk_free(k, c);
	}
	if (k->drain_armed && k->queued <= k->low) {
		k->drain_armed = false;
		k->drain_due = true;
		loop_task_wake(k->task);
	}
}

/*
 * A reader that is gone may have left words for us: they are read first, and
 * the end of them is the end of the link.
 */
static void
write_failed(struct link *k, int error)
{
	if (error == EAGAIN || error == EINTR) {
		k->blocked = true;
		set_want(k);
	} else if ((error == EPIPE || error == ECONNRESET) && !k->paused) {
		k->broken = true;
		drop_output(k);
		set_want(k);
	} else if (error == EPIPE || error == ECONNRESET)
		die(k, LINK_EOF, 0);
	else
		die(k, LINK_ERROR, error);
}

/* Returns true when it stopped for having done enough. */
static bool
write_out(struct link *k, size_t most)
{
	struct iovec iov[CHUNKS_A_WRITE];
	size_t niov, total, done = 0;
	ssize_t n;

	while (!k->dead && k->queued > 0) {
		if (done >= most)
			return true;
		total = gather(k, iov, &niov);
		n = send_some(k, iov, niov);
		if (n == -1) {
			write_failed(k, errno);
			return false;
		}
		wrote(k, (size_t)n);
		done += (size_t)n;
		if ((size_t)n < total) {
			k->blocked = true;
			set_want(k);
			return false;
		}
	}
	if (!k->dead && k->blocked) {
		k->blocked = false;
		set_want(k);
	}
	return false;
}

/* Starts a frame; its body follows by put() and then queued_frame(). */
static int
begin_frame(struct link *k, const struct link_hdr *h, int fd)
{
	if (h->len > LINK_BODY_MAX + sizeof(*h))
		fatal("link: message %u of %u octets", h->type, h->len);
	if (k->dead || k->broken)
		return -1;
	if (k->max_out > 0 && k->queued + h->len + k->fds * LINK_FD_COSTS >
	    k->max_out) {
		die(k, LINK_FULL, 0);
		return -1;
	}
	if (fd != -1)
		chunk_new(k, fd);
	put(k, h, sizeof(*h));
	return 0;
}

static void
queued_frame(struct link *k)
{
	if (k->drain != NULL && k->queued > k->low)
		k->drain_armed = true;
	if (k->blocked)
		return;
	if (k->queued >= CHUNK_SIZE)
		write_out(k, CHUNK_SIZE);
	if (k->queued > 0 && !k->blocked)
		loop_task_wake(k->task);
}

int
link_send2(struct link *k, uint16_t type, uint32_t peer, uint32_t gen,
    const void *a, size_t alen, const void *b, size_t blen)
{
	struct link_hdr h = { .type = type, .peer = peer, .gen = gen };

	if (alen > LINK_BODY_MAX || blen > LINK_BODY_MAX)
		fatal("link: message %u of %zu octets", type, alen + blen);
	h.len = (uint32_t)(sizeof(h) + alen + blen);
	if (begin_frame(k, &h, -1) == -1)
		return -1;
	put(k, a, alen);
	put(k, b, blen);
	queued_frame(k);
	return 0;
}

int
link_send(struct link *k, uint16_t type, uint32_t peer, uint32_t gen,
    const void *body, size_t len)
{
	return link_send2(k, type, peer, gen, body, len, NULL, 0);
}

int
link_send_fd(struct link *k, uint16_t type, uint32_t peer, uint32_t gen,
    const void *body, size_t len, int fd)
{
	struct link_hdr h = {
		.type = type, .has_fd = fd != -1, .peer = peer, .gen = gen,
	};

	if (len > LINK_BODY_MAX)
		fatal("link: message %u of %zu octets", type, len);
	h.len = (uint32_t)(sizeof(h) + len);
	if (begin_frame(k, &h, fd) == -1) {
		if (fd != -1)
			close(fd);
		return -1;
	}
	put(k, body, len);
	queued_frame(k);
	return 0;
}

/* --- reading ------------------------------------------------------------ */

static const struct link_handler *
find_handler(const struct link *k, const struct link_hdr *h)
{
	static const struct link_handler hello = {
		LINK_HELLO, sizeof(uint32_t), sizeof(uint32_t), NULL,
	};
	size_t i, body = h->len - sizeof(*h);
	const struct link_handler *v = k->table->v;

	if (!k->greeted)
		return h->type == LINK_HELLO && body == hello.min &&
		    h->has_fd == 0 ? &hello : NULL;
	for (i = 0; i < k->table->n; i++)
		if (v[i].type == h->type)
			return body >= v[i].min && body <= v[i].max ?
			    &v[i] : NULL;
	return NULL;
}

static int
handle(struct link *k, const struct link_handler *row, struct link_msg *m)
{
	uint32_t version;

	if (k->greeted) {
		row->fn(k->arg, m);
		return 0;
	}
	if (rbuf_host(&m->body, &version, sizeof(version)) == -1 ||
	    version != LINK_VERSION)
		return -1;
	k->greeted = true;
	return 0;
}

/*
 * One frame of the buffer, or none: returns whether there was one.  The table
 * is asked as soon as the header is there, before a body is waited for.
 */
static bool
dispatch_one(struct link *k)
{
	const struct link_handler *row;
	struct link_msg m = { .fd = -1 };
	struct link_hdr h;
	int r;

	r = frame_in_peek(&k->in, &h);
	if (r == 0 && h.len == 0)
		return false;
	row = r == -1 ? NULL : find_handler(k, &h);
	if (row == NULL) {
		die(k, LINK_PROTOCOL, 0);
		return false;
	}
	if (r == 0)
		return false;
	if (frame_in_take(&k->in, &h, &m) == -1 || handle(k, row, &m) == -1)
		die(k, LINK_PROTOCOL, 0);
	if (m.fd != -1)
		close(m.fd);
	return true;
}

static bool
may_read(const struct link *k)
{
	return !k->freed && !k->dead && !k->paused;
}

/* Returns true when nothing is left in the buffer but an incomplete frame. */
static bool
dispatch(struct link *k, monotime_t until)
{
	while (may_read(k)) {
		if (!dispatch_one(k)) {
			k->waiting = false;
			return !k->dead;
		}
		if (monotime_diff_ms(clock_now(), until) > 0)
			break;
	}
	return false;
}

static void
read_ended(struct link *k, long r)
{
	if (r == FRAME_EOF)
		die(k, LINK_EOF, 0);
	else if (r == FRAME_BAD)
		die(k, LINK_PROTOCOL, 0);
	else if (r == FRAME_ERROR)
		die(k, LINK_ERROR, errno);
}

/*
 * Reads and dispatches for a bounded while; the descriptor stays readable, or
 * the task is woken, when there is more.  The caller holds busy.
 */
static void
input(struct link *k)
{
	monotime_t until = monotime_add_ms(clock_now(), PASS_MS);
	size_t room, done = 0;
	long n;

	while (dispatch(k, until) && done < PASS_OCTETS) {
		n = frame_in_read(&k->in, k->fd, &room);
		if (n <= 0) {
			read_ended(k, n);
			break;
		}
		k->waiting = true;
		done += (size_t)n;
		if ((size_t)n < room) {		/* there was no more */
			dispatch(k, until);
			break;
		}
	}
	if (k->freed)
		return;
	if (k->waiting && may_read(k))
		loop_task_wake(k->task);
	if (done < KEEP_BUF)
		frame_in_idle(&k->in);
}

/* --- life --------------------------------------------------------------- */

static void
leave(struct link *k)
{
	if (--k->busy > 0 || !k->freed)
		return;
	frame_in_close(&k->in);
	free(k);
}

static void
io_ready(void *arg, int what)
{
	struct link *k = arg;

	k->busy++;
	if (what == LOOP_READ && may_read(k))
		input(k);
	else if (what == LOOP_WRITE && !k->dead) {
		k->blocked = false;
		if (write_out(k, PASS_OCTETS))
			loop_task_wake(k->task);
		set_want(k);
	}
	leave(k);
}

/* At the end of a pass: what was sent in it is written, the owner is told. */
static bool
work(void *arg)
{
	struct link *k = arg;
	bool more = false;

	k->busy++;
	if (k->waiting && may_read(k))
		input(k);
	if (!k->freed && !k->dead && !k->blocked)
		more = write_out(k, PASS_OCTETS);
	if (!k->freed && !k->dead && k->drain_due) {
		k->drain_due = false;
		k->drain_armed = k->queued > k->low;	/* filled again */
		if (!k->drain_armed)
			k->drain(k->arg);
	}
	if (!k->freed && k->dead && !k->told) {
		k->told = true;
		errno = k->error;
		k->closed(k->arg, k->why);
	}
	if (k->freed)
		more = false;
	leave(k);
	return more;
}

struct link *
link_new(struct loop *l, int fd, const struct link_table *table,
    void (*closed)(void *arg, enum link_end why), void *arg, size_t max_out)
{
	const uint32_t version = LINK_VERSION;
	struct link *k = xcalloc(1, sizeof(*k));
	int flags = fcntl(fd, F_GETFL);

	k->fd = fd;
	k->table = table;
	k->closed = closed;
	k->arg = arg;
	STAILQ_INIT(&k->out);
	k->io = loop_io_new(l, fd, io_ready, k);
	k->task = loop_task_new(l, work, k);
	if (flags == -1 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) == -1)
		die(k, LINK_ERROR, errno);
	set_want(k);
	link_send(k, LINK_HELLO, 0, 0, &version, sizeof(version));
	k->max_out = max_out;
	return k;
}

void
link_free(struct link *k)
{
	if (k == NULL || k->freed)
		return;
	k->freed = true;
	loop_io_free(k->io);
	loop_task_free(k->task);
	drop_output(k);
	close(k->fd);
	k->busy++;
	leave(k);
}

size_t
link_queued(const struct link *k)
{
	return k->queued;
}

void
link_bound(struct link *k, size_t max_out)
{
	k->max_out = max_out;
}

void
link_on_drain(struct link *k, size_t low, void (*fn)(void *arg))
{
	k->low = low;
	k->drain = fn;
	k->drain_due = false;
	k->drain_armed = fn != NULL && k->queued > low;
}

void
link_pause(struct link *k, bool paused)
{
	if (k->paused == paused)
		return;
	k->paused = paused;
	set_want(k);
	if (!paused && k->waiting && !k->dead)
		loop_task_wake(k->task);
}

void
link_flush(struct link *k)
{
	if (!k->dead)
		write_out(k, SIZE_MAX);
}
