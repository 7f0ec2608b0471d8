/* SPDX-License-Identifier: ISC */
/* Route distinguishers (RFC 4364 4.2) as text, which reads back to them. */
#ifndef PATH_RD_H
#define PATH_RD_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include <stdbool.h>
#include <stdint.h>

#include "base/wbuf.h"
#include "text/token.h"

enum { RD_SIZE = 8 };

/*
 * "65000:1", "192.0.2.1:1", "70000:1"; an L marks a small number that is one
 * of four octets; a type that has no form is 0x and sixteen digits.
 */
void	rd_print(struct wbuf *out, const uint8_t rd[RD_SIZE]);
/* 0, or -1: no such form. */
int	rd_parse(const char *s, uint8_t rd[RD_SIZE]);
/*
 * Which bound "head:number" passes, here or in an extended community of the
 * same forms; NULL: none, or it is neither.
 */
const char *rd_bound(const char *head, const char *number);
/* The bound that s passes, to stand behind it; NULL: none. */
const char *rd_why(const char *s);
/* -1, and why tok, the value of word, is none, in *e. */
int	rd_error(struct text_error *e, const struct token *tok,
	    const char *word);
/* Is it a type of RFC 4364 4.2? */
bool	rd_is_known(uint16_t type);

#endif
