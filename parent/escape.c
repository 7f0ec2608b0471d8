/* SPDX-License-Identifier: ISC */
/*
 * Escaping for the log (RFC 3629 for what counts as UTF-8).  C1 controls are
 * escaped too: a terminal may obey them.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "escape.h"

/* Octets of the well-formed character at p, 0 when there is none. */
static size_t
utf8_len(const uint8_t *p, size_t left)
{
	uint32_t c;
	size_t i, n;

	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 0;
	n = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	if (n > left)
		return 0;
	c = p[0] & (0x7fU >> n);
	for (i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3fU);
	}
	if ((n == 3 && c < 0x800) || (n == 4 && c < 0x10000) ||
	    c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff) || c < 0xa0)
		return 0;
	return n;
}

void
escape_line(char *dst, size_t size, const char *src, size_t len)
{
	const uint8_t *p = (const uint8_t *)src;
	size_t at = 0, n, out = 0;
	char hex[8];

	if (size == 0)
		return;
	while (at < len) {
		const char *piece = src + at;
		size_t plen;

		if (p[at] >= 0x20 && p[at] < 0x7f)
			n = plen = 1;
		else if ((n = utf8_len(p + at, len - at)) > 0)
			plen = n;
		else {
			plen = (size_t)snprintf(hex, sizeof(hex), "\\x%02x",
			    p[at]);
			piece = hex;
			n = 1;
		}
		if (out + plen >= size)
			break;
		memcpy(dst + out, piece, plen);
		out += plen;
		at += n;
	}
	dst[out] = '\0';
}
