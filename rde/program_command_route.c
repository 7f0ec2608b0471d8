/* SPDX-License-Identifier: ISC */
/*
 * A route statement is read by the one route grammar and carried out by
 * network.h, in slices.  The statements of a group are all read before the
 * first is carried out: one that is wrong leaves nothing done.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "network.h"
#include "path/attr_text.h"
#include "program_command_result.h"
#include "program_command_route.h"
#include "program_command_select.h"
#include "program_command_session.h"
#include "update_out.h"

/* Statements, and octets: a line alone may hold 250,000 prefixes. */
enum { GROUP_MAX = 16384, GROUP_OCTETS = 32 * 1024 * 1024 };
#define GROUP_FULL	"a group has at most %u commands, and 32 MiB"

struct command_group {
	struct network	**v;
	uint8_t		 *op;
	size_t		  n;
	size_t		  room;
	size_t		  octets;	/* that its statements hold */
	size_t		  at;
	unsigned	  announced;
	unsigned	  withdrawn;
	struct tokens	  unread;	/* the lexer's, until the next line */
};

/* A program's untagged lines are gathered on their way to the wire. */
static void
to_the_wire(struct program_commands *c)
{
	if (c->who.source == CTL_SRC_PROGRAM && c->tag[0] == '\0')
		update_out_gather(c->rde->out);
	else
		update_out_gathered(c->rde->out);
}

/* --- one statement -------------------------------------------------------- */

/* NULL: it failed, and why says so. */
static struct network *
read_route(struct program_commands *c, uint8_t op, enum family family,
    struct tokens *t, char *why, size_t size)
{
	struct route_parser **p = op == CTL_NET_ADD ? &c->announce :
	    &c->withdraw;
	const struct network_who who = {
		.op = op,
		.source = c->who.source,
		.owner = c->owner,
		.targets = c->select.peers,
		.selector = c->select.text,
		.again = command_select_again,
		.arg = c,
	};
	enum ctl_code code;

	if (*p == NULL)
		*p = route_parser_new(op == CTL_NET_ADD ? ROUTE_ANNOUNCE :
		    ROUTE_WITHDRAW);
	return network_words(c->rde, &who, *p, t, family, &code, why, size);
}

struct route_job {
	struct network	*q;
	struct wbuf	 result;	/* a line that is told at its end */
};

static void
route_stop(void *job)
{
	struct route_job *j = job;

	network_free(j->q);
	wbuf_free(&j->result);
	free(j);
}

static void
route_tell(struct program_commands *c, const struct wbuf *result)
{
	if (result->len == 0)
		return;
	wbuf_bytes(command_text(c), result->p, result->len);
	command_text_end(c);
}

static bool
route_turn(struct program_commands *c, monotime_t until)
{
	const struct route_job *j = c->job;
	const char *why;
	unsigned n;

	if (!network_run(j->q, until))
		return false;
	to_the_wire(c);
	if (network_verdict(j->q, &n, &why) == CTL_OK) {
		route_tell(c, &j->result);
		command_done(c);
	} else
		command_fail(c, "%s", why);
	return true;
}

static void
route_begin(struct program_commands *c, struct network *q,
    enum command_result_form form)
{
	struct route_job *j = xcalloc(1, sizeof(*j));
	bool any = true;

	j->q = q;
	wbuf_growable(&j->result, COMMAND_LINE_MAX - COMMAND_TAG_MAX);
	if (form != RESULT_NONE)
		any = command_result_put(&j->result, c->rde, q, form);
	if (any) {
		command_begin(c, route_turn, j, route_stop);
		return;
	}
	c->waits = false;
	route_tell(c, &j->result);
	route_stop(j);
	command_fail(c, form == RESULT_ADDED ? "no neighbor that it is for "
	    "has this family" : "it is not announced");
}

static bool	group_take(struct command_group *g, struct network *q,
		    uint8_t op);

static void
carry_out(struct program_commands *c, uint8_t op, struct network *q,
    enum command_result_form form, const char *why)
{
	if (q == NULL)
		command_fail(c, "%s", why);
	else if (c->group == NULL)
		route_begin(c, q, form);
	else if (group_take(c->group, q, op)) {
		c->waits = false;	/* the group's end does */
		command_done(c);
	} else {
		network_free(q);
		command_fail(c, GROUP_FULL, GROUP_MAX);
	}
}

static void
route_of_family(struct program_commands *c, uint8_t op, enum family f,
    enum command_result_form form, struct tokens *t)
{
	char why[COMMAND_WHY_MAX];
	struct network *q;

	if (!command_select_somebody(c))
		return;
	q = read_route(c, op, f, t, why, sizeof(why));
	carry_out(c, op, q, form, why);
}

