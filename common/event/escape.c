/* SPDX-License-Identifier: ISC */
/*
 * Escaping of foreign text for terminals and for JSON (RFC 3629, RFC 8259).
 * Both forms walk the same way: runs of plain octets are copied at once, the
 * rest is looked at character by character.
 */
#include <stdbool.h>

#include "event/escape.h"

static bool
is_plain(uint8_t c, bool json)
{
	return c >= 0x20 && c < 0x7f && c != '\\' && !(json && c == '"');
}

/* Controls, line and paragraph separators, bidirectional overrides. */
static bool
is_unsafe(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) ||
	    (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

unsigned
utf8_next(const uint8_t *p, size_t n, uint32_t *c)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned i, len;
	uint32_t v;

	if (n == 0)
		return 0;
	if (p[0] < 0x80) {
		*c = p[0];
		return 1;
	}
	if ((p[0] & 0xe0) == 0xc0) {
		len = 2;
		v = p[0] & 0x1f;
	} else if ((p[0] & 0xf0) == 0xe0) {
		len = 3;
		v = p[0] & 0x0f;
	} else if ((p[0] & 0xf8) == 0xf0) {
		len = 4;
		v = p[0] & 0x07;
	} else
		return 0;
	if (len > n)
		return 0;
	for (i = 1; i < len; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		v = v << 6 | (p[i] & 0x3f);
	}
	if (v < least[len] || v > 0x10ffff || (v >= 0xd800 && v <= 0xdfff))
		return 0;
	*c = v;
	return len;
}

static void
put_short(struct wbuf *w, char c)
{
	wbuf_u8(w, '\\');
	wbuf_u8(w, (uint8_t)c);
}

/* The forms that both share; false when c has none. */
static bool
put_named(struct wbuf *w, uint32_t c, bool json)
{
	switch (c) {
	case '\n':
		put_short(w, 'n');
		return true;
	case '\r':
		put_short(w, 'r');
		return true;
	case '\t':
		put_short(w, 't');
		return true;
	case '\\':
		put_short(w, '\\');
		return true;
	case '"':
		if (json)
			put_short(w, '"');
		return json;
	default:
		return false;
	}
}

static void
put_unsafe(struct wbuf *w, uint32_t c, bool json)
{
	if (json)
		wbuf_printf(w, "\\u%04x", (unsigned)c);
	else if (c < 0x80)
		wbuf_printf(w, "\\x%02x", (unsigned)c);
	else
		wbuf_printf(w, "\\u{%04x}", (unsigned)c);
}

static void
put_invalid(struct wbuf *w, uint8_t octet, bool json)
{
	if (json)
		wbuf_str(w, "\\ufffd");
	else
		wbuf_printf(w, "\\x%02x", (unsigned)octet);
}

static void
escape(struct wbuf *w, const uint8_t *p, size_t n, bool json)
{
	size_t run;
	uint32_t c;
	unsigned len;

	while (n > 0) {
		for (run = 0; run < n && is_plain(p[run], json); run++)
			;
		if (run > 0) {
			wbuf_bytes(w, p, run);
			p += run;
			n -= run;
			continue;
		}
		len = utf8_next(p, n, &c);
		if (len == 0) {
			put_invalid(w, p[0], json);
			len = 1;
		} else if (!put_named(w, c, json)) {
			if (is_unsafe(c))
				put_unsafe(w, c, json);
			else
				wbuf_bytes(w, p, len);
		}
		p += len;
		n -= len;
	}
}

void
escape_text(struct wbuf *w, const void *p, size_t n)
{
	escape(w, p, n, false);
}

void
escape_json(struct wbuf *w, const void *p, size_t n)
{
	escape(w, p, n, true);
}
