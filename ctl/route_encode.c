/* SPDX-License-Identifier: ISC */
/*
 * NLRI of one statement that share everything are gathered and packed
 * together, as a neighbour would get them; the rest is the daemon's code.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "bgp/message.h"
#include "bgp/operational.h"
#include "route_encode.h"
#include "text/lexer.h"
#include "text/operational_words.h"
#include "text/route_head.h"
#include "update/pack.h"
#include "update/self_nexthop.h"

enum { OCTETS_MAX = 256 * 1024 * 1024 };

struct route_encode {
	struct pack_profile	 profile;
	bool			 any_path_id;	/* as the words say */
	bool			 one_each;
	bool			 nlri_only;
	uint32_t		 router_id;
	enum family		 family;
	struct lexer		*lexer;
	struct route_parser	*parser[ROUTE_DIALECTS];
	/* of the statement that is read */
	bool			 withdraw;
	struct wbuf		*w;
	const char		*failed;	/* of a pack; NULL: none */
	/* gathered; their keys and so on are copied to octets */
	struct nlri		*v;
	struct wbuf		 octets;
	size_t			 n;
	size_t			 room;
	uint32_t		 serial;
	struct wbuf		 attrs;		/* for the wire */
	struct nexthop		 nexthop;
	uint8_t			 nexthop_octets[NEXTHOP_OCTETS_MAX];
};

struct route_encode *
route_encode_new(const struct offline_session *s, enum family family,
    bool nlri_only)
{
	struct route_encode *e = xcalloc(1, sizeof(*e));

	e->profile = (struct pack_profile){
		.local_as = s->local_as, .peer_as = s->peer_as,
		.ebgp = s->local_as != s->peer_as, .as4 = s->as4,
		.extended = s->extended,
		.aigp = s->local_as == s->peer_as || s->aigp,
		.add_path_tx = s->add_path_tx,
		.enh_nexthop = s->enh_nexthop,
	};
	e->profile.otc = pack_otc(e->profile.ebgp, s->role);
	if (s->local.af == ADDR_V4)
		e->profile.self_v4 = s->local;
	else
		e->profile.self_v6 = s->local;
	e->profile.self_v6.scope = 0;
	e->any_path_id = s->families == 0;	/* nobody has said */
	e->one_each = !s->group_updates;
	e->nlri_only = nlri_only;
	e->router_id = s->router_id;
	e->family = family;
	e->lexer = lexer_new("", 0);
	wbuf_growable(&e->attrs, ATTR_SET_MAX);
	wbuf_growable(&e->octets, OCTETS_MAX);
	return e;
}

void
route_encode_free(struct route_encode *e)
{
	unsigned i;

	if (e == NULL)
		return;
	for (i = 0; i < ROUTE_DIALECTS; i++)
		route_parser_free(e->parser[i]);
	lexer_free(e->lexer);
	wbuf_free(&e->attrs);
	wbuf_free(&e->octets);
	free(e->v);
	free(e);
}

static const char *
pack_why(enum pack_result r)
{
	static const char *const why[] = {
		[PACK_TOO_LARGE] = "its attributes leave no room in a message",
		[PACK_NO_NEXTHOP] = "the family, or the session, cannot "
		    "carry this next hop",
		[PACK_NOT_FOR_THEM] = "it has OTC, and the neighbor is no "
		    "customer",
		[PACK_PATHS_LIMIT] = "the neighbor takes no more paths",
	};

	return why[r];
}

/* The octets have moved while they grew: everybody finds its own again. */
static void
point(struct route_encode *e)
{
	struct rbuf b = wbuf_view(&e->octets);
	size_t i;

	for (i = 0; b.left > 0 && i < e->n; i++) {
		(void)rbuf_sub(&b, e->v[i].key.left, &e->v[i].key);
		(void)rbuf_sub(&b, e->v[i].carried.left, &e->v[i].carried);
	}
}

/* What is gathered becomes octets. */
static void
flush(struct route_encode *e)
{
	enum family f;
	bool add_path;
	size_t i;

	if (e->n == 0 || e->failed != NULL)
		return;
	if (e->octets.failed) {
		e->failed = "more octets than there is room for";
		return;
	}
	point(e);
	f = (enum family)e->v[0].family;
	if (e->any_path_id && e->v[0].has_path_id)
		e->profile.add_path_tx |= 1ULL << f;
	add_path = (e->profile.add_path_tx >> f & 1) != 0;
	if (e->nlri_only)
		for (i = 0; i < e->n; i++)
			nlri_write(e->w, &e->v[i], (add_path ?
			    NLRI_ADD_PATH : 0U) | (e->withdraw ?
			    NLRI_WITHDRAW : 0U));
	else if (e->withdraw)
		pack_withdraw(e->w, &e->profile, f, e->v, e->n, e->one_each);
	else
		e->failed = pack_why(pack_announce(e->w, &e->profile, f,
		    wbuf_view(&e->attrs), &e->nexthop, e->v, e->n,
		    e->one_each));
	e->n = 0;
	wbuf_reset(&e->octets);
}

