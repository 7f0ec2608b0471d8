/* SPDX-License-Identifier: ISC */
/*
 * A line that is too long is logged when it ends, cut, with how much is
 * missing; of a flood the first lines of each ten seconds, and how many there
 * were more.  Past that the pipe is read slowly, not at the loop's speed.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "program_stderr.h"

enum { READ_MAX = 16 * 1024, REST_MS = 10, LAST_MAX = 256 * 1024 };

struct program_stderr {
	struct loop_io		*io;
	struct loop_timer	*window;
	struct loop_timer	*rest;
	void			(*line)(void *arg, const char *text,
				    size_t len);
	void			*arg;
	int			 fd;
	unsigned		 lines;		/* logged in this window */
	uint64_t		 lost;		/* lines, and of this one */
	uint64_t		 cut;		/* octets */
	size_t			 len;
	char			 text[PROGRAM_STDERR_LINE + 64];
};

static void
tell(struct program_stderr *e)
{
	int n;

	if (e->cut > 0) {
		n = snprintf(e->text + e->len, sizeof(e->text) - e->len,
		    " [and %llu octets more]", (unsigned long long)e->cut);
		e->len += n > 0 ? (size_t)n : 0;
	}
	e->line(e->arg, e->text, e->len);
}

static void
end_line(struct program_stderr *e)
{
	if (!loop_timer_running(e->window))
		loop_timer_set(e->window, PROGRAM_STDERR_MS);
	if (e->lines == PROGRAM_STDERR_LINES)
		e->lost++;
	else {
		e->lines++;
		tell(e);
	}
	e->len = 0;
	e->cut = 0;
}

static void
take(struct program_stderr *e, const char *p, size_t n)
{
	const char *nl;
	size_t k, room;

	while (n > 0) {
		nl = memchr(p, '\n', n);
		k = nl != NULL ? (size_t)(nl - p) : n;
		room = PROGRAM_STDERR_LINE - e->len;
		if (room > k)
			room = k;
		memcpy(e->text + e->len, p, room);
		e->len += room;
		e->cut += k - room;
		if (nl != NULL)
			end_line(e);
		k += nl != NULL;
		p += k;
		n -= k;
	}
}

/* How much there was; 0 for the end, -1 for nothing now. */
static ssize_t
read_some(struct program_stderr *e)
{
	char buf[READ_MAX];
	ssize_t n;

	n = read(e->fd, buf, sizeof(buf));
	if (n > 0)
		take(e, buf, (size_t)n);
	else if (n == -1 && errno != EAGAIN && errno != EINTR)
		n = 0;
	return n;
}

static void
readable(void *arg, int what)
{
	struct program_stderr *e = arg;
	ssize_t n;

	(void)what;
	if ((n = read_some(e)) == 0)
		loop_io_want(e->io, 0);
	else if (n > 0 && e->lines == PROGRAM_STDERR_LINES) {
		loop_io_want(e->io, 0);
		loop_timer_set(e->rest, REST_MS);
	}
}

static void
rested(void *arg)
{
	struct program_stderr *e = arg;

	loop_io_want(e->io, LOOP_READ);
}

static void
window_over(void *arg)
{
	struct program_stderr *e = arg;
	char text[80];
	int n;

	e->lines = 0;
	if (e->lost == 0)
		return;
	n = snprintf(text, sizeof(text), "[%llu more lines were not logged]",
	    (unsigned long long)e->lost);
	e->lost = 0;
	e->line(e->arg, text, (size_t)n);
}

struct program_stderr *
program_stderr_new(struct loop *l, int fd,
    void (*line)(void *arg, const char *text, size_t len), void *arg)
{
	struct program_stderr *e = xcalloc(1, sizeof(*e));

	e->fd = fd;
	e->line = line;
	e->arg = arg;
	e->window = loop_timer_new(l, window_over, e);
	e->rest = loop_timer_new(l, rested, e);
	e->io = loop_io_new(l, fd, readable, e);
	loop_io_want(e->io, LOOP_READ);
	return e;
}

void
program_stderr_end(struct program_stderr *e)
{
	size_t got = 0;
	ssize_t n;

	if (e == NULL)
		return;
	while (got < LAST_MAX && (n = read_some(e)) > 0)
		got += (size_t)n;
	if (e->len > 0)
		end_line(e);
	window_over(e);
	loop_io_free(e->io);
	loop_timer_free(e->window);
	loop_timer_free(e->rest);
	(void)close(e->fd);
	free(e);
}
