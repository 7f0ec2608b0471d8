/* SPDX-License-Identifier: ISC */
/*
 * Numbers, addresses and padding for output lines.  Everything foreign that
 * is not a number goes through event/escape.
 */
#include <string.h>

#include "event/escape.h"
#include "put.h"

enum { DIGITS = 20 };

void
put_uint_right(struct wbuf *w, uint64_t v, unsigned width)
{
	char buf[DIGITS];
	uint8_t *p;
	size_t at, n;

	at = sizeof(buf);
	do {
		buf[--at] = (char)('0' + v % 10);
		v /= 10;
	} while (v != 0);
	n = sizeof(buf) - at;
	if (width < n)
		width = (unsigned)n;
	p = wbuf_reserve(w, width);
	if (p == NULL)
		return;
	memset(p, ' ', width - n);
	memcpy(p + width - n, buf + at, n);
}

void
put_uint(struct wbuf *w, uint64_t v)
{
	put_uint_right(w, v, 0);
}

void
put_pad(struct wbuf *w, size_t start, unsigned width)
{
	uint8_t *p;
	size_t n;

	n = w->len - start;
	if (n >= width)
		return;
	p = wbuf_reserve(w, width - n);
	if (p != NULL)
		memset(p, ' ', width - n);
}

void
put_text(struct wbuf *w, const char *s)
{
	escape_text(w, s, strlen(s));
}

void
put_quoted(struct wbuf *w, const char *s)
{
	wbuf_u8(w, '"');
	escape_json(w, s, strlen(s));
	wbuf_u8(w, '"');
}

void
put_name(struct wbuf *w, const char *s, unsigned width)
{
	size_t at, start;
	unsigned columns;

	start = w->len;
	put_text(w, s);
	if (w->failed)
		return;
	columns = 0;
	for (at = start; at < w->len; at++) {
		if ((w->p[at] & 0xc0) == 0x80)
			continue;	/* inside a character */
		if (columns == width) {
			wbuf_truncate(w, at);
			return;
		}
		columns++;
	}
	put_pad(w, w->len, width - columns);
}

static uint8_t *
octet(uint8_t *p, uint8_t v)
{
	if (v >= 100)
		*p++ = (uint8_t)('0' + v / 100);
	if (v >= 10)
		*p++ = (uint8_t)('0' + v / 10 % 10);
	*p++ = (uint8_t)('0' + v % 10);
	return p;
}

static void
put_octets4(struct wbuf *w, const uint8_t *b)
{
	uint8_t buf[16], *p;
	int i;

	p = buf;
	for (i = 0; i < 4; i++) {
		if (i > 0)
			*p++ = '.';
		p = octet(p, b[i]);
	}
	wbuf_bytes(w, buf, (size_t)(p - buf));
}

void
put_addr(struct wbuf *w, const struct addr *a)
{
	char buf[ADDR_TEXT];

	if (a->af == ADDR_V4)
		put_octets4(w, a->b);
	else if (a->af == ADDR_NONE)
		wbuf_u8(w, '-');
	else
		put_text(w, addr_print(a, buf, sizeof(buf)));
}

void
put_prefix(struct wbuf *w, uint8_t af, const uint8_t *b, unsigned plen)
{
	struct addr a;

	if (af == ADDR_V4)
		put_octets4(w, b);
	else {
		a = addr_of(af, b);
		put_addr(w, &a);
	}
	wbuf_u8(w, '/');
	put_uint(w, plen);
}

void
put_hex(struct wbuf *w, struct rbuf b)
{
	static const char digits[] = "0123456789abcdef";
	uint8_t *p = wbuf_reserve(w, 2 * b.left);
	size_t i;

	if (p == NULL)
		return;
	for (i = 0; i < b.left; i++) {
		*p++ = (uint8_t)digits[b.p[i] >> 4];
		*p++ = (uint8_t)digits[b.p[i] & 15];
	}
}

void
put_ipv4(struct wbuf *w, uint32_t v)
{
	const uint8_t b[4] = { (uint8_t)(v >> 24), (uint8_t)(v >> 16),
	    (uint8_t)(v >> 8), (uint8_t)v };

	put_octets4(w, b);
}
