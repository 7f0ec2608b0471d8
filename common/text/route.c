/* SPDX-License-Identifier: ISC */
/*
 * The route grammar: a prefix (or several), then words in any order.
 *
 * A static block is often a million statements that differ in their prefix
 * only, so a parser keeps the words of the last one and reads them anew only
 * when they change.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "text/route_parser.h"

enum { KEPT_MAX = 1 << 20, KEYED_SPLIT_MAX = 4096 };

void
route_parser_reset(struct route_parser *p)
{
	route_words_reset(&p->w);
	p->fits = 0;
	p->kept = false;
}

void
route_parser_init(struct route_parser *p, enum route_dialect d)
{
	memset(p, 0, sizeof(*p));
	route_words_init(&p->w, d);
	wbuf_growable(&p->kept_text, KEPT_MAX);
	route_keyed_init(&p->keyed);
	route_flow_init(&p->flow);
}

void
route_parser_clear(struct route_parser *p)
{
	route_words_free(&p->w);
	wbuf_free(&p->kept_text);
	route_keyed_free(&p->keyed);
	route_flow_free(&p->flow);
	free(p->list);
}

struct route_parser *
route_parser_new(enum route_dialect d)
{
	struct route_parser *p = xmalloc(sizeof(*p));

	route_parser_init(p, d);
	return p;
}

void
route_parser_free(struct route_parser *p)
{
	if (p == NULL)
		return;
	route_parser_clear(p);
	free(p);
}

/* Are the words from t->at to end those that w.s was made of? */
static bool
tail_same(const struct route_parser *p, const struct tokens *t, size_t end)
{
	struct rbuf k = wbuf_view(&p->kept_text);
	size_t i, n;

	if (!p->kept || p->kept_n != end - t->at)
		return false;
	for (i = t->at; i < end; i++) {
		n = strlen(t->v[i].s) + 1;
		if (k.left < n + 1 || k.p[0] != t->v[i].quoted ||
		    memcmp(k.p + 1, t->v[i].s, n) != 0)
			return false;
		k.p += n + 1;
		k.left -= n + 1;
	}
	return true;
}

static void
tail_keep(struct route_parser *p, const struct tokens *t, size_t from,
    size_t end)
{
	size_t i;

	wbuf_reset(&p->kept_text);
	for (i = from; i < end; i++) {
		wbuf_u8(&p->kept_text, t->v[i].quoted);
		wbuf_bytes(&p->kept_text, t->v[i].s, strlen(t->v[i].s) + 1);
	}
	p->kept_n = end - from;
	p->kept = !p->kept_text.failed;
}

/* The words from t->at to end are one route's spec. */
static int
parse_tail(struct route_parser *p, struct tokens *t, size_t end,
    struct text_error *e)
{
	struct tokens part = *t;
	size_t from = t->at;

	if (tail_same(p, t, end)) {
		t->at = end;
		return 0;
	}
	route_parser_reset(p);
	if (end < t->n) {
		part.n = end;
		part.end_line = t->v[end].line;
		part.end_col = t->v[end].col;
	}
	while (part.at < part.n)
		if (route_words_one(&p->w, &part, e) == -1)
			return -1;
	if (route_words_finish(&p->w, &part, e) == -1)
		return -1;
	t->at = end;
	tail_keep(p, t, from, end);
	return 0;
}

int
route_parser_prefix(struct route_parser *p, struct tokens *t,
    enum family family, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	enum prefix_error err;
	struct prefix pfx;

	if (tok == NULL)
		return text_error_at(e, t, "a prefix is missing");
	err = prefix_parse(tok->s, &pfx, NULL);
	if (err != PREFIX_OK)
		return text_error_token(e, tok, "prefix '%.64s': %s", tok->s,
		    prefix_error_text(err));
	if (family != FAMILY_NONE && family_info(family)->af != pfx.af)
		return text_error_token(e, tok, "prefix %.64s is not of the "
		    "family %s %s", tok->s, family_info(family)->afi_word,
		    family_info(family)->safi_word);
	if (p->n == p->room) {
		p->room = p->room == 0 ? 4 : p->room * 2;
		p->list = xreallocarray(p->list, p->room, sizeof(*p->list));
	}
	p->list[p->n++] = pfx;
	t->at++;
	return 0;
}

