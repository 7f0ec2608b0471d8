/* SPDX-License-Identifier: ISC */
/*
 * The route grammar: a prefix (or several), then words in any order.  What
 * is said about a route as a whole (next hop, name, lease) has its row in the
 * table below; attributes have theirs in path/.  Of a scalar that is given
 * twice the first value counts, as ExaBGP has it.
 *
 * A static block is often a million statements that differ in their prefix
 * only, so a parser keeps the words of the last one and reads them anew only
 * when they change.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "text/route.h"
#include "text/suggest.h"

struct route_parser {
	enum route_dialect	 d;
	struct attr_builder	 b;
	struct route_spec	 s;
	bool			 has_split;
	bool			 has_lease;
	uint32_t		 fits;		/* families, for the next hop */
	/* the words that s was made of, NUL behind each */
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
	uint32_t serial = p->s.serial;
	struct wbuf attrs = p->s.attrs;

	wbuf_reset(&attrs);
	memset(&p->s, 0, sizeof(p->s));
	p->s.attrs = attrs;
	p->s.serial = serial + 1;
	p->has_split = false;
	p->has_lease = false;
	p->fits = 0;
	p->kept = false;
	attr_builder_reset(&p->b);
}

static void
parser_init(struct route_parser *p, enum route_dialect d)
{
	memset(p, 0, sizeof(*p));
	p->d = d;
	attr_builder_init(&p->b);
	wbuf_growable(&p->s.attrs, ATTR_SET_MAX);
	wbuf_growable(&p->kept_text, KEPT_MAX);
}

static void
parser_clear(struct route_parser *p)
{
	attr_builder_free(&p->b);
	wbuf_free(&p->s.attrs);
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

static int
copy_word(char *out, size_t size, struct tokens *t, const char *what,
    struct text_error *e)
{
	const struct token *tok = token_peek(t);

	if (tok == NULL || *tok->s == '\0')
		return text_error_at(e, t, "%s: a word is missing", what);
	if (strlen(tok->s) >= size)
		return text_error_token(e, tok, "%s: longer than %zu octets",
		    what, size - 1);
	if (*out == '\0')
		snprintf(out, size, "%s", tok->s);
	t->at++;
	return 0;
}

static int
word_next_hop(struct route_parser *p, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	struct nexthop nh;

	if (tok == NULL)
		return text_error_at(e, t, "next-hop: an address or 'self' "
		    "is missing");
	memset(&nh, 0, sizeof(nh));
	if (strcmp(tok->s, "self") != 0) {
		if (addr_parse(tok->s, &nh.global) == -1)
			return text_error_token(e, tok, "next-hop: '%.64s' is "
			    "not an address, nor 'self'", tok->s);
		if (addr_is_unspecified(&nh.global) ||
		    addr_is_multicast(&nh.global))
			return text_error_token(e, tok,
			    "next-hop: %.64s cannot be a next hop", tok->s);
	}
	t->at++;
	if (p->s.nexthop_kind != NEXTHOP_NONE)
		return 0;
	p->s.nexthop_kind = nh.global.af == ADDR_NONE ? NEXTHOP_SELF :
	    NEXTHOP_ADDR;
	p->s.nexthop = nh;
	return 0;
}

/* A number or a dotted quad. */
static int
word_path_information(struct route_parser *p, struct tokens *t,
    struct text_error *e)
{
	const struct token *tok = token_peek(t);
	struct addr a;
	uint64_t v;

	if (tok == NULL)
		return text_error_at(e, t, "path-information: a number or a "
		    "dotted quad is missing");
	if (text_u64(tok->s, UINT32_MAX, &v) == -1) {
		if (addr_parse(tok->s, &a) == -1 || a.af != ADDR_V4)
			return text_error_token(e, tok, "path-information: "
			    "'%.64s' is neither a number from 0 to "
			    "4294967295 nor a dotted quad", tok->s);
		v = addr_v4_host(&a);
	}
	t->at++;
	if (p->s.has_path_id)
		return 0;
	p->s.has_path_id = true;
	p->s.path_id = (uint32_t)v;
	return 0;
}

static int
word_name(struct route_parser *p, struct tokens *t, struct text_error *e)
{
	return copy_word(p->s.name, sizeof(p->s.name), t, "name", e);
}

static int
word_watchdog(struct route_parser *p, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);

	if (tok != NULL && (strcmp(tok->s, "announce") == 0 ||
	    strcmp(tok->s, "withdraw") == 0))
		return text_error_token(e, tok,
		    "watchdog: '%s' cannot be a name", tok->s);
	return copy_word(p->s.watchdog, sizeof(p->s.watchdog), t, "watchdog",
	    e);
}

