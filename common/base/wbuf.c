/* SPDX-License-Identifier: ISC */
/*
 * The writing side of rbuf: an encoder writes on and looks at failed once.
 * Everything goes through wbuf_reserve, which alone decides what fits.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/wbuf.h"

enum { WBUF_FIRST = 256 };

void
wbuf_fixed(struct wbuf *w, void *p, size_t size)
{
	*w = (struct wbuf){ .p = p, .size = size };
}

void
wbuf_growable(struct wbuf *w, size_t max)
{
	*w = (struct wbuf){ .max = max, .failed = max == 0 };
}

void
wbuf_free(struct wbuf *w)
{
	free(w->p);
	wbuf_growable(w, w->max);
}

void
wbuf_reset(struct wbuf *w)
{
	w->len = 0;
	w->failed = false;
}

/* n more than len is known to be at most max. */
static void
grow(struct wbuf *w, size_t n)
{
	size_t size = w->size > 0 ? w->size : WBUF_FIRST;

	while (size < w->len + n && size <= w->max / 2)
		size *= 2;
	if (size < w->len + n || size > w->max)
		size = w->max;
	w->p = xreallocarray(w->p, size, 1);
	w->size = size;
}

uint8_t *
wbuf_reserve(struct wbuf *w, size_t n)
{
	size_t most = w->max > 0 ? w->max : w->size;
	uint8_t *p;

	if (w->failed || n > most - w->len) {
		w->failed = true;
		return NULL;
	}
	if (w->p == NULL || n > w->size - w->len) {
		if (w->max == 0) {	/* fixed at NULL: n is 0 */
			w->failed = true;
			return NULL;
		}
		grow(w, n);
	}
	p = w->p + w->len;
	w->len += n;
	return p;
}

void
wbuf_u8(struct wbuf *w, uint8_t v)
{
	uint8_t *p = wbuf_reserve(w, 1);

	if (p != NULL)
		p[0] = v;
}

void
wbuf_u16(struct wbuf *w, uint16_t v)
{
	uint8_t *p = wbuf_reserve(w, 2);

	if (p == NULL)
		return;
	p[0] = (uint8_t)(v >> 8);
	p[1] = (uint8_t)v;
}

void
wbuf_u24(struct wbuf *w, uint32_t v)
{
	uint8_t *p = wbuf_reserve(w, 3);

	if (p == NULL)
		return;
	p[0] = (uint8_t)(v >> 16);
	p[1] = (uint8_t)(v >> 8);
	p[2] = (uint8_t)v;
}

void
wbuf_u32(struct wbuf *w, uint32_t v)
{
	uint8_t *p = wbuf_reserve(w, 4);

	if (p == NULL)
		return;
	p[0] = (uint8_t)(v >> 24);
	p[1] = (uint8_t)(v >> 16);
	p[2] = (uint8_t)(v >> 8);
	p[3] = (uint8_t)v;
}

void
wbuf_bytes(struct wbuf *w, const void *p, size_t n)
{
	uint8_t *to;

	if (n == 0)
		return;
	to = wbuf_reserve(w, n);
	if (to != NULL)
		memcpy(to, p, n);
}

void
wbuf_str(struct wbuf *w, const char *s)
{
	wbuf_bytes(w, s, strlen(s));
}

void
wbuf_printf(struct wbuf *w, const char *fmt, ...)
{
	char line[256], *big = line;
	va_list ap, again;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(line, sizeof(line), fmt, ap);
	if (n < 0)
		w->failed = true;
	else if ((size_t)n >= sizeof(line)) {
		big = xmalloc((size_t)n + 1);
		n = vsnprintf(big, (size_t)n + 1, fmt, again);
	}
	if (n > 0)
		wbuf_bytes(w, big, (size_t)n);
	if (big != line)
		free(big);
	va_end(again);
	va_end(ap);
}

void
wbuf_set_u8(struct wbuf *w, size_t at, uint8_t v)
{
	if (w->failed || at >= w->len) {
		w->failed = true;
		return;
	}
	w->p[at] = v;
}

void
wbuf_set_u16(struct wbuf *w, size_t at, uint16_t v)
{
	if (w->failed || w->len < 2 || at > w->len - 2) {
		w->failed = true;
		return;
	}
	w->p[at] = (uint8_t)(v >> 8);
	w->p[at + 1] = (uint8_t)v;
}

void
wbuf_truncate(struct wbuf *w, size_t len)
{
	if (len > w->len)
		fatal("wbuf: truncated to %zu of %zu octets", len, w->len);
	w->len = len;
	w->failed = false;
}
