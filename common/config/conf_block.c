/* SPDX-License-Identifier: ISC */
/*
 * The loop that reads a block.  An error is reported where it is and reading
 * goes on behind its statement, so that a file tells all that is wrong with
 * it at once; an unknown block is skipped whole.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "config/conf_block.h"
#include "text/suggest.h"

void
conf_report(struct conf_ctx *c)
{
	if (c->nerrors++ < CONF_ERRORS_MAX)
		c->sink->error(c->sink->arg, c->e.line, c->e.col, c->e.msg);
}

void
conf_error_at(struct conf_ctx *c, uint32_t line, uint32_t col,
    const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(c->e.msg, sizeof(c->e.msg), fmt, ap);
	va_end(ap);
	c->e.line = line;
	c->e.col = col;
	conf_report(c);
}

void
conf_warn_at(struct conf_ctx *c, uint32_t line, uint32_t col,
    const char *fmt, ...)
{
	char msg[1024];
	va_list ap;

	if (c->nwarnings++ >= CONF_ERRORS_MAX || c->sink->warning == NULL)
		return;
	va_start(ap, fmt);
	vsnprintf(msg, sizeof(msg), fmt, ap);
	va_end(ap);
	c->sink->warning(c->sink->arg, line, col, msg);
}

void
conf_block_skip(struct conf_ctx *c)
{
	struct text_error e;
	struct tokens t;
	unsigned depth = 1;

	while (depth > 0) {
		switch (lexer_next(c->lex, &t, &e)) {
		case LEXER_OPEN:
			depth++;
			break;
		case LEXER_CLOSE:
			depth--;
			break;
		case LEXER_EOF:
			return;
		case LEXER_STATEMENT:
		case LEXER_ERROR:
			break;
		}
	}
}

bool
conf_block_bare(struct conf_ctx *c, struct tokens *head)
{
	const struct token *tok = token_peek(head);

	if (tok == NULL)
		return true;
	text_error_token(&c->e, tok, "%s: '{' is expected, not '%.64s'",
	    head->v[0].s, tok->s);
	conf_report(c);
	conf_block_skip(c);
	return false;
}

static const struct conf_word *
find(const struct conf_word *words, const char *s)
{
	for (; words->word != NULL; words++)
		if (strcmp(words->word, s) == 0)
			return words;
	return NULL;
}

static void
unknown(struct conf_ctx *c, const char *what, const struct conf_word *words,
    const struct token *tok)
{
	char buf[128];
	struct suggest s;

	suggest_init(&s, tok->s);
	for (; words->word != NULL; words++)
		suggest_add(&s, words->word);
	snprintf(buf, sizeof(buf), "%s: unknown word", what);
	suggest_error(&s, &c->e, tok, buf);
	conf_report(c);
}

static void
run_statement(struct conf_ctx *c, const char *what,
    const struct conf_word *words, void *obj, struct tokens *t)
{
	const struct token *tok = token_take(t);
	const struct conf_word *w = find(words, tok->s);

	if (w == NULL) {
		unknown(c, what, words, tok);
		return;
	}
	if (strcmp(w->since, "herald") == 0)
		c->herald_words = true;
	if (w->statement == NULL) {
		text_error_token(&c->e, tok,
		    "'%s' opens a block: '{' is expected", tok->s);
		conf_report(c);
		return;
	}
	if (w->statement(c, obj, w, t) == -1) {
		conf_report(c);
		return;
	}
	/* ExaBGP ignores these */
	tok = token_peek(t);
	if (tok != NULL)
		conf_warn_at(c, tok->line, tok->col, "%s: '%.64s' and what "
		    "follows is ignored", w->word, tok->s);
}

static void
run_block(struct conf_ctx *c, const char *what,
    const struct conf_word *words, void *obj, struct tokens *t)
{
	const struct token *tok = token_take(t);
	const struct conf_word *w;

	if (tok == NULL) {
		if (!c->after_error)
			conf_error_at(c, t->end_line, t->end_col,
			    "%s: a block without a name", what);
		conf_block_skip(c);
		return;
	}
	w = find(words, tok->s);
	if (w != NULL && w->block != NULL) {
		if (strcmp(w->since, "herald") == 0)
			c->herald_words = true;
		w->block(c, obj, w, t);
		return;
	}
	if (w != NULL) {
		text_error_token(&c->e, tok, "'%s' is not a block: ';' is "
		    "expected behind its value", tok->s);
		conf_report(c);
	} else
		unknown(c, what, words, tok);
	conf_block_skip(c);
}

static void
run(struct conf_ctx *c, const char *what, const struct conf_word *words,
    void *obj, bool file)
{
	enum lexer_item item;
	struct tokens t;

	for (;;) {
		item = lexer_next(c->lex, &t, &c->e);
		switch (item) {
		case LEXER_STATEMENT:
			run_statement(c, what, words, obj, &t);
			break;
		case LEXER_OPEN:
			run_block(c, what, words, obj, &t);
			break;
		case LEXER_ERROR:
			conf_report(c);
			break;
		case LEXER_CLOSE:
			if (!file)
				return;
			if (!c->after_error)
				conf_error_at(c, t.end_line, t.end_col,
				    "'}' closes no block");
			break;
		case LEXER_EOF:
			if (!file)
				conf_error_at(c, t.end_line, t.end_col,
				    "%s: the file ends before '}'", what);
			return;
		}
		c->after_error = item == LEXER_ERROR;
	}
}

void
conf_block_run(struct conf_ctx *c, const char *what,
    const struct conf_word *words, void *obj)
{
	run(c, what, words, obj, false);
	c->after_error = false;
}

void
conf_file_run(struct conf_ctx *c, const struct conf_word *words)
{
	run(c, "configuration", words, NULL, true);
}