static int
word_withdraw(struct route_parser *p, struct tokens *t, struct text_error *e)
{
	(void)t;
	(void)e;
	p->s.withdrawn = true;
	return 0;
}

static int
word_split(struct route_parser *p, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	uint64_t v;

	if (tok == NULL)
		return text_error_at(e, t, "split: a length is missing");
	if (text_u64(tok->s + (*tok->s == '/'), 128, &v) == -1)
		return text_error_token(e, tok, "split: '%.64s' is not a "
		    "prefix length such as /24", tok->s);
	t->at++;
	if (p->has_split)
		return 0;
	p->has_split = true;
	p->s.split = (uint8_t)v;
	return 0;
}

static int
word_for(struct route_parser *p, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	int64_t ms;

	if (tok == NULL)
		return text_error_at(e, t, "for: a duration such as 90s or "
		    "1h30m is missing");
	ms = duration_parse(tok->s);
	if (ms <= 0)
		return text_error_token(e, tok, "for: '%.64s' is not a "
		    "duration such as 90s, 1h30m or 2d", tok->s);
	if (p->has_lease)
		return text_error_token(e, tok,
		    "'for' and 'until' exclude each other, and come once");
	p->has_lease = true;
	p->s.lease_ms = ms;
	t->at++;
	return 0;
}

static int
word_until(struct route_parser *p, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	int64_t now = (int64_t)time(NULL), when;

	if (tok == NULL)
		return text_error_at(e, t, "until: a time (HH:MM, or as in "
		    "2031-05-01T12:00:00Z) is missing");
	when = until_parse(tok->s, now);
	if (when == -1)
		return text_error_token(e, tok, "until: '%.64s' is not a time "
		    "(HH:MM, or as in 2031-05-01T12:00:00Z)", tok->s);
	if (when <= now)
		return text_error_token(e, tok, "until: %.64s has passed",
		    tok->s);
	if (p->has_lease)
		return text_error_token(e, tok,
		    "'for' and 'until' exclude each other, and come once");
	p->has_lease = true;
	p->s.until_wall = when;
	t->at++;
	return 0;
}

/* RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. */
static bool
utf8_valid(const char *s)
{
	const uint8_t *p = (const uint8_t *)s;
	uint32_t c, least;
	unsigned n;

	while (*p != 0) {
		if (*p < 0x80) {
			p++;
			continue;
		}
		n = *p >= 0xf0 ? 3 : *p >= 0xe0 ? 2 : 1;
		if (*p < 0xc2 || *p > 0xf4)
			return false;
		c = *p++ & (0x3fU >> n);
		least = n == 3 ? 0x10000 : n == 2 ? 0x800 : 0x80;
		while (n-- > 0) {
			if ((*p & 0xc0) != 0x80)
				return false;
			c = c << 6 | (*p++ & 0x3fU);
		}
		if (c < least || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
			return false;
	}
	return true;
}

static int
word_reason(struct route_parser *p, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);

	if (tok != NULL && !utf8_valid(tok->s))
		return text_error_token(e, tok, "reason: not UTF-8");
	return copy_word(p->s.reason, sizeof(p->s.reason), t, "reason", e);
}

static int
word_prepend_self(struct route_parser *p, struct tokens *t,
    struct text_error *e)
{
	uint64_t v;

	if (token_u64(t, "prepend-self", ROUTE_PREPEND_MAX, &v, e) == -1)
		return -1;
	if (p->s.prepend_self == 0)
		p->s.prepend_self = (uint8_t)v;
	return 0;
}

