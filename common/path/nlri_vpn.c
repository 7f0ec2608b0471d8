/* SPDX-License-Identifier: ISC */
/*
 * Prefixes with labels (RFC 8277), with labels and a route distinguisher (RFC
 * 4364 4.3.4, RFC 4659 3), and with a route distinguisher alone (SAFI 129, RFC
 * 6514 10): one codec, for a family is which of them it has.
 *
 *	wire	bits1 (of all that follows), labels 3 each, RD 8, prefix
 *	key	SAFI 4: bits1, prefix; else RD, prefix, bits1
 *	carried	the labels, as they came
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "event/emit.h"
#include "path/attr_text.h"
#include "path/nlri_row.h"
#include "path/nlri_words.h"
#include "path/rd.h"

enum {
	BITS_MAX = 255, LABEL_BITS = 24, RD_BITS = RD_SIZE * 8,
	LABELS_MAX = BITS_MAX / LABEL_BITS,
	/* RFC 8277 2.4, of a withdraw */
	LABEL_WITHDRAWN = 0x800000
};

/* What a family has in front of its prefixes. */
struct shape {
	uint8_t	af;
	bool	labels;
	bool	rd;
};

/* What a key says. */
struct parts {
	struct rbuf	rd;		/* empty: none */
	struct prefix	prefix;
};

static struct shape
shape_of(enum family f)
{
	const struct family_info *info = family_info(f);

	if (info == NULL)
		return (struct shape){ .af = ADDR_NONE };
	return (struct shape){ .af = info->af,
	    .labels = info->safi != SAFI_VPN_MULTICAST,
	    .rd = info->safi != SAFI_LABELLED };
}

/* --- octets -------------------------------------------------------------- */

static void
put_key(struct wbuf *w, const uint8_t *rd, const struct prefix *p)
{
	if (rd == NULL) {
		prefix_write(w, p);
		return;
	}
	wbuf_bytes(w, rd, RD_SIZE);
	wbuf_bytes(w, p->b, prefix_octets(p->len));
	wbuf_u8(w, p->len);
}

/* -1: no key of this family. */
static int
key_parts(const struct nlri_view *n, struct parts *p)
{
	struct shape s = shape_of(n->f);
	struct rbuf key = n->key;
	uint8_t bits;

	memset(p, 0, sizeof(*p));
	if (!s.rd)
		return prefix_read(&key, s.af, &p->prefix);
	if (rbuf_sub(&key, RD_SIZE, &p->rd) == -1 || key.left == 0)
		return -1;
	bits = key.p[key.left - 1];
	if (bits > addr_bits(s.af) || key.left != prefix_octets(bits) + 1)
		return -1;
	p->prefix.af = s.af;
	p->prefix.len = bits;
	memcpy(p->prefix.b, key.p, key.left - 1);
	return 0;
}

/* Is there room behind so many labels for what follows, and no more? */
static bool
leaves(struct shape s, unsigned bits, unsigned labels)
{
	unsigned front = labels * LABEL_BITS + (s.rd ? RD_BITS : 0);

	return labels > 0 && bits >= front &&
	    bits - front <= addr_bits(s.af);
}

/* How many labels it is to the bottom of the stack; 0: there is none. */
static unsigned
to_bottom(struct rbuf body, uint32_t *first)
{
	uint32_t label;
	unsigned n;

	for (n = 1; rbuf_u24(&body, &label) == 0; n++) {
		if (n == 1)
			*first = label;
		if ((label & LABEL_BOTTOM) != 0)
			return n;
	}
	return 0;
}

/* Is what follows so many labels one of the three forms of RFC 4364 4.2? */
static bool
has_known_rd(struct rbuf body, unsigned labels)
{
	uint16_t type;

	return rbuf_skip(&body, labels * (size_t)LABEL_SIZE) == 0 &&
	    rbuf_u16(&body, &type) == 0 && rd_is_known(type);
}

/*
 * Without the capability for several labels, which we do not offer, there is
 * one, whatever its S bit says (RFC 8277 2.2).  Who was told of several sends a
 * stack nevertheless, as RFC 3107 3 had it, and may withdraw with the same
 * octets: so that both directions count alike, the octets decide.  It is one
 * label where a stack has no bottom or leaves no NLRI, where only one label
 * leaves a route distinguisher, and in a withdraw that has the value it should
 * have, or the one that some have (RFC 8277 2.4).  0: it is malformed.
 */
