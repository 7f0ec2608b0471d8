/* SPDX-License-Identifier: ISC */
/*
 * Segment lists: a weight, then segments.  Segments of all types are alike:
 * flags, an algorithm or a reserved octet, fields, then a SID, which may be
 * missing where the fields say enough, and behind an SRv6 SID perhaps the
 * behavior of its endpoint.  So a type is a row of the table below:
 *
 *	segment-list weight 1 segment type-a mpls 16001
 *	    segment type-b srv6 2001:db8::1 endpoint-behavior 65 32 0 16 0
 *	    segment type-c ipv4 192.0.2.1 algorithm 128 sid 16002
 *
 * The bottom-of-stack bit of the last label is set, as ExaBGP does (RFC 9830
 * 2.4.4.2.1 wants none of them read); "tc", "s", "ttl" and "flags" behind a
 * segment say what else stands there.
 */
#include <string.h>

#include "event/emit.h"
#include "path/segment.h"
#include "path/tlv.h"

enum {
	WEIGHT = 9, WEIGHT_OCTETS = 6, WEIGHT_DEFAULT = 1,
	LABEL_MAX = 0xfffff, TC_MAX = 7,
	LABEL_OCTETS = 4, SRV6_OCTETS = 16,
	FLAG_ALGORITHM = 0x40, FLAG_BEHAVIOR = 0x10,
	FIELDS_MAX = 4,
};

struct field {
	const char	*word;
	const char	*key;
	uint8_t		 octets;	/* 0: end; a number or an address */
	bool		 address;
};

static const struct segment {
	char		 letter;
	uint8_t		 type;
	bool		 algorithm;
	const char	*must;		/* word of a SID that is always there */
	uint8_t		 sid;		/* its octets */
	struct field	 fields[FIELDS_MAX + 1];
} segments[] = {
	{ 'a', 1, false, "mpls", LABEL_OCTETS, { { NULL, NULL, 0, false } } },
	{ 'b', 13, false, "srv6", SRV6_OCTETS, { { NULL, NULL, 0, false } } },
	{ 'c', 3, true, NULL, LABEL_OCTETS,
	    { { "ipv4", "ipv4_node", 4, true } } },
	{ 'd', 4, true, NULL, LABEL_OCTETS,
	    { { "ipv6", "ipv6_node", 16, true } } },
	{ 'e', 5, false, NULL, LABEL_OCTETS,
	    { { "local-if-id", "local_if_id", 4, false },
	    { "ipv4", "ipv4_node", 4, true } } },
	{ 'f', 6, false, NULL, LABEL_OCTETS,
	    { { "local", "local_ipv4", 4, true },
	    { "remote", "remote_ipv4", 4, true } } },
	{ 'g', 7, false, NULL, LABEL_OCTETS,
	    { { "local-if-id", "local_if_id", 4, false },
	    { "local-ipv6", "local_ipv6", 16, true },
	    { "remote-if-id", "remote_if_id", 4, false },
	    { "remote-ipv6", "remote_ipv6", 16, true } } },
	{ 'h', 8, false, NULL, LABEL_OCTETS,
	    { { "local", "local_ipv6", 16, true },
	    { "remote", "remote_ipv6", 16, true } } },
	{ 'i', 14, true, NULL, SRV6_OCTETS,
	    { { "ipv6", "ipv6_node", 16, true } } },
	{ 'j', 15, true, NULL, SRV6_OCTETS,
	    { { "local-if-id", "local_if_id", 4, false },
	    { "local-ipv6", "local_ipv6", 16, true },
	    { "remote-if-id", "remote_if_id", 4, false },
	    { "remote-ipv6", "remote_ipv6", 16, true } } },
	{ 'k', 16, true, NULL, SRV6_OCTETS,
	    { { "local", "local_ipv6", 16, true },
	    { "remote", "remote_ipv6", 16, true } } },
};

enum { SEGMENTS = sizeof(segments) / sizeof(segments[0]) };

static uint32_t
get_u32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	    (uint32_t)p[2] << 8 | p[3];
}

static const struct segment *
segment_of(uint16_t type)
{
	unsigned i;

	for (i = 0; i < SEGMENTS; i++)
		if (segments[i].type == type)
			return &segments[i];
	return NULL;
}

/* --- endpoint behavior ---------------------------------------------------- */

int
endpoint_behavior_parse(struct tokens *t, struct wbuf *w,
    struct text_error *e)
{
	uint64_t v;
	unsigned i;

