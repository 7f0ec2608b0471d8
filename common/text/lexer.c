/* SPDX-License-Identifier: ISC */
/*
 * The lexer reads forward only, one character at a time, and looks back at
 * none, so it is linear whatever the text.  Escapes are undone before a
 * character is classed, as ExaBGP does it on the whole line: \" is a bare
 * quote and \; ends a statement.  A logical line must finish every statement
 * that it begins.  Words lie behind each other in one arena that is used
 * again for the next statement.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "text/lexer.h"

enum class {
	CL_PLAIN, CL_BLANK, CL_NEWLINE, CL_SEMICOLON, CL_OPEN, CL_CLOSE,
	CL_QUOTE, CL_ALONE, CL_COMMENT, CL_BAD, CL_END
};

enum { WORDS = 64, OCTETS = 1024, LONG = 16 * 1024 };

struct lexer {
	const char	*p;
	const char	*end;
	const char	*line_start;
	uint32_t	 line;
	const char	*rest;		/* it stops there; NULL: nowhere */
	bool		 one_line;	/* lexer_line: ; { } are words */
	bool		 in_word;
	char		 quote;		/* in it, to the same; NUL: in none */
	uint32_t	 quote_line;
	uint32_t	 quote_col;
	bool		 failed;	/* err is set for this statement */
	struct text_error err;
	bool		 has_held;	/* to be returned next */
	enum lexer_item	 held;
	struct token	*tok;
	size_t		 ntok;
	size_t		 room_tok;
	char		*arena;
	size_t		 used;
	size_t		 room;
};

/* One character with its escape undone. */
struct piece {
	enum class	 class;
	uint32_t	 line;
	uint32_t	 col;
	uint8_t		 n;
	char		 c[4];
};

static void
set_room(struct lexer *l, size_t words, size_t octets)
{
	free(l->tok);
	free(l->arena);
	l->room_tok = words;
	l->tok = xreallocarray(NULL, words, sizeof(*l->tok));
	l->room = octets;
	l->arena = xmalloc(octets);
}

struct lexer *
lexer_new(const char *text, size_t len)
{
	struct lexer *l = xcalloc(1, sizeof(*l));

	l->p = l->line_start = text;
	l->end = len == 0 ? text : text + len;
	l->line = 1;
	set_room(l, WORDS, OCTETS);
	return l;
}

void
lexer_free(struct lexer *l)
{
	if (l == NULL)
		return;
	free(l->arena);
	free(l->tok);
	free(l);
}

static const uint8_t classes[256] = {
	[0] = CL_BAD, [1] = CL_BAD, [2] = CL_BAD, [3] = CL_BAD, [4] = CL_BAD,
	[5] = CL_BAD, [6] = CL_BAD, [7] = CL_BAD, ['\b'] = CL_BAD,
	['\t'] = CL_BLANK, ['\n'] = CL_NEWLINE, [11] = CL_BAD,
	['\f'] = CL_BAD, ['\r'] = CL_BLANK, [14] = CL_BAD, [15] = CL_BAD,
	[16] = CL_BAD, [17] = CL_BAD, [18] = CL_BAD, [19] = CL_BAD,
	[20] = CL_BAD, [21] = CL_BAD, [22] = CL_BAD, [23] = CL_BAD,
	[24] = CL_BAD, [25] = CL_BAD, [26] = CL_BAD, [27] = CL_BAD,
	[28] = CL_BAD, [29] = CL_BAD, [30] = CL_BAD, [31] = CL_BAD,
	[127] = CL_BAD,
	[' '] = CL_BLANK, [';'] = CL_SEMICOLON, ['{'] = CL_OPEN,
	['}'] = CL_CLOSE, ['"'] = CL_QUOTE, ['\''] = CL_QUOTE,
	[','] = CL_ALONE, ['['] = CL_ALONE, [']'] = CL_ALONE,
	['#'] = CL_COMMENT, ['\\'] = CL_BAD,
};

static enum class
class_of(const struct lexer *l, char ch)
{
	if (l->one_line) {
		if (ch == '(' || ch == ')' || ch == ';' || ch == '{' ||
		    ch == '}')
			return CL_ALONE;
		if (ch == '\n')
			return CL_BLANK;
	}
	return classes[(unsigned char)ch];
}