static unsigned
count_labels(struct rbuf body, unsigned bits, struct shape s, bool withdrawn)
{
	uint32_t first = 0;
	unsigned stack = to_bottom(body, &first);

	if (stack == 1 || !leaves(s, bits, 1))
		return leaves(s, bits, stack) ? stack : 0;
	if (!leaves(s, bits, stack) ||
	    (withdrawn && (first == LABEL_WITHDRAWN || first == 0)) ||
	    (s.rd && has_known_rd(body, 1) && !has_known_rd(body, stack)))
		return 1;
	return stack;
}

static int
read_one(struct rbuf *b, enum family f, bool withdrawn, struct wbuf *key,
    struct wbuf *carried)
{
	struct shape s = shape_of(f);
	struct prefix p = { .af = s.af };
	struct rbuf in = *b, body, labels = { 0 }, rd = { 0 };
	size_t k = key->len, c = carried->len;
	unsigned bits, n;
	uint8_t len;

	if (key->failed || carried->failed || rbuf_u8(&in, &len) == -1 ||
	    rbuf_sub(&in, prefix_octets(len), &body) == -1)
		return -1;
	bits = len;
	if (s.labels) {
		n = count_labels(body, bits, s, withdrawn);
		if (n == 0 || rbuf_sub(&body, n * (size_t)LABEL_SIZE,
		    &labels) == -1)
			return -1;
		bits -= n * LABEL_BITS;
	}
	if (s.rd) {
		if (bits < RD_BITS || rbuf_sub(&body, RD_SIZE, &rd) == -1)
			return -1;
		bits -= RD_BITS;
	}
	if (bits > addr_bits(s.af))
		return -1;
	p.len = (uint8_t)bits;
	if (bits > 0)
		memcpy(p.b, body.p, prefix_octets(bits));
	prefix_mask(&p);
	put_key(key, s.rd ? rd.p : NULL, &p);
	if (labels.left > 0)
		wbuf_bytes(carried, labels.p, labels.left);
	if (nlri_fitted(key, k, carried, c) == -1)
		return -1;
	*b = in;
	return 0;
}

static int
vpn_read(struct rbuf *b, enum family f, struct wbuf *key,
    struct wbuf *carried)
{
	return read_one(b, f, false, key, carried);
}

static int
vpn_read_withdrawn(struct rbuf *b, enum family f, struct wbuf *key,
    struct wbuf *carried)
{
	return read_one(b, f, true, key, carried);
}

/* Of a withdraw, and of what has no label, one that says so. */
static size_t
labels_size(const struct nlri_view *n, bool withdraw)
{
	if (!shape_of(n->f).labels)
		return 0;
	return withdraw || n->carried.left == 0 ? LABEL_SIZE :
	    n->carried.left;
}

static void
vpn_write(struct wbuf *w, const struct nlri_view *n, bool withdraw)
{
	size_t labels = labels_size(n, withdraw);
	struct parts p;

	if (key_parts(n, &p) == -1)
		return;
	wbuf_u8(w, (uint8_t)((labels + p.rd.left) * 8 + p.prefix.len));
	if (labels > 0 && (withdraw || n->carried.left == 0))
		wbuf_u24(w, LABEL_WITHDRAWN);
	else if (labels > 0)
		wbuf_bytes(w, n->carried.p, n->carried.left);
	if (p.rd.left > 0)
		wbuf_bytes(w, p.rd.p, p.rd.left);
	wbuf_bytes(w, p.prefix.b, prefix_octets(p.prefix.len));
}

/* A key has the octets that the wire has, in another order. */
static size_t
vpn_write_size(const struct nlri_view *n, bool withdraw)
{
	return n->key.left + labels_size(n, withdraw);
}

/* --- what is said of it -------------------------------------------------- */

static void
print_labels(struct wbuf *out, struct rbuf labels)
{
	bool brackets = labels.left > LABEL_SIZE;
	uint32_t raw;

	if (labels.left == 0)
		return;
	wbuf_str(out, brackets ? " label [ " : " label ");
	while (rbuf_u24(&labels, &raw) == 0) {
		emit_number(out, raw >> 4);
		if (brackets)
			wbuf_u8(out, ' ');
	}
	if (brackets)
		wbuf_u8(out, ']');
}

