/* SPDX-License-Identifier: ISC */
/*
 * The one writer of text that others chose: descriptions, reasons, log lines,
 * attributes.  Whatever the bytes, what comes out is one line of valid UTF-8
 * without control characters, and without the characters that reorder or
 * break a line on a terminal.
 */
#ifndef EVENT_ESCAPE_H
#define EVENT_ESCAPE_H

#include <stdint.h>

#include "base/wbuf.h"

/* For people: \n, \t, \r, \\, \xNN for an octet, \u{NNNN} for a character. */
void	escape_text(struct wbuf *w, const void *p, size_t n);
/*
 * The inside of a JSON string (RFC 8259 7), without its quotes.  An octet that
 * is no UTF-8 becomes U+FFFD.
 */
void	escape_json(struct wbuf *w, const void *p, size_t n);
/*
 * The character at p: its octets (1 to 4) and *c, or 0 when p does not start
 * with valid UTF-8 (RFC 3629: no overlong form, no surrogate).
 */
unsigned utf8_next(const uint8_t *p, size_t n, uint32_t *c);

#endif