/* ExaBGP: 224.0.0.0/4 and what is in it is the multicast SAFI's. */
enum family
route_family(const struct prefix *p)
{
	if (p->af == ADDR_V6)
		return FAMILY_IPV6_UNICAST;
	return p->len >= 4 && p->b[0] >> 4 == 14 ? FAMILY_IPV4_MULTICAST :
	    FAMILY_IPV4_UNICAST;
}

/* The words behind it may make it one of a labelled family. */
static enum family
family_of(const struct route_parser *p, const struct prefix *pfx,
    enum family family)
{
	enum family f = route_keyed_family(pfx, &p->w.said, family);

	if (f != FAMILY_NONE)
		return f;
	return family != FAMILY_NONE ? family : route_family(pfx);
}

static int
check_split(const struct route_parser *p, const struct prefix *pfx,
    enum family f, const struct tokens *t, struct text_error *e)
{
	char buf[PREFIX_TEXT];
	unsigned bits = addr_bits(pfx->af);

	if (p->w.s.split < pfx->len || p->w.s.split > bits)
		return text_error_at(e, t, "split: /%u is not from /%u to "
		    "/%u, as %s has it", p->w.s.split, pfx->len, bits,
		    prefix_print(pfx, buf, sizeof(buf)));
	if (p->w.s.split - pfx->len > 20)
		return text_error_at(e, t, "split: %s into /%u makes more "
		    "than %u routes", prefix_print(pfx, buf, sizeof(buf)),
		    p->w.s.split, ROUTE_SPLIT_MAX);
	if (p->w.d != ROUTE_CONFIG && family_info(f)->keyed &&
	    1U << (p->w.s.split - pfx->len) > KEYED_SPLIT_MAX)
		return text_error_at(e, t, "split: more than %u routes with "
		    "labels at once", KEYED_SPLIT_MAX);
	return 0;
}

/* What the NLRI and the spec must agree on. */
static int
check_nexthop(struct route_parser *p, enum family have,
    const struct tokens *t, struct text_error *e)
{
	const struct family_info *f = family_info(have);
	const struct nexthop *nh = &p->w.s.nexthop;
	char text[2 * NEXTHOP_OCTETS_MAX + 3] = "";
	struct wbuf w;

	if ((p->fits >> have & 1) != 0)
		return 0;
	/* RFC 8950 has IPv6 next hops of IPv4 routes, not the reverse */
	if (p->w.s.nexthop_kind == NEXTHOP_ADDR &&
	    !route_is_withdraw(p->w.d) &&
	    (!p->w.is_flow || nh->octets.left > 0) &&
	    !nexthop_fits(have, nh, f->af == ADDR_V4)) {
		wbuf_fixed(&w, text, sizeof(text) - 1);
		nexthop_print(&w, nh);
		return text_error_at(e, t, "%s %s routes cannot have the next "
		    "hop %s", f->afi_word, f->safi_word, text);
	}
	p->fits |= (uint64_t)1 << have;
	return 0;
}

static int
check_prefix(struct route_parser *p, const struct prefix *pfx,
    enum family family, const struct tokens *t, struct text_error *e)
{
	enum family have = family_of(p, pfx, family);
	struct nlri n;

	if (p->w.has_split && check_split(p, pfx, have, t, e) == -1)
		return -1;
	if (family_info(have)->keyed)
		return route_keyed_prefix(&p->keyed, have, pfx, &p->w, t, &n,
		    e) == -1 ? -1 : check_nexthop(p, have, t, e);
	if (p->w.said.n > 0)
		return text_error_token(e, p->w.said.v, "%s: %s %s routes "
		    "have none", p->w.said.v[0].s, family_info(have)->afi_word,
		    family_info(have)->safi_word);
	return check_nexthop(p, have, t, e);
}

uint32_t
route_split(struct nlri *n, uint8_t split)
{
	uint32_t count;

	if (split <= n->prefix.len)
		return 1;
	count = 1U << (split - n->prefix.len);
	n->prefix.len = split;
	return count;
}

/* The next prefix of the same length; the last one wraps around. */
void
route_split_next(struct nlri *n)
{
	struct prefix *p = &n->prefix;
	unsigned i, carry;

	if (p->len == 0)
		return;
	i = (p->len - 1U) / 8;
	carry = 1U << (7 - (p->len - 1U) % 8);
	for (;; i--) {
		carry += p->b[i];
		p->b[i] = (uint8_t)carry;
		carry >>= 8;
		if (carry == 0 || i == 0)
			return;
	}
}

