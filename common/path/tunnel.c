/* SPDX-License-Identifier: ISC */
/*
 * TUNNEL_ENCAPSULATION (attribute 23, RFC 9012): tunnels, each a type and
 * sub-TLVs, which have a row each.
 *
 *	tunnel-encap ( vxlan endpoint 192.0.2.1 vni 100 udp-port 4789 )
 *	tunnel-encap [ ( gre color 7 ) ( 250 sub-tlv 99 0x0102 ) ]
 *
 * A sub-TLV without a row, or with a value that its words would not write, is
 * sub-tlv, its number and octets.  The words of an SR policy (RFC 9830) also
 * stand bare, where ExaBGP has them.
 */
#include <string.h>

#include "event/emit.h"
#include "path/attr_event.h"
#include "path/attr_text.h"
#include "path/segment.h"
#include "path/tlv.h"
#include "path/tunnel.h"
#include "path/tunnel_sub.h"
#include "path/tunnel_type.h"

enum { TUNNELS_NAMED = 32 };		/* bits of tunnel_sub.tunnels */

static bool
is_of(const struct tunnel_sub *s, uint16_t tunnel)
{
	return s->tunnels == 0 || (tunnel < TUNNELS_NAMED &&
	    (s->tunnels >> tunnel & 1) != 0);
}

static const struct tunnel_sub *
sub_by_word(const struct tunnel_sub *s, uint16_t tunnel, const char *word)
{
	for (; s->word != NULL; s++)
		if (is_of(s, tunnel) && strcmp(s->word, word) == 0)
			return s;
	return NULL;
}

static const struct tunnel_sub *
sub_by_type(uint16_t tunnel, uint16_t type)
{
	const struct tunnel_sub *s;

	for (s = tunnel_subs; s->word != NULL; s++)
		if (is_of(s, tunnel) && s->type == type)
			return s;
	for (s = sr_policy_subs; s->word != NULL; s++)
		if (s->type == type)
			return s;
	return NULL;
}

/* --- check ---------------------------------------------------------------- */

static bool
tunnel_is_valid(struct rbuf v)
{
	uint16_t type;
	struct rbuf body;

	while (v.left > 0)
		if (tlv_read(&v, 1, tunnel_sub_len_octets(v.p[0]), &type,
		    &body) == -1)
			return false;
	return true;
}

const char *
attr_tunnel_check(struct rbuf v, const struct attr_profile *p)
{
	bool valid = false, policy = false;
	uint16_t type;
	struct rbuf body;

	(void)p;
	while (v.left > 0) {
		if (tlv_read(&v, 2, 2, &type, &body) == -1)
			return "TLV runs past the attribute";
		valid |= tunnel_is_valid(body);
		if (type == TUNNEL_SR_POLICY && policy)
			return "more than one SR policy";
		policy |= type == TUNNEL_SR_POLICY;
	}
	return valid ? NULL : "no valid tunnel";
}

bool
attr_tunnel_has_words(struct rbuf v)
{
	uint16_t type;
	struct rbuf body;

	while (tlv_read(&v, 2, 2, &type, &body) == 0)
		if (!tunnel_is_valid(body))
			return false;
	return v.left == 0;
}

/* --- words ---------------------------------------------------------------- */

static int
parse_sub(struct tokens *t, const struct tunnel_sub *s, struct wbuf *w,
    struct text_error *e)
{
	const struct token *tok = &t->v[t->at - 1];
	unsigned len_octets = tunnel_sub_len_octets(s->type);
	size_t at = tlv_begin(w, 1, len_octets, s->type);

	if (s->parse(t, s, w, e) == -1)
		return -1;
	tlv_end(w, at, len_octets);
	return w->failed ? text_error_token(e, tok, "%s: too long", s->word) :
	    0;
}