static void
vpn_print(struct wbuf *out, const struct nlri_view *n)
{
	struct parts p;

	if (key_parts(n, &p) == -1)
		return;
	emit_prefix(out, &p.prefix);
	print_labels(out, n->carried);
	if (p.rd.left > 0) {
		wbuf_str(out, " rd ");
		rd_print(out, p.rd.p);
	}
}

static void
vpn_about(const struct nlri_view *n, struct nlri_about *a)
{
	struct parts p;

	if (key_parts(n, &p) == -1)
		return;
	a->has_prefix = true;
	a->prefix = p.prefix;
	a->has_rd = p.rd.left > 0;
	if (a->has_rd)
		memcpy(a->rd, p.rd.p, sizeof(a->rd));
}

/* The label of a withdraw has no meaning, so that it is not said. */
static void
vpn_line(struct wbuf *w, const struct nlri_view *n,
    const struct nlri_form *form, const uint32_t *path_id)
{
	struct nlri_view shown = *n;

	if (form->nexthop == NULL)
		shown.carried.left = 0;
	vpn_print(w, &shown);
	nlri_line_path(w, path_id);
}

static void
vpn_json(struct wbuf *w, const struct nlri_view *n,
    const struct nlri_form *form, const uint32_t *path_id)
{
	bool labels = form->nexthop != NULL && n->carried.left > 0, bare;
	struct parts p;

	if (key_parts(n, &p) == -1)
		return;
	bare = form->compact && path_id == NULL && !labels && p.rd.left == 0;
	wbuf_str(w, bare ? "\"" : "{ \"nlri\": \"");
	emit_prefix(w, &p.prefix);
	wbuf_u8(w, '"');
	nlri_json_path(w, path_id);
	if (labels) {
		wbuf_str(w, ", ");
		nlri_json_labels(w, n->carried);
	}
	if (p.rd.left > 0) {
		wbuf_str(w, ", ");
		nlri_json_rd(w, p.rd.p);
	}
	if (!bare)
		wbuf_str(w, " }");
}

/* --- words --------------------------------------------------------------- */

struct words {
	enum family	f;
	struct shape	s;
	bool		has_prefix;
	bool		has_rd;
	struct prefix	prefix;
	uint8_t		rd[RD_SIZE];
	struct wbuf	labels;
	uint8_t		room[LABELS_MAX * LABEL_SIZE];
};

static void *
vpn_begin(enum family f)
{
	struct words *v = xcalloc(1, sizeof(*v));

	v->f = f;
	v->s = shape_of(f);
	wbuf_fixed(&v->labels, v->room, sizeof(v->room));
	return v;
}

static int
parse_label(struct tokens *t, void *arg, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	struct wbuf *labels = arg;
	uint64_t label;

	if (token_u64(t, "label", LABEL_MAX, &label, e) == -1)
		return -1;
	wbuf_u24(labels, (uint32_t)label << 4);
	if (labels->failed)
		return text_error_token(e, tok, "label: more than %d labels",
		    LABELS_MAX);
	return 0;
}

/* ExaBGP: of words said twice, the first counts. */
static int
parse_labels(struct words *v, const struct token *word, struct tokens *t,
    struct text_error *e)
{
	uint8_t room[sizeof(v->room)];
	struct wbuf labels;

	if (!v->s.labels)
		return text_error_token(e, word, "%s: routes of %s have no "
		    "labels", word->s, family_info(v->f)->name);
	wbuf_fixed(&labels, room, sizeof(room));
	if (attr_list_parse(t, word->s, parse_label, &labels, e) == -1)
		return -1;
	if (labels.len == 0)
		return text_error_token(e, word, "%s: an empty list",
		    word->s);
	room[labels.len - 1] |= LABEL_BOTTOM;
	if (v->labels.len == 0)
		wbuf_bytes(&v->labels, room, labels.len);
	return 1;
}

static int
parse_rd(struct words *v, const struct token *word, struct tokens *t,
    struct text_error *e)
{
	uint8_t rd[RD_SIZE];

	if (!v->s.rd)
		return text_error_token(e, word, "%s: routes of %s have no "
		    "route distinguisher", word->s, family_info(v->f)->name);
	if (nlri_value_rd(t, word->s, rd, e) == -1)
		return -1;
	if (!v->has_rd)
		memcpy(v->rd, rd, sizeof(v->rd));
	v->has_rd = true;
	return 1;
}

static int
parse_prefix(struct words *v, const struct token *tok, struct tokens *t,
    struct text_error *e)
{
	struct prefix p;