static int
word_later(struct route_parser *p, struct tokens *t, struct text_error *e)
{
	(void)p;
	t->at--;
	return text_error_at(e, t, "%s: the families that have it are not "
	    "supported yet", t->v[t->at].s);
}

static int	word_neighbor(struct route_parser *p, struct tokens *t,
		    struct text_error *e);

enum { IN_CONFIG = 1, IN_NETWORK = 2, IN_BOTH = 3, HIDDEN = 4 };

static const struct route_word {
	const char	*word;
	int		(*parse)(struct route_parser *, struct tokens *,
			    struct text_error *);
	unsigned	 where;
} route_words[] = {
	{ "next-hop",		word_next_hop,		IN_BOTH },
	{ "nexthop",		word_next_hop,		IN_BOTH | HIDDEN },
	{ "path-information",	word_path_information,	IN_BOTH },
	{ "name",		word_name,		IN_BOTH },
	{ "split",		word_split,		IN_BOTH },
	{ "watchdog",		word_watchdog,		IN_CONFIG },
	{ "withdraw",		word_withdraw,		IN_CONFIG },
	{ "for",		word_for,		IN_NETWORK },
	{ "until",		word_until,		IN_NETWORK },
	{ "reason",		word_reason,		IN_NETWORK },
	{ "neighbor",		word_neighbor,		IN_NETWORK },
	{ "prepend-self",	word_prepend_self,	IN_BOTH },
	{ "rd",			word_later,		IN_BOTH | HIDDEN },
	{ "route-distinguisher", word_later,		IN_BOTH | HIDDEN },
	{ "label",		word_later,		IN_BOTH | HIDDEN },
	{ NULL, NULL, 0 }
};

static const struct route_word *
find_word(enum route_dialect d, const char *s)
{
	const unsigned where = d == ROUTE_CONFIG ? IN_CONFIG : IN_NETWORK;
	const struct route_word *w;

	for (w = route_words; w->word != NULL; w++)
		if ((w->where & where) != 0 && strcmp(w->word, s) == 0)
			return w;
	return NULL;
}

static bool
is_keyword(enum route_dialect d, const struct token *tok)
{
	const char *const *w;

	if (tok->quoted)
		return false;
	if (find_word(d, tok->s) != NULL)
		return true;
	for (w = attr_words(); *w != NULL; w++)
		if (strcmp(*w, tok->s) == 0)
			return true;
	return false;
}

/*
 * A selector's words up to the next keyword.  It is kept as text: whom it
 * means is looked up by who knows the neighbours.
 */
static int
word_neighbor(struct route_parser *p, struct tokens *t, struct text_error *e)
{
	struct wbuf w;
	const struct token *tok, *first = token_peek(t);
	size_t had = strlen(p->s.selector);
	bool comma = true;

	wbuf_fixed(&w, p->s.selector, sizeof(p->s.selector) - 1);
	w.len = had;
	if (first == NULL)
		return text_error_at(e, t, "neighbor: a selector is missing");
	if (had > 0)
		wbuf_str(&w, " , neighbor");
	for (; (tok = token_peek(t)) != NULL; t->at++) {
		if (is_keyword(p->d, tok) && (!comma || tok == first ||
		    strcmp(tok->s, "neighbor") != 0))
			break;
		if (w.len > 0)
			wbuf_u8(&w, ' ');
		token_print(&w, tok->s);
		comma = !tok->quoted && strcmp(tok->s, ",") == 0;
	}
	if (tok == first)
		return text_error_at(e, t, "neighbor: a selector is missing");
	if (w.failed)
		return text_error_token(e, first, "neighbor: the selector is "
		    "longer than %u octets", ROUTE_SELECTOR_MAX - 1);
	p->s.selector[w.len] = '\0';
	return 0;
}

static int
unknown_word(const struct route_parser *p, const struct token *tok,
    struct text_error *e)
{
	const unsigned where = p->d == ROUTE_CONFIG ? IN_CONFIG : IN_NETWORK;
	const struct route_word *w;
	const char *const *a;
	struct suggest s;

