/* SPDX-License-Identifier: ISC */
/*
 * Communities, large communities and CLUSTER_LIST as words (RFC 1997, RFC 8092,
 * RFC 4456).  Well-known communities are taken by ExaBGP's and OpenBGPD's
 * names, in any case, with '-' or '_'; they are printed as numbers, which
 * every reader has always understood.
 */
#include <string.h>

#include "base/octets.h"
#include "bgp/addr.h"
#include "path/attr_community.h"
#include "path/attr_text.h"

static const struct {
	const char	*name;
	uint32_t	 value;
} well_known[] = {
	{ "graceful-shutdown",		0xffff0000 },
	{ "accept-own",			0xffff0001 },
	{ "llgr-stale",			0xffff0006 },
	{ "no-llgr",			0xffff0007 },
	{ "blackhole",			0xffff029a },
	{ "no-export",			0xffffff01 },
	{ "no-advertise",		0xffffff02 },
	{ "no-export-subconfed",	0xffffff03 },
	{ "no-peer",			0xffffff04 },
	{ "nopeer",			0xffffff04 },
};

enum { WELL_KNOWN_MAX = sizeof(well_known) / sizeof(well_known[0]) };

static bool
same_name(const char *s, const char *name)
{
	char c;

	for (; *name != '\0'; name++, s++) {
		c = *s == '_' ? '-' : *s;
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c != *name)
			return false;
	}
	return *s == '\0';
}

/* Decimal fields divided by colons, exactly n of them; 0 or -1. */
static int
fields(const char *s, uint64_t max, uint32_t *v, unsigned n)
{
	char text[16];
	uint64_t r;
	size_t len;
	unsigned i;

	for (i = 0; i < n; i++) {
		len = strcspn(s, ":");
		if (len >= sizeof(text) || s[len] != (i < n - 1 ? ':' : '\0'))
			return -1;
		memcpy(text, s, len);
		text[len] = '\0';
		if (text_u64(text, max, &r) == -1)
			return -1;
		v[i] = (uint32_t)r;
		s += len + 1;
	}
	return 0;
}

static int
community_value(const char *s, uint32_t *v)
{
	uint32_t half[2];
	uint64_t r;
	unsigned i;

	if (fields(s, UINT16_MAX, half, 2) == 0) {
		*v = half[0] << 16 | half[1];
		return 0;
	}
	if (text_u64(s, UINT32_MAX, &r) == 0) {
		*v = (uint32_t)r;
		return 0;
	}
	for (i = 0; i < WELL_KNOWN_MAX; i++)
		if (same_name(s, well_known[i].name)) {
			*v = well_known[i].value;
			return 0;
		}
	return -1;
}

static int
community_item(struct tokens *t, void *arg, struct text_error *e)
{
	const struct token *tok = token_take(t);
	uint8_t p[COMMUNITY_SIZE];
	uint32_t v;

	if (community_value(tok->s, &v) == -1)
		return text_error_token(e, tok, "community: \"%.40s\" is not "
		    "0-65535:0-65535, a number, or a name such as no-export",
		    tok->s);
	octets_put_u32(p, v);
	attr_builder_append(arg, ATTR_OPTIONAL | ATTR_TRANSITIVE,
	    ATTR_COMMUNITIES, p, sizeof(p));
	return 0;
}

int
attr_community_parse(struct tokens *t, struct attr_builder *b,
    struct text_error *e)
{
	return attr_list_parse(t, "community", community_item, b, e);
}

void
community_print(struct wbuf *out, uint32_t community)
{
	wbuf_printf(out, "%u:%u", community >> 16, community & 0xffff);
}

static void
community_unit(struct wbuf *out, const uint8_t *p)
{
	community_print(out, (uint32_t)octets_number(p, 4));
}

void
attr_community_print(struct wbuf *out, struct rbuf v)
{
	attr_list_print(out, v, COMMUNITY_SIZE, community_unit);
}

/* A plain number of 96 bits, as ExaBGP takes it. */
static int
large_number(const char *s, uint8_t p[LARGE_COMMUNITY_SIZE])
{
	uint8_t r[LARGE_COMMUNITY_SIZE] = { 0 };
	unsigned carry;
	int i;

	if (*s == '\0')
		return -1;
	for (; *s != '\0'; s++) {
		if (*s < '0' || *s > '9')
			return -1;
		carry = (unsigned)(*s - '0');
		for (i = LARGE_COMMUNITY_SIZE - 1; i >= 0; i--) {
			carry += r[i] * 10U;
			r[i] = (uint8_t)carry;
			carry >>= 8;
		}
		if (carry != 0)
			return -1;
	}
	memcpy(p, r, sizeof(r));
	return 0;
}

static int
large_item(struct tokens *t, void *arg, struct text_error *e)
{
	const struct token *tok = token_take(t);
	uint8_t p[LARGE_COMMUNITY_SIZE];
	uint32_t v[3];

	if (fields(tok->s, UINT32_MAX, v, 3) == 0) {
		octets_put_u32(p, v[0]);
		octets_put_u32(p + 4, v[1]);
		octets_put_u32(p + 8, v[2]);
	} else if (attr_hex(tok->s, p, sizeof(p)) == -1 &&
	    large_number(tok->s, p) == -1)
		return text_error_token(e, tok, "large-community: \"%.40s\" is "
		    "not A:B:C with 0-4294967295 each, nor 0x and 24 digits",
		    tok->s);
	attr_builder_append(arg, ATTR_OPTIONAL | ATTR_TRANSITIVE,
	    ATTR_LARGE_COMMUNITIES, p, sizeof(p));
	return 0;
}

int
attr_large_parse(struct tokens *t, struct attr_builder *b,
    struct text_error *e)
{
	return attr_list_parse(t, "large-community", large_item, b, e);
}

void
large_community_print(struct wbuf *out, const uint8_t c[12])
{
	wbuf_printf(out, "%u:%u:%u", (unsigned)octets_number(c, 4),
	    (unsigned)octets_number(c + 4, 4),
	    (unsigned)octets_number(c + 8, 4));
}

void
attr_large_print(struct wbuf *out, struct rbuf v)
{
	attr_list_print(out, v, LARGE_COMMUNITY_SIZE, large_community_print);
}

static int
cluster_item(struct tokens *t, void *arg, struct text_error *e)
{
	const struct token *tok = token_take(t);
	struct addr a;

	if (addr_parse(tok->s, &a) == -1 || a.af != ADDR_V4)
		return text_error_token(e, tok, "cluster-list: \"%.40s\" is "
		    "not an IPv4 address", tok->s);
	attr_builder_append(arg, ATTR_OPTIONAL, ATTR_CLUSTER_LIST, a.b, 4);
	return 0;
}

int
attr_cluster_parse(struct tokens *t, struct attr_builder *b,
    struct text_error *e)
{
	return attr_list_parse(t, "cluster-list", cluster_item, b, e);
}

static void
cluster_unit(struct wbuf *out, const uint8_t *p)
{
	struct addr a = addr_of(ADDR_V4, p);
	char text[ADDR_TEXT];

	wbuf_str(out, addr_print(&a, text, sizeof(text)));
}

void
attr_cluster_print(struct wbuf *out, struct rbuf v)
{
	attr_list_print(out, v, 4, cluster_unit);
}
