/* SPDX-License-Identifier: ISC */
/*
 * What people type as arguments: prefixes, neighbours, AS numbers and
 * communities (RFC 1997, RFC 4360, RFC 5668, RFC 8092, RFC 5396).
 */
#include <net/if.h>

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <bsd/string.h>

#include "argument.h"
#include "path/rd.h"

enum { EXT_AS2 = 0x00, EXT_IP4 = 0x01, EXT_AS4 = 0x02,
	EXT_EXPERIMENTAL = 0x80 };
#define RATE_MAX	1000000000000000ULL

static const struct well_known {
	const char	*name;
	uint32_t	 value;
} well_known[] = {
	{ "GRACEFUL_SHUTDOWN",	 0xffff0000 },
	{ "BLACKHOLE",		 0xffff029a },
	{ "NO_EXPORT",		 0xffffff01 },
	{ "NO_ADVERTISE",	 0xffffff02 },
	{ "NO_EXPORT_SUBCONFED", 0xffffff03 },
	{ "NO_PEER",		 0xffffff04 },
};

/* Decimal digits only, up to end; -1 when there is anything else. */
static int
digits(const char *s, size_t n, uint64_t max, uint64_t *v)
{
	uint64_t x;
	size_t i;

	if (n == 0 || n > 10)
		return -1;
	x = 0;
	for (i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		x = x * 10 + (uint64_t)(s[i] - '0');
	}
	if (x > max)
		return -1;
	*v = x;
	return 0;
}

const char *
argument_number(const char *s, uint32_t max, uint32_t *v)
{
	uint64_t x;

	if (digits(s, strlen(s), max, &x) == -1)
		return "not a number, or too large";
	*v = (uint32_t)x;
	return NULL;
}

/* Fields between colons, at most n, each within max. */
static int
fields(const char *s, uint64_t max, uint32_t *v, unsigned n)
{
	uint64_t x;
	unsigned i;
	size_t len;

	for (i = 0; i < n; i++) {
		len = strcspn(s, ":");
		if (digits(s, len, max, &x) == -1)
			return -1;
		v[i] = (uint32_t)x;
		s += len;
		if (i + 1 < n && *s++ != ':')
			return -1;
	}
	return *s == '\0' ? 0 : -1;
}

bool
argument_is_text(const char *s)
{
	return *s != '-';
}

const char *
argument_once(struct ctl_rib_filter *f, uint32_t flag, const char *second)
{
	if ((f->flags & flag) != 0)
		return second;
	f->flags |= flag;
	return NULL;
}

bool
argument_is_prefix(const char *s)
{
	return isdigit((unsigned char)s[0]) || strchr(s, ':') != NULL;
}

/* "10" and "10.1" are short for 10.0.0.0 and 10.1.0.0. */
static int
complete_v4(const char *s, char *buf, size_t size)
{
	const char *p;
	int dots;

	if (strlcpy(buf, s, size) >= size)
		return -1;
	if (strchr(s, ':') != NULL || *s == '\0')
		return 0;
	dots = 0;
	for (p = s; *p != '\0'; p++)
		dots += *p == '.';
	for (; dots < 3; dots++)
		if (strlcat(buf, ".0", size) >= size)
			return -1;
	return 0;
}

const char *
argument_prefix(const char *s, struct prefix *p, bool *had_len)
{
	char text[ADDR_TEXT], full[ADDR_TEXT];
	const char *slash;
	struct addr a;
	uint32_t len;
	size_t n;

	slash = strchr(s, '/');
	n = slash == NULL ? strlen(s) : (size_t)(slash - s);
	if (n >= sizeof(text))
		return "not a prefix";
	memcpy(text, s, n);
	text[n] = '\0';
	if (slash != NULL) {
		if (complete_v4(text, full, sizeof(full)) == -1)
			return "not a prefix";
	} else
		memcpy(full, text, sizeof(text));
	if (addr_parse(full, &a) == -1 || a.af == ADDR_NONE)
		return "not a prefix";
	len = addr_bits(a.af);
	if (slash != NULL && argument_number(slash + 1, len, &len) != NULL)
		return "bad prefix length";
	memset(p, 0, sizeof(*p));
	p->af = a.af;
	p->len = (uint8_t)len;
	memcpy(p->b, a.b, sizeof(p->b));
	prefix_mask(p);
	*had_len = slash != NULL;
	return NULL;
}

static const char *
set_name(const char *s, uint8_t kind, struct ctl_selector *sel)
{
	struct ctl_selector r;

	memset(&r, 0, sizeof(r));
	r.kind = kind;
	if (*s == '\0')
		return "empty name";
	if (strlcpy(r.name, s, sizeof(r.name)) >= sizeof(r.name))
		return "name is too long";
	*sel = r;
	return NULL;
}

/* False: it has no length, or that of an address. */
static bool
read_range(const char *s, struct ctl_selector *sel)
{
	struct prefix p;
	bool had_len;

	if (prefix_parse(s, &p, &had_len) != PREFIX_OK || !had_len ||
	    p.len == addr_bits(p.af))
		return false;
	memset(sel, 0, sizeof(*sel));
	sel->kind = CTL_SEL_RANGE;
	sel->addr = addr_of(p.af, p.b);
	sel->plen = p.len;
	return true;
}

