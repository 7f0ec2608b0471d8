/* SPDX-License-Identifier: ISC */
/*
 * The pieces of an event's line: numbers, octets, addresses, families, strings
 * in quotes.  Plain copies into the buffer, for a table of a million routes
 * goes through here.
 */
#ifndef EVENT_EMIT_H
#define EVENT_EMIT_H

#include <stddef.h>
#include <stdint.h>

#include "base/wbuf.h"
#include "bgp/addr.h"
#include "bgp/prefix.h"

/*
 * Whose lines are written: ExaBGP 4.2, 5 or 6.  Ordered: what a later one has,
 * an earlier one shows as something that it does not know.
 */
enum { SHAPE_4 = 4, SHAPE_5 = 5, SHAPE_6 = 6 };

void	emit_number(struct wbuf *w, uint64_t v);
/* A big-endian number of n octets, at most 32, in decimal. */
void	emit_wide(struct wbuf *w, const uint8_t *p, size_t n);
/* Two upper-case digits an octet; the others with "0x" in front. */
void	emit_octets(struct wbuf *w, const void *p, size_t n);
void	emit_hex(struct wbuf *w, const void *p, size_t n);
void	emit_hex_lower(struct wbuf *w, const void *p, size_t n);
void	emit_addr(struct wbuf *w, const struct addr *a);
void	emit_ipv4(struct wbuf *w, const uint8_t octets[4]);
void	emit_ipv6(struct wbuf *w, const uint8_t octets[16]);
void	emit_prefix(struct wbuf *w, const struct prefix *p);
/* Text that others chose, escaped, with its quotes. */
void	emit_quoted(struct wbuf *w, const void *p, size_t n);
/* As it is when it is one plain word, else in quotes. */
void	emit_word(struct wbuf *w, const void *p, size_t n);
/* "ipv4" and "unicast", or what is said of an unknown number. */
void	emit_afi(struct wbuf *w, uint16_t afi);
void	emit_safi(struct wbuf *w, uint8_t safi, unsigned shape);
/* Both, with between in the middle: ' ' or '/'. */
void	emit_family(struct wbuf *w, uint16_t afi, uint8_t safi, char between,
	    unsigned shape);

/* The octets written since at, again. */
void	emit_again(struct wbuf *w, size_t at, size_t n);

#endif
