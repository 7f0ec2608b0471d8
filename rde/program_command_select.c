/* SPDX-License-Identifier: ISC */
/*
 * A selector is kept as text, the form in which originate looks at it again
 * when a neighbour comes.  Of a burst of lines with the same selector it is
 * looked up once.
 */
#include <stdio.h>
#include <string.h>

#include "policy.h"
#include "program_command_select.h"

static bool
is(const struct token *tok, const char *word)
{
	return tok != NULL && !tok->quoted && strcmp(tok->s, word) == 0;
}

/* One neighbour's words: WHO [KEY VALUE]... */
static int
one(struct tokens *t, struct wbuf *w, struct text_error *e)
{
	const struct token *tok = token_peek(t);

	(void)(token_accept(t, "neighbor") || token_accept(t, "peer"));
	tok = token_take(t);
	if (tok == NULL || is(tok, ",") || is(tok, "]") || *tok->s == '\0')
		return text_error_at(e, t, "a neighbor is missing: an "
		    "address, a description, a group, or *");
	if (strpbrk(tok->s, " \t,") != NULL)
		return text_error_token(e, tok, "'%.64s' is no name of a "
		    "neighbor", tok->s);
	wbuf_str(w, tok->s);
	while ((tok = token_peek(t)) != NULL && policy_is_key(tok->s)) {
		wbuf_u8(w, ' ');
		wbuf_str(w, tok->s);
		t->at++;
		tok = token_take(t);
		if (tok == NULL || is(tok, ","))
			return text_error_at(e, t, "its value is missing");
		wbuf_u8(w, ' ');
		wbuf_str(w, tok->s);
	}
	return 0;
}

static int
list(struct tokens *t, struct wbuf *w, struct text_error *e)
{
	bool bracket = token_accept(t, "[");

	do {
		if (w->len > 0)
			wbuf_str(w, ", ");
		if (one(t, w, e) == -1)
			return -1;
	} while (!w->failed && token_accept(t, ","));
	if (w->failed)
		return text_error_at(e, t, "the selector is longer than %u "
		    "octets", ROUTE_SELECTOR_MAX - 1);
	if (bracket && !token_accept(t, "]"))
		return text_error_at(e, t, "']' is missing");
	return 0;
}

/* The text changes only when the selector does. */
static void
take(struct program_commands *c, const char *text)
{
	if (strcmp(c->select.text, text) == 0)
		return;
	command_select_forget(c);
	snprintf(c->select.text, sizeof(c->select.text), "%s", text);
}

int
command_select_words(struct program_commands *c, struct tokens *t,
    struct text_error *e)
{
	char text[ROUTE_SELECTOR_MAX], why[COMMAND_WHY_MAX / 4];
	struct wbuf w;

	wbuf_fixed(&w, text, sizeof(text) - 1);
	if (list(t, &w, e) == -1)
		return -1;
	text[w.len] = '\0';
	if (policy_check(text, why, sizeof(why)) == -1)
		return text_error_at(e, t, "%s", why);
	take(c, text);
	c->select.given = true;
	return 0;
}

void
command_select_all(struct program_commands *c)
{
	take(c, "*");
	c->select.given = false;
}

/* NULL where there is no difference between these and everybody. */
static const struct idset *
look_up(struct program_commands *c)
{
	const struct idset *may = c->sink->peers == NULL ? NULL :
	    c->sink->peers(c->arg);
	const struct idset *chosen, *both;

	if (policy_selects_all(c->select.text))
		return may == NULL ? NULL : idset_ref(may);
	chosen = policy_select(c->rde->idsets, c->rde->peers,
	    c->select.text);
	if (may == NULL)
		return chosen;
	both = idset_intersect(c->rde->idsets, chosen, may);
	idset_unref(c->rde->idsets, chosen);
	return both;
}

const struct idset *
command_select_peers(struct program_commands *c)
{
	struct command_select *s = &c->select;

	if (!s->looked_up) {
		s->peers = look_up(c);
		s->looked_up = true;
		loop_task_wake(c->task);	/* which forgets it */
	}
	return s->peers;
}

const struct idset *
command_select_again(void *arg, const char *selector)
{
	struct program_commands *c = arg;

	take(c, selector);
	return idset_ref(command_select_peers(c));
}

void
command_select_refresh(struct program_commands *c, const struct idset **peers)
{
	if (*peers == NULL)
		return;
	idset_unref(c->rde->idsets, *peers);
	*peers = command_select_again(c, c->select.text);
}

bool
command_select_somebody(struct program_commands *c)
{
	const struct command_select *s = &c->select;

	(void)command_select_peers(c);
	if (s->peers == NULL ? peers_count(c->rde->peers) > 0 :
	    !idset_is_empty(s->peers))
		return true;
	command_fail(c, "neighbor %.256s: no such neighbor", s->text);
	return false;
}

struct peer *
command_select_next(const struct program_commands *c, uint32_t from)
{
	struct peer *p;

	for (p = peers_next(c->rde->peers, from); p != NULL;
	    p = peers_next(c->rde->peers, p->id + 1U))
		if (c->select.peers == NULL ||
		    idset_has(c->select.peers, p->id))
			return p;
	return NULL;
}

void
command_select_forget(struct program_commands *c)
{
	if (!c->select.looked_up)
		return;
	idset_unref(c->rde->idsets, c->select.peers);
	c->select.peers = NULL;
	c->select.looked_up = false;
}
