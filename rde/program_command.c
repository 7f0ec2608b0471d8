/* SPDX-License-Identifier: ISC */
/*
 * A line: its tag, its selector, its row of the table.  Whatever the octets,
 * it gets one answer; what its row does is the row's business.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ask.h"
#include "base/log.h"
#include "program_command_answer.h"
#include "program_command_route.h"
#include "program_command_select.h"
#include "program_command_table.h"
#include "program_command_wait.h"

enum {
	LATE_MAX = 64 * 1024,	/* octets of tags that are told together */
	AT_ONCE = 16 * 1024,	/* of a line, between looks at the clock */
};

static bool
is_resting(const struct program_commands *c)
{
	return command_full(c) || (c->rests != NULL && c->rests(c));
}

/* Things of the pass before are forgotten; what is under way has a slice. */
static bool
on_task(void *arg)
{
	struct program_commands *c = arg;

	command_tell(c);
	command_wait_tell(c);
	command_select_forget(c);
	if (c->turn == NULL || is_resting(c))
		return false;
	return !c->turn(c, monotime_add_ms(clock_now(), COMMAND_SLICE_MS)) &&
	    !is_resting(c);
}

struct program_commands *
program_command_new(struct rde *rde, const struct command_who *who,
    const struct command_sink *sink, void *arg)
{
	struct program_commands *c = xcalloc(1, sizeof(*c));

	c->rde = rde;
	c->who = *who;
	snprintf(c->owner, sizeof(c->owner), "%s", who->owner);
	c->who.owner = c->owner;
	c->sink = sink;
	c->arg = arg;
	c->task = loop_task_new(rde->loop, on_task, c);
	c->lexer = lexer_new("", 0);
	wbuf_growable(&c->line, COMMAND_LINE_MAX);
	wbuf_growable(&c->late, LATE_MAX);
	return c;
}

void
program_command_free(struct program_commands *c)
{
	if (c == NULL)
		return;
	if (c->stop != NULL)
		c->stop(c->job);
	if (c->token != 0)
		ask_forget(c->rde->asks, c->token);
	command_group_free(c->group);
	command_wait_free(c);
	room_forget(&c->room);
	command_select_forget(c);
	route_parser_free(c->announce);
	route_parser_free(c->withdraw);
	lexer_free(c->lexer);
	wbuf_free(&c->line);
	wbuf_free(&c->late);
	loop_task_free(c->task);
	free(c);
}

void
program_command_json(struct program_commands *c, bool json)
{
	c->who.json = json;
}

bool
program_command_busy(const struct program_commands *c)
{
	return c->busy;
}

void
program_command_resume(struct program_commands *c)
{
	if (c->turn != NULL)
		loop_task_wake(c->task);
}

/* --- a line --------------------------------------------------------------- */

/* "@TAG " goes from the line into c->tag; false: it is none. */
static bool
take_tag(struct program_commands *c, const char **line, size_t *len)
{
	const char *s = *line;
	size_t n;

	c->tag[0] = '\0';
	if (*len == 0 || *s != '@')
		return true;
	for (n = 1; n < *len && s[n] > ' ' && s[n] <= '~'; n++)
		;
	if (n == 1 || n >= sizeof(c->tag) ||
	    (n < *len && s[n] != ' ' && s[n] != '\t'))
		return false;
	memcpy(c->tag, s, n);
	c->tag[n] = '\0';
	*line += n;
	*len -= n;
	return true;
}

static void
unknown(struct program_commands *c, const struct tokens *t)
{
	const struct token *tok = token_peek(t);

	if (tok == NULL)
		command_fail(c, "a command is missing behind the selector");
	else if (!command_table_begins(t))
		command_fail(c, "unknown command '%.64s'; 'help' lists them",
		    tok->s);
	else if (t->at + 1 == t->n)
		command_fail(c, "a word is missing behind '%s'; 'help' lists "
		    "commands", tok->s);
	else
		command_fail(c, "unknown word '%.64s' behind '%s'; 'help' "
		    "lists commands", tok[1].s, tok->s);
}

static void	run(struct program_commands *c, struct tokens *t);

static bool
later_turn(struct program_commands *c, monotime_t until)
{
	struct tokens t = *(struct tokens *)c->job;

	(void)until;
	free(c->job);
	c->turn = NULL;
	c->rests = NULL;
	c->job = NULL;
	c->stop = NULL;
	run(c, &t);
	return !c->busy;
}

/* Behind answers that wait: it may say more than those can hold. */
static void
run_later(struct program_commands *c, const struct tokens *t)
{
	struct tokens *words = xmalloc(sizeof(*words));

	*words = *t;
	c->turn = later_turn;
	c->rests = command_wait_is_busy;
	c->job = words;
	c->stop = free;
}