const char *
argument_neighbor(const char *s, struct ctl_selector *sel)
{
	struct ctl_selector r;
	char ifname[IF_NAMESIZE];

	if (read_range(s, sel))
		return NULL;
	memset(&r, 0, sizeof(r));
	r.kind = CTL_SEL_ADDR;
	if (addr_parse_scoped(s, &r.addr, ifname, sizeof(ifname)) == -1)
		return set_name(s, CTL_SEL_NAME, sel);
	if (ifname[0] != '\0' && r.addr.scope == 0) {
		r.addr.scope = if_nametoindex(ifname);
		if (r.addr.scope == 0)
			return "no such interface";
	}
	*sel = r;
	return NULL;
}

const char *
argument_group(const char *s, struct ctl_selector *sel)
{
	return set_name(s, CTL_SEL_GROUP, sel);
}

/* asplain or asdot (RFC 5396). */
const char *
argument_as(const char *s, uint32_t *as)
{
	const char *dot;
	uint64_t hi, lo;

	dot = strchr(s, '.');
	if (dot == NULL)
		return argument_number(s, UINT32_MAX, as) == NULL ? NULL :
		    "not an AS number";
	if (digits(s, (size_t)(dot - s), UINT16_MAX, &hi) == -1 ||
	    digits(dot + 1, strlen(dot + 1), UINT16_MAX, &lo) == -1)
		return "not an AS number";
	*as = (uint32_t)(hi << 16 | lo);
	return NULL;
}

const char *
argument_community(const char *s, uint32_t *v)
{
	uint32_t f[2];
	size_t i;

	for (i = 0; i < sizeof(well_known) / sizeof(well_known[0]); i++) {
		if (strcasecmp(s, well_known[i].name) == 0) {
			*v = well_known[i].value;
			return NULL;
		}
	}
	if (fields(s, UINT16_MAX, f, 2) == -1)
		return "not a community (N:N, or a name such as NO_EXPORT)";
	*v = f[0] << 16 | f[1];
	return NULL;
}

const char *
argument_large(const char *s, uint32_t v[3])
{
	uint32_t f[3];

	if (fields(s, UINT32_MAX, f, 3) == -1)
		return "not a large community (N:N:N)";
	memcpy(v, f, sizeof(f));
	return NULL;
}

static void
put_be(uint8_t *p, uint64_t v, unsigned n)
{
	while (n > 0) {
		p[--n] = (uint8_t)v;
		v >>= 8;
	}
}

const char *
argument_ext(const char *s, uint8_t kind, uint8_t v[8])
{
	static const char why[] = "not AS:NUMBER or ADDRESS:NUMBER";
	char left[ADDR_TEXT];
	const char *colon;
	struct addr a;
	uint64_t right;
	uint32_t as;
	size_t n;

	colon = strchr(s, ':');
	if (colon == NULL || (n = (size_t)(colon - s)) >= sizeof(left))
		return why;
	memcpy(left, s, n);
	left[n] = '\0';
	if (digits(colon + 1, strlen(colon + 1), UINT32_MAX, &right) == -1)
		return why;
	if (addr_parse(left, &a) == 0 && a.af == ADDR_V4 && right <= 0xffff) {
		v[0] = EXT_IP4;
		memcpy(v + 2, a.b, 4);
		put_be(v + 6, right, 2);
	} else if (argument_as(left, &as) != NULL) {
		return why;
	} else if (as <= UINT16_MAX) {
		v[0] = EXT_AS2;
		put_be(v + 2, as, 2);
		put_be(v + 4, right, 4);
	} else if (right <= UINT16_MAX) {
		v[0] = EXT_AS4;
		put_be(v + 2, as, 4);
		put_be(v + 6, right, 2);
	} else
		return why;
	v[1] = kind;
	return NULL;
}

/* A rate is a float (RFC 8955 7.1, 7.2). */
static uint64_t
float_bits(uint64_t n)
{
	float rate = (float)n;
	uint32_t bits;

	memcpy(&bits, &rate, sizeof(bits));
	return bits;
}

const char *
argument_ext_flow(const char *s, uint8_t kind, uint8_t v[8])
{
	const bool rate = kind == EXT_FLOW_RATE || kind == EXT_FLOW_PPS;
	const char *colon = strchr(s, ':'), *why;
	uint64_t as, n;

	if (kind == EXT_FLOW_RT_REDIR) {
		why = argument_ext(s, kind, v);
		v[0] |= EXT_EXPERIMENTAL;
		return why;
	}
	if (colon == NULL ||
	    digits(s, (size_t)(colon - s), UINT16_MAX, &as) == -1 ||
	    digits(colon + 1, strlen(colon + 1), rate ? RATE_MAX : UINT32_MAX,
	    &n) == -1)
		return "not AS:NUMBER";
	v[0] = EXT_EXPERIMENTAL;
	v[1] = kind;
	put_be(v + 2, as, 2);
	put_be(v + 4, rate ? float_bits(n) : n, 4);
	return NULL;
}

const char *
argument_ext_hex(const char *s, uint8_t v[8])
{
	char *end;
	uint64_t x;

	if (s[0] != '0' || s[1] != 'x' || strlen(s) != 18 ||
	    strspn(s + 2, "0123456789abcdefABCDEF") != 16)
		return "not eight octets, 0x and 16 digits";
	x = strtoull(s + 2, &end, 16);
	put_be(v, x, 8);
	return NULL;
}

const char *
argument_rd(const char *s, uint8_t rd[8])
{
	const char *why;

	if (rd_parse(s, rd) == 0)
		return NULL;
	why = rd_why(s);
	return why != NULL ? why : "not a route distinguisher, AS:N or "
	    "ADDRESS:N";
}
