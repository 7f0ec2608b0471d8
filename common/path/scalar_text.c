/* SPDX-License-Identifier: ISC */
/*
 * Attributes of one value as words: ORIGIN, MED, LOCAL_PREF, ATOMIC_AGGREGATE,
 * AGGREGATOR, ORIGINATOR_ID, AIGP, OTC; keywords as ExaBGP spells them.
 */
#include <string.h>
#include <strings.h>

#include "bgp/addr.h"
#include "path/attr_text.h"

static const char *const origin_name[] = { "igp", "egp", "incomplete" };

int
attr_origin_parse(struct tokens *t, struct attr_builder *b,
    struct text_error *e)
{
	const struct token *tok = token_peek(t);
	uint8_t i;

	if (tok == NULL)
		return text_error_at(e, t, "origin: value missing: "
		    "igp, egp or incomplete");
	for (i = 0; i < 3; i++)
		if (strcasecmp(tok->s, origin_name[i]) == 0) {
			token_take(t);
			attr_builder_set(b, ATTR_TRANSITIVE, ATTR_ORIGIN, &i,
			    1);
			return 0;
		}
	return text_error_token(e, tok, "origin: \"%.40s\" is not igp, egp "
	    "or incomplete", tok->s);
}

void
attr_origin_print(struct wbuf *out, struct rbuf v)
{
	if (v.left == 1 && v.p[0] < 3)
		wbuf_str(out, origin_name[v.p[0]]);
}

static void
print_addr(struct wbuf *out, struct rbuf v)
{
	struct addr a;
	char text[ADDR_TEXT];

	if (v.left != 4)
		return;
	a = addr_of(ADDR_V4, v.p);
	wbuf_str(out, addr_print(&a, text, sizeof(text)));
}

void
attr_nexthop_print(struct wbuf *out, struct rbuf v)
{
	wbuf_str(out, "next-hop ");
	print_addr(out, v);
}

static int
parse_u32(struct tokens *t, const char *what, struct attr_builder *b,
    uint8_t flags, uint8_t type, struct text_error *e)
{
	uint32_t v;
	uint8_t p[4];

	if (token_u32(t, what, &v, e) == -1)
		return -1;
	p[0] = (uint8_t)(v >> 24);
	p[1] = (uint8_t)(v >> 16);
	p[2] = (uint8_t)(v >> 8);
	p[3] = (uint8_t)v;
	attr_builder_set(b, flags, type, p, sizeof(p));
	return 0;
}

static void
print_u32(struct wbuf *out, struct rbuf v)
{
	uint32_t n;

	if (rbuf_u32(&v, &n) == 0)
		wbuf_printf(out, "%u", n);
}

int
attr_med_parse(struct tokens *t, struct attr_builder *b,
    struct text_error *e)
{
	return parse_u32(t, "med", b, ATTR_OPTIONAL, ATTR_MED, e);
}

void
attr_med_print(struct wbuf *out, struct rbuf v)
{
	print_u32(out, v);
}

int
attr_local_pref_parse(struct tokens *t, struct attr_builder *b,
    struct text_error *e)
{
	return parse_u32(t, "local-preference", b, ATTR_TRANSITIVE,
	    ATTR_LOCAL_PREF, e);
}

void
attr_local_pref_print(struct wbuf *out, struct rbuf v)
{
	print_u32(out, v);
}

int
attr_atomic_parse(struct tokens *t, struct attr_builder *b,
    struct text_error *e)
{
	(void)t;
	(void)e;
	attr_builder_set(b, ATTR_TRANSITIVE, ATTR_ATOMIC_AGGREGATE, NULL, 0);
	return 0;
}

void
attr_atomic_print(struct wbuf *out, struct rbuf v)
{
	(void)out;	/* the keyword says it */
	(void)v;
}

/* "asn:address", without parentheses. */
static int
aggregator_value(const char *s, uint8_t p[8])
{
	char text[ADDR_TEXT];
	struct addr a;
	uint32_t as;
	const char *colon = strchr(s, ':');

	if (colon == NULL || (size_t)(colon - s) >= sizeof(text))
		return -1;
	memcpy(text, s, (size_t)(colon - s));
	text[colon - s] = '\0';
	if (text_asn(text, &as) == -1 || as == 0 ||
	    addr_parse(colon + 1, &a) == -1 || a.af != ADDR_V4)
		return -1;
	p[0] = (uint8_t)(as >> 24);
	p[1] = (uint8_t)(as >> 16);
	p[2] = (uint8_t)(as >> 8);
	p[3] = (uint8_t)as;
	memcpy(p + 4, a.b, 4);
	return 0;
}

