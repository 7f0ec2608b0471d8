/* SPDX-License-Identifier: ISC */
/*
 * Routes of the configuration.  They are gathered with their definition, for
 * whom they are meant is known only when the whole file was read; their
 * attributes go into the image at once, where equal sets are one.
 */
#include <string.h>

#include "config/conf_flow.h"
#include "config/conf_routes.h"
#include "config/conf_words.h"
#include "text/route_head.h"

/* What the sink of the route grammar is told. */
struct adding {
	struct conf_ctx	*c;
	struct conf_def	*d;
	uint32_t	 line;
	uint32_t	 col;
};

static void
note_use(struct adding *a, const struct nlri *n, const struct route_spec *s)
{
	struct conf_route_use *u = &a->d->use[n->family];

	if (u->n++ == 0) {
		u->line = a->line;
		u->col = a->col;
	}
	if (route_family_is_flow(n->family))
		return;		/* no packet goes there by itself */
	if (s->nexthop_kind == NEXTHOP_SELF) {
		if (u->self_line == 0) {
			u->self_line = a->line;
			u->self_col = a->col;
		}
	} else if (u->other_line == 0 &&
	    !nexthop_fits(n->family, &s->nexthop, false)) {
		u->other_line = a->line;
		u->other_col = a->col;
	}
}

/*
 * Octets written by their numbers (attribute [ … ]) may be anything, and are
 * sent as they stand; that a neighbour will not take them is said, by the
 * table that ours are judged by.  The profile is of the neighbour that takes
 * most, for whom the routes are meant is not known yet.
 */
static void
note_malformed(const struct adding *a, struct rbuf attrs)
{
	static const struct attr_profile all = { .as4 = 1, .confed = 1,
	    .aigp = 1, .prefix_sid = 1 };
	uint8_t octets[ATTR_SET_MAX];
	struct attr_summary sum;
	struct attr_report why;
	struct wbuf canon;

	wbuf_fixed(&canon, octets, sizeof(octets));
	if (attr_set_check(attrs, &all, &canon, &sum, &why) == OUTCOME_OK ||
	    attr_name(why.type) == NULL)
		return;
	conf_warn_at(a->c, a->line, a->col, "attribute: %s: %s: %s (RFC 7606 "
	    "2)", attr_name(why.type), why.why,
	    why.outcome == OUTCOME_ATTR_DISCARD ?
	    "a receiver discards the attribute" :
	    "a receiver treats the route as withdrawn");
}

static int
add(void *arg, const struct nlri *n, const struct route_spec *s,
    struct text_error *e)
{
	struct adding *a = arg;
	struct conf_def *d = a->d;
	uint8_t packed[CONF_PACKED_MAX];
	struct conf_route r;
	size_t len;

	if (d->attrs_serial != s->serial) {
		d->attrs = conf_writer_attrs(a->c->w, s->attrs.p,
		    s->attrs.len);
		d->attrs_serial = s->serial;
		note_malformed(a, wbuf_view(&s->attrs));
	}
	memset(&r, 0, sizeof(r));
	r.attrs = d->attrs;
	r.path_id = n->path_id;
	r.family = n->family;
	r.has_path_id = n->has_path_id;
	r.nexthop_kind = s->nexthop_kind;
	r.withdrawn = s->withdrawn;
	r.prepend_self = s->prepend_self;
	r.plen = n->prefix.len;
	r.key = n->key;
	r.carried = n->carried;
	r.name_len = (uint8_t)strlen(s->name);
	r.watchdog_len = (uint8_t)strlen(s->watchdog);
	memcpy(r.prefix, n->prefix.b, sizeof(r.prefix));
	if (s->nexthop_kind == NEXTHOP_ADDR && s->nexthop.octets.left > 0) {
		r.nexthop_kind = CONF_NEXTHOP_OCTETS;
		r.nexthop_octets = s->nexthop.octets;
	} else if (s->nexthop_kind == NEXTHOP_ADDR) {
		r.nexthop_af = s->nexthop.global.af;
		memcpy(r.nexthop, s->nexthop.global.b, sizeof(r.nexthop));
	}
	len = conf_route_pack(&r, s->name, s->watchdog, packed);
	wbuf_u16(&d->routes, (uint16_t)len);
	wbuf_bytes(&d->routes, packed, len);
	if (d->routes.failed)
		return text_error_token(e, &(struct token){ .line = a->line,
		    .col = a->col }, "too many routes");
	note_use(a, n, s);
	if (route_family_is_flow(n->family))
		conf_flow_note(a->c, d, n, wbuf_view(&s->attrs), a->line,
		    a->col);
	return 0;
}

static int
statement(struct conf_ctx *c, struct conf_def *d, enum family family,
    struct tokens *t)
{
	struct adding a = { c, d, t->v[0].line, t->v[0].col };

	return route_parser_statement(c->routes, t, family, add, &a, &c->e);
}

static int
static_statement(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	(void)w;
	t->at = 0;
	return statement(c, obj, FAMILY_NONE, t);
}

