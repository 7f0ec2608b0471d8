/* SPDX-License-Identifier: ISC */
/*
 * A flow specification rule and what is done with its packets, from words: a
 * flat line, or match { }, then { } and scope { }, on one line or on many.
 */
#ifndef TEXT_ROUTE_FLOW_H
#define TEXT_ROUTE_FLOW_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "path/flow.h"
#include "text/route_words.h"

enum route_section {
	ROUTE_ANY, ROUTE_MATCH, ROUTE_THEN, ROUTE_SCOPE, ROUTE_SECTIONS
};

struct route_flow {
	struct flow_words	 f;
	struct flow_actions	 a;
	enum family		 family;	/* ROUTE_FLOW: words say */
	enum route_section	 section;
	struct wbuf		 key;
};

void	route_flow_init(struct route_flow *f);
void	route_flow_free(struct route_flow *f);
/* A new rule; its attributes go to w, which was reset. */
void	route_flow_begin(struct route_flow *f, struct route_words *w,
	    enum family family);
/* One word and its value, of the section at hand; there is a word. */
int	route_flow_word(struct route_flow *f, struct route_words *w,
	    struct tokens *t, struct text_error *e);
/* "match", "then" or "scope" in front of a '{'. */
int	route_flow_open(struct route_flow *f, const struct token *tok,
	    struct text_error *e);
void	route_flow_close(struct route_flow *f);
/* A whole line behind "flow", with "route", a name and braces, or without. */
int	route_flow_line(struct route_flow *f, struct route_words *w,
	    struct tokens *t, struct text_error *e);
/* The words of w first: route_words_finish is called.  n views f's key. */
int	route_flow_finish(struct route_flow *f, struct route_words *w,
	    const struct tokens *t, struct nlri *n, struct text_error *e);

#endif
