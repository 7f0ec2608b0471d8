/* SPDX-License-Identifier: ISC */
/*
 * Flow specification in ExaBGP's words.  In the flat form components, actions
 * and attributes come mixed; in the block form each has its section.  bgpctl
 * also takes OpenBGPD's (flow_rule.c).  A next hop is only where packets are
 * sent to, and "redirect ADDRESS" says one.
 */
#include <stdio.h>
#include <string.h>

#include "text/flow_rule.h"
#include "text/route_flow.h"
#include "text/suggest.h"

static const char *const sections[ROUTE_SECTIONS] = {
	[ROUTE_MATCH] = "match", [ROUTE_THEN] = "then",
	[ROUTE_SCOPE] = "scope",
};

void
route_flow_init(struct route_flow *f)
{
	memset(f, 0, sizeof(*f));
	flow_words_init(&f->f, ADDR_NONE);
	wbuf_growable(&f->key, FLOW_MAX);
}

void
route_flow_free(struct route_flow *f)
{
	flow_words_free(&f->f);
	wbuf_free(&f->key);
}

void
route_flow_begin(struct route_flow *f, struct route_words *w,
    enum family family)
{
	flow_words_free(&f->f);
	flow_words_init(&f->f, family == ROUTE_FLOW ? ADDR_NONE :
	    family_info(family)->af);
	memset(&f->a, 0, sizeof(f->a));
	f->a.b = &w->b;
	f->family = family;
	f->section = ROUTE_ANY;
	w->is_flow = true;
}

/* --- words ---------------------------------------------------------------- */

/* What the section takes of actions: 1, 0 or -1. */
static int
take_action(struct route_flow *f, struct route_words *w, struct tokens *t,
    struct text_error *e)
{
	if (f->section == ROUTE_MATCH)
		return 0;
	if (f->section == ROUTE_SCOPE &&
	    strcmp(token_peek(t)->s, "interface-set") != 0)
		return 0;
	f->a.b = &w->b;
	return flow_actions_one(&f->a, t, e);
}

static int
take_match(struct route_flow *f, const struct route_words *w,
    struct tokens *t, struct text_error *e)
{
	int r = 0;

	if (f->section != ROUTE_ANY && f->section != ROUTE_MATCH)
		return 0;
	if (route_is_network(w->d) && f->section == ROUTE_ANY)
		r = flow_rule_one(&f->f, t, e);
	return r != 0 ? r : flow_words_one(&f->f, t, e);
}

static int
unknown_word(const struct route_flow *f, const struct token *tok,
    struct text_error *e)
{
	struct suggest s;
	char what[32];
	const char *name;
	size_t i;

	suggest_init(&s, tok->s);
	for (i = 0; f->section == ROUTE_MATCH &&
	    (name = flow_words_name(i)) != NULL; i++)
		suggest_add(&s, name);
	for (i = 0; f->section == ROUTE_THEN &&
	    (name = flow_actions_name(i)) != NULL; i++)
		suggest_add(&s, name);
	if (f->section == ROUTE_SCOPE)
		suggest_add(&s, "interface-set");
	if (f->section == ROUTE_THEN) {
		suggest_add(&s, "community");
		suggest_add(&s, "large-community");
		suggest_add(&s, "extended-community");
	}
	snprintf(what, sizeof(what), "%s: unknown word",
	    sections[f->section]);
	return suggest_error(&s, e, tok, what);
}

int
route_flow_word(struct route_flow *f, struct route_words *w,
    struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_peek(t);
	int r = 0;

	if (!tok->quoted)
		r = take_match(f, w, t, e);
	if (r == 0 && !tok->quoted)
		r = take_action(f, w, t, e);
	if (r == 0 && !tok->quoted && f->section == ROUTE_THEN)
		r = attr_parse_word(t, &w->b, e);
	if (r != 0)
		return r == -1 ? -1 : 0;
	if (f->section != ROUTE_ANY)
		return unknown_word(f, tok, e);
	w->more = flow_rule_words();
	return route_words_one(w, t, e);
}

int
route_flow_open(struct route_flow *f, const struct token *tok,
    struct text_error *e)
{
	unsigned i;

	if (f->section != ROUTE_ANY)
		return text_error_token(e, tok, "%s holds no blocks",
		    sections[f->section]);
	for (i = ROUTE_MATCH; i < ROUTE_SECTIONS; i++)
		if (!tok->quoted && strcmp(tok->s, sections[i]) == 0) {
			f->section = (enum route_section)i;
			return 0;
		}
	return text_error_token(e, tok, "unknown block '%.64s'; legal here: "
	    "match then scope", tok->s);
}

void
route_flow_close(struct route_flow *f)
{
	f->section = ROUTE_ANY;
}

/* --- lines ---------------------------------------------------------------- */

static bool
is_brace(const struct tokens *t, size_t at, const char *brace)
{
	return at < t->n && !t->v[at].quoted &&
	    strcmp(t->v[at].s, brace) == 0;
}

static int
take_name(struct route_words *w, struct tokens *t, struct text_error *e)
{
	const struct token *tok = token_take(t);

	if (strlen(tok->s) >= sizeof(w->s.name))
		return text_error_token(e, tok, "the name is longer than %zu "
		    "octets", sizeof(w->s.name) - 1);
	memcpy(w->s.name, tok->s, strlen(tok->s) + 1);
	return 0;
}