/* A row without a selector first: "peer list" is none of a neighbour list. */
static void
run(struct program_commands *c, struct tokens *t)
{
	const struct tokens whole = *t;
	const struct command_row *row = command_table_find(t);
	struct text_error e = { 0 };

	command_select_all(c);
	if (row == NULL && (token_accept(t, "neighbor") ||
	    token_accept(t, "peer"))) {
		if (command_select_words(c, t, &e) == -1) {
			command_fail(c, "%s", e.msg);
			return;
		}
		row = command_table_find(t);
		if (row != NULL && (row->flags & COMMAND_SELECT) == 0) {
			command_fail(c, "%s: no selector stands before it",
			    row->words);
			return;
		}
	} else if (row != NULL && (row->flags & COMMAND_NEEDS) != 0) {
		command_fail(c, "%s: a selector must stand before it, such "
		    "as neighbor 192.0.2.1", row->words);
		return;
	}
	if (row == NULL)
		unknown(c, t);
	else if ((row->flags & COMMAND_MANY) == 0 &&
	    t->n > COMMAND_WORDS_MAX)
		command_fail(c, COMMAND_LONG, COMMAND_WORDS_MAX);
	else if ((row->flags & COMMAND_SENDS) == 0 && command_wait_is_busy(c))
		run_later(c, &whole);
	else if (command_may(c, (enum role)row->need)) {
		c->waits = c->waits && (row->flags & COMMAND_SENDS) != 0;
		if (c->waits)
			command_wait_for(c, command_select_peers(c));
		t->at -= row->back;
		row->run(c, row, t);
	}
}

/* The last words say how it is answered; the route grammar has none of them. */
static void
take_form(struct program_commands *c, struct tokens *t)
{
	static const char *const forms[] = { "json", "text", "sync",
	    "async" };
	const struct token *last;
	size_t i;

	c->json = c->who.json;
	c->waits = c->sync;
	while (t->n > 1 && !(last = &t->v[t->n - 1])->quoted) {
		for (i = 0; i < 4 && strcmp(last->s, forms[i]) != 0; i++)
			;
		if (i == 4)
			return;
		if (i < 2)
			c->json = i == 0;
		else
			c->waits = i == 2;
		t->n--;
	}
}

/* e: what is wrong with its words, or NULL. */
static void
carry_out(struct program_commands *c, struct tokens *t,
    const struct text_error *e)
{
	if (e != NULL)
		command_fail(c, "%s", e->msg);
	else if (t->n == 0)		/* nothing but a comment */
		command_done(c);
	else {
		take_form(c, t);
		run(c, t);
	}
}

/* A mebibyte of words takes longer than a slice. */
static bool
read_turn(struct program_commands *c, monotime_t until)
{
	struct text_error e;
	struct tokens t;
	int r;

	do
		r = lexer_line_some(c->lexer, AT_ONCE, &t, &e);
	while (r == 1 && monotime_diff_ms(clock_now(), until) < 0);
	if (r == 1)
		return false;
	free(c->job);			/* the words are the lexer's */
	c->turn = NULL;
	c->job = NULL;
	c->stop = NULL;
	carry_out(c, &t, r == -1 ? &e : NULL);
	return !c->busy;
}

static void
read_line(struct program_commands *c, const char *line, size_t len)
{
	struct text_error e;
	struct tokens t;
	char *copy;
	int r;

	if (len <= AT_ONCE) {
		r = lexer_line(c->lexer, line, len, &t, &e);
		carry_out(c, &t, r == -1 ? &e : NULL);
		return;
	}
	copy = xmalloc(len);
	memcpy(copy, line, len);
	lexer_line_begin(c->lexer, copy, len);
	command_begin(c, read_turn, copy, free);
}

static bool
is_debug(const char *line, size_t len)
{
	return len >= 6 && memcmp(line, "debug ", 6) == 0;
}

bool
program_command_line(struct program_commands *c, const char *line,
    size_t len)
{
	if (is_debug(line, len)) {	/* the one line without an answer */
		log_debug("%s: %.*s", c->owner, (int)(len > 512 ? 512 : len),
		    line);
		return false;
	}
	c->busy = c->inside = true;
	c->waits = false;
	if (!take_tag(c, &line, &len))
		command_fail(c, "a tag is '@' and at most %u printable "
		    "characters, then a blank", COMMAND_TAG_MAX - 2);
	else if (len > COMMAND_LINE_MAX)
		command_fail(c, "a line has at most %u octets",
		    COMMAND_LINE_MAX);
	else
		read_line(c, line, len);
	c->inside = false;
	return true;
}

/* --- the end of an answer ------------------------------------------------- */

void
program_command_print(struct wbuf *w, const char *tag, enum command_result r,
    const char *reason, unsigned shape)
{
	bool why = r == COMMAND_ERROR && *reason != '\0';

	if (*tag != '\0') {
		wbuf_str(w, tag);
		wbuf_u8(w, ' ');
	}
	if (why && (*tag != '\0' || shape > 4)) {
		wbuf_str(w, "error: ");
		wbuf_str(w, reason);
		wbuf_u8(w, '\n');
		if (*tag != '\0')
			return;
	}
	wbuf_str(w, r == COMMAND_DONE ? "done\n" : "error\n");
}
