/* SPDX-License-Identifier: ISC */
/*
 * Octets of a program into the reader of lines, cut where the input says: the
 * lines are those that a plain split gives, however they came.  Each third
 * pauses, and all are answered; the answers come back whole and in order.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "program_io.h"

enum { SIZE_MAX_IN = 16384, PASSES = 3 };

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct seen {
	struct program_io *io;
	struct loop	*loop;
	struct loop_task *task;
	unsigned	 passes;
	const uint8_t	*want;		/* what is left of the input */
	size_t		 left;
	unsigned	 lines;
	bool		 closed;
};

static void
on_line(void *arg, const char *text, size_t len)
{
	struct seen *s = arg;

	if (len + 1 > s->left || memcmp(text, s->want, len) != 0 ||
	    s->want[len] != '\n' || memchr(text, '\n', len) != NULL)
		abort();
	s->want += len + 1;
	s->left -= len + 1;
	if (++s->lines % 3 == 0)
		program_io_pause(s->io, true);
	if (s->lines % 2 == 0)
		program_answer(s->io, "done");
	else
		program_data(s->io, text, len + 1);
}

static void
on_closed(void *arg, enum program_io_end why)
{
	struct seen *s = arg;

	if (why != PROGRAM_IO_CLOSED)
		abort();
	s->closed = true;
}

static void
on_nothing(void *arg)
{
	(void)arg;
}

static const struct program_io_ops ops = {
	.line = on_line, .closed = on_closed, .drained = on_nothing,
	.written = on_nothing,
};

/* A few passes of the loop, and what was paused goes on. */
static bool
count_passes(void *arg)
{
	struct seen *s = arg;

	if (++s->passes < PASSES)
		return true;
	s->passes = 0;
	loop_stop(s->loop);
	return false;
}

static void
turn(struct seen *s)
{
	loop_task_wake(s->task);
	loop_run(s->loop);
	program_io_pause(s->io, false);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct seen s = { 0 };
	int out[2], in[2];
	size_t n, at;

	if (size < 1 || size > SIZE_MAX_IN)
		return 0;
	if (pipe2(out, O_CLOEXEC) == -1 || pipe2(in, O_CLOEXEC) == -1)
		abort();
	s.loop = loop_new();
	s.task = loop_task_new(s.loop, count_passes, &s);
	s.want = data + 1;
	s.left = size - 1;
	s.io = program_io_new(s.loop, out[0], in[1], 4096, &ops, &s);
	for (at = 1; at < size; at += n) {
		n = 1U + data[0] + (at > 1 ? data[at - 1] : 0U);
		if (n > size - at)
			n = size - at;
		if (write(out[1], data + at, n) != (ssize_t)n)
			abort();
		turn(&s);
	}
	(void)close(out[1]);
	while (!s.closed)
		turn(&s);
	if (memchr(s.want, '\n', s.left) != NULL)
		abort();
	program_io_free(s.io);
	(void)close(in[0]);
	loop_task_free(s.task);
	loop_free(s.loop);
	return 0;
}
