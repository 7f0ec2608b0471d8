/* SPDX-License-Identifier: ISC */
/*
 * Joins a program's pipes (program_io.h) and its commands (program_command.h):
 * while a command is carried out no further line is handed over, and a long
 * answer rests while much waits for the program.
 *
 * Many a program reads no answer, and the plain ones say no more than "error":
 * the log says why, of the first ones of each minute.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "event/emit.h"
#include "ipc/control.h"
#include "ipc/parent_engine.h"
#include "originate.h"
#include "program.h"
#include "program_command.h"
#include "program_io.h"
#include "program_talk.h"

enum { BEGIN = 64, REFUSED_LINES = 5, REFUSED_MS = 60000 };

struct program_talks {
	struct rde		*rde;
	struct wbuf		 line;	/* an answer being put together */
};

/* One run of one program. */
struct program_talk {
	struct program_talks	*all;
	struct program		*pr;
	struct program_commands	*commands;
	bool			 ack;
	char			 begin[BEGIN + 1];	/* of the last line */
	bool			 cut;		/* it was longer */
	/* refused ones, without a tag, since then */
	monotime_t		 window;
	unsigned		 lines;		/* in the log */
	uint64_t		 more;
};

static void
on_data(void *arg, const char *line, size_t len)
{
	struct program_talk *t = arg;
	struct wbuf *w = &t->all->line;

	wbuf_reset(w);
	wbuf_bytes(w, line, len);
	wbuf_u8(w, '\n');
	program_data(t->pr->io, w->p, w->len);
}

static void
tell_of_more(struct program_talk *t)
{
	if (t->more > 0)
		log_warn("program %s: %llu more commands were refused",
		    t->pr->conf.name, (unsigned long long)t->more);
	t->more = 0;
}

static void
on_refused(void *arg, const char *tag, const char *reason)
{
	struct program_talk *t = arg;
	const monotime_t now = clock_now();

	if (tag[0] != '\0')
		return;
	if (!monotime_is_set(t->window) ||
	    monotime_diff_ms(now, t->window) >= REFUSED_MS) {
		tell_of_more(t);
		t->window = now;
		t->lines = 0;
	}
	if (t->lines == REFUSED_LINES) {
		t->more++;
		return;
	}
	t->lines++;
	log_warn("program %s: refused: %s%s: %s", t->pr->conf.name, t->begin,
	    t->cut ? "..." : "", reason);
}

/* A plain answer is a literal: a million of them cost what one costs. */
static void
on_done(void *arg, const char *tag, enum command_result r, const char *reason)
{
	struct program_talk *t = arg;
	struct wbuf *w = &t->all->line;
	bool plain = r == COMMAND_DONE || t->pr->shape == SHAPE_4 ||
	    reason[0] == '\0';

	if (tag[0] == '\0' && !t->ack)
		return;
	if (tag[0] == '\0' && plain) {
		program_answer(t->pr->io, r == COMMAND_DONE ? "done" :
		    "error");
		return;
	}
	wbuf_reset(w);
	program_command_print(w, tag, r, reason, t->pr->shape);
	program_data(t->pr->io, w->p, w->len);
}

static bool
is_full(void *arg)
{
	const struct program_talk *t = arg;

	return program_answers_queued(t->pr->io) > PROGRAM_ANSWERS_LOW;
}

static void
on_ready(void *arg)
{
	const struct program_talk *t = arg;

	/* Whom we did not read was not silent. */
	t->pr->spoke = clock_now();
	program_io_pause(t->pr->io, false);
}

static void
on_ack(void *arg, bool on)
{
	struct program_talk *t = arg;

	t->ack = on;
}

static const struct idset *
peers_of(void *arg)
{
	const struct program_talk *t = arg;

	return program_peers(t->pr);
}

static void
queues(void *arg, void (*each)(void *ctx, const char *name, uint64_t lines,
    uint64_t octets), void *ctx)
{
	const struct program_talk *t = arg;

	programs_waiting(t->all->rde->programs, each, ctx);
}

static const struct command_sink sink = {
	.data = on_data, .late = true, .done = on_done,
	.refused = on_refused, .full = is_full,
	.ready = on_ready, .ack = on_ack, .peers = peers_of,
	.queues = queues,
};

/* --- programs ------------------------------------------------------------- */

static void
on_started(void *arg, struct program *pr)
{
	struct program_talks *all = arg;
	const struct command_who who = {
		.source = CTL_SRC_PROGRAM, .role = ROLE_ALL,
		.shape = pr->shape, .json = pr->shape == SHAPE_6,
		.program = pr->id, .owner = pr->conf.name,
		.daemon = programs_who(all->rde->programs),
	};
	struct program_talk *t = xcalloc(1, sizeof(*t));

	t->all = all;
	t->pr = pr;
	t->ack = programs_who(all->rde->programs)->no_ack == 0;
	t->commands = program_command_new(all->rde, &who, &sink, t);
	pr->talk = t;
}

static void
on_ended(void *arg, struct program *pr)
{
	struct program_talk *t = pr->talk;

	(void)arg;
	if (t == NULL)
		return;
	tell_of_more(t);
	program_command_free(t->commands);
	free(t);
	pr->talk = NULL;
}

static void
on_line(void *arg, struct program *pr, const char *text, size_t len)
{
	struct program_talk *t = pr->talk;

	(void)arg;
	t->cut = len > BEGIN;
	memcpy(t->begin, text, t->cut ? BEGIN : len);
	t->begin[t->cut ? BEGIN : len] = '\0';
	(void)program_command_line(t->commands, text, len);
	if (program_command_busy(t->commands))
		program_io_pause(pr->io, true);
}

static void
on_answered(void *arg, struct program *pr)
{
	(void)arg;
	program_command_resume(pr->talk->commands);
}

static const struct program_ops listener = {
	.started = on_started, .ended = on_ended, .line = on_line,
	.answered = on_answered,
};

/* Its routes go to a neighbour that comes when it may speak to that one. */
static bool
may(void *arg, const char *owner, const struct peer *p)
{
	const struct program_talks *all = arg;
	struct program *pr = programs_find(all->rde->programs, owner);

	return pr != NULL && program_may(pr, p);
}

struct program_talks *
program_talks_new(struct rde *rde)
{
	struct program_talks *all = xcalloc(1, sizeof(*all));

	all->rde = rde;
	wbuf_growable(&all->line, (size_t)PROGRAM_LINE_MAX * 2);
	programs_listen(rde->programs, &listener, all);
	originate_on_may(rde->originate, may, all);
	return all;
}

void
program_talks_free(struct program_talks *all)
{
	if (all == NULL)
		return;
	wbuf_free(&all->line);
	free(all);
}
