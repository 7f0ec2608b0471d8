/* SPDX-License-Identifier: ISC */
/*
 * ExaBGP's lexer: words, ';', '{', '}', quotes, escapes, comments, logical
 * lines joined by a backslash.  Reads a whole buffer, statement by statement;
 * memory is one statement's.
 */
#ifndef TEXT_LEXER_H
#define TEXT_LEXER_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "text/token.h"

struct lexer;

enum lexer_item {
	LEXER_STATEMENT,	/* words ended by ';' */
	LEXER_OPEN,		/* words ended by '{' */
	LEXER_CLOSE,		/* '}' */
	LEXER_EOF,
	LEXER_ERROR,		/* *e says what; the lexer goes on behind it */
};

/* text stays the caller's and must outlive the lexer. */
struct lexer	*lexer_new(const char *text, size_t len);
void		 lexer_free(struct lexer *l);
enum lexer_item	 lexer_next(struct lexer *l, struct tokens *t,
		    struct text_error *e);
/*
 * One line of a program or of bgpctl: words only, ';' and braces padded as
 * ExaBGP's API does.  0 and *t (valid until the next call), or -1.
 */
int		 lexer_line(struct lexer *l, const char *line, size_t len,
		    struct tokens *t, struct text_error *e);
/*
 * The same a part at a time: some octets, and a few more.  1: there is more;
 * the line stays until then.
 */
void		 lexer_line_begin(struct lexer *l, const char *line,
		    size_t len);
int		 lexer_line_some(struct lexer *l, size_t octets,
		    struct tokens *t, struct text_error *e);

#endif
