/* SPDX-License-Identifier: ISC */
/*
 * Type, length, value, as attributes nest them: types and lengths of one or
 * two octets, the length that of the value alone.
 */
#ifndef PATH_TLV_H
#define PATH_TLV_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include <stddef.h>
#include <stdint.h>

#include "base/rbuf.h"
#include "base/wbuf.h"

/* 0 and the next one, or -1: it runs past b. */
int	tlv_read(struct rbuf *b, unsigned type_octets, unsigned len_octets,
	    uint16_t *type, struct rbuf *value);
/*
 * The head of one whose value is written next; returns where the value begins,
 * for tlv_end, which fills the length in, or sets failed when it is too long.
 */
size_t	tlv_begin(struct wbuf *w, unsigned type_octets, unsigned len_octets,
	    uint16_t type);
void	tlv_end(struct wbuf *w, size_t begin, unsigned len_octets);

#endif
