/* SPDX-License-Identifier: ISC */
/*
 * EVPN routes in words, which ExaBGP does not have: the kind of route first,
 * then its fields in any order.
 *
 *	ethernet-ad rd RD esi ESI ethernet-tag N label L
 *	mac-ip rd RD [esi ESI] ethernet-tag N mac MAC [ip IP] label L [label L]
 *	multicast rd RD ethernet-tag N ip IP
 *	ethernet-segment rd RD esi ESI ip IP
 *	prefix P rd RD [esi ESI] ethernet-tag N [gateway IP] label L
 *	type N 0x…
 *
 * An ethernet-tag that is not said is 0; vni N is 24 bits where label L is 20.
 */
#include <string.h>

#include "base/log.h"
#include "path/evpn.h"

enum { BODY_MAX = 255, VNI_MAX = 0xffffff };

struct words {
	const struct evpn_row	*row;
	const char		*kind;		/* the word; NULL: none yet */
	uint32_t		 said;
	struct evpn		 v;
	struct wbuf		 octets;	/* of other types, with type */
	uint8_t			 room[1 + BODY_MAX];
};

static const struct nlri_word words[] = {
	{ "rd", nlri_value_rd, offsetof(struct words, v.rd), EVPN_RD },
	{ "route-distinguisher", nlri_value_rd, offsetof(struct words, v.rd),
	    EVPN_RD },
	{ "esi", nlri_value_esi, offsetof(struct words, v.esi), EVPN_ESI },
	{ "ethernet-tag", nlri_value_u32, offsetof(struct words, v.tag),
	    EVPN_TAG },
	{ "mac", nlri_value_mac, offsetof(struct words, v.mac), EVPN_MAC },
	{ "ip", nlri_value_addr, offsetof(struct words, v.ip), EVPN_IP },
	{ "gateway", nlri_value_addr, offsetof(struct words, v.gateway),
	    EVPN_GATEWAY },
};

enum { WORDS = sizeof(words) / sizeof(words[0]) };

/* Which say a label, and how: bits below it, and its largest value. */
static const struct label_word {
	const char	*word;
	uint8_t		 shift;
	uint8_t		 low;
	uint32_t	 max;
} label_words[] = {
	{ "label", 4, LABEL_BOTTOM, LABEL_MAX },
	{ "vni", 0, 0, VNI_MAX },
};

enum { LABEL_WORDS = sizeof(label_words) / sizeof(label_words[0]) };

void *
evpn_begin(enum family f)
{
	struct words *v = xcalloc(1, sizeof(*v));

	(void)f;
	wbuf_fixed(&v->octets, v->room, sizeof(v->room));
	return v;
}

/* --- the kind ------------------------------------------------------------ */

/* A type that has no words of its own. */
static int
parse_type(struct words *v, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	const struct evpn_row *r;
	uint64_t type;

	if (token_u64(t, "type", UINT8_MAX, &type, e) == -1)
		return -1;
	r = evpn_row((uint8_t)type);
	if (r != NULL)
		return text_error_token(e, tok, "type: %s is '%s', which has "
		    "words", tok->s, r->word);
	tok = token_peek(t);
	if (tok == NULL)
		return text_error_at(e, t, "type: octets in hexadecimal are "
		    "missing");
	wbuf_u8(&v->octets, (uint8_t)type);
	if (nlri_hex(tok->s, BODY_MAX, &v->octets) == -1)
		return text_error_token(e, tok, "type: '%.64s' is not at most "
		    "%d octets in hexadecimal", tok->s, BODY_MAX);
	t->at++;
	v->kind = "type";
	return 1;
}

/* A word that could only be of some EVPN route. */
static bool
is_field(const struct token *tok)
{
	size_t i;

	for (i = 0; i < WORDS; i++)
		if (strcmp(words[i].word, tok->s) == 0)
			return true;
	for (i = 0; i < LABEL_WORDS; i++)
		if (strcmp(label_words[i].word, tok->s) == 0)
			return true;
	return false;
}

static int
parse_kind(struct words *v, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);

	if (tok == NULL || tok->quoted)
		return 0;
	if (token_accept(t, "type"))
		return parse_type(v, t, e);
	v->row = evpn_row_by_word(tok->s);
	if (v->row == NULL && is_field(tok))
		return text_error_token(e, tok, "'%s': the kind of route comes "
		    "first: ethernet-ad, mac-ip, multicast, ethernet-segment, "
		    "prefix or type", tok->s);
	if (v->row == NULL)
		return 0;
	t->at++;
	v->kind = v->row->word;
	if ((v->row->fields & EVPN_PREFIX) == 0)
		return 1;
	if (nlri_value_prefix(t, v->kind, &v->v.prefix, e) == -1)
		return -1;
	v->said |= EVPN_PREFIX;
	return 1;
}

/* --- fields -------------------------------------------------------------- */

static int
parse_label(struct words *v, const struct label_word *l, struct tokens *t,
    struct text_error *e)
{
	const struct token *tok = token_peek(t);
	struct wbuf w;
	uint64_t n;

