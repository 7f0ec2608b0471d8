/* SPDX-License-Identifier: ISC */
/*
 * Routes of the configuration.  They are gathered with their definition, for
 * whom they are meant is known only when the whole file was read; their
 * attributes go into the image at once, where equal sets are one.
 */
#include <string.h>

#include "config/conf_routes.h"

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
	if (s->nexthop_kind == NEXTHOP_SELF) {
		if (u->self_line == 0) {
			u->self_line = a->line;
			u->self_col = a->col;
		}
	} else if (u->other_line == 0 &&
	    !nexthop_fits((enum family)n->family, &s->nexthop, false)) {
		u->other_line = a->line;
		u->other_col = a->col;
	}
}

static int
add(void *arg, const struct nlri *n, const struct route_spec *s,
    struct text_error *e)
{
	struct adding *a = arg;
	struct conf_def *d = a->d;
	uint8_t packed[CONF_PACKED_MAX];
	struct conf_route r;
	uint8_t *p;
	size_t len;

	if (d->attrs_serial != s->serial) {
		d->attrs = conf_writer_attrs(a->c->w, s->attrs.p,
		    s->attrs.len);
		d->attrs_serial = s->serial;
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
	if (s->nexthop_kind == NEXTHOP_ADDR) {
		r.nexthop_af = s->nexthop.global.af;
		memcpy(r.nexthop, s->nexthop.global.b, sizeof(r.nexthop));
	}
	len = conf_route_pack(&r, s->name, s->watchdog, packed);
	p = wbuf_reserve(&d->routes, 2 + len);
	if (p == NULL)
		return text_error_token(e, &(struct token){ .line = a->line,
		    .col = a->col }, "too many routes");
	p[0] = (uint8_t)(len >> 8);
	p[1] = (uint8_t)len;
	memcpy(p + 2, packed, len);
	note_use(a, n, s);
	return 0;
}

/* A statement of the static block, or of announce (family in w->arg). */
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

/* Statements of route PREFIX { … }, to its '}'. */
static bool
static_block_body(struct conf_ctx *c, struct route_block *b)
{
	struct tokens t;
	bool good = true;
	int r;

	for (;;) {
		r = 0;
		switch (lexer_next(c->lex, &t, &c->e)) {
		case LEXER_STATEMENT:
			r = route_block_statement(b, &t, &c->e);
			break;
		case LEXER_OPEN:
			r = text_error_at(&c->e, &t,
			    "a route holds no blocks");
			conf_block_skip(c);
			break;
		case LEXER_ERROR:
			r = -1;
			break;
		case LEXER_CLOSE:
			return good;
		case LEXER_EOF:
			text_error_at(&c->e, &t,
			    "route: the file ends before '}'");
			conf_report(c);
			return false;
		}
		if (r == -1) {
			conf_report(c);
			good = false;
		}
	}
}

static void
static_block(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *head)
{
	struct adding a = { c, obj, head->v[0].line, head->v[0].col };
	struct route_block *b;

	(void)w;
	head->at = 0;
	b = route_block_new(head, FAMILY_NONE, &c->e);
	if (b == NULL) {
		conf_report(c);
		conf_block_skip(c);
		return;
	}
	/* serial numbers are those of one parser */
	a.d->attrs_serial = 0;
	if (static_block_body(c, b) &&
	    route_block_close(b, add, &a, &c->e) == -1)
		conf_report(c);
	a.d->attrs_serial = 0;
	route_block_free(b);
}

static const struct conf_word static_words[] = {
	{ "route", static_statement, static_block, "3", 0, 0, 0 },
	{ "attributes", static_statement, NULL, "3.4", 0, 0, 0 },
	{ "attribute", static_statement, NULL, "3.4", 0, 0, 0 },
	{ "sr-policy", conf_later_statement, conf_later_block, "6", 0, 0, 0 },
	{ NULL, NULL, NULL, NULL, 0, 0, 0 }
};

void
conf_routes_static(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *head)
{
	if (conf_block_bare(c, head))
		conf_block_run(c, w->word, static_words, obj);
}

static int
announce_statement(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	return statement(c, obj, w->arg, t);
}

static int
later_family(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *t)
{
	(void)obj;
	t->at = 0;
	return text_error_at(&c->e, t, "%s %s: this family is not supported "
	    "yet", w->arg == ADDR_V4 ? "ipv4" : "ipv6", w->word);
}

static void
later_family_block(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *head)
{
	(void)later_family(c, obj, w, head);
	conf_report(c);
	conf_block_skip(c);
}

#define LATER(word, af, since) \
	{ word, later_family, later_family_block, since, af, 0, 0 }
#define LATER_ALL(af) \
	LATER("nlri-mpls", af, "4"), LATER("labeled-unicast", af, "6"), \
	LATER("mpls-vpn", af, "4"), LATER("mcast-vpn", af, "5"), \
	LATER("mup", af, "5"), LATER("flow", af, "4"), \
	LATER("flow-vpn", af, "4"), LATER("sr-policy", af, "6")

static const struct conf_word ipv4_words[] = {
	{ "unicast", announce_statement, NULL, "4", FAMILY_IPV4_UNICAST, 0,
	    0 },
	{ "multicast", announce_statement, NULL, "4", FAMILY_IPV4_MULTICAST,
	    0, 0 },
	LATER_ALL(ADDR_V4),
	{ NULL, NULL, NULL, NULL, 0, 0, 0 }
};

static const struct conf_word ipv6_words[] = {
	{ "unicast", announce_statement, NULL, "4", FAMILY_IPV6_UNICAST, 0,
	    0 },
	{ "multicast", announce_statement, NULL, "4", FAMILY_IPV6_MULTICAST,
	    0, 0 },
	LATER_ALL(ADDR_V6),
	{ NULL, NULL, NULL, NULL, 0, 0, 0 }
};

static void
announce_family(struct conf_ctx *c, void *obj, const struct conf_word *w,
    struct tokens *head)
{
	if (conf_block_bare(c, head))
		conf_block_run(c, w->word, w->arg == ADDR_V4 ? ipv4_words :
		    ipv6_words, obj);
}

static const struct conf_word announce_words[] = {
	{ "ipv4", NULL, announce_family, "4", ADDR_V4, 0, 0 },
	{ "ipv6", NULL, announce_family, "4", ADDR_V6, 0, 0 },
	{ "l2vpn", NULL, conf_later_block, "4", 0, 0, 0 },
	{ NULL, NULL, NULL, NULL, 0, 0, 0 }
};

void
conf_routes_announce(struct conf_ctx *c, void *obj,
    const struct conf_word *w, struct tokens *head)
{
	if (conf_block_bare(c, head))
		conf_block_run(c, w->word, announce_words, obj);
}