static bool
is_section(const struct token *tok)
{
	unsigned i;

	for (i = ROUTE_MATCH; i < ROUTE_SECTIONS; i++)
		if (!tok->quoted && strcmp(tok->s, sections[i]) == 0)
			return true;
	return false;
}

/* '}' of a section, or of the rule, which is the end. */
static int
close_one(struct route_flow *f, struct tokens *t, bool *open,
    struct text_error *e)
{
	if (f->section == ROUTE_ANY && !*open)
		return text_error_at(e, t, "'}' without '{'");
	t->at++;
	if (f->section != ROUTE_ANY) {
		route_flow_close(f);
		return 0;
	}
	*open = false;
	(void)token_accept(t, ";");
	if (token_peek(t) != NULL)
		return text_error_at(e, t, "'%.64s' behind the rule's '}'",
		    token_peek(t)->s);
	return 0;
}

int
route_flow_line(struct route_flow *f, struct route_words *w,
    struct tokens *t, struct text_error *e)
{
	const struct token *tok;
	enum family said;
	bool open, blocks;

	(void)token_accept(t, "route");
	said = route_is_network(w->d) ? flow_rule_family(t) : FAMILY_NONE;
	if (said != FAMILY_NONE) {
		f->family = said;
		f->f.af = family_info(said)->af;
	}
	/* in OpenBGPD's words "proto { 6 17 }" has other braces */
	blocks = !route_is_network(w->d);
	if (blocks && token_peek(t) != NULL && is_brace(t, t->at + 1, "{") &&
	    !is_section(token_peek(t)) && !is_brace(t, t->at, "{") &&
	    take_name(w, t, e) == -1)
		return -1;
	open = token_accept(t, "{");
	while ((tok = token_peek(t)) != NULL) {
		if (token_accept(t, ";"))
			continue;
		if (is_brace(t, t->at, "}")) {
			if (close_one(f, t, &open, e) == -1)
				return -1;
		} else if (is_brace(t, t->at + 1, "{") &&
		    (blocks || is_section(tok))) {
			if (route_flow_open(f, tok, e) == -1)
				return -1;
			t->at += 2;
		} else if (route_flow_word(f, w, t, e) == -1)
			return -1;
	}
	if (open || f->section != ROUTE_ANY)
		return text_error_at(e, t, "'}' is missing");
	return 0;
}

/* --- the end -------------------------------------------------------------- */

/* Where packets are sent to, and where the route says its next hop is. */
static int
take_nexthop(const struct route_flow *f, struct route_words *w,
    const struct tokens *t, struct text_error *e)
{
	const struct nexthop *to = &f->a.nexthop;
	struct route_spec *s = &w->s;
	char text[ADDR_TEXT];

	if (to->global.af == ADDR_NONE || route_is_withdraw(w->d))
		return 0;
	if (s->nexthop_kind == NEXTHOP_SELF ||
	    (s->nexthop_kind == NEXTHOP_ADDR &&
	    !addr_eq(&s->nexthop.global, &to->global)))
		return text_error_at(e, t, "next-hop: packets are sent to %s "
		    "by 'redirect' or 'copy'", addr_print(&to->global, text,
		    sizeof(text)));
	s->nexthop_kind = NEXTHOP_ADDR;
	s->nexthop = *to;
	return 0;
}

static enum family
family_of(struct flow_family k)
{
	static const enum family families[2][2] = {
		{ FAMILY_IPV4_FLOW, FAMILY_IPV4_FLOW_VPN },
		{ FAMILY_IPV6_FLOW, FAMILY_IPV6_FLOW_VPN },
	};

	return families[flow_v6(k.af)][k.vpn];
}

/* draft-simpson-idr-flowspec-redirect: 0x0800 says nothing by itself. */
static bool
sends_to_nexthop(struct rbuf attrs)
{
	struct rbuf one;
	struct attr a;

	if (attr_find(attrs, ATTR_EXT_COMMUNITIES, &a) == -1)
		return false;
	while (rbuf_sub(&a.value, 8, &one) == 0)
		if (one.p[0] == 0x08 && one.p[1] == 0)
			return true;
	return false;
}

int
route_flow_finish(struct route_flow *f, struct route_words *w,
    const struct tokens *t, struct nlri *n, struct text_error *e)
{
	struct flow_family k;

	wbuf_reset(&f->key);
	if (route_words_unlabelled(w, e) == -1 ||
	    take_nexthop(f, w, t, e) == -1 ||
	    flow_words_finish(&f->f, t, &f->key, &k, e) == -1)
		return -1;
	if (!k.vpn && (f->family == FAMILY_IPV4_FLOW_VPN ||
	    f->family == FAMILY_IPV6_FLOW_VPN))
		return text_error_at(e, t, "'rd' is missing");
	if (w->has_split)
		return text_error_at(e, t, "split: a rule is no prefix");
	if (route_words_finish(w, t, e) == -1)
		return -1;
	if (!route_is_withdraw(w->d) && w->s.nexthop_kind == NEXTHOP_NONE &&
	    sends_to_nexthop(wbuf_view(&w->s.attrs)))
		return text_error_at(e, t, "redirect-to-nexthop: next-hop is "
		    "missing");
	n->family = (uint8_t)family_of(k);
	n->key = wbuf_view(&f->key);
	return 0;
}
