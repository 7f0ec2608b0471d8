/* SPDX-License-Identifier: ISC */
/*
 * What the two forms of a route statement share, a line and a block: the
 * parser's state, and how what was read is checked and given to the sink.
 */
#ifndef TEXT_ROUTE_PARSER_H
#define TEXT_ROUTE_PARSER_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "text/route_flow.h"
#include "text/route_head.h"
#include "text/route_keyed.h"
#include "text/route_words.h"

struct route_parser {
	struct route_words	 w;
	uint64_t		 fits;		/* families, for the next hop */
	/* the words that w.s was made of, NUL behind each */
	bool			 kept;
	size_t			 kept_n;
	struct wbuf		 kept_text;
	struct prefix		*list;
	size_t			 n;
	size_t			 room;
	struct route_keyed	 keyed;
	struct route_flow	 flow;
};

void	route_parser_init(struct route_parser *p, enum route_dialect d);
void	route_parser_clear(struct route_parser *p);
/* A new spec. */
void	route_parser_reset(struct route_parser *p);
/* The next word into the list. */
int	route_parser_prefix(struct route_parser *p, struct tokens *t,
	    enum family family, struct text_error *e);
/* The list, once w is finished; or one NLRI that is no prefix. */
int	route_parser_emit(struct route_parser *p, const struct tokens *t,
	    enum family family, route_sink *sink, void *arg,
	    struct text_error *e);
int	route_parser_emit_nlri(struct route_parser *p, struct nlri *n,
	    const struct tokens *t, route_sink *sink, void *arg,
	    struct text_error *e);

#endif