/* One statement or '{' or '}' of a route's block; depth counts sections. */
static int
block_item(struct conf_ctx *c, struct route_block *b, enum lexer_item item,
    struct tokens *t, unsigned *depth)
{
	switch (item) {
	case LEXER_STATEMENT:
		return route_block_statement(b, t, &c->e);
	case LEXER_OPEN:
		if (route_block_open(b, t, &c->e) == -1) {
			conf_report(c);
			conf_block_skip(c);
			return 1;
		}
		++*depth;
		return 0;
	case LEXER_CLOSE:
		--*depth;
		route_block_end(b);
		return 0;
	case LEXER_ERROR:
	case LEXER_EOF:
		break;
	}
	return -1;
}

/* Statements of route PREFIX { … }, to its '}'. */
static bool
block_body(struct conf_ctx *c, struct route_block *b)
{
	enum lexer_item item;
	struct tokens t;
	unsigned depth = 0;
	bool good = true;
	int r;

	for (;;) {
		item = lexer_next(c->lex, &t, &c->e);
		if (item == LEXER_CLOSE && depth == 0)
			return good;
		if (item == LEXER_EOF) {
			text_error_at(&c->e, &t,
			    "route: the file ends before '}'");
			conf_report(c);
			return false;
		}
		r = block_item(c, b, item, &t, &depth);
		if (r == -1)
			conf_report(c);
		good = good && r == 0;
	}
}

/* t->at is behind the word that begins the block. */
static void
route_of_block(struct conf_ctx *c, struct conf_def *d, enum family family,
    struct tokens *head)
{
	struct adding a = { c, d, head->v[0].line, head->v[0].col };
	struct route_block *b = route_block_new(head, family, &c->e);

	if (b == NULL) {
		conf_report(c);
		conf_block_skip(c);
		return;
	}
	/* serial numbers are those of one parser */
	d->attrs_serial = 0;
	if (block_body(c, b) &&
	    route_block_close(b, add, &a, &c->e) == -1)
		conf_report(c);
	d->attrs_serial = 0;
	route_block_free(b);
}

static void
static_block(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *head)
{
	(void)w;
	route_of_block(c, obj, FAMILY_NONE, head);
}

static const struct conf_word static_words[] = {
	{ "route", static_statement, static_block, "3", 0, 0, 0 },
	{ "attributes", static_statement, NULL, "3.4", 0, 0, 0 },
	{ "attribute", static_statement, NULL, "3.4", 0, 0, 0 },
	{ "sr-policy", static_statement, NULL, "6", 0, 0, 0 },
	{ NULL, NULL, NULL, NULL, 0, 0, 0 }
};

void
conf_routes_static(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *head)
{
	if (conf_block_bare(c, head))
		conf_block_run(c, w->word, static_words, obj);
}

/* --- words that say a family ---------------------------------------------- */

static int
family_statement(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	return statement(c, obj, w->arg, t);
}

static void
family_block(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *head)
{
	route_of_block(c, obj, w->arg, head);
}

/* What a family of this AFI may say, word by word. */
static void
run_families(struct conf_ctx *c, void *obj, const char *what,
    const char *afi)
{
	struct conf_words w;

	conf_words_init(&w);
	conf_words_families(&w, afi, family_statement, family_block);
	conf_block_run(c, what, w.v, obj);
}

/* afi N { safi N … } */
static int
number_statement(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	enum family f;

	(void)w;
	if (route_head_safi_number(t, c->afi, &f, &c->e) == -1)
		return -1;
	return statement(c, obj, f, t);
}

static const struct conf_word number_words[] = {
	{ "safi", number_statement, NULL, "herald", 0, 0, 0 },
	{ NULL, NULL, NULL, NULL, 0, 0, 0 }
};

static void
announce_number(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *head)
{
	if (route_head_afi(head, &c->afi, &c->e) == -1) {
		conf_report(c);
		conf_block_skip(c);
	} else if (conf_block_bare(c, head))
		conf_block_run(c, w->word, number_words, obj);
}

static void
announce_family(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *head)
{
	if (conf_block_bare(c, head))
		run_families(c, obj, w->word, w->word);
}

void
conf_routes_announce(struct conf_ctx *c, void *obj,
    const struct conf_word *w, struct tokens *head)
{
	struct conf_words afis;

	if (!conf_block_bare(c, head))
		return;
	conf_words_init(&afis);
	conf_words_afis(&afis, NULL, announce_family, NULL);
	conf_words_number(&afis, static_statement, announce_number);
	conf_block_run(c, w->word, afis.v, obj);
}

void
conf_routes_l2vpn(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *head)
{
	if (conf_block_bare(c, head))
		run_families(c, obj, w->word, w->word);
}

/* --- flow { route … } ----------------------------------------------------- */

static int
flow_statement(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	(void)w;
	t->at = 0;
	return statement(c, obj, ROUTE_FLOW, t);
}

static void
flow_block(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *head)
{
	(void)w;
	route_of_block(c, obj, ROUTE_FLOW, head);
}

static const struct conf_word flow_words[] = {
	{ "route", flow_statement, flow_block, "3", 0, 0, 0 },
	{ NULL, NULL, NULL, NULL, 0, 0, 0 }
};

void
conf_routes_flow(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *head)
{
	if (conf_block_bare(c, head))
		conf_block_run(c, w->word, flow_words, obj);
}
