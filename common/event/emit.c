/* SPDX-License-Identifier: ISC */
/*
 * Small writers for the lines of events.  Families carry the names that ExaBGP
 * gives them, each number by itself (IANA AFI and SAFI registries).
 */
#include <string.h>

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

static const struct {
	uint16_t	 number;
	const char	*name;
} afis[] = {
	{ 0, "undefined" }, { 1, "ipv4" }, { 2, "ipv6" }, { 25, "l2vpn" },
	{ 16388, "bgp-ls" },
};

static const struct {
	uint8_t		 number;
	uint8_t		 shape;		/* the first that has the name */
	const char	*name;
} safis[] = {
	{ 1, SHAPE_4, "unicast" }, { 2, SHAPE_4, "multicast" },
	{ 4, SHAPE_4, "nlri-mpls" }, { 5, SHAPE_5, "mcast-vpn" },
	{ 65, SHAPE_4, "vpls" }, { 70, SHAPE_4, "evpn" },
	{ 71, SHAPE_4, "bgp-ls" }, { 72, SHAPE_4, "bgp-ls-vpn" },
	{ 73, SHAPE_6, "sr-policy" }, { 85, SHAPE_5, "mup" },
	{ 128, SHAPE_4, "mpls-vpn" }, { 129, SHAPE_6, "mpls-vpn-multicast" },
	{ 132, SHAPE_4, "rtc" }, { 133, SHAPE_4, "flow" },
	{ 134, SHAPE_4, "flow-vpn" },
};

void
emit_afi(struct wbuf *w, uint16_t afi)
{
	size_t i;

	for (i = 0; i < sizeof(afis) / sizeof(afis[0]); i++)
		if (afis[i].number == afi) {
			wbuf_str(w, afis[i].name);
			return;
		}
	wbuf_printf(w, "unknown-afi-0x0x%x", afi);	/* sic */
}

void
emit_safi(struct wbuf *w, uint8_t safi, unsigned shape)
{
	size_t i;

	for (i = 0; i < sizeof(safis) / sizeof(safis[0]); i++)
		if (safis[i].number == safi && safis[i].shape <= shape) {
			wbuf_str(w, safis[i].name);
			return;
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