/* "attributes …" without nlri: ExaBGP 6 sends these alone. */
static bool
is_alone(const struct command_row *row, const struct tokens *t)
{
	size_t i;

	if (row->value != CTL_NET_ADD || t->at == t->n ||
	    strncmp(t->v[t->at].s, "attribute", 9) != 0)
		return false;
	for (i = t->at; i < t->n; i++)
		if (!t->v[i].quoted && strcmp(t->v[i].s, "nlri") == 0)
			return false;
	return true;
}

void
command_route(struct program_commands *c, const struct command_row *row,
    struct tokens *t)
{
	if (is_alone(row, t))
		command_attributes(c, row, t);
	else
		route_of_family(c, (uint8_t)row->value, FAMILY_NONE,
		    RESULT_NONE, t);
}

/* The route grammar wants the word; without it the family is the prefix's. */
void
command_routes_change(struct program_commands *c, uint8_t op,
    struct tokens *t)
{
	const struct token *tok = token_peek(t);
	enum family f = FAMILY_NONE;
	struct prefix p;

	if (tok != NULL && !tok->quoted && strcmp(tok->s, "route") != 0 &&
	    prefix_parse(tok->s, &p, NULL) == PREFIX_OK)
		f = route_family(&p);
	route_of_family(c, op, f, op == CTL_NET_ADD ? RESULT_ADDED :
	    RESULT_REMOVED, t);
}

/* --- a route in one word -------------------------------------------------- */

enum { INDEX_WORDS = 256 * 1024 };	/* that an index stands for */
enum { INDEX_HEAD = 4, INDEX_MAX = INDEX_HEAD + 64 + NLRI_ROOM };

/* How the NLRI of an index is written: the key alone. */
static unsigned
index_how(bool has_path_id)
{
	return NLRI_WITHDRAW | (has_path_id ? NLRI_ADD_PATH : 0U);
}

/* How many octets; 0: it is no hexadecimal, or too much. */
static size_t
read_hex(const char *s, uint8_t octets[INDEX_MAX])
{
	char text[2 + 2 * INDEX_MAX + 2];
	size_t n = strlen(s) / 2;

	if (n > INDEX_MAX)
		return 0;
	snprintf(text, sizeof(text), "0x%s", s);
	return attr_hex(text, octets, n) == -1 ? 0 : n;
}

static int
read_index(const char *s, struct nlri *n, struct wbuf *key)
{
	uint8_t octets[INDEX_MAX];
	size_t len = read_hex(s, octets);
	struct rbuf b;
	enum family f;

	if (len < INDEX_HEAD || octets[3] > 1)
		return -1;
	f = family_by_number((uint16_t)(octets[0] << 8 | octets[1]),
	    octets[2]);
	b = rbuf_of(octets + INDEX_HEAD, len - INDEX_HEAD);
	if (f == FAMILY_NONE ||
	    nlri_read(&b, f, index_how(octets[3] == 1), n, key) != 0 ||
	    b.left > 0)
		return -1;
	n->has_path_id = octets[3];
	return 0;
}

int
command_index_take(struct program_commands *c, struct tokens *t,
    struct nlri *n, struct wbuf *key)
{
	const struct token *tok = token_take(t);

	if (tok == NULL || read_index(tok->s, n, key) == -1) {
		command_fail(c, "an index is missing, as routes list says "
		    "it");
		return -1;
	}
	return command_superfluous(c, t) ? -1 : 0;
}

/* Its words are read like anybody's. */
void
command_index_gone(struct program_commands *c, struct tokens *t)
{
	struct text_error e;
	struct tokens words;
	uint8_t octets[NLRI_ROOM];
	struct wbuf w, key;
	struct nlri n;

	wbuf_fixed(&key, octets, sizeof(octets));
	if (command_index_take(c, t, &n, &key) == -1)
		return;
	wbuf_growable(&w, INDEX_WORDS);
	nlri_print(&w, &n);
	if (w.failed || lexer_line(c->lexer, (const char *)w.p, w.len, &words,
	    &e) == -1)
		command_fail(c, "not an index");
	else
		route_of_family(c, CTL_NET_WITHDRAW, (enum family)n.family,
		    RESULT_INDEX, &words);
	wbuf_free(&w);
}

/* --- groups --------------------------------------------------------------- */

static bool
group_take(struct command_group *g, struct network *q, uint8_t op)
{
	const size_t octets = network_octets(q);

	/* One that is alone fits: a line is bounded. */
	if (g->n == GROUP_MAX || (g->n > 0 &&
	    g->octets + octets > GROUP_OCTETS))
		return false;
	network_later(q);
	g->octets += octets;
	if (g->n == g->room) {
		g->room = g->room == 0 ? 16 : g->room * 2;
		g->v = xreallocarray(g->v, g->room, sizeof(*g->v));
		g->op = xreallocarray(g->op, g->room, sizeof(*g->op));
	}
	g->op[g->n] = op;
	g->v[g->n++] = q;
	return true;
}

void
command_group_free(struct command_group *g)
{
	size_t i;

	if (g == NULL)
		return;
	for (i = 0; i < g->n; i++)
		network_free(g->v[i]);
	free(g->v);
	free(g->op);
	free(g);
}

