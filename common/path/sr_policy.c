/* SPDX-License-Identifier: ISC */
/*
 * Sub-TLVs of the tunnel type SR Policy (RFC 9830 2.4) in the words of ExaBGP.
 * What it has no word for, has one here: a binding SID of SRv6, its flags, and
 * the explicit null label policy.
 */
#include <string.h>

#include "event/emit.h"
#include "path/segment.h"
#include "path/tunnel_sub.h"

enum {
	LABEL_MAX = 0xfffff, SRV6_OCTETS = 16, NAME_MAX_OCTETS = 255,
	FLAG_SPECIFIED = 0x80, FLAG_DROP = 0x40, FLAG_BEHAVIOR = 0x20,
	PRIORITY = 15,
};

static uint32_t
get_u32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	    (uint32_t)p[2] << 8 | p[3];
}

/* --- a number behind flags and a reserved octet --------------------------- */

static int
parse_number(struct tokens *t, const struct tunnel_sub *s, struct wbuf *w,
    struct text_error *e)
{
	uint64_t v;

	if (token_u64(t, s->word, s->octets == 1 ? UINT8_MAX : UINT32_MAX, &v,
	    e) == -1)
		return -1;
	if (s->type == PRIORITY) {
		wbuf_u8(w, (uint8_t)v);
		wbuf_u8(w, 0);
		return 0;
	}
	wbuf_u16(w, 0);
	if (s->octets == 1)
		wbuf_u8(w, (uint8_t)v);
	else
		wbuf_u32(w, (uint32_t)v);
	return 0;
}

/* False: not of its length. */
static bool
number_of(const struct tunnel_sub *s, struct rbuf v, uint32_t *n)
{
	if (s->type == PRIORITY) {
		*n = v.left == 2 ? v.p[0] : 0;
		return v.left == 2;
	}
	if (v.left != 2U + s->octets)
		return false;
	*n = s->octets == 1 ? v.p[2] : get_u32(v.p + 2);
	return true;
}

static bool
print_number(struct wbuf *out, const struct tunnel_sub *s, struct rbuf v)
{
	uint32_t n;

	if (!number_of(s, v, &n) || v.p[1] != 0 ||
	    (s->type != PRIORITY && v.p[0] != 0))
		return false;
	emit_number(out, n);
	return true;
}

static bool
json_number(struct wbuf *w, const struct tunnel_sub *s, struct rbuf v)
{
	uint32_t n;

	if (!number_of(s, v, &n))
		return false;
	emit_number(w, n);
	return true;
}

/* --- binding SIDs (RFC 9830 2.4.2, 2.4.3) --------------------------------- */

static uint8_t
parse_flags(struct tokens *t)
{
	uint8_t flags = 0;

	for (;;) {
		if (token_accept(t, "specified-only"))
			flags |= FLAG_SPECIFIED;
		else if (token_accept(t, "drop-upon-invalid"))
			flags |= FLAG_DROP;
		else
			return flags;
	}
}

static void
print_flags(struct wbuf *out, uint8_t flags)
{
	if ((flags & FLAG_SPECIFIED) != 0)
		wbuf_str(out, " specified-only");
	if ((flags & FLAG_DROP) != 0)
		wbuf_str(out, " drop-upon-invalid");
}

/* mpls L, srv6 SID or null */
static int
parse_binding(struct tokens *t, const struct tunnel_sub *s, struct wbuf *w,
    struct text_error *e)
{
	size_t at = w->len;
	uint64_t label;
	struct addr a;

	wbuf_u16(w, 0);
	if (token_accept(t, "mpls")) {
		if (token_u64(t, s->word, LABEL_MAX, &label, e) == -1)
			return -1;
		wbuf_u32(w, (uint32_t)label << 12);
	} else if (token_accept(t, "srv6")) {
		if (attr_addr_parse(t, s->word, ADDR_V6, &a, e) == -1)
			return -1;
		wbuf_bytes(w, a.b, SRV6_OCTETS);
	} else if (!token_accept(t, "null"))
		return text_error_at(e, t, "%s: 'mpls' and a label, 'srv6' "
		    "and a SID, or 'null' is missing here", s->word);
	wbuf_set_u8(w, at, parse_flags(t));
	return 0;
}

static bool
print_binding(struct wbuf *out, const struct tunnel_sub *s, struct rbuf v)
{
	(void)s;
	if (v.left < 2 || v.p[1] != 0 ||
	    (v.p[0] & ~(FLAG_SPECIFIED | FLAG_DROP)) != 0)
		return false;
	if (v.left == 2)
		wbuf_str(out, "null");
	else if (v.left == 6 && (get_u32(v.p + 2) & 0xfff) == 0)
		wbuf_printf(out, "mpls %u", get_u32(v.p + 2) >> 12);
	else if (v.left == 2 + SRV6_OCTETS) {
		wbuf_str(out, "srv6 ");
		emit_ipv6(out, v.p + 2);
	} else
		return false;
	print_flags(out, v.p[0]);
	return true;
}

/* What stands behind a label is not to be read (RFC 9830 2.4.2). */
static bool
json_binding(struct wbuf *w, const struct tunnel_sub *s, struct rbuf v)
{
	(void)s;
	if (v.left == 2) {
		wbuf_str(w, "null");
		return true;
	}
	if (v.left == 6) {
		wbuf_printf(w, "{ \"type\": \"mpls\", \"label\": %u }",
		    get_u32(v.p + 2) >> 12);
		return true;
	}
	if (v.left != 2 + SRV6_OCTETS)
		return false;
	wbuf_str(w, "{ \"type\": \"srv6\", \"sid\": \"");
	emit_ipv6(w, v.p + 2);
	wbuf_str(w, "\" }");
	return true;
}

