/* SPDX-License-Identifier: ISC */
/*
 * Pieces of a text line, formatted without printf: a dump of a million
 * routes goes through here.
 */
#ifndef CTL_PUT_H
#define CTL_PUT_H

#include <stddef.h>
#include <stdint.h>

#include "base/wbuf.h"
#include "bgp/addr.h"

void	put_uint(struct wbuf *w, uint64_t v);
/* Right-aligned in width columns; wider when it must be. */
void	put_uint_right(struct wbuf *w, uint64_t v, unsigned width);
/* Blanks up to width columns since start (octets are columns). */
void	put_pad(struct wbuf *w, size_t start, unsigned width);
/* Foreign text, escaped, left-aligned; cut to width characters. */
void	put_name(struct wbuf *w, const char *s, unsigned width);
/* Foreign text, escaped, whole. */
void	put_text(struct wbuf *w, const char *s);
/* The same between quotes, those inside escaped too. */
void	put_quoted(struct wbuf *w, const char *s);
/* "-" when there is none. */
void	put_addr(struct wbuf *w, const struct addr *a);
/* Octets of an address of family af, and "/plen". */
void	put_prefix(struct wbuf *w, uint8_t af, const uint8_t *b,
	    unsigned plen);
/* Two lower-case digits an octet. */
void	put_hex(struct wbuf *w, struct rbuf b);
void	put_ipv4(struct wbuf *w, uint32_t host_order);

#endif
