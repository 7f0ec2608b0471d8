/* SPDX-License-Identifier: ISC */
/*
 * Whoever compromises this process gains nothing by these: the parent looks
 * up itself what a program or a client may do.
 */
#include <string.h>

#include "ask.h"
#include "event/escape.h"
#include "peer.h"
#include "program_command_daemon.h"
#include "program_command_route.h"

/* What scripts that ask may look for: the release whose commands these are. */
#define EXABGP_VERSION "4.2.21"

/* --- of the parent -------------------------------------------------------- */

static const char *const in_progress[PR_ASK_MAX] = {
	[PR_ASK_SHUTDOWN] = "shutdown in progress",
	[PR_ASK_RELOAD] = "reload in progress",
	[PR_ASK_RESTART] = "restart in progress",
};

static void
answered(void *arg, enum ctl_code code, const char *text)
{
	struct program_commands *c = arg;

	c->token = 0;
	if (code == CTL_OK)
		command_done(c);
	else
		command_fail(c, "%s", *text != '\0' ? text :
		    code == CTL_NOTHING ? "nothing matched" :
		    code == CTL_DENIED ? "permission denied" : "refused");
}

static void
ask(struct program_commands *c, uint8_t kind, const char *text)
{
	const struct pr_ask q = { .kind = kind, .client = c->who.client };

	c->token = ask_parent(c->rde->asks, &q, c->who.program, text,
	    answered, c);
	if (c->token == 0)
		command_fail(c, "too much is asked of the daemon already");
}

/* As ExaBGP answers: it is on its way, and then done. */
void
command_ask(struct program_commands *c, const struct command_row *row,
    struct tokens *t)
{
	if (command_superfluous(c, t))
		return;
	ask(c, (uint8_t)row->value, "");
	if (c->busy)
		command_data(c, in_progress[row->value]);
}

void
command_ask_words(struct program_commands *c, const struct command_row *row,
    struct tokens *t)
{
	char text[PR_ASK_TEXT + 1];
	struct wbuf w;

	wbuf_fixed(&w, text, PR_ASK_TEXT);
	if (token_peek(t) == NULL) {
		command_fail(c, "a neighbor is missing");
		return;
	}
	/* The parent reads it as words again. */
	if (strcmp(token_peek(t)->s, "neighbor") != 0)
		wbuf_str(&w, "neighbor");
	for (; token_peek(t) != NULL; t->at++) {
		if (w.len > 0)
			wbuf_u8(&w, ' ');
		if (strcmp(token_peek(t)->s, ",") == 0)
			wbuf_u8(&w, ',');
		else
			token_print(&w, token_peek(t)->s);
	}
	if (w.failed) {
		command_fail(c, "it is longer than %u octets", PR_ASK_TEXT);
		return;
	}
	text[w.len] = '\0';
	ask(c, (uint8_t)row->value, text);
}

/* --- the conversation ----------------------------------------------------- */

void
command_ack(struct program_commands *c, const struct command_row *row,
    struct tokens *t)
{
	if (command_superfluous(c, t))
		return;
	if (c->sink->ack == NULL) {
		command_fail(c, "only a program has acknowledgements");
		return;
	}
	command_tell(c);
	if (row->value != ACK_DISABLE)
		c->sink->ack(c->arg, row->value == ACK_ENABLE);
	command_done(c);
	command_tell(c);
	if (row->value == ACK_DISABLE)
		c->sink->ack(c->arg, false);
}

/* What is answered already waited for nothing. */
void
command_sync(struct program_commands *c, const struct command_row *row,
    struct tokens *t)
{
	if (command_superfluous(c, t))
		return;
	c->sync = row->value != 0;
	command_done(c);
}

void
command_version(struct program_commands *c, const struct command_row *row,
    struct tokens *t)
{
	(void)row;
	if (command_superfluous(c, t))
		return;
	command_data(c, c->json ?
	    "{\"version\": \"" EXABGP_VERSION "\", \"application\": "
	    "\"exabgp\", \"daemon\": \"Herald " HERALD_VERSION "\"}" :
	    "exabgp " EXABGP_VERSION " (Herald " HERALD_VERSION ")");
	command_done(c);
}

void
command_api_version(struct program_commands *c, const struct command_row *row,
    struct tokens *t)
{
	(void)row;
	if (token_peek(t) != NULL) {
		command_fail(c, "the form of answers is the process's "
		    "'api-version' in the configuration; the words of 4 and "
		    "6 are understood always");
		return;
	}
	wbuf_printf(command_text(c), "{\"api_version\": %u, \"description\": "
	    "\"%s\"}", c->who.shape, c->who.shape < 6 ? "legacy" :
	    "json-only");
	command_text_end(c);
	command_done(c);
}

/* Nothing waits here that could be dropped, but a group. */
void
command_reset(struct program_commands *c, const struct command_row *row,
    struct tokens *t)
{
	(void)row;
	if (command_superfluous(c, t))
		return;
	command_group_free(c->group);
	c->group = NULL;
	command_data(c, "asynchronous queue cleared");
	command_done(c);
}

void
command_ping(struct program_commands *c, const struct command_row *row,
    struct tokens *t)
{
	(void)row;
	(void)t;		/* a client may name itself */
	wbuf_printf(command_text(c), "{\"pong\": \"%s\", \"active\": true}",
	    command_daemon(c)->uuid);
	command_text_end(c);
	command_done(c);
}

struct queues {
	struct program_commands	*c;
	struct wbuf		*w;	/* the object, or NULL: a line each */
	bool			 any;
};

static void
put_queue(void *ctx, const char *name, uint64_t lines, uint64_t octets)
{
	struct queues *q = ctx;
	struct wbuf *w = q->w != NULL ? q->w : command_text(q->c);

	if (q->w != NULL && q->any)
		wbuf_str(w, ", ");
	if (q->w != NULL) {
		wbuf_u8(w, '"');
		escape_json(w, name, strlen(name));
		wbuf_printf(w, "\": {\"items\": %llu, \"bytes\": %llu}",
		    (unsigned long long)lines, (unsigned long long)octets);
	} else {
		wbuf_printf(w, "%s: %llu items (%llu bytes)", name,
		    (unsigned long long)lines, (unsigned long long)octets);
		command_text_end(q->c);
	}
	q->any = true;
}

/* Of every program that runs: lines that it has not read, and octets. */
void
command_queues(struct program_commands *c, const struct command_row *row,
    struct tokens *t)
{
	struct queues q = { .c = c };

	(void)row;
	if (command_superfluous(c, t))
		return;
	if (c->json) {
		q.w = command_text(c);
		wbuf_u8(q.w, '{');
	}
	if (c->sink->queues != NULL)
		c->sink->queues(c->arg, put_queue, &q);
	if (c->json) {
		wbuf_u8(q.w, '}');
		command_text_end(c);
	} else if (!q.any)
		command_data(c, "no queued messages");
	command_done(c);
}

void
command_nothing(struct program_commands *c, const struct command_row *row,
    struct tokens *t)
{
	(void)row;
	(void)t;
	command_done(c);
}

void
command_not_here(struct program_commands *c, const struct command_row *row,
    struct tokens *t)
{
	(void)t;
	command_fail(c, "%s: not a command of this daemon", row->words);
}
