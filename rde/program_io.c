/* SPDX-License-Identifier: ISC */
/*
 * One task for each program: it writes what waits, then hands over lines, both
 * for a turn.  The pipe is read only when no whole line is left, so what a
 * program has written and we have not handled waits in its pipe, and stops it.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "program_io.h"
#include "program_queue.h"

enum {
	SLICE_MS	= 2,
	READ_ROOM	= 64 * 1024,
	/* of a process that is gone, as others may have its pipe */
	GONE_MAX	= 1024 * 1024,
};

struct program_io {
	struct loop_task	*task;
	struct loop_io		*rd;
	struct loop_io		*wr;
	int			 out;
	int			 in;
	const struct program_io_ops *ops;
	void			*arg;
	bool			 turning;	/* a callback may be below us */
	bool			 dead;		/* freed when the turn ends */

	uint8_t			*buf;
	size_t			 size;
	size_t			 len;
	size_t			 off;		/* lines handed over */
	size_t			 seen;		/* no newline before it */
	size_t			 gone_left;	/* octets, when gone */
	bool			 paused;
	bool			 full;		/* of answers */
	bool			 gone;
	bool			 eof;
	bool			 ended;		/* closed was called */
	bool			 told_deaf;

	struct program_queue	 q;
	bool			 blocked;
	bool			 refused;	/* drained is due */
	bool			 many;		/* answered is due */
	bool			 last;		/* written is due */
};

static bool	turn(void *arg);

static void
on_readable(void *arg, int what)
{
	struct program_io *io = arg;

	(void)what;
	loop_io_want(io->rd, 0);
	loop_task_wake(io->task);
}

static void
on_writable(void *arg, int what)
{
	struct program_io *io = arg;

	(void)what;
	io->blocked = false;
	loop_io_want(io->wr, 0);
	loop_task_wake(io->task);
}

static void
unblock(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	if (flags != -1)
		(void)fcntl(fd, F_SETFL, flags | O_NONBLOCK);
}

struct program_io *
program_io_new(struct loop *l, int out, int in, size_t events,
    const struct program_io_ops *ops, void *arg)
{
	struct program_io *io = xcalloc(1, sizeof(*io));

	io->ops = ops;
	io->arg = arg;
	io->out = out;
	io->in = in;
	unblock(out);
	unblock(in);
	program_queue_init(&io->q, events);
	io->task = loop_task_new(l, turn, io);
	io->rd = loop_io_new(l, out, on_readable, io);
	io->wr = loop_io_new(l, in, on_writable, io);
	loop_task_wake(io->task);
	return io;
}

static void
destroy(struct program_io *io)
{
	loop_task_free(io->task);
	loop_io_free(io->rd);
	loop_io_free(io->wr);
	(void)close(io->out);
	(void)close(io->in);
	program_queue_fini(&io->q);
	free(io->buf);
	free(io);
}

void
program_io_free(struct program_io *io)
{
	if (io != NULL && io->turning)
		io->dead = true;
	else if (io != NULL)
		destroy(io);
}

void
program_io_bound(struct program_io *io, size_t events)
{
	io->q.events_max = events;
	loop_task_wake(io->task);
}

void
program_io_pause(struct program_io *io, bool paused)
{
	io->paused = paused;
	if (!paused)
		loop_task_wake(io->task);
}

void
program_io_gone(struct program_io *io)
{
	io->gone = true;
	io->gone_left = GONE_MAX;
	loop_task_wake(io->task);
}

bool
program_io_is_held(const struct program_io *io)
{
	return io->paused || io->full;
}

bool
program_io_has_ended(const struct program_io *io)
{
	return io->ended;
}

bool
program_io_is_deaf(const struct program_io *io)
{
	return io->q.deaf;
}

/* --- out ------------------------------------------------------------------ */

/* Once a pass, with all that the pass has made. */
static void
put(struct program_io *io)
{
	if (!io->blocked)
		loop_task_wake(io->task);
	if (io->q.answers_len > PROGRAM_ANSWERS_LOW)
		io->many = true;
	if (io->q.answers_len > PROGRAM_ANSWERS_MAX)
		io->full = true;
}

void
program_answer(struct program_io *io, const char *literal)
{
	program_queue_answer(&io->q, literal);
	put(io);
}

void
program_data(struct program_io *io, const void *p, size_t len)
{
	program_queue_data(&io->q, p, len);
	put(io);
}

/* The pipe may have room that this pass has not used yet. */
static void
write_early(struct program_io *io)
{
	if (!io->blocked &&
	    program_queue_write(&io->q, io->in) == QUEUE_BLOCKED) {
		io->blocked = true;
		loop_io_want(io->wr, LOOP_WRITE);
	}
}

bool
program_event(struct program_io *io, const void *p, size_t len)
{
	if (program_queue_event(&io->q, p, len, false)) {
		put(io);
		return true;
	}
	write_early(io);
	if (program_queue_event(&io->q, p, len, false)) {
		put(io);
		return true;
	}
	io->refused = true;
	return false;
}

void
program_event_force(struct program_io *io, const void *p, size_t len)
{
	(void)program_queue_event(&io->q, p, len, true);
	put(io);
}

void
program_io_last(struct program_io *io, const void *p, size_t len)
{
	io->last = true;
	program_event_force(io, p, len);
}

size_t
program_events_queued(const struct program_io *io)
{
	return io->q.events_len;
}

