/* SPDX-License-Identifier: ISC */
/*
 * OpenBGPD's rules are turned into ExaBGP's words, which flow_words.c reads:
 *
 *	from any|PREFIX [port NUM]	source, source-port
 *	to any|PREFIX [port NUM]	destination, destination-port
 *	proto NUM	icmp-type NUM [code NUM]
 *	length NUM	dscp NUM	flags X		fragment X
 *
 * NUM is N, or an operator and N, or "A - B" (both with them), or "A >< B"
 * (both without), or several of these in braces; so it is behind ExaBGP's words
 * for numbers.  A prefix that somebody types here is meant: bits behind its
 * length are refused, as those of a route are; behind from and to an address
 * without a length is that of a host.
 */
#include <stdio.h>
#include <string.h>

#include "bgp/prefix.h"
#include "text/flow_rule.h"

enum { NUMS_MAX = 64, NUM_TEXT = 96 };

/* One word of ExaBGP's and its values, as tokens of their own. */
struct made {
	struct token	v[NUMS_MAX + 3];
	char		text[NUMS_MAX][NUM_TEXT];
	size_t		n;		/* of v */
	size_t		used;		/* of text */
};

static const struct {
	const char	*word;
	enum family	 family;
} families[] = {
	{ "inet", FAMILY_IPV4_FLOW }, { "IPv4", FAMILY_IPV4_FLOW },
	{ "inet6", FAMILY_IPV6_FLOW }, { "IPv6", FAMILY_IPV6_FLOW },
	{ "VPNv4", FAMILY_IPV4_FLOW_VPN }, { "VPNv6", FAMILY_IPV6_FLOW_VPN },
};

struct rule_word {
	const char	*word;
	const char	*exabgp;
	const char	*port;		/* of a prefix: "port" behind it */
};

static const struct rule_word words[] = {
	{ "from", "source", "source-port" },
	{ "to", "destination", "destination-port" },
	{ "proto", "protocol", NULL },
	{ "icmp-type", "icmp-type", NULL },
	{ "code", "icmp-code", NULL },
	{ "length", "packet-length", NULL },
	{ "dscp", "dscp", NULL },
	{ "flags", "tcp-flags", NULL },
	{ "fragment", "fragment", NULL },
	{ "protocol", "protocol", NULL },
	{ "next-header", "next-header", NULL },
	{ "port", "port", NULL },
	{ "source-port", "source-port", NULL },
	{ "destination-port", "destination-port", NULL },
	{ "icmp-code", "icmp-code", NULL },
	{ "packet-length", "packet-length", NULL },
	{ "traffic-class", "traffic-class", NULL },
	{ "flow-label", "flow-label", NULL },
};

enum { WORDS = sizeof(words) / sizeof(words[0]) };

const char *const *
flow_rule_words(void)
{
	static const char *const list[] = {
		"destination", "source", "protocol", "next-header", "port",
		"destination-port", "source-port", "icmp-type", "icmp-code",
		"tcp-flags", "packet-length", "dscp", "traffic-class",
		"fragment", "flow-label", "from", "to", "proto", "discard",
		"rate-limit", "redirect", "copy", "mark", "action", NULL
	};

	return list;
}

enum family
flow_rule_family(struct tokens *t)
{
	size_t i;

	for (i = 0; i < sizeof(families) / sizeof(families[0]); i++)
		if (token_accept(t, families[i].word))
			return families[i].family;
	return FAMILY_NONE;
}

/* --- numbers -------------------------------------------------------------- */

