/* SPDX-License-Identifier: ISC */
/*
 * One buffer holds lines in the order they were said, and two marks move along
 * it: up to where the daemon answered, and up to where it was written.  An
 * answer moves the first mark over one line.
 *
 * The descriptors are shared with the daemon, so they are not made
 * non-blocking; a pipe that polls writable takes PIPE_BUF octets at once.
 */
#include <sys/stat.h>

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bsd/string.h>

#include "announce.h"
#include "answers.h"
#include "base/log.h"
#include "routes.h"

/* One half written, those without an answer yet, and those of the end. */
enum { LINES_MAX = 3 * ROUTES_TEXT_MAX };

struct announce {
	struct announce_fns	 fns;
	struct loop_io		*in;	/* NULL: nothing to read */
	struct loop_io		*out;	/* NULL: a file, or lost */
	struct loop_timer	*timer;
	int			 in_fd;
	int			 out_fd;
	struct answers		 answers;
	struct wbuf		 lines;
	size_t			 answered;
	size_t			 written;
	int64_t			 patience;
	bool			 waiting; /* said is still to be called */
	bool			 acks;	/* answers are to be had */
	bool			 silent; /* none came when we last waited */
	bool			 stuck;	/* last time it was not read */
	bool			 lost;
	bool			 told;	/* that it is lost */

	/* of what is being said */
	unsigned		 nanswers;
	unsigned		 nrefused;
	bool			 refusing; /* last time something was refused */
	char			 first[ANSWERS_LINE_MAX];
	char			 reason[ANSWERS_LINE_MAX];
};

/* epoll takes no files and no /dev/null; those never block either. */
static bool
can_wait_for(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && (S_ISFIFO(st.st_mode) ||
	    S_ISSOCK(st.st_mode) || isatty(fd) == 1);
}

/* What the end of this saying was, told once when it begins and ends. */
static void
report_refusals(struct announce *a)
{
	if (a->nrefused > 0 && !a->refusing)
		log_warn("the daemon refused %u of %u commands, first: %s%s%s",
		    a->nrefused, a->nanswers, a->first,
		    a->reason[0] != '\0' ? ": " : "", a->reason);
	else if (a->nrefused == 0 && a->nanswers > 0 && a->refusing)
		log_info("the daemon takes all commands again");
	if (a->nanswers > 0)
		a->refusing = a->nrefused > 0;
}

static void
finish(struct announce *a, enum announce_result r)
{
	report_refusals(a);
	a->waiting = false;
	loop_timer_cancel(a->timer);
	a->fns.said(a->fns.arg, r);
}

static bool
all_written(const struct announce *a)
{
	return a->written == a->lines.len;
}

static bool
no_answer_due(const struct announce *a)
{
	return !a->acks || a->silent || a->answered == a->written;
}

/* Not from announce_say: the caller is not called while it calls. */
static void
settle(struct announce *a)
{
	if (!a->waiting || !all_written(a) || !no_answer_due(a))
		return;
	finish(a, a->nrefused > 0 ? ANNOUNCE_REFUSED :
	    a->silent && a->answered < a->written ? ANNOUNCE_UNANSWERED :
	    ANNOUNCE_DONE);
}

/* The oldest line that was written and not answered. */
static void
answer(struct announce *a, bool refused)
{
	const uint8_t *line = a->lines.p + a->answered, *end;
	size_t n;

	if (a->answered == a->written)
		return;			/* an answer to nothing */
	end = memchr(line, '\n', a->written - a->answered);
	if (end == NULL)
		return;
	n = (size_t)(end - line);
	a->answered += n + 1;
	a->nanswers++;
	if (!refused || a->nrefused++ > 0)
		return;
	if (n >= sizeof(a->first))
		n = sizeof(a->first) - 1;
	memcpy(a->first, line, n);
	a->first[n] = '\0';
}

static void
on_answer(void *arg, enum answer what, const char *why)
{
	struct announce *a = arg;

	a->silent = false;
	a->stuck = false;
	if (what == ANSWER_REASON) {
		if (a->nrefused == 0)
			strlcpy(a->reason, why, sizeof(a->reason));
		return;
	}
	answer(a, what == ANSWER_ERROR);
}

static void
in_ends(struct announce *a)
{
	loop_io_free(a->in);
	a->in = NULL;
	a->acks = false;
}

static void
on_read(void *arg, int what)
{
	struct announce *a = arg;
	char buf[4096];
	ssize_t n;

	(void)what;
	n = read(a->in_fd, buf, sizeof(buf));
	if (n > 0)
		answers_take(&a->answers, buf, (size_t)n);
	else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		in_ends(a);
	settle(a);
}