static void
group_stop(void *job)
{
	command_group_free(job);
}

/* Nothing is sent between the first and the last. */
static bool
group_turn(struct program_commands *c, monotime_t until)
{
	struct command_group *g = c->job;
	const char *why;
	unsigned n;

	for (; g->at < g->n; g->at++) {
		if (!network_run(g->v[g->at], until))
			return false;
		if (network_verdict(g->v[g->at], &n, &why) != CTL_OK) {
			command_fail(c, "command %zu of the group: %s",
			    g->at + 1, why);
			return true;
		}
		*(g->op[g->at] == CTL_NET_ADD ? &g->announced :
		    &g->withdrawn) += 1;
		if (monotime_diff_ms(clock_now(), until) >= 0) {
			g->at++;
			break;
		}
	}
	if (g->at < g->n)
		return false;
	to_the_wire(c);
	wbuf_printf(command_text(c), "{\"status\": \"group processed\", "
	    "\"announced\": %u, \"withdrawn\": %u}", g->announced,
	    g->withdrawn);
	command_text_end(c);
	command_done(c);
	return true;
}

/* The words of one statement of a group, verb first. */
static struct network *
group_statement(struct program_commands *c, struct tokens *t, uint8_t *op,
    char *why, size_t size)
{
	const struct token *verb = token_peek(t);

	if (token_accept(t, "announce"))
		*op = CTL_NET_ADD;
	else if (token_accept(t, "withdraw"))
		*op = CTL_NET_WITHDRAW;
	else {
		snprintf(why, size, "'%.64s' is not for a group: announce "
		    "and withdraw are", verb == NULL ? "" : verb->s);
		return NULL;
	}
	return read_route(c, *op, FAMILY_NONE, t, why, size);
}

/* To the next ';' that stands in no block, or to the end: one statement. */
static struct tokens
group_part(struct tokens *t)
{
	struct tokens part = *t;
	const struct token *tok;
	unsigned depth = 0;

	while ((tok = token_peek(t)) != NULL) {
		if (depth == 0 && token_accept(t, ";")) {
			part.n = t->at - 1;
			return part;
		}
		if (!tok->quoted && strcmp(tok->s, "{") == 0)
			depth++;
		else if (!tok->quoted && strcmp(tok->s, "}") == 0 &&
		    depth > 0)
			depth--;
		t->at++;
	}
	part.n = t->at;
	return part;
}

/* Up to then; -1: why says what is wrong. */
static int
group_read(struct program_commands *c, struct command_group *g,
    monotime_t until, char *why, size_t size)
{
	struct tokens part, *t = &g->unread;
	struct network *q;
	uint8_t op = 0;

	while (token_peek(t) != NULL &&
	    monotime_diff_ms(clock_now(), until) < 0) {
		part = group_part(t);
		if (part.n == part.at)
			continue;
		if (part.n - part.at > COMMAND_WORDS_MAX) {
			snprintf(why, size, COMMAND_LONG, COMMAND_WORDS_MAX);
			return -1;
		}
		q = group_statement(c, &part, &op, why, size);
		if (q == NULL)
			return -1;
		if (group_take(g, q, op))
			continue;
		network_free(q);
		snprintf(why, size, GROUP_FULL, GROUP_MAX);
		return -1;
	}
	return 0;
}

static bool
group_read_turn(struct program_commands *c, monotime_t until)
{
	struct command_group *g = c->job;
	char why[COMMAND_WHY_MAX];

	/* Neighbours may have come and gone since the last slice. */
	if (!command_select_somebody(c))
		return true;
	if (group_read(c, g, until, why, sizeof(why)) == -1) {
		command_fail(c, "%s", why);
		return true;
	}
	if (token_peek(&g->unread) != NULL)
		return false;
	c->turn = group_turn;
	return group_turn(c, until);
}

void
command_group(struct program_commands *c, const struct command_row *row,
    struct tokens *t)
{
	struct command_group *g;

	(void)row;
	if (!command_select_somebody(c))
		return;
	g = xcalloc(1, sizeof(*g));
	g->unread = *t;
	command_begin(c, group_read_turn, g, group_stop);
}

void
command_group_start(struct program_commands *c,
    const struct command_row *row, struct tokens *t)
{
	(void)row;
	if (command_superfluous(c, t))
		return;
	if (c->group != NULL) {
		command_fail(c, "a group was started already");
		return;
	}
	c->group = xcalloc(1, sizeof(*c->group));
	command_done(c);
}

void
command_group_end(struct program_commands *c, const struct command_row *row,
    struct tokens *t)
{
	struct command_group *g = c->group;

	(void)row;
	if (command_superfluous(c, t))
		return;
	if (g == NULL) {
		command_fail(c, "no group was started");
		return;
	}
	c->group = NULL;
	command_begin(c, group_turn, g, group_stop);
}
