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
#include "text/route.h"
#include "text/route_words.h"

struct route_parser {
	struct route_words	 w;
	uint32_t		 fits;		/* families, for the next hop */
	/* the words that w.s was made of, NUL behind each */
	bool			 kept;
	size_t			 kept_n;
	struct wbuf		 kept_text;
	struct prefix		*list;
	size_t			 n;
	size_t			 room;
};

enum { KEPT_MAX = 1 << 20 };

static void
spec_reset(struct route_parser *p)
{
	route_words_reset(&p->w);
	p->fits = 0;
	p->kept = false;
}

static void
parser_init(struct route_parser *p, enum route_dialect d)
{
	memset(p, 0, sizeof(*p));
	route_words_init(&p->w, d);
	wbuf_growable(&p->kept_text, KEPT_MAX);
}

static void
parser_clear(struct route_parser *p)
{
	route_words_free(&p->w);
	wbuf_free(&p->kept_text);
	free(p->list);
}

struct route_parser *
route_parser_new(enum route_dialect d)
{
	struct route_parser *p = xmalloc(sizeof(*p));

	parser_init(p, d);
	return p;
}

void
route_parser_free(struct route_parser *p)
{
	if (p == NULL)
		return;
	parser_clear(p);
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
	spec_reset(p);
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

static int
parse_prefix(struct route_parser *p, struct tokens *t, enum family family,
    struct text_error *e)
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

static enum family
prefix_family(const struct prefix *p, enum family family)
{
	return family != FAMILY_NONE ? family : route_family(p);
}

static int
check_split(const struct route_parser *p, const struct prefix *pfx,
    const struct tokens *t, struct text_error *e)
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
	return 0;
}

/* What the NLRI and the spec must agree on. */
static int
check_fit(struct route_parser *p, enum family family, const struct tokens *t,
    struct text_error *e)
{
	const struct family_info *f;
	char nh[ADDR_TEXT];
	size_t i;
	enum family have;

	for (i = 0; i < p->n; i++) {
		if (p->w.has_split &&
		    check_split(p, &p->list[i], t, e) == -1)
			return -1;
		have = prefix_family(&p->list[i], family);
		if ((p->fits >> have & 1) != 0)
			continue;
		f = family_info(have);
		/* RFC 8950 has IPv6 next hops of IPv4 routes, not this */
		if (p->w.s.nexthop_kind == NEXTHOP_ADDR &&
		    p->w.d != ROUTE_WITHDRAW &&
		    !nexthop_fits(have, &p->w.s.nexthop, f->af == ADDR_V4))
			return text_error_at(e, t, "%s %s routes cannot have "
			    "the next hop %s", f->afi_word, f->safi_word,
			    addr_print(&p->w.s.nexthop.global, nh, sizeof(nh)));
		p->fits |= 1U << have;
	}
	return 0;
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

static int
emit_one(struct route_parser *p, const struct prefix *pfx, enum family family,
    route_sink *sink, void *arg, struct text_error *e)
{
	struct nlri n;
	uint32_t count = 1;

	memset(&n, 0, sizeof(n));
	n.family = (uint8_t)prefix_family(pfx, family);
	n.has_path_id = p->w.s.has_path_id;
	n.path_id = p->w.s.path_id;
	n.prefix = *pfx;
	if (p->w.d == ROUTE_CONFIG)
		count = route_split(&n, p->w.s.split);
	for (; count > 0; count--) {
		if (sink(arg, &n, &p->w.s, e) == -1)
			return -1;
		route_split_next(&n);
	}
	return 0;
}

static int
emit(struct route_parser *p, const struct tokens *t, enum family family,
    route_sink *sink, void *arg, struct text_error *e)
{
	size_t i;

	if (check_fit(p, family, t, e) == -1)
		return -1;
	/* where a sink that refuses points to */
	e->line = t->v[0].line;
	e->col = t->v[0].col;
	for (i = 0; i < p->n; i++)
		if (emit_one(p, &p->list[i], family, sink, arg, e) == -1)
			return -1;
	return 0;
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
		if (parse_prefix(p, t, family, e) == -1)
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
	do {
		if (parse_prefix(p, t, family, e) == -1)
			return -1;
	} while (looks_like_prefix(token_peek(t)));
	return parse_tail(p, t, t->n, e);
}

static int
statement_route(struct route_parser *p, struct tokens *t, enum family family,
    struct text_error *e)
{
	if (parse_prefix(p, t, family, e) == -1)
		return -1;
	return parse_tail(p, t, t->n, e);
}

int
route_parser_statement(struct route_parser *p, struct tokens *t,
    enum family family, route_sink *sink, void *arg, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	int r;

	p->n = 0;
	if (tok == NULL)
		return text_error_at(e, t, "a route is missing");
	if (p->w.d == ROUTE_NETWORK)
		r = statement_network(p, t, family, e);
	else if (family != FAMILY_NONE || token_accept(t, "route"))
		r = statement_route(p, t, family, e);
	else if (token_accept(t, "attributes") ||
	    token_accept(t, "attribute"))
		r = statement_attributes(p, t, family, e);
	else
		return text_error_token(e, tok, "unknown word '%.64s'; legal "
		    "here: route attributes", tok->s);
	if (r == -1) {
		p->kept = false;
		return -1;
	}
	return emit(p, t, family, sink, arg, e);
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
	*s = &p->w.s;
	return 0;
}

int
route_parse(struct tokens *t, enum route_dialect d, enum family family,
    route_sink *sink, void *arg, struct text_error *e)
{
	struct route_parser p;
	int r;

	parser_init(&p, d);
	r = route_parser_statement(&p, t, family, sink, arg, e);
	parser_clear(&p);
	return r;
}

/* --- route PREFIX { … } ------------------------------------------------- */

struct route_block {
	struct route_parser	 p;
	enum family		 family;
	struct token		 head;	/* position only */
};

struct route_block *
route_block_new(struct tokens *head, enum family family,
    struct text_error *e)
{
	struct route_block *b = xcalloc(1, sizeof(*b));
	const struct token *tok;

	parser_init(&b->p, ROUTE_CONFIG);
	spec_reset(&b->p);
	b->family = family;
	(void)token_accept(head, "route");
	tok = token_peek(head);
	if (parse_prefix(&b->p, head, family, e) == -1)
		goto fail;
	b->head = *tok;
	b->head.s = "";
	if (token_peek(head) != NULL) {
		text_error_at(e, head, "'{' is expected behind the prefix, "
		    "not '%.64s'", token_peek(head)->s);
		goto fail;
	}
	return b;
fail:
	route_block_free(b);
	return NULL;
}

void
route_block_free(struct route_block *b)
{
	if (b == NULL)
		return;
	parser_clear(&b->p);
	free(b);
}

int
route_block_statement(struct route_block *b, struct tokens *t,
    struct text_error *e)
{
	while (token_peek(t) != NULL)
		if (route_words_one(&b->p.w, t, e) == -1)
			return -1;
	return 0;
}

int
route_block_close(struct route_block *b, route_sink *sink, void *arg,
    struct text_error *e)
{
	const struct tokens at = { .v = &b->head, .n = 1 };

	if (route_words_finish(&b->p.w, &at, e) == -1)
		return -1;
	return emit(&b->p, &at, b->family, sink, arg, e);
}
