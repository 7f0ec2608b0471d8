/* SPDX-License-Identifier: ISC */
/*
 * Walks a command line along the grammar's tables, and says what could have
 * stood where it went wrong.
 */
#include <string.h>
#include <strings.h>

#include "command.h"
#include "bgp/family.h"
#include "event/emit.h"
#include "event/escape.h"
#include "grammar.h"

/* How a word fits a table. */
struct match {
	const struct word	*word;		/* NULL: nothing fits */
	bool			 ambiguous;
};

void
command_init(struct command *c)
{
	memset(c, 0, sizeof(*c));
	c->offline.shape = SHAPE_6;
	c->offline.family = FAMILY_NONE;
	wbuf_growable(&c->text, COMMAND_TEXT_MAX);
}

void
command_free(struct command *c)
{
	wbuf_free(&c->text);
}

bool
command_mrt_to_stdout(const struct command *c)
{
	return c->action == ACTION_MALFORMED && c->mrt != NULL &&
	    strcmp(c->mrt, "-") == 0;
}

bool
command_is_offline(const struct command *c)
{
	switch (c->action) {
	case ACTION_MRT:
	case ACTION_DECODE:
	case ACTION_EXPLAIN:
	case ACTION_ENCODE:
		return true;
	default:
		return false;
	}
}

/* "what: WORD", the word escaped and cut. */
static int
refuse(struct command *c, const char *what, const char *word)
{
	struct wbuf w;
	size_t n;

	wbuf_fixed(&w, c->why, sizeof(c->why) - 1);
	wbuf_str(&w, what);
	if (word != NULL) {
		wbuf_str(&w, ": ");
		n = strlen(word);
		escape_text(&w, word, n > 32 ? 32 : n);
	}
	c->why[w.len] = '\0';
	return -1;
}

static void
match_keys(enum word_table t, const char *s, bool exact, struct match *m)
{
	const struct word *w;
	size_t n;

	n = strlen(s);
	for (w = grammar_table(t); w->kind != WORD_STOP; w++) {
		if (w->kind == WORD_ALSO) {
			match_keys(w->next, s, exact, m);
			continue;
		}
		if (w->kind == WORD_WHOLE ? !exact ||
		    strcasecmp(w->name, s) != 0 : w->kind != WORD_KEY ||
		    strncmp(w->name, s, n) != 0 ||
		    (exact && w->name[n] != '\0'))
			continue;
		m->ambiguous = m->word != NULL;
		m->word = w;
		if (exact || m->ambiguous)
			return;
	}
}

static const struct word *
match_arg(enum word_table t, const char *s)
{
	const struct word *w, *found;

	for (w = grammar_table(t); w->kind != WORD_STOP; w++) {
		if (w->kind == WORD_ALSO) {
			found = match_arg(w->next, s);
			if (found != NULL)
				return found;
		} else if ((w->kind == WORD_ARG || w->kind == WORD_REST) &&
		    (w->looks == NULL || w->looks(s)))
			return w;
	}
	return NULL;
}

/* A keyword in full, then an argument, then a keyword's beginning. */
static struct match
match(enum word_table t, const char *s)
{
	struct match m = { NULL, false };

	match_keys(t, s, true, &m);
	m.ambiguous = false;
	if (m.word == NULL)
		m.word = match_arg(t, s);
	if (m.word == NULL && *s != '\0')
		match_keys(t, s, false, &m);
	return m;
}

static void
list(enum word_table t, const char *prefix, struct wbuf *out)
{
	const struct word *w;

	for (w = grammar_table(t); w->kind != WORD_STOP; w++) {
		switch (w->kind) {
		case WORD_ALSO:
			list(w->next, prefix, out);
			break;
		case WORD_KEY:
			if (strncmp(w->name, prefix, strlen(prefix)) == 0)
				wbuf_printf(out, "  %-18s %s\n", w->name,
				    w->help);
			break;
		case WORD_WHOLE:
		case WORD_ARG:
		case WORD_REST:
			if (*prefix == '\0')
				wbuf_printf(out, "  %-18s %s\n", w->name,
				    w->help);
			break;
		case WORD_END:
			if (*prefix == '\0')
				wbuf_printf(out, "  %-18s %s\n", "<return>",
				    "nothing more");
			break;
		case WORD_STOP:
			break;
		}
	}
}

static const struct word *
find_end(enum word_table t)
{
	const struct word *w, *found;

	for (w = grammar_table(t); w->kind != WORD_STOP; w++) {
		if (w->kind == WORD_END)
			return w;
		if (w->kind == WORD_ALSO &&
		    (found = find_end(w->next)) != NULL)
			return found;
	}
	return NULL;
}

