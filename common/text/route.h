/* SPDX-License-Identifier: ISC */
/*
 * Route text: one grammar for the configuration's static and announce blocks,
 * programs' announce and withdraw, bgpctl network add and bgpctl encode.  What
 * comes out is wire form.  route_print is the inverse.
 */
#ifndef TEXT_ROUTE_H
#define TEXT_ROUTE_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include <stdbool.h>
#include <stdint.h>

#include "path/attr.h"
#include "path/nlri.h"
#include "text/duration.h"
#include "text/token.h"

enum {
	ROUTE_NAME_MAX = 64, ROUTE_REASON_MAX = 256, ROUTE_SELECTOR_MAX = 512,
	ROUTE_PREPEND_MAX = 128, ROUTE_SPLIT_MAX = 1 << 20,
};

/* For a family: a flow specification rule, which says its own. */
#define ROUTE_FLOW	((enum family)(FAMILY_NONE - 1))

enum nexthop_kind { NEXTHOP_NONE, NEXTHOP_SELF, NEXTHOP_ADDR };

/* What a route statement says beside its NLRI. */
struct route_spec {
	struct wbuf	attrs;		/* canonical, without NEXT_HOP */
	uint8_t		nexthop_kind;	/* enum nexthop_kind */
	struct nexthop	nexthop;	/* its octets are the parser's */
	bool		has_path_id;
	uint32_t	path_id;
	uint8_t		split;		/* /N, 0 none */
	bool		withdrawn;	/* "withdraw" beside a watchdog */
	/* injected though the rule looks like a mistake */
	bool		force;
	char		name[ROUTE_NAME_MAX];
	char		watchdog[ROUTE_NAME_MAX];
	/* bgpctl only */
	int64_t		lease_ms;	/* for 90s; 0 none */
	/* until …: seconds since 1970; 0 none */
	int64_t		until_wall;
	char		reason[ROUTE_REASON_MAX];
	/* the words after "neighbor", "" all */
	char		selector[ROUTE_SELECTOR_MAX];
	bool		sticky_as_path;	/* an as-path was written */
	uint8_t		prepend_self;	/* bgpctl: times, 0 none */
	/* equal to the last one's: equal spec */
	uint32_t	serial;
};

enum route_dialect {
	/* static: route PREFIX ATTRS | attributes … nlri … */
	ROUTE_CONFIG,
	/* bgpctl: PREFIX [PREFIX …] ATTRS; no next hop: self */
	ROUTE_NETWORK,
	/* a program's announce: as the configuration's, and leases */
	ROUTE_ANNOUNCE,
	/* and its withdraw, which needs no next hop */
	ROUTE_WITHDRAW,
	/* bgpctl's delete: ROUTE_NETWORK without what a withdraw needs not */
	ROUTE_DELETE,
	ROUTE_DIALECTS
};

/* The words are bgpctl's: a prefix or a rule comes first. */
static inline bool
route_is_network(enum route_dialect d)
{
	return d == ROUTE_NETWORK || d == ROUTE_DELETE;
}

static inline bool
route_is_withdraw(enum route_dialect d)
{
	return d == ROUTE_WITHDRAW || d == ROUTE_DELETE;
}

/*
 * Called for every NLRI, in ROUTE_CONFIG with split done; in ROUTE_NETWORK, for
 * a daemon may not stop to make a million, route_split is the sink's to do.
 * Of NLRI that are no prefixes, key and carried octets are views that are good
 * during the call.  0 to go on, -1 (with *e) to stop.
 */
typedef int route_sink(void *arg, const struct nlri *n,
	    const struct route_spec *s, struct text_error *e);

/* How many NLRI the words "split /N" make of n, which becomes the first. */
uint32_t route_split(struct nlri *n, uint8_t split);
void	route_split_next(struct nlri *n);

/*
 * family: FAMILY_NONE, where the words say it, or the one that announce { ipv4
 * { unicast } } says; then, as in ROUTE_NETWORK, the prefix comes first; or
 * ROUTE_FLOW.
 * Everything of a statement is checked before the sink is called.
 */
int	route_parse(struct tokens *t, enum route_dialect d, enum family family,
	    route_sink *sink, void *arg, struct text_error *e);
/*
 * The same for many statements: what stands behind the prefix is not read
 * again when it is word for word that of the statement before.
 */
struct route_parser;
struct route_parser *route_parser_new(enum route_dialect d);
void	route_parser_free(struct route_parser *p);
int	route_parser_statement(struct route_parser *p, struct tokens *t,
	    enum family family, route_sink *sink, void *arg,
	    struct text_error *e);

/*
 * "attributes …" without prefixes; the dialect is ROUTE_WITHDRAW, which needs
 * no next hop.  *s is the parser's, until the next call.
 */
int	route_parser_attributes(struct route_parser *p, struct tokens *t,
	    const struct route_spec **s, struct text_error *e);

/* The family of a prefix that stands where none is said. */
enum family route_family(const struct prefix *p);
/* "10.0.0.0/24 next-hop 192.0.2.1 med 5 …": reads back to itself. */
void	route_print(struct wbuf *out, const struct nlri *n,
	    const struct route_spec *s);
/* The same where a block says the family already. */
void	route_print_bare(struct wbuf *out, const struct nlri *n,
	    const struct route_spec *s);
/*
 * Block form: route PREFIX { med 5; … }, one attribute a statement; of
 * ROUTE_FLOW route [NAME] { match { … } then { … } }; vpls [NAME] { … }.
 */
struct route_block;
struct route_block *route_block_new(struct tokens *head, enum family family,
	    struct text_error *e);
int	route_block_statement(struct route_block *b, struct tokens *t,
	    struct text_error *e);
/* "match {" within: its statements follow, then end.  -1: it has no such. */
int	route_block_open(struct route_block *b, struct tokens *head,
	    struct text_error *e);
void	route_block_end(struct route_block *b);
int	route_block_close(struct route_block *b, route_sink *sink, void *arg,
	    struct text_error *e);
void	route_block_free(struct route_block *b);

#endif