/* TYPE 0x… behind sub-tlv */
static int
parse_raw(struct tokens *t, struct wbuf *w, struct text_error *e)
{
	const struct token *tok;
	unsigned len_octets;
	uint64_t type;
	size_t at;

	if (token_u64(t, "sub-tlv", UINT8_MAX, &type, e) == -1)
		return -1;
	len_octets = tunnel_sub_len_octets((uint16_t)type);
	at = tlv_begin(w, 1, len_octets, (uint16_t)type);
	tok = token_peek(t);
	if (tok == NULL || attr_octets(tok, w) == -1)
		return text_error_at(e, t, "sub-tlv: 0x and pairs of digits "
		    "are expected");
	tlv_end(w, at, len_octets);
	if (w->failed)
		return text_error_token(e, tok, "sub-tlv: too long");
	(void)token_take(t);
	return 0;
}

/* One sub-TLV of this tunnel. */
static int
parse_one(struct tokens *t, uint16_t tunnel, struct wbuf *w,
    struct text_error *e)
{
	const struct token *tok = token_peek(t);
	const struct tunnel_sub *s;

	if (tok == NULL)
		return text_error_at(e, t, "tunnel-encap: ')' missing");
	(void)token_take(t);
	if (strcmp(tok->s, "sub-tlv") == 0)
		return parse_raw(t, w, e);
	s = sub_by_word(tunnel_subs, tunnel, tok->s);
	if (s == NULL)
		s = sub_by_word(sr_policy_subs, tunnel, tok->s);
	if (s == NULL)
		return text_error_token(e, tok, "tunnel-encap: \"%.40s\" is "
		    "not a word of this tunnel, nor 'sub-tlv' or ')'",
		    tok->s);
	return parse_sub(t, s, w, e);
}

static bool
has_tunnel(struct rbuf v, uint16_t tunnel)
{
	uint16_t type;
	struct rbuf body;

	while (tlv_read(&v, 2, 2, &type, &body) == 0)
		if (type == tunnel)
			return true;
	return false;
}

/* ( TYPE SUB-TLVS ) */
static int
parse_tunnel(struct tokens *t, void *arg, struct text_error *e)
{
	struct wbuf *w = arg;
	const struct token *tok;
	uint16_t type;
	size_t at;

	if (attr_expect(t, "tunnel-encap", "(", e) == -1)
		return -1;
	tok = token_take(t);
	if (tok == NULL || tunnel_type_parse(tok->s, &type) == -1)
		return text_error_at(e, t, "tunnel-encap: the type of a "
		    "tunnel is missing: a name such as vxlan, or a number");
	if (type == TUNNEL_SR_POLICY && has_tunnel(wbuf_view(w), type))
		return text_error_token(e, tok, "tunnel-encap: there is one "
		    "sr-policy at most (RFC 9830)");
	at = tlv_begin(w, 2, 2, type);
	while (!token_accept(t, ")"))
		if (parse_one(t, type, w, e) == -1)
			return -1;
	tlv_end(w, at, 2);
	return 0;
}

int
attr_tunnel_parse(struct tokens *t, struct attr_builder *b,
    struct text_error *e)
{
	const struct token *tok = token_peek(t);
	uint8_t octets[ATTR_SET_MAX];
	struct wbuf w;

	wbuf_fixed(&w, octets, sizeof(octets));
	if (attr_list_parse(t, "tunnel-encap", parse_tunnel, &w, e) == -1)
		return -1;
	if (w.failed || w.len == 0)
		return text_error_token(e, tok, w.failed ?
		    "tunnel-encap: too long" :
		    "tunnel-encap: a tunnel is missing");
	attr_builder_set(b, ATTR_OPTIONAL | ATTR_TRANSITIVE,
	    ATTR_TUNNEL_ENCAP, w.p, w.len);
	return 0;
}