/* Octets are the parser's, and gone with its next statement. */
static void
next_hop(struct route_encode *e, enum family f, const struct route_spec *s,
    struct nexthop *nh)
{
	if (s->nexthop_kind == NEXTHOP_SELF) {
		self_nexthop_get(&e->profile, f, nh);
		return;
	}
	*nh = s->nexthop;
	if (nh->octets.left == 0)
		return;
	memcpy(e->nexthop_octets, nh->octets.p, nh->octets.left);
	nh->octets.p = e->nexthop_octets;
}

static void
begin(struct route_encode *e, const struct nlri *n,
    const struct route_spec *s)
{
	e->serial = s->serial;
	wbuf_reset(&e->attrs);
	next_hop(e, (enum family)n->family, s, &e->nexthop);
	if (!e->withdraw && !e->nlri_only)
		e->failed = pack_why(pack_attrs(&e->attrs,
		    wbuf_view(&s->attrs), &e->profile,
		    (enum family)n->family, s->prepend_self));
}

/* Its octets are behind those of the one before: see point. */
static void
gather(struct route_encode *e, const struct nlri *n)
{
	wbuf_bytes(&e->octets, n->key.p, n->key.left);
	wbuf_bytes(&e->octets, n->carried.p, n->carried.left);
	if (e->n == e->room) {
		e->room = e->room == 0 ? 64 : e->room * 2;
		e->v = xreallocarray(e->v, e->room, sizeof(*e->v));
	}
	e->v[e->n++] = *n;
}

/* At most ROUTE_SPLIT_MAX of a prefix: the grammar has seen to that. */
static int
take(void *arg, const struct nlri *given, const struct route_spec *s,
    struct text_error *err)
{
	struct route_encode *e = arg;
	struct nlri one = *given, *n = &one;
	uint32_t count = route_split(n, s->split);

	(void)err;
	if (e->n > 0 && (s->serial != e->serial ||
	    n->family != e->v[0].family ||
	    n->has_path_id != e->v[0].has_path_id))
		flush(e);
	if (e->n == 0 && e->failed == NULL)
		begin(e, n, s);
	if (e->failed != NULL)
		return 0;
	for (; count > 0; count--) {
		gather(e, n);
		route_split_next(n);
	}
	return 0;
}

/* --- the words in front --------------------------------------------------- */

static bool
said(struct tokens *t, const char *word)
{
	return token_accept(t, word);
}

/* Two words that name a family; FAMILY_NONE and nothing taken: they do not. */
static enum family
family_words(struct tokens *t)
{
	struct tokens in = *t;
	struct text_error e;
	enum family f;

	if (route_head_family(&in, &f, &e) == -1)
		return FAMILY_NONE;
	*t = in;
	return f;
}

static int
no_family(struct text_error *err, const struct tokens *t)
{
	return text_error_at(err, t, "a family is missing, such as ipv4 "
	    "unicast");
}

static int
end_of_rib(struct route_encode *e, struct tokens *t, struct text_error *err)
{
	enum family f = FAMILY_IPV4_UNICAST;

	if (token_peek(t) != NULL && (f = family_words(t)) == FAMILY_NONE)
		return no_family(err, t);
	if (token_peek(t) != NULL)
		return text_error_at(err, t, "superfluous word");
	flush(e);
	pack_eor(e->w, f);
	return 0;
}

static int
refresh(struct route_encode *e, struct tokens *t, struct text_error *err)
{
	enum family f = family_words(t);

	if (f == FAMILY_NONE)
		return no_family(err, t);
	if (token_peek(t) != NULL)
		return text_error_at(err, t, "superfluous word");
	flush(e);
	pack_refresh(e->w, f, REFRESH_REQUEST);
	return 0;
}

/* draft-ietf-idr-operational-message */
static int
operational(struct route_encode *e, struct tokens *t, struct text_error *err)
{
	struct operational o;

	if (operational_words_read(&o, t, err) == -1)
		return -1;
	flush(e);
	operational_write(e->w, &o, e->router_id);
	return 0;
}

/* "attributes …" that no nlri follows. */
static bool
is_alone(const struct tokens *t)
{
	size_t i;

	if (t->at == t->n || strncmp(t->v[t->at].s, "attribute", 9) != 0)
		return false;
	for (i = t->at; i < t->n; i++)
		if (!t->v[i].quoted && strcmp(t->v[i].s, "nlri") == 0)
			return false;
	return true;
}

