/* SPDX-License-Identifier: ISC */
/*
 * Small writers for the lines of events.  Families carry the names that ExaBGP
 * gives them, each number by itself (IANA AFI and SAFI registries).
 */
#include <string.h>

#include "bgp/family.h"
#include "event/emit.h"
#include "event/escape.h"

enum { WIDE_MAX = 32, DIGITS_U64 = 20, BILLION = 1000000000 };

void
emit_number(struct wbuf *w, uint64_t v)
{
	uint8_t buf[DIGITS_U64];
	size_t at = sizeof(buf);

	do {
		buf[--at] = (uint8_t)('0' + v % 10);
		v /= 10;
	} while (v != 0);
	wbuf_bytes(w, buf + at, sizeof(buf) - at);
}

void
emit_wide(struct wbuf *w, const uint8_t *p, size_t n)
{
	uint8_t number[WIDE_MAX], buf[WIDE_MAX * 3];
	size_t at = sizeof(buf), first = 0, i;
	unsigned left;

	if (n == 0 || n > sizeof(number))
		return;
	memcpy(number, p, n);
	do {		/* divide by ten, from the top */
		left = 0;
		for (i = first; i < n; i++) {
			left = left << 8 | number[i];
			number[i] = (uint8_t)(left / 10);
			left %= 10;
		}
		buf[--at] = (uint8_t)('0' + left);
		while (first < n && number[first] == 0)
			first++;
	} while (first < n);
	wbuf_bytes(w, buf + at, sizeof(buf) - at);
}

static void
octets(struct wbuf *w, const uint8_t *p, size_t n, const char digits[16])
{
	uint8_t *out;
	size_t i;

	if (n == 0)
		return;
	out = wbuf_reserve(w, 2 * n);
	for (i = 0; out != NULL && i < n; i++) {
		*out++ = (uint8_t)digits[p[i] >> 4];
		*out++ = (uint8_t)digits[p[i] & 15];
	}
}

void
emit_octets(struct wbuf *w, const void *p, size_t n)
{
	octets(w, p, n, "0123456789ABCDEF");
}

void
emit_hex(struct wbuf *w, const void *p, size_t n)
{
	wbuf_str(w, "0x");
	emit_octets(w, p, n);
}

void
emit_hex_lower(struct wbuf *w, const void *p, size_t n)
{
	wbuf_str(w, "0x");
	octets(w, p, n, "0123456789abcdef");
}

void
emit_addr(struct wbuf *w, const struct addr *a)
{
	char text[ADDR_TEXT];

	wbuf_str(w, addr_print(a, text, sizeof(text)));
}

void
emit_ipv4(struct wbuf *w, const uint8_t octets[4])
{
	struct addr a = addr_of(ADDR_V4, octets);

	emit_addr(w, &a);
}

void
emit_ipv6(struct wbuf *w, const uint8_t octets[16])
{
	struct addr a = addr_of(ADDR_V6, octets);

	emit_addr(w, &a);
}

void
emit_prefix(struct wbuf *w, const struct prefix *p)
{
	char text[PREFIX_TEXT];

	wbuf_str(w, prefix_print(p, text, sizeof(text)));
}

void
emit_quoted(struct wbuf *w, const void *p, size_t n)
{
	wbuf_u8(w, '"');
	escape_json(w, p, n);
	wbuf_u8(w, '"');
}

/* Nothing that means something in a line of words. */
static bool
is_word(const uint8_t *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if ((p[i] < 'a' || p[i] > 'z') && (p[i] < 'A' || p[i] > 'Z') &&
		    (p[i] < '0' || p[i] > '9') &&
		    (p[i] == '\0' || strchr("-._/+:@~", p[i]) == NULL))
			return false;
	return n > 0;
}

void
emit_word(struct wbuf *w, const void *p, size_t n)
{
	if (is_word(p, n))
		wbuf_bytes(w, p, n);
	else
		emit_quoted(w, p, n);
}

void
emit_afi(struct wbuf *w, uint16_t afi)
{
	const struct family_info *f;
	unsigned i;

	for (i = 0; (f = family_info(family_afi(i))) != NULL; i++)
		if (f->afi == afi) {
			wbuf_str(w, f->afi_word);
			return;
		}
	if (afi == 0)
		wbuf_str(w, "undefined");
	else
		wbuf_printf(w, "unknown-afi-0x0x%x", afi);	/* sic */
}

/* The first that has the word; what only Herald has is in the last. */
static unsigned
shape_of(const struct family_info *f)
{
	if ((f->flags & FAMILY_BY_NAME) != 0)
		return SHAPE_6;
	return f->since[0] == '5' ? SHAPE_5 : f->since[0] == '6' ? SHAPE_6 :
	    SHAPE_4;
}

void
emit_safi(struct wbuf *w, uint8_t safi, unsigned shape)
{
	const struct family_info *f;
	struct family_word word;
	unsigned i;

	for (i = 0; family_word(i, &word); i++) {
		f = family_info(word.family);
		if (f->safi == safi && shape_of(f) <= shape) {
			wbuf_str(w, f->safi_word);
			return;
		}
	}
	wbuf_str(w, "unknown safi ");
	emit_number(w, safi);
}

void
emit_family(struct wbuf *w, uint16_t afi, uint8_t safi, char between,
    unsigned shape)
{
	emit_afi(w, afi);
	wbuf_u8(w, (uint8_t)between);
	emit_safi(w, safi, shape);
}

void
emit_again(struct wbuf *w, size_t at, size_t n)
{
	uint8_t *out;

	if (n == 0 || w->failed)
		return;
	out = wbuf_reserve(w, n);	/* may move what is copied */
	if (out != NULL)
		memcpy(out, w->p + at, n);
}