/* SID [endpoint-behavior …] */
static int
parse_srv6_binding(struct tokens *t, const struct tunnel_sub *s,
    struct wbuf *w, struct text_error *e)
{
	size_t at = w->len;
	struct addr a;
	uint8_t flags = 0;

	wbuf_u16(w, 0);
	if (attr_addr_parse(t, s->word, ADDR_V6, &a, e) == -1)
		return -1;
	wbuf_bytes(w, a.b, SRV6_OCTETS);
	if (token_accept(t, "endpoint-behavior")) {
		if (endpoint_behavior_parse(t, w, e) == -1)
			return -1;
		flags = FLAG_BEHAVIOR;
	}
	wbuf_set_u8(w, at, flags | parse_flags(t));
	return 0;
}

static bool
srv6_binding_is_valid(struct rbuf v)
{
	return v.left == 2 + SRV6_OCTETS ||
	    v.left == 2 + SRV6_OCTETS + ENDPOINT_BEHAVIOR_OCTETS;
}

static bool
print_srv6_binding(struct wbuf *out, const struct tunnel_sub *s,
    struct rbuf v)
{
	bool behavior = v.left > 2 + SRV6_OCTETS;

	(void)s;
	if (!srv6_binding_is_valid(v) || v.p[1] != 0 ||
	    (v.p[0] & ~(FLAG_SPECIFIED | FLAG_DROP)) !=
	    (behavior ? FLAG_BEHAVIOR : 0))
		return false;
	emit_ipv6(out, v.p + 2);
	if (behavior && !endpoint_behavior_print(out, v.p + 2 + SRV6_OCTETS))
		return false;
	print_flags(out, v.p[0]);
	return true;
}

static bool
json_srv6_binding(struct wbuf *w, const struct tunnel_sub *s, struct rbuf v)
{
	(void)s;
	if (!srv6_binding_is_valid(v))
		return false;
	wbuf_u8(w, '"');
	emit_ipv6(w, v.p + 2);
	wbuf_u8(w, '"');
	if (v.left > 2 + SRV6_OCTETS)
		endpoint_behavior_json(w, v.p + 2 + SRV6_OCTETS);
	return true;
}

/* --- names (RFC 9830 2.4.7, 2.4.8) ---------------------------------------- */

static int
parse_name(struct tokens *t, const struct tunnel_sub *s, struct wbuf *w,
    struct text_error *e)
{
	const struct token *tok = token_take(t);
	size_t n;

	if (tok == NULL)
		return text_error_at(e, t, "%s: a name is missing", s->word);
	n = strlen(tok->s);
	if (n == 0 || n > NAME_MAX_OCTETS)
		return text_error_token(e, tok, "%s: a name of 1 to %u octets "
		    "is expected", s->word, (unsigned)NAME_MAX_OCTETS);
	wbuf_u8(w, 0);
	wbuf_bytes(w, tok->s, n);
	return 0;
}

/* Printable ASCII without quotes: what else a neighbour wrote is octets. */
static bool
print_name(struct wbuf *out, const struct tunnel_sub *s, struct rbuf v)
{
	char name[NAME_MAX_OCTETS + 1];
	size_t i;

	(void)s;
	if (v.left < 2 || v.left > sizeof(name) || v.p[0] != 0)
		return false;
	for (i = 1; i < v.left; i++) {
		if (v.p[i] < ' ' || v.p[i] > '~' ||
		    strchr("\"'\\", v.p[i]) != NULL)
			return false;
		name[i - 1] = (char)v.p[i];
	}
	name[v.left - 1] = '\0';
	token_print(out, name);
	return true;
}

static bool
json_name(struct wbuf *w, const struct tunnel_sub *s, struct rbuf v)
{
	(void)s;
	if (rbuf_skip(&v, 1) == -1)
		return false;
	emit_quoted(w, v.p, v.left);
	return true;
}

/* --- segment lists -------------------------------------------------------- */

static int
parse_segments(struct tokens *t, const struct tunnel_sub *s, struct wbuf *w,
    struct text_error *e)
{
	(void)s;
	return segment_list_parse(t, w, e);
}

static bool
print_segments(struct wbuf *out, const struct tunnel_sub *s, struct rbuf v)
{
	(void)s;
	return segment_list_print(out, v);
}

static bool
json_segments(struct wbuf *w, const struct tunnel_sub *s, struct rbuf v)
{
	(void)s;
	segment_list_json(w, v);
	return true;
}

const struct tunnel_sub sr_policy_subs[] = {
	{ "preference", 12, 4, 0, parse_number, print_number, json_number },
	{ "binding-sid", 13, 0, 0, parse_binding, print_binding,
	    json_binding },
	{ "enlp", 14, 1, 0, parse_number, print_number, json_number },
	{ "priority", PRIORITY, 1, 0, parse_number, print_number,
	    json_number },
	{ "srv6-binding-sid", 20, 0, 0, parse_srv6_binding,
	    print_srv6_binding, json_srv6_binding },
	{ "segment-list", SR_SEGMENT_LIST, 0, 0, parse_segments,
	    print_segments, json_segments },
	{ "candidate-path-name", 129, 0, 0, parse_name, print_name,
	    json_name },
	{ "policy-name", 130, 0, 0, parse_name, print_name, json_name },
	{ NULL, 0, 0, 0, NULL, NULL, NULL },
};
