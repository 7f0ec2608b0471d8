/* SPDX-License-Identifier: ISC */
/*
 * The words of one statement, and what is wrong with one: shared by the
 * configuration, programs' lines and bgpctl.
 */
#ifndef TEXT_TOKEN_H
#define TEXT_TOKEN_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/wbuf.h"

struct token {
	const char	*s;		/* NUL-terminated, owned by the lexer */
	uint32_t	 line;		/* 1.. */
	uint32_t	 col;		/* 1.., octets */
	bool		 quoted;
};

struct tokens {
	const struct token *v;
	size_t		n;
	size_t		at;		/* next */
	uint32_t	end_line;	/* where it ended: for "missing" */
	uint32_t	end_col;
};

struct text_error {
	uint32_t	line;
	uint32_t	col;
	char		msg[1024];	/* names the word, and what is legal */
};

/* The next word or NULL; take moves on. */
const struct token *token_peek(const struct tokens *t);
const struct token *token_take(struct tokens *t);
/* True, and moves on, when the next word is w (unquoted). */
bool	token_accept(struct tokens *t, const char *w);
/* The position of the next token, or of the statement's end.  Returns -1. */
int	text_error_at(struct text_error *e, const struct tokens *t,
	    const char *fmt, ...) __attribute__((format(printf, 3, 4)));
int	text_error_token(struct text_error *e, const struct token *tok,
	    const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* The next word as a number (decimal, or 0x); -1 with *e set. */
int	token_u64(struct tokens *t, const char *what, uint64_t max,
	    uint64_t *v, struct text_error *e);
int	token_u32(struct tokens *t, const char *what, uint32_t *v,
	    struct text_error *e);
/* ASN: decimal or asdot (RFC 5396). */
int	token_asn(struct tokens *t, const char *what, uint32_t *v,
	    struct text_error *e);
int	text_asn(const char *s, uint32_t *v);
/* Decimal or 0x without sign or blanks; 0 or -1. */
int	text_u64(const char *s, uint64_t max, uint64_t *v);
/* A word so that the lexer reads it back: bare, or quoted and escaped. */
void	token_print(struct wbuf *out, const char *s);

#endif
