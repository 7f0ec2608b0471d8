/* SPDX-License-Identifier: ISC */
/*
 * What a flow specification rule does with a packet, in the words of ExaBGP's
 * then and scope blocks.  Each is an extended community (RFC 8955 7, RFC 8956
 * 6), whose forms read what they share with "extended-community"; here is what
 * stands for a next hop, is of IPv6, or is a list.
 */
#include <string.h>

#include "path/attr_community.h"
#include "path/attr_text.h"
#include "path/flow.h"

struct action {
	const char	*word;
	int		 (*parse)(const struct action *a, struct tokens *t,
			    struct flow_actions *f, struct text_error *e);
	uint8_t		 copy;
};

static int
parse_accept(const struct action *a, struct tokens *t, struct flow_actions *f,
    struct text_error *e)
{
	(void)a;
	(void)f;
	(void)e;
	(void)token_take(t);
	return 0;
}

static int
parse_form(const struct action *a, struct tokens *t, struct flow_actions *f,
    struct text_error *e)
{
	(void)a;
	return attr_ext_community_parse(t, f->b, e);
}

/* Octets a second, unless "packets" says otherwise, which the form takes. */
static int
parse_rate(const struct action *a, struct tokens *t, struct flow_actions *f,
    struct text_error *e)
{
	if (parse_form(a, t, f, e) == -1)
		return -1;
	(void)token_accept(t, "bytes");
	return 0;
}

/* The address behind the action's word; false: there stands something else. */
static bool
next_addr(const struct tokens *t, struct addr *a)
{
	return t->at + 1 < t->n && strchr(t->v[t->at + 1].s, '%') == NULL &&
	    addr_parse(t->v[t->at + 1].s, a) == 0;
}

/* draft-simpson-idr-flowspec-redirect: to the next hop of the route. */
static int
parse_nexthop(const struct action *a, struct tokens *t,
    struct flow_actions *f, struct text_error *e)
{
	uint8_t c[EXT_COMMUNITY_SIZE] = { 0x08, 0x00 };
	struct addr to;

	if (!next_addr(t, &to)) {
		if (a->copy == 0)
			return parse_form(a, t, f, e);
		(void)token_take(t);
		return text_error_at(e, t, "%s: an address is expected",
		    a->word);
	}
	c[EXT_COMMUNITY_SIZE - 1] = a->copy;
	attr_builder_append(f->b, ATTR_OPTIONAL | ATTR_TRANSITIVE,
	    ATTR_EXT_COMMUNITIES, c, sizeof(c));
	if (f->nexthop.global.af == ADDR_NONE)
		f->nexthop.global = to;
	t->at += 2;
	return 0;
}

/* draft-ietf-idr-flowspec-redirect-ip: IPv6 has an attribute of its own. */
static int
parse_ietf(const struct action *a, struct tokens *t, struct flow_actions *f,
    struct text_error *e)
{
	uint8_t c[IPV6_EXT_COMMUNITY_SIZE] = { 0x00, 0x0c };
	struct addr to;

	if (!next_addr(t, &to) || to.af != ADDR_V6)
		return parse_form(a, t, f, e);
	memcpy(c + 2, to.b, sizeof(to.b));
	c[IPV6_EXT_COMMUNITY_SIZE - 1] = a->copy;
	attr_builder_append(f->b, ATTR_OPTIONAL | ATTR_TRANSITIVE,
	    ATTR_IPV6_EXT_COMMUNITIES, c, sizeof(c));
	t->at += 2;
	return 0;
}

static int
interface_item(struct tokens *t, void *arg, struct text_error *e)
{
	const struct token *tok = token_take(t);
	struct token v[2] = { *tok, *tok };
	struct tokens two = { .v = v, .n = 2, .end_line = tok->line,
	    .end_col = tok->col };

	v[0].s = "interface-set";
	return attr_ext_community_parse(&two, arg, e);
}

static int
parse_interfaces(const struct action *a, struct tokens *t,
    struct flow_actions *f, struct text_error *e)
{
	(void)token_take(t);
	return attr_list_parse(t, a->word, interface_item, f->b, e);
}

static const struct action actions[] = {
	{ "accept", parse_accept, 0 },
	{ "discard", parse_form, 0 },
	{ "rate-limit", parse_rate, 0 },
	{ "redirect", parse_nexthop, 0 },
	{ "copy", parse_nexthop, 1 },
	{ "redirect-to-nexthop", parse_form, 0 },
	{ "copy-to-nexthop", parse_form, 0 },
	{ "redirect-to-nexthop-ietf", parse_ietf, 0 },
	{ "copy-to-nexthop-ietf", parse_ietf, 1 },
	{ "mark", parse_form, 0 },
	{ "action", parse_form, 0 },
	{ "interface-set", parse_interfaces, 0 },
};

int
flow_actions_one(struct flow_actions *f, struct tokens *t,
    struct text_error *e)
{
	const struct token *tok = token_peek(t);
	size_t i;

	for (i = 0; tok != NULL && !tok->quoted &&
	    i < sizeof(actions) / sizeof(actions[0]); i++)
		if (strcmp(tok->s, actions[i].word) == 0)
			return actions[i].parse(&actions[i], t, f, e) == -1 ?
			    -1 : 1;
	return 0;
}

const char *
flow_actions_name(size_t i)
{
	return i < sizeof(actions) / sizeof(actions[0]) ? actions[i].word :
	    NULL;
}