/* Key and carried octets are the family's; the sink splits nothing of it. */
static int
emit_keyed(struct route_parser *p, struct nlri *n, const struct tokens *t,
    route_sink *sink, void *arg, struct text_error *e)
{
	struct route_spec s = p->w.s;
	const struct prefix none = { .af = ADDR_NONE };
	struct nlri one = *n;

	s.split = 0;
	if (route_keyed_prefix(&p->keyed, n->family, &n->prefix, &p->w, t,
	    &one, e) == -1)
		return -1;
	one.prefix = none;
	return sink(arg, &one, &s, e);
}

static int
emit_prefix(struct route_parser *p, const struct prefix *pfx,
    const struct tokens *t, enum family family, route_sink *sink, void *arg,
    struct text_error *e)
{
	struct nlri n;
	uint32_t count = 1;
	bool keyed;

	memset(&n, 0, sizeof(n));
	n.family = (uint8_t)family_of(p, pfx, family);
	n.has_path_id = p->w.s.has_path_id;
	n.path_id = p->w.s.path_id;
	n.prefix = *pfx;
	keyed = family_info(n.family)->keyed;
	if (p->w.d == ROUTE_CONFIG || keyed)
		count = route_split(&n, p->w.s.split);
	for (; count > 0; count--) {
		if ((keyed ? emit_keyed(p, &n, t, sink, arg, e) :
		    sink(arg, &n, &p->w.s, e)) == -1)
			return -1;
		route_split_next(&n);
	}
	return 0;
}

int
route_parser_emit(struct route_parser *p, const struct tokens *t,
    enum family family, route_sink *sink, void *arg, struct text_error *e)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (check_prefix(p, &p->list[i], family, t, e) == -1)
			return -1;
	/* where a sink that refuses points to */
	e->line = t->v[0].line;
	e->col = t->v[0].col;
	for (i = 0; i < p->n; i++)
		if (emit_prefix(p, &p->list[i], t, family, sink, arg,
		    e) == -1)
			return -1;
	return 0;
}

int
route_parser_emit_nlri(struct route_parser *p, struct nlri *n,
    const struct tokens *t, route_sink *sink, void *arg,
    struct text_error *e)
{
	if (p->w.has_split)
		return text_error_at(e, t, "split: %s %s routes have no "
		    "prefix", family_info(n->family)->afi_word,
		    family_info(n->family)->safi_word);
	if (p->w.s.has_path_id && nlri_fills_field(n->family))
		return text_error_at(e, t, "path-information: %s %s routes "
		    "have none", family_info(n->family)->afi_word,
		    family_info(n->family)->safi_word);
	if (check_nexthop(p, n->family, t, e) == -1)
		return -1;
	n->has_path_id = p->w.s.has_path_id;
	n->path_id = p->w.s.path_id;
	e->line = t->v[0].line;
	e->col = t->v[0].col;
	return sink(arg, n, &p->w.s, e);
}

/* attributes … nlri P P … */
static int
statement_attributes(struct route_parser *p, struct tokens *t,
    enum family family, struct text_error *e)
{
	size_t end;

	for (end = t->at; end < t->n; end++)
		if (!t->v[end].quoted && strcmp(t->v[end].s, "nlri") == 0)
			break;
	if (parse_tail(p, t, end, e) == -1)
		return -1;
	if (token_take(t) == NULL)
		return text_error_at(e, t, "'nlri' and prefixes are missing");
	do {
		if (route_parser_prefix(p, t, family, e) == -1)
			return -1;
		(void)token_accept(t, ",");
	} while (t->at < t->n);
	return 0;
}

/* No keyword begins with a digit or holds a colon or a slash. */
static bool
looks_like_prefix(const struct token *tok)
{
	return tok != NULL && !tok->quoted && ((*tok->s >= '0' &&
	    *tok->s <= '9') || strpbrk(tok->s, ":/") != NULL);
}

static int
statement_network(struct route_parser *p, struct tokens *t,
    enum family family, struct text_error *e)
{
	const struct token *tok = token_peek(t);

