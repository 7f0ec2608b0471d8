/* SPDX-License-Identifier: ISC */
/*
 * Bytes being written.  A write that does not fit sets failed and writes
 * nothing; later writes do nothing either, so an encoder checks once, at its
 * end.  A fixed buffer is the caller's memory, a growable one is its own and
 * doubles up to max (then fails); no memory is fatal().
 */
#ifndef BASE_WBUF_H
#define BASE_WBUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rbuf.h"

struct wbuf {
	uint8_t	*p;
	size_t	 len;
	size_t	 size;		/* bytes at p */
	size_t	 max;		/* growable up to this; 0: fixed */
	bool	 failed;
};

void	 wbuf_fixed(struct wbuf *w, void *p, size_t size);
void	 wbuf_growable(struct wbuf *w, size_t max);
void	 wbuf_free(struct wbuf *w);	/* growable only; ready for reuse */
void	 wbuf_reset(struct wbuf *w);	/* empty, not failed, memory kept */

/* Room for n bytes, counted as written; NULL (and failed) when too many. */
uint8_t	*wbuf_reserve(struct wbuf *w, size_t n);
void	 wbuf_u8(struct wbuf *w, uint8_t v);
void	 wbuf_u16(struct wbuf *w, uint16_t v);
void	 wbuf_u24(struct wbuf *w, uint32_t v);
void	 wbuf_u32(struct wbuf *w, uint32_t v);
void	 wbuf_bytes(struct wbuf *w, const void *p, size_t n);
void	 wbuf_str(struct wbuf *w, const char *s);	/* without its NUL */
void	 wbuf_printf(struct wbuf *w, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));
/* Overwrites at an earlier position; out of range sets failed. */
void	 wbuf_set_u8(struct wbuf *w, size_t at, uint8_t v);
void	 wbuf_set_u16(struct wbuf *w, size_t at, uint16_t v);
/* Gives back what was written after len (and clears failed). */
void	 wbuf_truncate(struct wbuf *w, size_t len);

static inline struct rbuf
wbuf_view(const struct wbuf *w)
{
	return rbuf_of(w->p, w->len);
}

#endif
