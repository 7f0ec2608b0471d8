/* SPDX-License-Identifier: ISC */
/*
 * Prefixes as text and as NLRI octets (RFC 4271 4.3).  From text host bits are
 * an error, as in ExaBGP: a typing mistake must not announce something else.
 * From the wire they are masked, as RFC 4271 says that they are irrelevant.
 */
#include <stdio.h>
#include <string.h>

#include "bgp/prefix.h"

/* The digits behind '/': up to three, no sign, no leading zero. */
static int
parse_len(const char *s, unsigned *len)
{
	unsigned v = 0;
	const char *p = s;

	while (*p >= '0' && *p <= '9' && p - s < 3)
		v = v * 10 + (unsigned)(*p++ - '0');
	if (p == s || *p != '\0' || (*s == '0' && p - s > 1))
		return -1;
	*len = v;
	return 0;
}

enum prefix_error
prefix_parse(const char *s, struct prefix *p, bool *had_len)
{
	struct prefix r = { 0 }, masked;
	struct addr a;
	char text[ADDR_TEXT];
	const char *slash;
	unsigned len;
	size_t n;

	slash = strchr(s, '/');
	n = slash == NULL ? strlen(s) : (size_t)(slash - s);
	if (n >= sizeof(text))
		return PREFIX_SYNTAX;
	memcpy(text, s, n);
	text[n] = '\0';
	if (addr_parse(text, &a) == -1 || a.scope != 0)
		return PREFIX_SYNTAX;
	len = addr_bits(a.af);
	if (slash != NULL && parse_len(slash + 1, &len) == -1)
		return PREFIX_SYNTAX;
	if (len > addr_bits(a.af))
		return PREFIX_LENGTH;
	r.af = a.af;
	r.len = (uint8_t)len;
	memcpy(r.b, a.b, sizeof(r.b));
	masked = r;
	prefix_mask(&masked);
	if (memcmp(masked.b, r.b, sizeof(r.b)) != 0)
		return PREFIX_HOST_BITS;
	*p = r;
	if (had_len != NULL)
		*had_len = slash != NULL;
	return PREFIX_OK;
}

const char *
prefix_error_text(enum prefix_error e)
{
	switch (e) {
	case PREFIX_OK:
		return "a prefix";
	case PREFIX_SYNTAX:
		return "not a prefix: wanted a.b.c.d/0-32 or an IPv6 "
		    "address/0-128";
	case PREFIX_LENGTH:
		return "the prefix length is over 32 (IPv4) or 128 (IPv6)";
	case PREFIX_HOST_BITS:
		return "bits behind the prefix length are set";
	}
	return "";
}

const char *
prefix_print(const struct prefix *p, char *buf, size_t size)
{
	struct addr a = addr_of(p->af, p->b);
	size_t n;

	addr_print(&a, buf, size);
	if (size > 0 && buf[0] != '\0') {
		n = strlen(buf);
		if (size - n > 4) {
			buf[n++] = '/';
			if (p->len >= 100)
				buf[n++] = (char)('0' + p->len / 100);
			if (p->len >= 10)
				buf[n++] = (char)('0' + p->len / 10 % 10);
			buf[n++] = (char)('0' + p->len % 10);
			buf[n] = '\0';
		} else
			buf[0] = '\0';
	}
	return buf;
}

int
prefix_cmp(const struct prefix *a, const struct prefix *b)
{
	int c;

	if (a->af != b->af)
		return a->af < b->af ? -1 : 1;
	c = memcmp(a->b, b->b, sizeof(a->b));
	if (c != 0)
		return c;
	return (int)a->len - (int)b->len;
}

void
prefix_mask(struct prefix *p)
{
	unsigned whole = prefix_octets(p->len);

	if (p->len % 8 != 0)
		p->b[whole - 1] &= (uint8_t)(0xff00 >> p->len % 8);
	memset(p->b + whole, 0, sizeof(p->b) - whole);
}

bool
prefix_holds(const struct prefix *a, const struct prefix *b)
{
	struct prefix cut = *b;

	if (a->af != b->af || a->len > b->len)
		return false;
	cut.len = a->len;
	prefix_mask(&cut);
	return prefix_cmp(a, &cut) == 0;
}

int
prefix_read(struct rbuf *b, uint8_t af, struct prefix *p)
{
	struct prefix r = { .af = af };
	struct rbuf in = *b, octets;

	if (rbuf_u8(&in, &r.len) == -1 || r.len > addr_bits(af) ||
	    rbuf_sub(&in, prefix_octets(r.len), &octets) == -1)
		return -1;
	memcpy(r.b, octets.p, octets.left);
	prefix_mask(&r);
	*b = in;
	*p = r;
	return 0;
}

void
prefix_write(struct wbuf *w, const struct prefix *p)
{
	unsigned n = prefix_octets(p->len);
	uint8_t *out = wbuf_reserve(w, 1 + n);

	if (out == NULL)
		return;
	out[0] = p->len;
	memcpy(out + 1, p->b, n);
}