static uint32_t
column(const struct lexer *l)
{
	return (uint32_t)(l->p - l->line_start) + 1;
}

static void
fail(struct lexer *l, uint32_t line, uint32_t col, const char *msg)
{
	if (l->failed)
		return;
	l->failed = true;
	l->err.line = line;
	l->err.col = col;
	snprintf(l->err.msg, sizeof(l->err.msg), "%s", msg);
}

static void
newline(struct lexer *l)
{
	l->line++;
	l->line_start = l->p;
}

/* Four hexadecimal digits at p; -1 when they are not. */
static int
hex4(const char *p, const char *end)
{
	int v = 0, i;

	if (end - p < 4)
		return -1;
	for (i = 0; i < 4; i++) {
		if (p[i] >= '0' && p[i] <= '9')
			v = v * 16 + (p[i] - '0');
		else if (p[i] >= 'a' && p[i] <= 'f')
			v = v * 16 + (p[i] - 'a') + 10;
		else if (p[i] >= 'A' && p[i] <= 'F')
			v = v * 16 + (p[i] - 'A') + 10;
		else
			return -1;
	}
	return v;
}

static void
piece_unicode(struct lexer *l, struct piece *pc)
{
	int v = hex4(l->p, l->end);

	pc->class = CL_PLAIN;
	pc->n = 0;
	if (v != -1)
		l->p += 4;
	if (v <= 0 || (v >= 0xd800 && v <= 0xdfff)) {
		fail(l, pc->line, pc->col, v == -1 ?
		    "\\u needs four hexadecimal digits" :
		    "\\u: not a character");
		return;
	}
	if (v < 0x80) {
		pc->c[pc->n++] = (char)v;
		pc->class = class_of(l, (char)v);
		if (pc->class == CL_BAD)
			pc->class = CL_PLAIN;
		else if (pc->class == CL_NEWLINE)
			pc->class = CL_BLANK;	/* as \n: no line ends */
		return;
	}
	if (v < 0x800)
		pc->c[pc->n++] = (char)(0xc0 | v >> 6);
	else {
		pc->c[pc->n++] = (char)(0xe0 | v >> 12);
		pc->c[pc->n++] = (char)(0x80 | (v >> 6 & 0x3f));
	}
	pc->c[pc->n++] = (char)(0x80 | (v & 0x3f));
}

/* Behind a backslash.  False: the line was joined, there is no character. */
static bool
piece_escape(struct lexer *l, struct piece *pc)
{
	static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
	const char *q = l->p, *hit;

	while (q < l->end && (*q == ' ' || *q == '\t' || *q == '\r'))
		q++;
	if (q == l->end || *q == '\n') {
		l->p = q == l->end ? q : q + 1;
		if (q < l->end)
			newline(l);
		return false;
	}
	pc->c[0] = *l->p++;
	pc->n = 1;
	if (pc->c[0] == 'u') {
		piece_unicode(l, pc);
		return true;
	}
	hit = strchr(from, pc->c[0]);
	if (hit != NULL && *hit != '\0') {
		pc->c[0] = to[hit - from];
		pc->class = CL_BLANK;
	} else if (pc->c[0] == '\\')
		pc->class = CL_PLAIN;
	else
		pc->class = class_of(l, pc->c[0]);
	return true;
}

static void
piece_next(struct lexer *l, struct piece *pc)
{
	do {
		pc->line = l->line;
		pc->col = column(l);
		if (l->p == l->end) {
			pc->class = CL_END;
			pc->n = 0;
			return;
		}
		pc->c[0] = *l->p++;
		pc->n = 1;
		if (pc->c[0] != '\\') {
			pc->class = class_of(l, pc->c[0]);
			if (pc->class == CL_NEWLINE)
				newline(l);
			return;
		}
	} while (!piece_escape(l, pc));
}

/* Moves to a bigger arena; the words that are there move along. */
static void
arena_grow(struct lexer *l, size_t n)
{
	size_t i, room = l->room;
	char *a;

	while (room - l->used < n)
		room *= 2;
	a = xmalloc(room);
	memcpy(a, l->arena, l->used);
	for (i = 0; i < l->ntok; i++)
		l->tok[i].s = a + (l->tok[i].s - l->arena);
	free(l->arena);
	l->arena = a;
	l->room = room;
}