	if (token_u64(t, "endpoint-behavior", UINT16_MAX, &v, e) == -1)
		return -1;
	wbuf_u16(w, (uint16_t)v);
	wbuf_u16(w, 0);
	for (i = 0; i < 4; i++) {
		if (token_u64(t, "endpoint-behavior", 128, &v, e) == -1)
			return -1;
		wbuf_u8(w, (uint8_t)v);
	}
	return 0;
}

bool
endpoint_behavior_print(struct wbuf *out, const uint8_t *p)
{
	unsigned i;

	if (p[2] != 0 || p[3] != 0)
		return false;
	wbuf_printf(out, " endpoint-behavior %u", (unsigned)p[0] << 8 | p[1]);
	for (i = 4; i < ENDPOINT_BEHAVIOR_OCTETS; i++) {
		if (p[i] > 128)
			return false;
		wbuf_printf(out, " %u", p[i]);
	}
	return true;
}

void
endpoint_behavior_json(struct wbuf *w, const uint8_t *p)
{
	wbuf_printf(w, ", \"endpoint-behavior\": { \"behavior\": %u, "
	    "\"lb-length\": %u, \"ln-length\": %u, \"fun-length\": %u, "
	    "\"arg-length\": %u }", (unsigned)p[0] << 8 | p[1], p[4], p[5],
	    p[6], p[7]);
}

/* --- parse ---------------------------------------------------------------- */

static int
parse_type(struct tokens *t, const struct segment **s, struct text_error *e)
{
	const struct token *tok = token_take(t);
	unsigned i;

	for (i = 0; tok != NULL && i < SEGMENTS; i++)
		if (strlen(tok->s) == 6 && memcmp(tok->s, "type-", 5) == 0 &&
		    tok->s[5] == segments[i].letter) {
			*s = &segments[i];
			return 0;
		}
	if (tok == NULL)
		return text_error_at(e, t, "segment: type-a to type-k is "
		    "missing");
	return text_error_token(e, tok, "segment: \"%.40s\" is not one of "
	    "type-a to type-k", tok->s);
}

static int
parse_field(struct tokens *t, const struct field *f, struct wbuf *w,
    struct text_error *e)
{
	struct addr a;
	uint32_t v;

	if (attr_expect(t, "segment", f->word, e) == -1)
		return -1;
	if (f->address) {
		if (attr_addr_parse(t, f->word, f->octets == 4 ? ADDR_V4 :
		    ADDR_V6, &a, e) == -1)
			return -1;
		wbuf_bytes(w, a.b, f->octets);
		return 0;
	}
	if (token_u32(t, f->word, &v, e) == -1)
		return -1;
	wbuf_u32(w, v);
	return 0;
}

/* L [tc N] [s N] [ttl N]; *bottom: where S goes when nothing is said. */
static int
parse_label(struct tokens *t, struct wbuf *w, size_t *bottom,
    struct text_error *e)
{
	uint64_t label, tc = 0, s = 0, ttl = 0;

	if (token_u64(t, "label", LABEL_MAX, &label, e) == -1)
		return -1;
	if (token_accept(t, "tc") && token_u64(t, "tc", TC_MAX, &tc, e) == -1)
		return -1;
	*bottom = w->len + 2;
	if (token_accept(t, "s")) {
		if (token_u64(t, "s", 1, &s, e) == -1)
			return -1;
		*bottom = 0;
	}
	if (token_accept(t, "ttl") &&
	    token_u64(t, "ttl", UINT8_MAX, &ttl, e) == -1)
		return -1;
	wbuf_u32(w, (uint32_t)(label << 12 | tc << 9 | s << 8 | ttl));
	return 0;
}

static int
parse_sid(struct tokens *t, const struct segment *s, struct wbuf *w,
    size_t *bottom, struct text_error *e)
{
	const char *word = s->must != NULL ? s->must : "sid";
	struct addr a;

	if (s->sid == LABEL_OCTETS)
		return parse_label(t, w, bottom, e);
	if (attr_addr_parse(t, word, ADDR_V6, &a, e) == -1)
		return -1;
	wbuf_bytes(w, a.b, SRV6_OCTETS);
	if (!token_accept(t, "endpoint-behavior"))
		return 0;
	return endpoint_behavior_parse(t, w, e);
}

static uint8_t
flags_of(uint8_t algorithm, bool behavior)
{
	return (uint8_t)((algorithm != 0 ? FLAG_ALGORITHM : 0) |
	    (behavior ? FLAG_BEHAVIOR : 0));
}

/* Behind "segment". */
static int
parse_segment(struct tokens *t, struct wbuf *w, size_t *bottom,
    struct text_error *e)
{
	const struct segment *s = NULL;
	const struct field *f;
	uint64_t algorithm = 0, flags;
	size_t at, sid_at;