static void
lose(struct announce *a)
{
	loop_io_free(a->out);
	a->out = NULL;
	a->lost = true;
	if (a->waiting)
		finish(a, ANNOUNCE_UNWRITTEN);
	if (!a->told)
		a->fns.lost(a->fns.arg);
	a->told = true;
}

/* Whether more may be written at once; -1 when there is nobody to read. */
static int
write_some(struct announce *a)
{
	size_t n = a->lines.len - a->written;
	ssize_t done;

	done = write(a->out_fd, a->lines.p + a->written,
	    n < PIPE_BUF ? n : PIPE_BUF);
	if (done == -1 && errno != EAGAIN && errno != EINTR)
		return -1;
	if (done > 0)
		a->written += (size_t)done;
	return 0;
}

static void
on_write(void *arg, int what)
{
	struct announce *a = arg;

	(void)what;
	if (write_some(a) == -1) {
		lose(a);
		return;
	}
	if (all_written(a))
		loop_io_want(a->out, 0);
	settle(a);
}

/* Back to the beginning of the line in which the mark stands. */
static size_t
line_begin(const struct announce *a, size_t at)
{
	while (at > 0 && a->lines.p[at - 1] != '\n')
		at--;
	return at;
}

static void
on_timer(void *arg)
{
	struct announce *a = arg;

	if (a->lost) {
		lose(a);
		return;
	}
	settle(a);			/* what was written to a file at once */
	if (!a->waiting)
		return;
	if (!all_written(a)) {
		if (!a->stuck)
			log_warn("the daemon does not read its commands");
		a->stuck = true;
	} else if (a->nanswers == 0) {
		log_warn("no answer to a command within %lld ms: --no-ack "
		    "is for daemons that do not answer",
		    (long long)a->patience);
		a->silent = true;
	}
	/* Whatever was written is not waited for any more. */
	a->answered = line_begin(a, a->written);
	finish(a, all_written(a) ? ANNOUNCE_UNANSWERED : ANNOUNCE_UNWRITTEN);
}

struct announce *
announce_new(struct loop *l, int in, int out, bool no_ack,
    const struct announce_fns *fns)
{
	struct announce *a = xcalloc(1, sizeof(*a));

	a->fns = *fns;
	a->in_fd = in;
	a->out_fd = out;
	/* On a terminal a person reads, and answers nothing. */
	if (can_wait_for(in) && isatty(in) != 1)
		a->in = loop_io_new(l, in, on_read, a);
	a->acks = a->in != NULL && !no_ack && isatty(out) != 1;
	if (can_wait_for(out))
		a->out = loop_io_new(l, out, on_write, a);
	a->timer = loop_timer_new(l, on_timer, a);
	answers_init(&a->answers, on_answer, a);
	wbuf_growable(&a->lines, LINES_MAX);
	/* Always read: a daemon may block on a pipe that nobody empties. */
	if (a->in != NULL)
		loop_io_want(a->in, LOOP_READ);
	return a;
}

void
announce_free(struct announce *a)
{
	if (a == NULL)
		return;
	loop_io_free(a->in);
	loop_io_free(a->out);
	loop_timer_free(a->timer);
	wbuf_free(&a->lines);
	free(a);
}

/* Lines of which nothing was written go, and so do the answered ones. */
static void
forget(struct announce *a)
{
	size_t end = line_begin(a, a->written);
	const uint8_t *newline;

	if (end < a->written) {
		newline = memchr(a->lines.p + end, '\n', a->lines.len - end);
		end = (size_t)(newline - a->lines.p) + 1;
	}
	if (a->answered > 0)
		memmove(a->lines.p, a->lines.p + a->answered,
		    end - a->answered);
	wbuf_truncate(&a->lines, end - a->answered);
	a->written -= a->answered;
	a->answered = 0;
}

void
announce_say(struct announce *a, struct rbuf lines, int64_t patience)
{
	forget(a);
	wbuf_bytes(&a->lines, lines.p, lines.left);
	if (a->lines.failed)
		fatal("commands of %zu octets", lines.left);
	a->nanswers = 0;
	a->nrefused = 0;
	a->reason[0] = '\0';
	a->waiting = true;
	a->patience = patience;
	if (a->out != NULL)
		loop_io_want(a->out, LOOP_WRITE);
	while (a->out == NULL && !a->lost && !all_written(a))
		if (write_some(a) == -1)
			a->lost = true;
	loop_timer_set(a->timer, a->lost || (all_written(a) &&
	    no_answer_due(a)) ? 0 : patience);
}