static void
append(struct lexer *l, const char *p, size_t n)
{
	if (l->room - l->used < n + 1)
		arena_grow(l, n + 1);
	memcpy(l->arena + l->used, p, n);
	l->used += n;
}

static void
word_begin(struct lexer *l, const struct piece *pc)
{
	struct token *t;

	if (l->in_word)
		return;
	if (l->ntok == l->room_tok) {
		l->room_tok *= 2;
		l->tok = xreallocarray(l->tok, l->room_tok, sizeof(*l->tok));
	}
	append(l, "", 0);
	t = &l->tok[l->ntok++];
	t->s = l->arena + l->used;
	t->line = pc->line;
	t->col = pc->col;
	t->quoted = false;
	l->in_word = true;
}

static void
word_end(struct lexer *l)
{
	if (!l->in_word)
		return;
	append(l, "", 1);
	l->in_word = false;
}

static void
word_plain(struct lexer *l, const struct piece *pc)
{
	const char *from = l->p;

	word_begin(l, pc);
	append(l, pc->c, pc->n);
	while (l->p < l->end && class_of(l, *l->p) == CL_PLAIN)
		l->p++;
	append(l, from, (size_t)(l->p - from));
}

/* What is read at once may end in the middle of a long word. */
static bool
at_rest(const struct lexer *l)
{
	return l->rest != NULL && l->p >= l->rest;
}

static void
quote_begin(struct lexer *l, const struct piece *open)
{
	word_begin(l, open);
	l->tok[l->ntok - 1].quoted = true;
	l->quote = open->c[0];
	l->quote_line = open->line;
	l->quote_col = open->col;
}

static void
quote_end(struct lexer *l)
{
	l->quote = '\0';
	word_end(l);
}

/* To the same quote character; the other one is a character like any. */
static void
word_quoted(struct lexer *l)
{
	struct piece pc;

	while (!at_rest(l)) {
		piece_next(l, &pc);
		if (pc.class == CL_END || pc.class == CL_NEWLINE) {
			fail(l, l->quote_line, l->quote_col,
			    "the quote is not closed on its line");
			if (pc.class == CL_NEWLINE) {
				/* the statement ends here, too */
				l->p--;
				l->line--;
			}
			quote_end(l);
			return;
		}
		if (pc.class == CL_QUOTE && pc.c[0] == l->quote) {
			quote_end(l);
			return;
		}
		if (pc.class == CL_BAD && pc.n > 0)
			fail(l, pc.line, pc.col, "a control character");
		append(l, pc.c, pc.n);
	}
}

/* A comment ends with the logical line: a backslash at the end joins. */
static void
skip_comment(struct lexer *l)
{
	const char *nl, *q;

	for (;;) {
		nl = memchr(l->p, '\n', (size_t)(l->end - l->p));
		if (nl == NULL) {
			l->p = l->end;
			return;
		}
		for (q = nl; q > l->p && (q[-1] == ' ' || q[-1] == '\t' ||
		    q[-1] == '\r'); q--)
			;
		if (q == l->p || q[-1] != '\\') {
			l->p = nl;
			return;
		}
		l->p = nl + 1;
		newline(l);
	}
}

static void
fill(const struct lexer *l, const struct piece *pc, struct tokens *t)
{
	t->v = l->tok;
	t->n = l->ntok;
	t->at = 0;
	t->end_line = pc->line;
	t->end_col = pc->col;
}

/* The statement is over; what is wrong with it goes first. */
static enum lexer_item
finish(struct lexer *l, const struct piece *pc, enum lexer_item item,
    struct tokens *t, struct text_error *e)
{
	fill(l, pc, t);
	if (!l->failed)
		return item;
	*e = l->err;
	if (item == LEXER_OPEN || item == LEXER_CLOSE) {
		l->has_held = true;
		l->held = item;
	}
	return LEXER_ERROR;
}