size_t
program_answers_queued(const struct program_io *io)
{
	return io->q.answers_len;
}

static bool
is_half_full(const struct program_io *io)
{
	return io->q.events_len > 0 &&
	    io->q.events_len >= io->q.events_max / 2;
}

void
program_io_waiting(const struct program_io *io, uint64_t *lines,
    uint64_t *octets)
{
	*lines = io->q.lines;
	*octets = io->q.octets;
}

bool
program_events_busy(struct program_io *io)
{
	if (is_half_full(io))
		io->refused = true;
	return io->refused;
}

/* --- in ------------------------------------------------------------------- */

/* The end of the first line in the buffer; NULL: there is no whole one. */
static uint8_t *
line_end(struct program_io *io)
{
	uint8_t *nl;

	if (io->seen == io->len)
		return NULL;
	nl = memchr(io->buf + io->seen, '\n', io->len - io->seen);
	io->seen = nl != NULL ? (size_t)(nl - io->buf) : io->len;
	return nl;
}

static void
make_room(struct program_io *io)
{
	if (io->off > 0) {
		memmove(io->buf, io->buf + io->off, io->len - io->off);
		io->len -= io->off;
		io->seen -= io->off;
		io->off = 0;
	}
	if (io->len == 0)
		io->size = 0;		/* a long line is over */
	else if (io->size - io->len >= READ_ROOM)
		return;
	io->size = io->size == 0 ? READ_ROOM : io->size * 2;
	io->buf = xreallocarray(io->buf, io->size, 1);
}

/* False: nothing came. */
static bool
read_some(struct program_io *io)
{
	ssize_t n;

	if (io->eof || (io->gone && io->gone_left == 0))
		return false;
	make_room(io);
	n = read(io->out, io->buf + io->len, io->size - io->len);
	if (n > 0) {
		io->len += (size_t)n;
		io->gone_left -= (size_t)n < io->gone_left ? (size_t)n :
		    io->gone_left;
		return true;
	}
	if (n == 0 || (errno != EAGAIN && errno != EWOULDBLOCK &&
	    errno != EINTR))
		io->eof = true;
	return false;
}

static void
end(struct program_io *io, enum program_io_end why)
{
	io->ended = true;
	free(io->buf);
	io->buf = NULL;
	io->size = io->len = io->off = io->seen = 0;
	io->ops->closed(io->arg, why);
}

/* One line, or a read; false: there is nothing to do for now. */
static bool
take_line(struct program_io *io)
{
	uint8_t *nl = line_end(io), *line;

	if (nl == NULL) {
		if (io->len - io->off > PROGRAM_LINE_MAX) {
			end(io, PROGRAM_IO_LINE);
			return false;
		}
		if (read_some(io))
			return true;
		/* What is no whole line is nothing (killed in the middle). */
		if (io->eof || io->gone)
			end(io, PROGRAM_IO_CLOSED);
		return false;
	}
	line = io->buf + io->off;
	if (nl - line > PROGRAM_LINE_MAX) {
		end(io, PROGRAM_IO_LINE);
		return false;
	}
	io->off = io->seen = (size_t)(nl + 1 - io->buf);
	io->ops->line(io->arg, (const char *)line, (size_t)(nl - line));
	return true;
}

/* --- turns ---------------------------------------------------------------- */

/* What writing has made true. */
static void
tell(struct program_io *io, enum queue_step step)
{
	if (io->full && io->q.answers_len <= PROGRAM_ANSWERS_MAX / 2)
		io->full = false;
	if (io->many && io->q.answers_len <= PROGRAM_ANSWERS_LOW) {
		io->many = false;
		if (io->ops->answered != NULL)
			io->ops->answered(io->arg);
	}
	if (!io->dead && io->refused && !is_half_full(io)) {
		io->refused = false;
		io->ops->drained(io->arg);
	}
	if (!io->dead && io->last && step == QUEUE_EMPTY) {
		io->last = false;
		io->ops->written(io->arg);
	}
}

/* True: there is more. */
static bool
write_some(struct program_io *io)
{
	enum queue_step step;

	if (io->blocked)
		return false;
	step = program_queue_write(&io->q, io->in);
	if (step == QUEUE_BLOCKED) {
		io->blocked = true;
		loop_io_want(io->wr, LOOP_WRITE);
	}
	tell(io, step);
	if (!io->dead && io->q.deaf && !io->told_deaf) {
		io->told_deaf = true;
		io->ops->closed(io->arg, PROGRAM_IO_DEAF);
	}
	return step == QUEUE_MORE;
}

static bool
may_hand_over(const struct program_io *io)
{
	return !io->paused && !io->full && !io->ended && !io->dead;
}

static bool
read_lines(struct program_io *io)
{
	monotime_t until = monotime_add_ms(clock_now(), SLICE_MS);

	while (may_hand_over(io) && take_line(io))
		if (monotime_diff_ms(clock_now(), until) >= 0)
			return true;
	return false;
}

static bool
turn(void *arg)
{
	struct program_io *io = arg;
	bool more;

	io->turning = true;
	more = write_some(io);
	more |= read_lines(io);
	io->turning = false;
	if (io->dead) {
		destroy(io);
		return false;
	}
	if (may_hand_over(io) && !more)
		loop_io_want(io->rd, LOOP_READ);
	return more;
}