static bool
is_operator(const struct token *tok)
{
	static const char *const list[] = { "=", "!=", "<", "<=", ">", ">=",
	    "!" };
	size_t i;

	for (i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		if (!tok->quoted && strcmp(tok->s, list[i]) == 0)
			return true;
	return false;
}

static int
make(struct made *m, const struct token *at, struct text_error *e,
    const char *a, const char *s, const char *b, const char *last)
{
	int n;

	if (m->used == NUMS_MAX)
		return text_error_token(e, at, "more than %d values",
		    NUMS_MAX);
	n = snprintf(m->text[m->used], NUM_TEXT, "%s%s%s%s", a, s, b, last);
	if (n < 0 || n >= NUM_TEXT)
		return text_error_token(e, at, "'%.64s' is too long", s);
	m->v[m->n] = *at;
	m->v[m->n].quoted = false;
	m->v[m->n++].s = m->text[m->used++];
	return 0;
}

static int
take_num(struct made *m, struct tokens *t, const char *word,
    struct text_error *e)
{
	const struct token *first = token_take(t), *last;
	const char *op = "";
	bool with;

	if (first != NULL && is_operator(first)) {
		op = first->s;
		first = token_take(t);
	}
	if (first == NULL)
		return text_error_at(e, t, "%s: a value is missing", word);
	with = token_accept(t, "-");
	if (!with && !token_accept(t, "><"))
		return make(m, first, e, op, first->s, "", "");
	last = token_take(t);
	if (last == NULL || *op != '\0')
		return text_error_at(e, t, "%s: a range is 'A - B' or 'A >< "
		    "B'", word);
	return make(m, first, e, with ? ">=" : ">", first->s,
	    with ? "&<=" : "&<", last->s);
}

static void
make_bracket(struct made *m, const struct token *at, const char *s)
{
	m->v[m->n] = *at;
	m->v[m->n].quoted = false;
	m->v[m->n++].s = s;
}

/* The values, read as those of ExaBGP's word; tok is OpenBGPD's. */
static int
take_nums(struct flow_words *f, struct tokens *t, const struct token *tok,
    const char *exabgp, struct text_error *e)
{
	struct made m = { .n = 0 };
	struct tokens part = { .v = m.v, .end_line = tok->line,
	    .end_col = tok->col };

	make_bracket(&m, tok, exabgp);
	make_bracket(&m, tok, "[");
	if (token_accept(t, "{")) {
		while (!token_accept(t, "}"))
			if (take_num(&m, t, tok->s, e) == -1)
				return -1;
	} else if (take_num(&m, t, tok->s, e) == -1)
		return -1;
	make_bracket(&m, tok, "]");
	part.n = m.n;
	return flow_words_one(f, &part, e);
}

/* --- words ---------------------------------------------------------------- */

static int
check_bits(const struct token *word, const struct token *value,
    struct text_error *e)
{
	struct prefix p;

	if (prefix_parse(value->s, &p, NULL) != PREFIX_HOST_BITS)
		return 0;
	return text_error_token(e, value, "%s: '%.64s': %s", word->s,
	    value->s, prefix_error_text(PREFIX_HOST_BITS));
}

/* Of ExaBGP's words. */
static int
check_prefix(const struct tokens *t, struct text_error *e)
{
	static const char *const list[] = { "destination", "source",
	    "destination-ipv4", "source-ipv4", "destination-ipv6",
	    "source-ipv6" };
	size_t i;

	for (i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		if (t->at + 1 < t->n && strcmp(t->v[t->at].s, list[i]) == 0)
			return check_bits(&t->v[t->at], &t->v[t->at + 1], e);
	return 0;
}

/* With OpenBGPD's words an address without a length is a host; or s itself. */
static const char *
with_length(const char *s, char *buf, size_t size)
{
	struct addr a;

	if (addr_parse(s, &a) == -1 || strchr(s, '%') != NULL)
		return s;
	(void)snprintf(buf, size, "%s/%u", s, addr_bits(a.af));
	return buf;
}

static int
take_prefix(struct flow_words *f, struct tokens *t, const struct token *tok,
    const char *exabgp, struct text_error *e)
{
	const struct token *value = token_peek(t);
	char whole[ADDR_TEXT + sizeof("/128")];
	struct token v[2] = { *tok };
	struct tokens two = { .v = v, .n = 2, .end_line = tok->line,
	    .end_col = tok->col };

	if (value == NULL)
		return text_error_at(e, t, "%s: 'any' or a prefix is missing",
		    tok->s);
	t->at++;
	if (!value->quoted && strcmp(value->s, "any") == 0)
		return 1;
	if (check_bits(tok, value, e) == -1)
		return -1;
	v[0].s = exabgp;
	v[1] = *value;
	v[1].s = with_length(value->s, whole, sizeof(whole));
	return flow_words_one(f, &two, e);
}

/* Of words that ExaBGP has, too: it writes no blanks within a value. */
static bool
is_num(const struct tokens *t)
{
	const struct token *tok = token_peek(t);
	size_t next = t->at + 1;

	return tok != NULL && (is_operator(tok) ||
	    (!tok->quoted && strcmp(tok->s, "{") == 0) ||
	    (next < t->n && (strcmp(t->v[next].s, "-") == 0 ||
	    strcmp(t->v[next].s, "><") == 0)));
}

int
flow_rule_one(struct flow_words *f, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t), *port;
	const struct rule_word *w;
	size_t i;
	int r;

	if (token_accept(t, "set"))
		return 1;
	for (i = 0; i < WORDS && !token_accept(t, words[i].word); i++)
		;
	if (i == WORDS)
		return check_prefix(t, e);
	w = &words[i];
	if (strcmp(w->word, w->exabgp) == 0 && !is_num(t)) {
		t->at--;
		return 0;
	}
	if (w->port == NULL)
		return take_nums(f, t, tok, w->exabgp, e);
	r = take_prefix(f, t, tok, w->exabgp, e);
	port = token_peek(t);
	if (r == -1 || !token_accept(t, "port"))
		return r;
	return take_nums(f, t, port, w->port, e);
}
