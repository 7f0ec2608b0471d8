/* SPDX-License-Identifier: ISC */
/* The words of a route behind its prefix, one after the other. */
#ifndef TEXT_ROUTE_WORDS_H
#define TEXT_ROUTE_WORDS_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "text/route.h"

struct route_words {
	enum route_dialect	 d;
	struct attr_builder	 b;
	struct route_spec	 s;	/* complete after finish */
	bool			 has_split;
	bool			 has_lease;
};

void	route_words_init(struct route_words *p, enum route_dialect d);
void	route_words_free(struct route_words *p);
/* Begins a new spec, with a new serial. */
void	route_words_reset(struct route_words *p);
/* One word and its value; there is a word.  0 or -1. */
int	route_words_one(struct route_words *p, struct tokens *t,
	    struct text_error *e);
/* All words are in: what they make together. */
int	route_words_finish(struct route_words *p, const struct tokens *t,
	    struct text_error *e);

#endif