	if (parse_type(t, &s, e) == -1)
		return -1;
	at = tlv_begin(w, 1, 1, s->type);
	wbuf_u16(w, 0);
	for (f = s->fields; f->octets != 0; f++)
		if (parse_field(t, f, w, e) == -1)
			return -1;
	if (s->algorithm && (attr_expect(t, "segment", "algorithm", e) == -1 ||
	    token_u64(t, "algorithm", UINT8_MAX, &algorithm, e) == -1))
		return -1;
	sid_at = w->len;
	*bottom = 0;
	if (s->must != NULL && attr_expect(t, "segment", s->must, e) == -1)
		return -1;
	if ((s->must != NULL || token_accept(t, "sid")) &&
	    parse_sid(t, s, w, bottom, e) == -1)
		return -1;
	flags = flags_of((uint8_t)algorithm, w->len - sid_at > SRV6_OCTETS);
	if (token_accept(t, "flags") &&
	    token_u64(t, "flags", UINT8_MAX, &flags, e) == -1)
		return -1;
	if (w->failed)
		return text_error_at(e, t, "segment-list: too long");
	wbuf_set_u8(w, at, (uint8_t)flags);
	wbuf_set_u8(w, at + 1, (uint8_t)algorithm);
	tlv_end(w, at, 1);
	return 0;
}

int
segment_list_parse(struct tokens *t, struct wbuf *w, struct text_error *e)
{
	size_t at, bottom = 0;
	uint32_t weight;

	wbuf_u8(w, 0);
	if (token_accept(t, "weight")) {
		if (token_u32(t, "weight", &weight, e) == -1)
			return -1;
		at = tlv_begin(w, 1, 1, WEIGHT);
		wbuf_u16(w, 0);
		wbuf_u32(w, weight);
		tlv_end(w, at, 1);
	}
	while (token_accept(t, "segment"))
		if (parse_segment(t, w, &bottom, e) == -1)
			return -1;
	if (bottom != 0 && !w->failed)
		wbuf_set_u8(w, bottom, w->p[bottom] | 1);
	return 0;
}

/* --- read ----------------------------------------------------------------- */

/* A segment taken apart: sid and behavior NULL where there is none. */
struct parts {
	uint8_t		 flags;
	uint8_t		 algorithm;	/* or reserved */
	const uint8_t	*fields;
	const uint8_t	*sid;
	const uint8_t	*behavior;
};

static int
segment_read(const struct segment *s, struct rbuf v, struct parts *p)
{
	const struct field *f;
	struct rbuf b;
	size_t n = 0;

	memset(p, 0, sizeof(*p));
	for (f = s->fields; f->octets != 0; f++)
		n += f->octets;
	if (rbuf_u8(&v, &p->flags) == -1 ||
	    rbuf_u8(&v, &p->algorithm) == -1 || rbuf_sub(&v, n, &b) == -1)
		return -1;
	p->fields = b.p;
	if (v.left == 0)
		return s->must != NULL ? -1 : 0;
	if (rbuf_sub(&v, s->sid, &b) == -1)
		return -1;
	p->sid = b.p;
	if (v.left == 0)
		return 0;
	if (s->sid != SRV6_OCTETS || v.left != ENDPOINT_BEHAVIOR_OCTETS)
		return -1;
	p->behavior = v.p;
	return 0;
}

/* --- print ---------------------------------------------------------------- */

static void
print_fields(struct wbuf *out, const struct segment *s, const uint8_t *p)
{
	const struct field *f;

	for (f = s->fields; f->octets != 0; p += f++->octets) {
		wbuf_printf(out, " %s ", f->word);
		if (!f->address)
			emit_number(out, get_u32(p));
		else if (f->octets == 4)
			emit_ipv4(out, p);
		else
			emit_ipv6(out, p);
	}
}

static void
print_label(struct wbuf *out, const uint8_t *p, bool last)
{
	uint32_t v = get_u32(p);
	unsigned tc = v >> 9 & TC_MAX, s = v >> 8 & 1, ttl = v & 0xff;

	emit_number(out, v >> 12);
	if (tc != 0)
		wbuf_printf(out, " tc %u", tc);
	if (s != last)
		wbuf_printf(out, " s %u", s);
	if (ttl != 0)
		wbuf_printf(out, " ttl %u", ttl);
}