	if (nlri_value_prefix(t, "prefix", &p, e) == -1)
		return -1;
	if (p.af != v->s.af)
		return text_error_token(e, tok, "prefix '%.64s' is not of the "
		    "family %s", tok->s, family_info(v->f)->name);
	v->prefix = p;
	v->has_prefix = true;
	return 1;
}

/* No keyword begins with a digit or holds a colon or a slash. */
static bool
looks_like_prefix(const struct token *tok)
{
	return !tok->quoted && ((*tok->s >= '0' && *tok->s <= '9') ||
	    strpbrk(tok->s, ":/") != NULL);
}

static int
vpn_one(void *words, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	struct words *v = words;

	if (token_accept(t, "rd") || token_accept(t, "route-distinguisher"))
		return parse_rd(v, tok, t, e);
	if (token_accept(t, "label") || token_accept(t, "labels"))
		return parse_labels(v, tok, t, e);
	if (tok != NULL && !v->has_prefix && looks_like_prefix(tok))
		return parse_prefix(v, tok, t, e);
	return 0;
}

static int
vpn_announced(const void *words, const struct tokens *t,
    struct text_error *e)
{
	const struct words *v = words;

	if (v->s.labels && v->labels.len == 0)
		return text_error_at(e, t, "'label' is missing");
	return 0;
}

static int
vpn_finish(const void *words, const struct tokens *t, struct wbuf *key,
    struct wbuf *carried, struct text_error *e)
{
	const struct words *v = words;
	size_t bits = v->labels.len * 8 + (v->s.rd ? RD_BITS : 0) +
	    v->prefix.len;

	if (!v->has_prefix)
		return text_error_at(e, t, "a prefix is missing");
	if (v->s.rd && !v->has_rd)
		return text_error_at(e, t, "'rd' is missing");
	if (bits > BITS_MAX)
		return text_error_at(e, t, "label: %zu labels and the prefix "
		    "make %zu bits, %d are the most",
		    v->labels.len / LABEL_SIZE, bits, BITS_MAX);
	put_key(key, v->s.rd ? v->rd : NULL, &v->prefix);
	wbuf_bytes(carried, v->room, v->labels.len);
	return 0;
}

/* "rd" behind a prefix and, but for a withdraw, "label" say the others. */
static void
vpn_head(struct wbuf *out, const struct nlri_view *n)
{
	const struct family_info *info = family_info(n->f);

	if (info->safi == SAFI_VPN_MULTICAST ||
	    (info->safi == SAFI_LABELLED && n->carried.left == 0))
		wbuf_printf(out, "%s %s ", info->afi_word, info->safi_word);
}

#define VPN_CODEC							\
	.read = vpn_read,						\
	.read_withdrawn = vpn_read_withdrawn,				\
	.write = vpn_write,						\
	.write_size = vpn_write_size,					\
	.print = vpn_print,						\
	.json = vpn_json,						\
	.line = vpn_line,						\
	.about = vpn_about,						\
	.begin = vpn_begin,						\
	.one = vpn_one,							\
	.announced = vpn_announced,					\
	.finish = vpn_finish,						\
	.free = free,							\
	.has_prefix = true,						\
	.head = vpn_head

const struct nlri_row nlri_labelled = {
	VPN_CODEC,
	.nexthops = 1ULL << 4,
	.nexthops_enhanced = 1ULL << 16 | 1ULL << 32,
};

/* RFC 4798 2; one of four octets is tolerated, as FRR does. */
const struct nlri_row nlri_labelled_ipv6 = {
	VPN_CODEC,
	.nexthops = 1ULL << 16 | 1ULL << 32 | 1ULL << 4,
	.maps_nexthop = true,
};

/* With a route distinguisher of 0, RFC 4364 4.3.2, RFC 4659 3.2.1. */
const struct nlri_row nlri_vpn = {
	VPN_CODEC,
	.nexthops = 1ULL << 12,
	/* 16 and 32: RFC 5549 6.2 had none, RFC 8950 3 has one */
	.nexthops_enhanced = 1ULL << 24 | 1ULL << 48 | 1ULL << 16 |
	    1ULL << 32,
};

const struct nlri_row nlri_vpn_ipv6 = {
	VPN_CODEC,
	.nexthops = 1ULL << 24 | 1ULL << 48,
	.maps_nexthop = true,
};