	suggest_init(&s, tok->s);
	for (w = route_words; w->word != NULL; w++)
		if ((w->where & where) != 0 && (w->where & HIDDEN) == 0)
			suggest_add(&s, w->word);
	for (a = attr_words(); *a != NULL; a++)
		if (find_word(p->d, *a) == NULL)
			suggest_add(&s, *a);
	return suggest_error(&s, e, tok, "unknown word");
}

/* One word and its value. */
static int
parse_word(struct route_parser *p, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	const struct route_word *w;
	int r;

	w = tok->quoted ? NULL : find_word(p->d, tok->s);
	if (w != NULL) {
		t->at++;
		return w->parse(p, t, e);
	}
	r = tok->quoted ? 0 : attr_parse_word(t, &p->b, e);
	if (r == 0)
		return unknown_word(p, tok, e);
	return r == -1 ? -1 : 0;
}

/* All words are in: what they make together. */
static int
spec_finish(struct route_parser *p, const struct tokens *t,
    struct text_error *e)
{
	struct route_spec *s = &p->s;

	if (s->nexthop_kind == NEXTHOP_NONE) {
		if (p->d == ROUTE_CONFIG)
			return text_error_at(e, t, "next-hop is missing");
		s->nexthop_kind = NEXTHOP_SELF;
	}
	if (s->withdrawn && s->watchdog[0] == '\0')
		return text_error_at(e, t, "'withdraw' needs a watchdog");
	s->sticky_as_path = attr_builder_has(&p->b, ATTR_AS_PATH);
	if (s->prepend_self > 0 && s->sticky_as_path)
		return text_error_at(e, t,
		    "'prepend-self' and 'as-path' exclude each other");
	if (attr_builder_finish(&p->b, &s->attrs) == -1)
		return text_error_at(e, t, "the attributes are longer than "
		    "%u octets", ATTR_SET_MAX);
	return 0;
}

/* Are the words from t->at to end those that s was made of? */
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
		if (parse_word(p, &part, e) == -1)
			return -1;
	if (spec_finish(p, &part, e) == -1)
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

	if (p->s.split < pfx->len || p->s.split > bits)
		return text_error_at(e, t, "split: /%u is not from /%u to "
		    "/%u, as %s has it", p->s.split, pfx->len, bits,
		    prefix_print(pfx, buf, sizeof(buf)));
	if (p->s.split - pfx->len > 20)
		return text_error_at(e, t, "split: %s into /%u makes more "
		    "than %u routes", prefix_print(pfx, buf, sizeof(buf)),
		    p->s.split, ROUTE_SPLIT_MAX);
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
		if (p->has_split &&
		    check_split(p, &p->list[i], t, e) == -1)
			return -1;
		have = prefix_family(&p->list[i], family);
		if ((p->fits >> have & 1) != 0)
			continue;
		f = family_info(have);
		if (p->s.nexthop_kind == NEXTHOP_ADDR &&
		    !nexthop_fits(have, &p->s.nexthop, true))
			return text_error_at(e, t, "%s %s routes cannot have "
			    "the next hop %s", f->afi_word, f->safi_word,
			    addr_print(&p->s.nexthop.global, nh, sizeof(nh)));
		p->fits |= 1U << have;
	}
	return 0;
}

/* The next prefix of the same length; the last one wraps around. */
static void
prefix_step(struct prefix *p)
{
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
	n.has_path_id = p->s.has_path_id;
	n.path_id = p->s.path_id;
	n.prefix = *pfx;
	if (p->has_split) {
		count = 1U << (p->s.split - pfx->len);
		n.prefix.len = p->s.split;
	}
	for (; count > 0; count--) {
		if (sink(arg, &n, &p->s, e) == -1)
			return -1;
		prefix_step(&n.prefix);
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
	if (p->d == ROUTE_NETWORK)
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
		if (parse_word(&b->p, t, e) == -1)
			return -1;
	return 0;
}

int
route_block_close(struct route_block *b, route_sink *sink, void *arg,
    struct text_error *e)
{
	const struct tokens at = { .v = &b->head, .n = 1 };

	if (spec_finish(&b->p, &at, e) == -1)
		return -1;
	return emit(&b->p, &at, b->family, sink, arg, e);
}
