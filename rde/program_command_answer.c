/* SPDX-License-Identifier: ISC */
/*
 * Answers.  What was accepted is in the injection log before its answer
 * leaves, so that it outlives this process from then on.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "event/escape.h"
#include "inject_log.h"
#include "program_command_answer.h"
#include "program_command_wait.h"

void
command_tell(struct program_commands *c)
{
	const char *tag, *end;

	if (c->late.len == 0)
		return;
	inject_log_flush(c->rde->log);
	end = (const char *)c->late.p + c->late.len;
	for (tag = (const char *)c->late.p; tag < end; tag += strlen(tag) + 1)
		c->sink->done(c->arg, tag, COMMAND_DONE, "");
	wbuf_reset(&c->late);
}

/* False: there is no more room, or it has to be told now. */
static bool
tell_late(struct program_commands *c)
{
	size_t had = c->late.len;

	if (!c->sink->late || !c->inside)
		return false;
	wbuf_bytes(&c->late, c->tag, strlen(c->tag) + 1);
	if (c->late.failed) {
		wbuf_truncate(&c->late, had);
		return false;
	}
	if (had == 0)
		loop_task_wake(c->task);
	return true;
}

struct wbuf *
command_text(struct program_commands *c)
{
	command_tell(c);
	wbuf_reset(&c->line);
	if (c->tag[0] != '\0') {
		wbuf_str(&c->line, c->tag);
		wbuf_u8(&c->line, ' ');
	}
	return &c->line;
}

void
command_text_end(struct program_commands *c)
{
	if (!c->line.failed && !command_wait_data(c))
		c->sink->data(c->arg, (const char *)c->line.p, c->line.len);
	wbuf_reset(&c->line);
}

void
command_data(struct program_commands *c, const char *line)
{
	wbuf_str(command_text(c), line);
	command_text_end(c);
}

bool
command_full(const struct program_commands *c)
{
	return c->sink->full != NULL && c->sink->full(c->arg);
}

const struct pr_identity *
command_daemon(const struct program_commands *c)
{
	static const struct pr_identity nobody;

	return c->who.daemon != NULL ? c->who.daemon : &nobody;
}

static void
end(struct program_commands *c, enum command_result r, const char *reason)
{
	void (*stop)(void *job) = c->stop;
	void *job = c->job;

	c->turn = NULL;
	c->stop = NULL;
	c->rests = NULL;
	c->job = NULL;
	if (stop != NULL)
		stop(job);
	if (r == COMMAND_ERROR && c->sink->refused != NULL)
		c->sink->refused(c->arg, c->tag, reason);
	if (command_wait_end(c, r, reason)) {
		c->busy = command_wait_holds(c);
		if (c->busy)
			return;
	} else {
		c->busy = false;
		if (r == COMMAND_DONE && tell_late(c))
			return;
		command_tell(c);
		inject_log_flush(c->rde->log);
		c->sink->done(c->arg, c->tag, r, reason);
	}
	if (!c->inside && c->sink->ready != NULL)
		c->sink->ready(c->arg);
}

void
command_done(struct program_commands *c)
{
	end(c, COMMAND_DONE, "");
}

void
command_fail(struct program_commands *c, const char *fmt, ...)
{
	char text[COMMAND_WHY_MAX], line[COMMAND_WHY_MAX * 2];
	struct wbuf w;
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	/* It may quote the command, whose octets are anybody's. */
	wbuf_fixed(&w, line, sizeof(line) - 1);
	escape_text(&w, text, strlen(text));
	line[w.len] = '\0';
	end(c, COMMAND_ERROR, line);
}

bool
command_may(struct program_commands *c, enum role need)
{
	if (c->who.role >= need)
		return true;
	command_fail(c, "permission denied: this needs the role %s (control "
	    "block of bgpd.conf)", need == ROLE_OPERATE ? "operate" :
	    "inject");
	return false;
}

bool
command_superfluous(struct program_commands *c, const struct tokens *t)
{
	const struct token *tok = token_peek(t);

	if (tok == NULL)
		return false;
	command_fail(c, "superfluous word '%.64s'", tok->s);
	return true;
}

void
command_begin(struct program_commands *c,
    bool (*turn)(struct program_commands *c, monotime_t until), void *job,
    void (*stop)(void *job))
{
	c->turn = turn;
	c->job = job;
	c->stop = stop;
	if (!turn(c, monotime_add_ms(clock_now(), COMMAND_SLICE_MS)))
		loop_task_wake(c->task);
}
