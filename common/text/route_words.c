/* SPDX-License-Identifier: ISC */
/*
 * The words behind a prefix.  What is said about a route as a whole (next
 * hop, name, lease) has its row in the table below; attributes have theirs in
 * path/.  Of a scalar that is given twice the first value counts, as ExaBGP
 * has it.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "path/nlri_words.h"
#include "text/route_words.h"
#include "text/suggest.h"

void
route_words_init(struct route_words *p, enum route_dialect d)
{
	memset(p, 0, sizeof(*p));
	p->d = d;
	attr_builder_init(&p->b);
	wbuf_growable(&p->s.attrs, ATTR_SET_MAX);
}

void
route_words_free(struct route_words *p)
{
	attr_builder_free(&p->b);
	wbuf_free(&p->s.attrs);
}

void
route_words_reset(struct route_words *p)
{
	uint32_t serial = p->s.serial;
	struct wbuf attrs = p->s.attrs;

	wbuf_reset(&attrs);
	memset(&p->s, 0, sizeof(p->s));
	p->s.attrs = attrs;
	p->s.serial = serial + 1;
	p->has_split = false;
	p->has_lease = false;
	p->is_flow = false;
	p->said.rd = p->said.label = false;
	p->said.n = p->said.len = 0;
	attr_builder_reset(&p->b);
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

/* The link-local address stands behind the global one. */
static const char *
address_of(const uint8_t *octets, size_t n, char text[ADDR_TEXT])
{
	struct addr a = addr_of(n == 4 ? ADDR_V4 : ADDR_V6, octets);

	return addr_print(&a, text, ADDR_TEXT);
}

/*
 * 0x and digits, of families by number.  What is an address is written as one,
 * or it would be read back as another text than was written.
 */
static int
nexthop_octets(struct route_words *p, const struct token *tok,
    struct nexthop *nh, struct text_error *e)
{
	uint8_t octets[NEXTHOP_OCTETS_MAX];
	char text[ADDR_TEXT];
	struct wbuf w;

	wbuf_fixed(&w, octets, sizeof(octets));
	if (nlri_hex(tok->s, sizeof(octets), &w) == -1 || w.len == 0)
		return text_error_token(e, tok, "next-hop: '%.64s' is not 0x "
		    "and the digits of 1 to %d octets", tok->s,
		    NEXTHOP_OCTETS_MAX);
	if (nexthop_is_address(w.len))
		return text_error_token(e, tok, "next-hop: %zu octets are an "
		    "address: write %s", w.len, address_of(octets, w.len,
		    text));
	if (p->s.nexthop_kind != NEXTHOP_NONE)
		return 0;
	memcpy(p->nexthop, octets, w.len);
	nh->octets = rbuf_of(p->nexthop, w.len);
	return 0;
}

static int
word_next_hop(struct route_words *p, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	struct nexthop nh;

	if (tok == NULL)
		return text_error_at(e, t, "next-hop: an address or 'self' "
		    "is missing");
	memset(&nh, 0, sizeof(nh));
	if (tok->s[0] == '0' && tok->s[1] == 'x') {
		if (nexthop_octets(p, tok, &nh, e) == -1)
			return -1;
	} else if (strcmp(tok->s, "self") != 0) {
		if (addr_parse(tok->s, &nh.global) == -1)
			return text_error_token(e, tok, "next-hop: '%.64s' is "
			    "not an address, nor 'self'", tok->s);
		/* A withdraw has none, and any may be written beside it. */
		if (!route_is_withdraw(p->d) &&
		    (addr_is_unspecified(&nh.global) ||
		    addr_is_multicast(&nh.global)))
			return text_error_token(e, tok,
			    "next-hop: %.64s cannot be a next hop", tok->s);
	}
	t->at++;
	if (p->s.nexthop_kind != NEXTHOP_NONE)
		return 0;
	p->s.nexthop_kind = nexthop_is_none(&nh) ? NEXTHOP_SELF :
	    NEXTHOP_ADDR;
	p->s.nexthop = nh;
	return 0;
}

/* A number or a dotted quad. */
static int
word_path_information(struct route_words *p, struct tokens *t,
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
word_name(struct route_words *p, struct tokens *t, struct text_error *e)
{
	return copy_word(p->s.name, sizeof(p->s.name), t, "name", e);
}

static int
word_watchdog(struct route_words *p, struct tokens *t, struct text_error *e)
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
word_withdraw(struct route_words *p, struct tokens *t, struct text_error *e)
{
	(void)t;
	(void)e;
	p->s.withdrawn = true;
	return 0;
}

static int
word_split(struct route_words *p, struct tokens *t, struct text_error *e)
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
word_for(struct route_words *p, struct tokens *t, struct text_error *e)
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
word_until(struct route_words *p, struct tokens *t, struct text_error *e)
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
word_reason(struct route_words *p, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);

	if (tok != NULL && !utf8_valid(tok->s))
		return text_error_token(e, tok, "reason: not UTF-8");
	return copy_word(p->s.reason, sizeof(p->s.reason), t, "reason", e);
}