	if (family == FAMILY_NONE && tok != NULL && !tok->quoted &&
	    !looks_like_prefix(tok))
		return text_error_token(e, tok, "'%.64s' is neither a prefix "
		    "nor what a route of another family begins with, such as "
		    "ipv4 mpls-vpn, l2vpn evpn or afi N safi N", tok->s);
	do {
		if (route_parser_prefix(p, t, family, e) == -1)
			return -1;
	} while (looks_like_prefix(token_peek(t)));
	return parse_tail(p, t, t->n, e);
}

static int
statement_route(struct route_parser *p, struct tokens *t, enum family family,
    struct text_error *e)
{
	if (route_parser_prefix(p, t, family, e) == -1)
		return -1;
	return parse_tail(p, t, t->n, e);
}

static int
statement_flow(struct route_parser *p, struct tokens *t, enum family family,
    route_sink *sink, void *arg, struct text_error *e)
{
	struct nlri n = { .pad = 0 };

	route_parser_reset(p);
	route_flow_begin(&p->flow, &p->w, family);
	if (route_flow_line(&p->flow, &p->w, t, e) == -1 ||
	    route_flow_finish(&p->flow, &p->w, t, &n, e) == -1)
		return -1;
	return route_parser_emit_nlri(p, &n, t, sink, arg, e);
}

static int
statement_keyed(struct route_parser *p, struct tokens *t, enum family family,
    route_sink *sink, void *arg, struct text_error *e)
{
	struct nlri n = { .pad = 0 };

	route_parser_reset(p);
	route_keyed_begin(&p->keyed, family);
	if (route_keyed_words(&p->keyed, &p->w, t, e) == -1 ||
	    route_words_unlabelled(&p->w, e) == -1 ||
	    route_words_finish(&p->w, t, e) == -1 ||
	    route_keyed_finish(&p->keyed, p->w.d, t, &n, e) == -1)
		return -1;
	return route_parser_emit_nlri(p, &n, t, sink, arg, e);
}

static int
statement_prefixes(struct route_parser *p, struct tokens *t,
    enum family family, route_sink *sink, void *arg, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	int r;

	if (route_is_network(p->w.d))
		r = statement_network(p, t, family, e);
	else if (family != FAMILY_NONE || token_accept(t, "route"))
		r = statement_route(p, t, family, e);
	else if (token_accept(t, "attributes") ||
	    token_accept(t, "attribute"))
		r = statement_attributes(p, t, family, e);
	else
		return route_head_unknown(tok, e);
	return r == -1 ? -1 : route_parser_emit(p, t, family, sink, arg, e);
}

int
route_parser_statement(struct route_parser *p, struct tokens *t,
    enum family family, route_sink *sink, void *arg, struct text_error *e)
{
	int r;

	p->n = 0;
	if (token_peek(t) == NULL)
		return text_error_at(e, t, "a route is missing");
	if (family == FAMILY_NONE && route_head(t, &family, e) == -1)
		return -1;
	if (route_family_is_flow(family))
		r = statement_flow(p, t, family, sink, arg, e);
	else if (family != FAMILY_NONE && family_info(family)->keyed &&
	    !route_family_has_prefix(family))
		r = statement_keyed(p, t, family, sink, arg, e);
	else
		r = statement_prefixes(p, t, family, sink, arg, e);
	if (r == -1)
		p->kept = false;
	return r;
}

int
route_parser_attributes(struct route_parser *p, struct tokens *t,
    const struct route_spec **s, struct text_error *e)
{
	p->n = 0;
	(void)(token_accept(t, "attributes") || token_accept(t, "attribute"));
	if (parse_tail(p, t, t->n, e) == -1) {
		p->kept = false;
		return -1;
	}
	if (p->w.s.nexthop.octets.left > 0)
		return text_error_at(e, t, "next-hop: attributes without nlri "
		    "have an IPv4 address, not octets");
	*s = &p->w.s;
	return 0;
}

int
route_parse(struct tokens *t, enum route_dialect d, enum family family,
    route_sink *sink, void *arg, struct text_error *e)
{
	struct route_parser p;
	int r;

	route_parser_init(&p, d);
	r = route_parser_statement(&p, t, family, sink, arg, e);
	route_parser_clear(&p);
	return r;
}