	if (token_u64(t, l->word, l->max, &n, e) == -1)
		return -1;
	if (v->v.labels_size == v->row->labels * LABEL_SIZE)
		return text_error_token(e, tok, "%s: '%s' has %u at most",
		    l->word, v->kind, v->row->labels);
	wbuf_fixed(&w, v->v.labels + v->v.labels_size, LABEL_SIZE);
	wbuf_u24(&w, (uint32_t)n << l->shift | l->low);
	v->v.labels_size += LABEL_SIZE;
	v->said |= EVPN_LABEL;
	return 1;
}

static const struct label_word *
accept_label(struct tokens *t)
{
	size_t i;

	for (i = 0; i < LABEL_WORDS; i++)
		if (token_accept(t, label_words[i].word))
			return &label_words[i];
	return NULL;
}

int
evpn_one(void *arg, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	const struct label_word *l;
	struct words *v = arg;
	uint32_t said = v->said;
	int r;

	if (v->kind == NULL)
		return parse_kind(v, t, e);
	if (v->row == NULL) {
		if (tok != NULL && !tok->quoted && is_field(tok))
			return text_error_token(e, tok, "'%s': a route of a "
			    "type has octets only", tok->s);
		return 0;
	}
	l = accept_label(t);
	if (l != NULL && (v->row->fields & EVPN_LABEL) == 0)
		return text_error_token(e, tok, "'%s': '%s' has none", tok->s,
		    v->kind);
	if (l != NULL)
		return parse_label(v, l, t, e);
	r = nlri_word_one(words, WORDS, v, &v->said, t, e);
	if (r == 1 && (v->said & ~v->row->fields) != 0) {
		v->said = said;
		return text_error_token(e, tok, "'%s': '%s' has none", tok->s,
		    v->kind);
	}
	return r;
}

/* --- the route ----------------------------------------------------------- */

static int
need_kind(const struct words *v, const struct tokens *t,
    struct text_error *e)
{
	if (v->kind == NULL)
		return text_error_at(e, t, "the kind of route is missing: "
		    "ethernet-ad, mac-ip, multicast, ethernet-segment, prefix "
		    "or type");
	return v->row == NULL ? 0 : nlri_word_missing(words, WORDS,
	    v->row->needs, v->said, t, e);
}

/* RFC 7432 8.1.1, 8.2.1: of a segment as a whole. */
static bool
is_of_segment(const struct words *v)
{
	return (v->row->fields & EVPN_LABEL) == 0 ?
	    (v->row->fields & EVPN_ESI) != 0 :
	    (v->row->needs & EVPN_ESI) != 0 && v->v.tag == EVPN_TAG_MAX;
}

/*
 * A label, but where RFC 7432 8.2.1 and RFC 9136 3.2 have none: in routes of
 * a segment, and where a gateway or a segment says which way to go.
 */
static bool
needs_label(const struct words *v)
{
	if ((v->row->fields & EVPN_LABEL) == 0 || is_of_segment(v))
		return false;
	return (v->row->fields & EVPN_PREFIX) == 0 ||
	    (!evpn_has_gateway(&v->v) && !evpn_has_esi(&v->v));
}

int
evpn_announced(const void *arg, const struct tokens *t, struct text_error *e)
{
	static const uint8_t type_1[] = { 0, 1 };
	const struct words *v = arg;

	if (need_kind(v, t, e) == -1)
		return -1;
	if (v->row == NULL)
		return 0;
	if (needs_label(v) && (v->said & EVPN_LABEL) == 0)
		return text_error_at(e, t, "'label' or 'vni' is missing");
	if (is_of_segment(v) && memcmp(v->v.rd, type_1, sizeof(type_1)) != 0)
		return text_error_at(e, t, "rd: a route of a segment has "
		    "address:number (RFC 7432 8.1.1, 8.2.1)");
	/* RFC 9136 3.1: such a route is treated as withdrawn */
	if (evpn_has_gateway(&v->v) && evpn_has_esi(&v->v))
		return text_error_at(e, t, "gateway: there is an esi already, "
		    "and only one can say which way to go");
	return 0;
}

int
evpn_finish(const void *arg, const struct tokens *t, struct wbuf *key,
    struct wbuf *carried, struct text_error *e)
{
	const struct words *v = arg;
	struct evpn made = v->v;

	if (need_kind(v, t, e) == -1)
		return -1;
	if (v->row == NULL) {
		wbuf_bytes(key, v->room, v->octets.len);
		return 0;
	}
	if ((v->said & EVPN_GATEWAY) != 0 &&
	    made.gateway.af != made.prefix.af)
		return text_error_at(e, t, "gateway: not of the prefix's "
		    "family");
	if (made.labels_size == 0 && v->row->labels > 0)
		made.labels_size = LABEL_SIZE;
	wbuf_u8(key, v->row->type);
	evpn_put(v->row, &made, key, carried);
	return 0;
}