static int
word_prepend_self(struct route_words *p, struct tokens *t,
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
word_force(struct route_words *p, struct tokens *t, struct text_error *e)
{
	(void)t;
	(void)e;
	p->s.force = true;
	return 0;
}

static int
keep_said(struct route_said *said, const struct token *tok,
    struct text_error *e)
{
	size_t n = strlen(tok->s) + 1;

	if (said->n == ROUTE_SAID_WORDS || n > sizeof(said->text) - said->len)
		return text_error_token(e, tok, "rd and label: more words "
		    "than a route can have");
	said->v[said->n] = *tok;
	said->v[said->n++].s = memcpy(said->text + said->len, tok->s, n);
	said->len += n;
	return 0;
}

/*
 * "rd X", "label N" or "label [ N … ]".  What they mean is looked at with the
 * prefix, by its family, which these words are a part of.
 */
static int
keep_value(struct route_words *p, struct tokens *t, bool *had,
    struct text_error *e)
{
	const struct token *word = &t->v[t->at - 1], *tok = token_peek(t);
	bool list, skip = *had;

	if (tok == NULL)
		return text_error_at(e, t, "%s: a value is missing", word->s);
	list = !tok->quoted && strcmp(tok->s, "[") == 0;
	if (!skip && keep_said(&p->said, word, e) == -1)
		return -1;
	*had = true;
	do {
		tok = token_take(t);
		if (tok == NULL)
			return text_error_at(e, t, "%s: ']' is missing",
			    word->s);
		if (!skip && keep_said(&p->said, tok, e) == -1)
			return -1;
	} while (list && (tok->quoted || strcmp(tok->s, "]") != 0));
	return 0;
}

static int
word_rd(struct route_words *p, struct tokens *t, struct text_error *e)
{
	return keep_value(p, t, &p->said.rd, e);
}

static int
word_label(struct route_words *p, struct tokens *t, struct text_error *e)
{
	return keep_value(p, t, &p->said.label, e);
}

static int	word_neighbor(struct route_words *p, struct tokens *t,
		    struct text_error *e);

enum {
	IN_CONFIG = 1 << ROUTE_CONFIG,
	IN_NETWORK = 1 << ROUTE_NETWORK | 1 << ROUTE_DELETE,
	IN_PROGRAM = 1 << ROUTE_ANNOUNCE | 1 << ROUTE_WITHDRAW,
	IN_STATIC = IN_CONFIG | IN_PROGRAM, IN_INJECT = IN_NETWORK | IN_PROGRAM,
	IN_ALL = (1 << ROUTE_DIALECTS) - 1, HIDDEN = 1 << ROUTE_DIALECTS,
};

static const struct route_word {
	const char	*word;
	int		(*parse)(struct route_words *, struct tokens *,
			    struct text_error *);
	unsigned	 where;
} route_words[] = {
	{ "next-hop",		word_next_hop,		IN_ALL },
	{ "nexthop",		word_next_hop,		IN_ALL | HIDDEN },
	{ "path-information",	word_path_information,	IN_ALL },
	{ "name",		word_name,		IN_ALL },
	{ "split",		word_split,		IN_ALL },
	{ "watchdog",		word_watchdog,		IN_STATIC },
	{ "withdraw",		word_withdraw,		IN_STATIC },
	{ "for",		word_for,		IN_INJECT },
	{ "until",		word_until,		IN_INJECT },
	{ "reason",		word_reason,		IN_INJECT },
	{ "neighbor",		word_neighbor,		IN_NETWORK },
	{ "prepend-self",	word_prepend_self,	IN_ALL },
	{ "force",		word_force,		IN_INJECT },
	{ "rd",			word_rd,		IN_ALL },
	{ "route-distinguisher", word_rd,		IN_ALL | HIDDEN },
	{ "label",		word_label,		IN_ALL },
	{ "labels",		word_label,		IN_ALL | HIDDEN },
	{ NULL, NULL, 0 }
};

static const struct route_word *
find_word(enum route_dialect d, const char *s)
{
	const struct route_word *w;

	for (w = route_words; w->word != NULL; w++)
		if ((w->where >> d & 1) != 0 && strcmp(w->word, s) == 0)
			return w;
	return NULL;
}

static bool
keyword_text(enum route_dialect d, const char *s)
{
	const char *const *w;

	if (find_word(d, s) != NULL)
		return true;
	for (w = attr_words(); *w != NULL; w++)
		if (strcmp(*w, s) == 0)
			return true;
	return false;
}

static bool
is_keyword(enum route_dialect d, const struct token *tok)
{
	return !tok->quoted && keyword_text(d, tok->s);
}

/*
 * A selector's words up to the next keyword.  It is kept as text: whom it
 * means is looked up by who knows the neighbours.
 */
static int
word_neighbor(struct route_words *p, struct tokens *t, struct text_error *e)
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
		comma = !tok->quoted && strcmp(tok->s, ",") == 0;
		if (comma)
			wbuf_u8(&w, ',');
		else if (tok->quoted && keyword_text(p->d, tok->s))
			wbuf_printf(&w, "\"%s\"", tok->s);
		else
			token_print(&w, tok->s);
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
unknown_word(const struct route_words *p, const struct token *tok,
    struct text_error *e)
{
	const struct route_word *w;
	const char *const *a;
	struct suggest s;

	suggest_init(&s, tok->s);
	for (a = p->more; a != NULL && *a != NULL; a++)
		suggest_add(&s, *a);
	for (w = route_words; w->word != NULL; w++)
		if ((w->where >> p->d & 1) != 0 && (w->where & HIDDEN) == 0)
			suggest_add(&s, w->word);
	for (a = attr_words(); *a != NULL; a++)
		if (find_word(p->d, *a) == NULL)
			suggest_add(&s, *a);
	return suggest_error(&s, e, tok, "unknown word");
}

int
route_words_one(struct route_words *p, struct tokens *t, struct text_error *e)
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

int
route_words_unlabelled(const struct route_words *p, struct text_error *e)
{
	return p->said.n == 0 ? 0 : text_error_token(e, p->said.v,
	    "%s: a route of this family has none", p->said.v[0].s);
}

int
route_words_finish(struct route_words *p, const struct tokens *t,
    struct text_error *e)
{
	struct route_spec *s = &p->s;

	if (s->nexthop_kind == NEXTHOP_NONE && !p->is_flow) {
		if (p->d == ROUTE_CONFIG || p->d == ROUTE_ANNOUNCE)
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
