/* SPDX-License-Identifier: ISC */
/* The words of a route behind its prefix, one after the other. */
#ifndef TEXT_ROUTE_WORDS_H
#define TEXT_ROUTE_WORDS_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "text/route.h"

/* What makes a prefix one of a labelled family, in the words it was said in. */
enum { ROUTE_SAID_WORDS = 40, ROUTE_SAID_TEXT = 1024 };
struct route_said {
	bool		 rd, label;
	size_t		 n, len;
	struct token	 v[ROUTE_SAID_WORDS];
	char		 text[ROUTE_SAID_TEXT];
};

struct route_words {
	enum route_dialect	 d;
	struct attr_builder	 b;
	struct route_spec	 s;	/* complete after finish */
	uint8_t			 nexthop[NEXTHOP_OCTETS_MAX];	/* of s */
	bool			 has_split;
	bool			 has_lease;
	bool			 is_flow; /* needs no next hop, has no "self" */
	struct route_said	 said;
	/* words of the NLRI, for suggestions; NULL none */
	const char *const	*more;
};

void	route_words_init(struct route_words *p, enum route_dialect d);
void	route_words_free(struct route_words *p);
/* Begins a new spec, with a new serial. */
void	route_words_reset(struct route_words *p);
/* One word and its value; there is a word.  0 or -1. */
int	route_words_one(struct route_words *p, struct tokens *t,
	    struct text_error *e);
/* -1: "rd" or "label" where a route has no such, and no prefix either. */
int	route_words_unlabelled(const struct route_words *p,
	    struct text_error *e);
/* All words are in: what they make together. */
int	route_words_finish(struct route_words *p, const struct tokens *t,
	    struct text_error *e);

#endif