static struct route_parser *
parser_of(struct route_encode *e, enum route_dialect d)
{
	if (e->parser[d] == NULL)
		e->parser[d] = route_parser_new(d);
	return e->parser[d];
}

static int
alone(struct route_encode *e, struct tokens *t, struct text_error *err)
{
	const struct route_spec *s;
	struct nexthop nh;

	if (route_parser_attributes(parser_of(e, ROUTE_WITHDRAW), t, &s,
	    err) == -1)
		return -1;
	flush(e);
	next_hop(e, FAMILY_IPV4_UNICAST, s, &nh);
	wbuf_reset(&e->attrs);
	e->failed = pack_why(pack_attrs(&e->attrs, wbuf_view(&s->attrs),
	    &e->profile, FAMILY_IPV4_UNICAST, s->prepend_self));
	if (e->failed == NULL)
		e->failed = pack_why(pack_alone(e->w, &e->profile,
		    wbuf_view(&e->attrs), &nh));
	return 0;
}

/* The words of a family, a prefix, or "route" and so on. */
static int
routes(struct route_encode *e, struct tokens *t, struct text_error *err)
{
	const struct token *tok = token_peek(t);
	enum family f = family_words(t);
	struct prefix p;

	if (f == FAMILY_NONE && tok != NULL && !tok->quoted &&
	    strcmp(tok->s, "route") != 0) {
		if (e->family != FAMILY_NONE)
			f = e->family;
		else if (prefix_parse(tok->s, &p, NULL) == PREFIX_OK)
			f = route_family(&p);
	}
	if (route_parser_statement(parser_of(e, e->withdraw ?
	    ROUTE_WITHDRAW : ROUTE_ANNOUNCE), t, f, take, e, err) == -1)
		return -1;
	return 0;
}

static int
statement(struct route_encode *e, struct tokens *t, struct text_error *err)
{
	bool withdraw = said(t, "withdraw");

	if (!withdraw)
		(void)said(t, "announce");
	if (withdraw != e->withdraw)
		flush(e);
	e->withdraw = withdraw;
	if (!e->withdraw && said(t, "eor"))
		return end_of_rib(e, t, err);
	if (!e->withdraw && said(t, "route-refresh"))
		return refresh(e, t, err);
	if (!e->withdraw && said(t, "operational"))
		return operational(e, t, err);
	if (!e->withdraw && is_alone(t))
		return alone(e, t, err);
	return routes(e, t, err);
}

/* The words of one statement, with those that are for all behind them. */
static int
statement_with(struct route_encode *e, const struct tokens *part,
    const struct tokens *all, struct text_error *err)
{
	struct tokens t = *part;
	struct token *v;
	size_t own = part->n - part->at, more = all->n - all->at;
	int r;

	if (more == 0 || strcmp(part->v[part->at].s, "withdraw") == 0)
		return statement(e, &t, err);
	v = xcalloc(own + more, sizeof(*v));
	memcpy(v, part->v + part->at, own * sizeof(*v));
	memcpy(v + own, all->v + all->at, more * sizeof(*v));
	t.v = v;
	t.at = 0;
	t.n = own + more;
	r = statement(e, &t, err);
	free(v);
	return r;
}

static bool
is_end(const struct token *tok)
{
	return !tok->quoted && strcmp(tok->s, ";") == 0;
}

/*
 * "group [attributes …;] announce … ; withdraw …": what can be is sent
 * together, and the attributes belong to every announcement behind them.
 */
static int
statements(struct route_encode *e, struct tokens *t, struct text_error *err)
{
	struct tokens part = *t, all = { 0 };

	if (!said(&part, "group"))
		return statement(e, t, err);
	while (part.at < t->n) {
		for (part.n = part.at; part.n < t->n &&
		    !is_end(&t->v[part.n]); part.n++)
			;
		if (part.n > part.at && said(&part, "attributes"))
			all = part;
		else if (part.n > part.at &&
		    statement_with(e, &part, &all, err) == -1)
			return -1;
		part.at = part.n + 1;
	}
	return 0;
}

int
route_encode_line(struct route_encode *e, const char *line, size_t len,
    struct wbuf *w, char *why, size_t size)
{
	struct text_error err = { 0 };
	struct tokens t;

	e->w = w;
	e->n = 0;
	wbuf_reset(&e->octets);
	e->failed = NULL;
	e->withdraw = false;
	if (lexer_line(e->lexer, line, len, &t, &err) == -1 ||
	    statements(e, &t, &err) == -1) {
		(void)snprintf(why, size, "character %u: %s", err.col,
		    err.msg);
		return -1;
	}
	if (e->failed == NULL)
		flush(e);
	if (e->failed == NULL && !w->failed)
		return 0;
	(void)snprintf(why, size, "%s", e->failed != NULL ? e->failed :
	    "more octets than there is room for");
	return -1;
}
