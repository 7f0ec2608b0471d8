/* SPDX-License-Identifier: ISC */
/*
 * What the words of several attributes have in common: lists in brackets
 * (ExaBGP allows commas in some; we do in all), words that must be there,
 * addresses, and octets in hexadecimal.
 */
#include <string.h>

#include "base/octets.h"
#include "bgp/addr.h"
#include "path/attr_text.h"

int
attr_list_parse(struct tokens *t, const char *what, attr_item *item,
    void *arg, struct text_error *e)
{
	if (token_peek(t) == NULL)
		return text_error_at(e, t, "%s: value missing", what);
	if (!token_accept(t, "["))
		return item(t, arg, e);
	while (!token_accept(t, "]")) {
		if (token_accept(t, ","))
			continue;
		if (token_peek(t) == NULL)
			return text_error_at(e, t, "%s: ']' missing", what);
		if (item(t, arg, e) == -1)
			return -1;
	}
	return 0;
}

void
attr_list_print(struct wbuf *out, struct rbuf v, size_t unit,
    void (*fn)(struct wbuf *out, const uint8_t *unit_octets))
{
	struct rbuf one;
	bool brackets = v.left != unit;

	if (brackets)
		wbuf_str(out, "[ ");
	while (rbuf_sub(&v, unit, &one) == 0) {
		fn(out, one.p);
		if (brackets)
			wbuf_u8(out, ' ');
	}
	if (brackets)
		wbuf_u8(out, ']');
}

int
attr_hex(const char *s, uint8_t *out, size_t n)
{
	size_t i;
	int hi, lo;

	if (s[0] != '0' || (s[1] != 'x' && s[1] != 'X') ||
	    strlen(s) != 2 + 2 * n)
		return -1;
	s += 2;
	for (i = 0; i < n; i++) {
		hi = octets_digit(s[2 * i]);
		lo = octets_digit(s[2 * i + 1]);
		if (hi == -1 || lo == -1)
			return -1;
		out[i] = (uint8_t)(hi << 4 | lo);
	}
	return 0;
}

int
attr_octets(const struct token *tok, struct wbuf *w)
{
	size_t n = strlen(tok->s), begin = w->len;
	uint8_t *p;

	if (n < 2 || n % 2 != 0)
		return -1;
	p = wbuf_reserve(w, n / 2 - 1);
	if (p == NULL)
		return 0;
	if (attr_hex(tok->s, p, n / 2 - 1) == 0)
		return 0;
	wbuf_truncate(w, begin);
	return -1;
}

int
attr_expect(struct tokens *t, const char *what, const char *word,
    struct text_error *e)
{
	if (token_accept(t, word))
		return 0;
	return text_error_at(e, t, "%s: '%s' is missing here", what, word);
}

int
attr_addr_parse(struct tokens *t, const char *what, uint8_t af,
    struct addr *a, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	const char *kind = af == ADDR_V4 ? "an IPv4 address" :
	    af == ADDR_V6 ? "an IPv6 address" : "an address";

	if (tok == NULL)
		return text_error_at(e, t, "%s: %s is missing", what, kind);
	if (strchr(tok->s, '%') != NULL || addr_parse(tok->s, a) == -1 ||
	    (af != ADDR_NONE && a->af != af))
		return text_error_token(e, tok, "%s: \"%.64s\" is not %s",
		    what, tok->s, kind);
	(void)token_take(t);
	return 0;
}