static enum lexer_item
finish_line(struct lexer *l, const struct piece *pc, struct tokens *t,
    struct text_error *e)
{
	fail(l, l->tok[0].line, l->tok[0].col,
	    "the statement is not ended by ';' or '{' on its line");
	return finish(l, pc, LEXER_ERROR, t, e);
}

/* Reads words to the character that ends them, which is left in *pc. */
static bool
words(struct lexer *l, struct piece *pc)
{
	while (!at_rest(l)) {
		if (l->quote != '\0') {
			word_quoted(l);
			continue;
		}
		piece_next(l, pc);
		switch (pc->class) {
		case CL_PLAIN:
			word_plain(l, pc);
			break;
		case CL_BLANK:
			word_end(l);
			break;
		case CL_QUOTE:
			quote_begin(l, pc);
			break;
		case CL_ALONE:
			word_end(l);
			word_begin(l, pc);
			append(l, pc->c, 1);
			word_end(l);
			break;
		case CL_COMMENT:
			word_end(l);
			skip_comment(l);
			break;
		case CL_BAD:
			fail(l, pc->line, pc->col, "a control character");
			break;
		case CL_NEWLINE:
		case CL_SEMICOLON:
		case CL_OPEN:
		case CL_CLOSE:
		case CL_END:
			word_end(l);
			return true;
		}
	}
	return false;
}

static void
reset(struct lexer *l)
{
	l->used = 0;
	l->ntok = 0;
	l->in_word = false;
	l->quote = '\0';
	l->failed = false;
}

enum lexer_item
lexer_next(struct lexer *l, struct tokens *t, struct text_error *e)
{
	struct piece pc;

	if (l->has_held) {
		l->has_held = false;
		pc.line = l->line;
		pc.col = column(l);
		if (l->held == LEXER_CLOSE)
			l->ntok = 0;
		fill(l, &pc, t);
		return l->held;
	}
	do {
		reset(l);
		(void)words(l, &pc);
	} while (pc.class == CL_NEWLINE && l->ntok == 0 && !l->failed);

	switch (pc.class) {
	case CL_SEMICOLON:
		if (l->ntok == 0)
			fail(l, pc.line, pc.col, "an empty statement");
		return finish(l, &pc, LEXER_STATEMENT, t, e);
	case CL_OPEN:
		return finish(l, &pc, LEXER_OPEN, t, e);
	case CL_CLOSE:
		if (l->ntok > 0)
			fail(l, l->tok[0].line, l->tok[0].col,
			    "the statement is not ended by ';' before '}'");
		return finish(l, &pc, LEXER_CLOSE, t, e);
	default:
		if (l->ntok > 0)
			return finish_line(l, &pc, t, e);
		return finish(l, &pc, pc.class == CL_END ? LEXER_EOF :
		    LEXER_ERROR, t, e);
	}
}

/*
 * All words of a long line have room at once, for it would take its time to
 * move them to more; the next short one gives it back.
 */
static void
make_room(struct lexer *l, size_t len)
{
	if (len > LONG && (l->room_tok < len || l->room < 2 * len + 1))
		set_room(l, len, 2 * len + 1);
	else if (len <= LONG && l->room_tok > LONG)
		set_room(l, WORDS, OCTETS);
}

void
lexer_line_begin(struct lexer *l, const char *line, size_t len)
{
	l->p = l->line_start = line;
	l->end = len == 0 ? line : line + len;
	l->line = 1;
	l->one_line = true;
	l->has_held = false;
	reset(l);
	make_room(l, len);
}

int
lexer_line_some(struct lexer *l, size_t octets, struct tokens *t,
    struct text_error *e)
{
	struct piece pc;

	l->rest = octets < (size_t)(l->end - l->p) ? l->p + octets : NULL;
	if (!words(l, &pc))
		return 1;
	while (l->ntok > 0 && !l->tok[l->ntok - 1].quoted &&
	    strcmp(l->tok[l->ntok - 1].s, ";") == 0)
		l->ntok--;
	fill(l, &pc, t);
	if (!l->failed)
		return 0;
	*e = l->err;
	return -1;
}

int
lexer_line(struct lexer *l, const char *line, size_t len, struct tokens *t,
    struct text_error *e)
{
	lexer_line_begin(l, line, len);
	return lexer_line_some(l, len, t, e);
}