static bool
print_segment(struct wbuf *out, const struct segment *s, struct rbuf v,
    bool last)
{
	struct parts p;

	if (segment_read(s, v, &p) == -1 || (!s->algorithm &&
	    p.algorithm != 0))
		return false;
	wbuf_printf(out, "segment type-%c", s->letter);
	print_fields(out, s, p.fields);
	if (s->algorithm)
		wbuf_printf(out, " algorithm %u", p.algorithm);
	if (p.sid != NULL) {
		wbuf_printf(out, " %s ", s->must != NULL ? s->must : "sid");
		if (s->sid == LABEL_OCTETS)
			print_label(out, p.sid, last);
		else
			emit_ipv6(out, p.sid);
	}
	if (p.behavior != NULL && !endpoint_behavior_print(out, p.behavior))
		return false;
	if (p.flags != flags_of(p.algorithm, p.behavior != NULL))
		wbuf_printf(out, " flags %u", p.flags);
	return true;
}

static bool
print_weight(struct wbuf *out, struct rbuf v)
{
	if (v.left != WEIGHT_OCTETS || v.p[0] != 0 || v.p[1] != 0)
		return false;
	wbuf_printf(out, "weight %u", get_u32(v.p + 2));
	return true;
}

bool
segment_list_print(struct wbuf *out, struct rbuf v)
{
	const struct segment *s;
	const char *blank = "";
	struct rbuf body;
	uint8_t reserved;
	uint16_t type;

	if (rbuf_u8(&v, &reserved) == -1 || reserved != 0)
		return false;
	for (; v.left > 0; blank = " ") {
		if (tlv_read(&v, 1, 1, &type, &body) == -1)
			return false;
		wbuf_str(out, blank);
		s = segment_of(type);
		if (type == WEIGHT && *blank == '\0') {
			if (!print_weight(out, body))
				return false;
		} else if (s == NULL ||
		    !print_segment(out, s, body, v.left == 0))
			return false;
	}
	return true;
}

/* --- JSON ----------------------------------------------------------------- */

static void
fields_json(struct wbuf *w, const struct segment *s, const uint8_t *p)
{
	const struct field *f;

	for (f = s->fields; f->octets != 0; p += f++->octets) {
		wbuf_printf(w, ", \"%s\": ", f->key);
		if (!f->address) {
			emit_number(w, get_u32(p));
			continue;
		}
		wbuf_u8(w, '"');
		if (f->octets == 4)
			emit_ipv4(w, p);
		else
			emit_ipv6(w, p);
		wbuf_u8(w, '"');
	}
}

static void
segment_json(struct wbuf *w, const struct segment *s, const struct parts *p)
{
	uint32_t label;

	wbuf_printf(w, "{ \"type\": \"%c\"", s->letter - 'a' + 'A');
	fields_json(w, s, p->fields);
	if (s->algorithm)
		wbuf_printf(w, ", \"algorithm\": %u", p->algorithm);
	if (p->sid != NULL && s->sid == LABEL_OCTETS) {
		label = get_u32(p->sid);
		if (s->must != NULL)
			wbuf_printf(w, ", \"label\": %u, \"tc\": %u, "
			    "\"s\": %s, \"ttl\": %u", label >> 12,
			    label >> 9 & TC_MAX,
			    (label >> 8 & 1) != 0 ? "true" : "false",
			    label & 0xff);
		else
			wbuf_printf(w, ", \"sid\": %u", label >> 12);
	} else if (p->sid != NULL) {
		wbuf_str(w, ", \"sid\": \"");
		emit_ipv6(w, p->sid);
		wbuf_u8(w, '"');
	}
	if (p->behavior != NULL)
		endpoint_behavior_json(w, p->behavior);
	wbuf_str(w, " }");
}

static void
segments_json(struct wbuf *w, struct rbuf v)
{
	const struct segment *s;
	const char *between = " ";
	struct parts p;
	struct rbuf body;
	uint16_t type;

	while (tlv_read(&v, 1, 1, &type, &body) == 0) {
		if (type == WEIGHT)
			continue;
		wbuf_str(w, between);
		between = ", ";
		s = segment_of(type);
		if (s != NULL && segment_read(s, body, &p) == 0) {
			segment_json(w, s, &p);
			continue;
		}
		wbuf_printf(w, "{ \"type\": %u, \"raw\": \"", type);
		emit_hex(w, body.p, body.left);
		wbuf_str(w, "\" }");
	}
}

void
segment_list_json(struct wbuf *w, struct rbuf v)
{
	uint32_t weight = WEIGHT_DEFAULT;	/* RFC 9256 2.2 */
	struct rbuf all, body;
	uint16_t type;

	(void)rbuf_skip(&v, 1);
	all = v;
	while (tlv_read(&v, 1, 1, &type, &body) == 0)
		if (type == WEIGHT && body.left == WEIGHT_OCTETS) {
			weight = get_u32(body.p + 2);
			break;
		}
	wbuf_printf(w, "{ \"weight\": %u, \"segments\": [", weight);
	segments_json(w, all);
	wbuf_str(w, " ] }");
}