/* All tunnels but the policy, then the policy: its head, and so far. */
static size_t
begin_policy(struct wbuf *w, struct rbuf before)
{
	struct rbuf policy = { NULL, 0 }, body, all = before;
	uint16_t type;
	size_t head, at;

	while (tlv_read(&before, 2, 2, &type, &body) == 0) {
		head = all.left - before.left;
		if (type == TUNNEL_SR_POLICY)
			policy = body;
		else
			wbuf_bytes(w, all.p, head);
		all = before;
	}
	at = tlv_begin(w, 2, 2, TUNNEL_SR_POLICY);
	if (policy.left > 0)
		wbuf_bytes(w, policy.p, policy.left);
	return at;
}

static const struct tunnel_sub *
policy_word(const struct tokens *t)
{
	const struct token *tok = token_peek(t);

	return tok == NULL || tok->quoted ? NULL :
	    sub_by_word(sr_policy_subs, TUNNEL_SR_POLICY, tok->s);
}

int
attr_sr_policy_words(struct tokens *t, struct attr_builder *b,
    struct text_error *e)
{
	const struct tunnel_sub *s = policy_word(t);
	const struct token *tok = token_peek(t);
	uint8_t octets[ATTR_SET_MAX];
	struct rbuf before = { NULL, 0 };
	struct wbuf w;
	size_t at;

	if (s == NULL)
		return 0;
	wbuf_fixed(&w, octets, sizeof(octets));
	/* The last value counts, and holds those before it. */
	(void)attr_builder_last(b, ATTR_TUNNEL_ENCAP, &before);
	at = begin_policy(&w, before);
	for (; s != NULL; s = policy_word(t)) {
		(void)token_take(t);
		if (parse_sub(t, s, &w, e) == -1)
			return -1;
	}
	tlv_end(&w, at, 2);
	if (!w.failed)
		attr_builder_set(b, ATTR_OPTIONAL | ATTR_TRANSITIVE,
		    ATTR_TUNNEL_ENCAP, w.p, w.len);
	if (w.failed || b->records.failed)
		return text_error_token(e, tok, "%s: the policy is too long",
		    tok->s);
	return 1;
}

static void
print_sub(struct wbuf *out, uint16_t tunnel, uint16_t type, struct rbuf v)
{
	const struct tunnel_sub *s = sub_by_type(tunnel, type);
	size_t at = out->len;

	if (s != NULL) {
		wbuf_printf(out, "%s ", s->word);
		if (s->print(out, s, v) || out->failed)
			return;
		wbuf_truncate(out, at);
	}
	wbuf_printf(out, "sub-tlv %u ", type);
	emit_hex_lower(out, v.p, v.left);
}

static void
print_tunnel(struct wbuf *out, uint16_t tunnel, struct rbuf v)
{
	const char *name = tunnel_type_name(tunnel);
	struct rbuf body;
	uint16_t type;

	wbuf_str(out, "( ");
	if (name != NULL)
		wbuf_str(out, name);
	else
		emit_number(out, tunnel);
	while (v.left > 0 && tlv_read(&v, 1, tunnel_sub_len_octets(v.p[0]),
	    &type, &body) == 0) {
		wbuf_u8(out, ' ');
		print_sub(out, tunnel, type, body);
	}
	wbuf_str(out, " )");
}

void
attr_tunnel_print(struct wbuf *out, struct rbuf v)
{
	bool brackets;
	struct rbuf body;
	uint16_t type;

	if (tlv_read(&v, 2, 2, &type, &body) == -1)
		return;
	brackets = v.left > 0;
	if (brackets)
		wbuf_str(out, "[ ");
	do {
		print_tunnel(out, type, body);
		if (brackets)
			wbuf_u8(out, ' ');
	} while (tlv_read(&v, 2, 2, &type, &body) == 0);
	if (brackets)
		wbuf_u8(out, ']');
}

/* --- events --------------------------------------------------------------- */

/* A member; of what is not of its form, its octets. */
static void
sub_json(struct wbuf *w, const struct tunnel_sub *s, uint16_t type,
    struct rbuf v)
{
	size_t at = w->len;