/* 1.2.3:4 and the like in "( asn:ip )", "(asn:ip)" or bare. */
int
attr_aggregator_parse(struct tokens *t, struct attr_builder *b,
    struct text_error *e)
{
	const struct token *tok;
	char text[ADDR_TEXT];
	uint8_t value[8];
	size_t n;
	bool open, closed = false;
	const char *s;

	open = token_accept(t, "(");
	tok = token_take(t);
	if (tok == NULL)
		return text_error_at(e, t, "aggregator: value missing: "
		    "ASN:IPv4-address");
	s = tok->s;
	if (!open && *s == '(') {
		open = true;
		s++;
	}
	n = strlen(s);
	if (open && n > 0 && s[n - 1] == ')') {
		closed = true;
		n--;
	}
	if (n >= sizeof(text))
		n = sizeof(text) - 1;
	memcpy(text, s, n);
	text[n] = '\0';
	if (aggregator_value(text, value) == -1)
		return text_error_token(e, tok, "aggregator: \"%.40s\" is not "
		    "ASN:IPv4-address", tok->s);
	if (open && !closed && !token_accept(t, ")"))
		return text_error_at(e, t, "aggregator: ')' missing");
	attr_builder_set(b, ATTR_OPTIONAL | ATTR_TRANSITIVE, ATTR_AGGREGATOR,
	    value, sizeof(value));
	return 0;
}

void
attr_aggregator_print(struct wbuf *out, struct rbuf v)
{
	uint32_t as;

	if (v.left != 8 || rbuf_u32(&v, &as) == -1)
		return;
	wbuf_printf(out, "( %u:", as);
	print_addr(out, v);
	wbuf_str(out, " )");
}

int
attr_originator_parse(struct tokens *t, struct attr_builder *b,
    struct text_error *e)
{
	const struct token *tok = token_take(t);
	struct addr a;

	if (tok == NULL)
		return text_error_at(e, t, "originator-id: value missing: "
		    "an IPv4 address");
	if (addr_parse(tok->s, &a) == -1 || a.af != ADDR_V4)
		return text_error_token(e, tok, "originator-id: \"%.40s\" is "
		    "not an IPv4 address", tok->s);
	attr_builder_set(b, ATTR_OPTIONAL, ATTR_ORIGINATOR_ID, a.b, 4);
	return 0;
}

void
attr_originator_print(struct wbuf *out, struct rbuf v)
{
	print_addr(out, v);
}

/* RFC 7311: one TLV of type 1, length 11; the largest number is malformed. */
int
attr_aigp_parse(struct tokens *t, struct attr_builder *b,
    struct text_error *e)
{
	uint8_t p[11] = { 1, 0, 11 };
	uint64_t v;
	unsigned i;

	if (token_u64(t, "aigp", UINT64_MAX - 1, &v, e) == -1)
		return -1;
	for (i = 0; i < 8; i++)
		p[3 + i] = (uint8_t)(v >> (56 - 8 * i));
	attr_builder_set(b, ATTR_OPTIONAL, ATTR_AIGP, p, sizeof(p));
	return 0;
}

/* One TLV, the metric (RFC 7311 3). */
bool
attr_aigp_has_words(struct rbuf v)
{
	return v.left == 11 && v.p[0] == 1;
}

void
attr_aigp_print(struct wbuf *out, struct rbuf v)
{
	uint64_t metric;

	if (rbuf_skip(&v, 3) == 0 && rbuf_u64(&v, &metric) == 0)
		wbuf_printf(out, "%llu", (unsigned long long)metric);
}

/*
 * RFC 9234 5: whoever carries a route of somebody else's passes its OTC on;
 * what roles add or forbid is not changed by it.
 */
int
attr_otc_parse(struct tokens *t, struct attr_builder *b, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	uint32_t as;
	uint8_t p[4];

	if (token_asn(t, "otc", &as, e) == -1)
		return -1;
	if (as == 0)
		return text_error_token(e, tok, "otc: AS 0 is not allowed "
		    "(RFC 7607)");
	p[0] = (uint8_t)(as >> 24);
	p[1] = (uint8_t)(as >> 16);
	p[2] = (uint8_t)(as >> 8);
	p[3] = (uint8_t)as;
	attr_builder_set(b, ATTR_OPTIONAL | ATTR_TRANSITIVE, ATTR_OTC, p,
	    sizeof(p));
	return 0;
}

bool
attr_otc_has_words(struct rbuf v)
{
	uint32_t as = 0;

	return rbuf_u32(&v, &as) == 0 && as != 0;
}

void
attr_otc_print(struct wbuf *out, struct rbuf v)
{
	print_u32(out, v);
}