/* A reason's blanks are the neighbour's to read: quoted for the route text. */
static void
append_word(struct wbuf *text, const char *s, bool quote)
{
	if (text->len > 0)
		wbuf_u8(text, ' ');
	if (!quote || s[0] == '"' || s[0] == '\'') {
		wbuf_str(text, s);
		return;
	}
	wbuf_u8(text, '"');
	for (; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			wbuf_u8(text, '\\');
		wbuf_u8(text, (uint8_t)*s);
	}
	wbuf_u8(text, '"');
}

static bool
is_route(const struct command *c)
{
	return c->action == ACTION_NETWORK_ADD ||
	    c->action == ACTION_NETWORK_DELETE ||
	    c->action == ACTION_BULK_ADD;
}

/* RFC 9003: what goes to a neighbour is UTF-8 of at most 255 octets. */
static int
check_reason(struct command *c)
{
	uint32_t ch;
	size_t i;
	unsigned n;

	if (c->text.len >= CTL_REASON_MAX)
		return refuse(c, "reason is longer than 255 octets", NULL);
	for (i = 0; i < c->text.len; i += n) {
		n = utf8_next(c->text.p + i, c->text.len - i, &ch);
		if (n == 0)
			return refuse(c, "reason is not UTF-8", NULL);
	}
	return 0;
}

static int
take_rest(struct command *c, int argc, char *const argv[])
{
	bool route;
	int i;

	if (c->action == ACTION_HELP || command_is_offline(c)) {
		c->rest_argc = argc;
		c->rest_argv = argv;
		return 0;
	}
	route = is_route(c);
	for (i = 0; i < argc; i++)
		append_word(&c->text, argv[i], route && i > 0 &&
		    strcmp(argv[i - 1], "reason") == 0);
	if (c->text.failed)
		return refuse(c, "command is too long", NULL);
	if (memchr(c->text.p, '\n', c->text.len) != NULL)
		return refuse(c, "newline in an argument", NULL);
	return route || c->action == ACTION_API ? 0 : check_reason(c);
}

/* Words that stand in several commands lead back to those of each. */
static enum word_table
resolve(const struct command *c, enum word_table t)
{
	if (t == TABLE_FILTERS)
		return c->action == ACTION_MRT ? TABLE_SHOW_MRT :
		    c->action == ACTION_NETWORK_SHOW ? TABLE_DONE : TABLE_RIB;
	if (t != TABLE_OPTIONS)
		return t;
	return c->action == ACTION_DECODE ? TABLE_DECODE :
	    c->action == ACTION_EXPLAIN ? TABLE_EXPLAIN : TABLE_ENCODE;
}

/*
 * Follows words; *t is the table behind the last one.  rest: WORD_REST took
 * everything.  0, or -1 with why and *legal.
 */
static int
walk(struct command *c, int argc, char *const argv[], enum word_table *t,
    struct wbuf *legal)
{
	struct match m;
	const char *why;
	int i;

	for (i = 0; i < argc; i++) {
		m = match(*t, argv[i]);
		if (m.ambiguous) {
			list(*t, argv[i], legal);
			return refuse(c, "ambiguous argument", argv[i]);
		}
		if (m.word == NULL && *t == TABLE_DONE)
			return refuse(c, "superfluous argument", argv[i]);
		if (m.word == NULL) {
			list(*t, "", legal);
			return refuse(c, "unknown argument", argv[i]);
		}
		if (m.word->kind == WORD_REST) {
			*t = m.word->next;
			return take_rest(c, argc - i, argv + i);
		}
		if (m.word->take != NULL) {
			why = m.word->take(c, m.word, argv[i]);
			if (why != NULL)
				return refuse(c, why, argv[i]);
		}
		*t = resolve(c, m.word->next);
	}
	return 0;
}

int
command_parse(struct command *c, int argc, char *const argv[],
    struct wbuf *legal)
{
	const struct word *end;
	enum word_table t;

	t = TABLE_MAIN;
	if (walk(c, argc, argv, &t, legal) == -1)
		return -1;
	end = find_end(t);
	if (end == NULL) {
		list(t, "", legal);
		return refuse(c, "missing argument", NULL);
	}
	if (end->take != NULL)
		(void)end->take(c, end, NULL);
	return 0;
}

int
command_help(struct command *c, int argc, char *const argv[],
    struct wbuf *legal)
{
	enum word_table t;

	t = TABLE_MAIN;
	if (walk(c, argc, argv, &t, legal) == -1)
		return -1;
	list(t, "", legal);
	return 0;
}