	if (s != NULL) {
		wbuf_printf(w, "\"%s\": ", s->word);
		if (s->json(w, s, v) || w->failed)
			return;
		wbuf_truncate(w, at);
	}
	wbuf_printf(w, "\"unknown-subtlv-%u\": \"", type);
	emit_hex(w, v.p, v.left);
	wbuf_u8(w, '"');
}

/* The segment lists of a policy are one member, behind the others. */
static void
lists_json(struct wbuf *w, struct rbuf v, const char *between)
{
	const char *before = "\"segment-lists\": [ ";
	struct rbuf body;
	uint16_t type;

	while (v.left > 0 && tlv_read(&v, 1, tunnel_sub_len_octets(v.p[0]),
	    &type, &body) == 0) {
		if (type != SR_SEGMENT_LIST)
			continue;
		wbuf_str(w, between);
		wbuf_str(w, before);
		segment_list_json(w, body);
		between = "";
		before = ", ";
	}
	if (*before == ',')
		wbuf_str(w, " ]");
}

/* Of a sub-TLV that comes again the first counts (RFC 9012 13). */
static void
members_json(struct wbuf *w, uint16_t tunnel, struct rbuf v,
    const char *between)
{
	struct rbuf all = v, body;
	uint64_t seen[4] = { 0 };
	uint16_t type;

	while (v.left > 0 && tlv_read(&v, 1, tunnel_sub_len_octets(v.p[0]),
	    &type, &body) == 0) {
		if (type == SR_SEGMENT_LIST ||
		    (seen[type >> 6] >> (type & 63) & 1) != 0)
			continue;
		seen[type >> 6] |= (uint64_t)1 << (type & 63);
		wbuf_str(w, between);
		between = ", ";
		sub_json(w, sub_by_type(tunnel, type), type, body);
	}
	lists_json(w, all, between);
}

static void
policy_json(struct wbuf *w, struct rbuf v)
{
	wbuf_str(w, "\"sr-policy\": { ");
	members_json(w, TUNNEL_SR_POLICY, v, "");
	wbuf_str(w, " }");
}

static void
other_json(struct wbuf *w, uint16_t tunnel, struct rbuf v)
{
	const char *name = tunnel_type_name(tunnel);

	if (name != NULL)
		wbuf_printf(w, "{ \"type\": \"%s\"", name);
	else
		wbuf_printf(w, "{ \"type\": %u", tunnel);
	members_json(w, tunnel, v, ", ");
	wbuf_str(w, " }");
}

/* ExaBGP's object of an SR policy; a list of all others is ours. */
void
attr_tunnel_json(struct wbuf *w, const struct attr *a, unsigned shape)
{
	struct rbuf v = a->value, body;
	const char *between = "\"tunnels\": [ ";
	bool policy = false;
	uint16_t type;

	if (shape < SHAPE_6) {
		attr_raw_json(w, a, shape);
		return;
	}
	wbuf_str(w, "\"tunnel-encap\": { ");
	while (tlv_read(&v, 2, 2, &type, &body) == 0)
		if (type == TUNNEL_SR_POLICY && tunnel_is_valid(body)) {
			policy_json(w, body);
			policy = true;
		}
	v = a->value;
	while (tlv_read(&v, 2, 2, &type, &body) == 0) {
		if (type == TUNNEL_SR_POLICY || !tunnel_is_valid(body))
			continue;
		if (policy)
			wbuf_str(w, ", ");
		policy = false;
		wbuf_str(w, between);
		between = ", ";
		other_json(w, type, body);
	}
	wbuf_str(w, *between == ',' ? " ] }" : " }");
}

void
attr_tunnel_line(struct wbuf *w, const struct attr *a, unsigned shape)
{
	if (!attr_tunnel_has_words(a->value)) {
		attr_raw_line(w, a, shape);
		return;
	}
	wbuf_str(w, " tunnel-encap ");
	attr_tunnel_print(w, a->value);
}
