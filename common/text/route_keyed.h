/* SPDX-License-Identifier: ISC */
/*
 * NLRI that are no IP prefixes, from words: by the row of their family, which
 * says what their words are.  What comes out is key and carried octets.
 */
#ifndef TEXT_ROUTE_KEYED_H
#define TEXT_ROUTE_KEYED_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "path/nlri_row.h"
#include "text/route_words.h"

struct route_keyed {
	const struct nlri_row	*row;
	enum family		 family;
	void			*words;		/* the row's */
	struct wbuf		 key;
	struct wbuf		 carried;
};

void	route_keyed_init(struct route_keyed *k);
void	route_keyed_free(struct route_keyed *k);
/* A new NLRI, of a keyed family. */
void	route_keyed_begin(struct route_keyed *k, enum family f);
/*
 * All words of the statement, the NLRI's and the route's, up to the end.  A
 * word that both have is the NLRI's.
 */
int	route_keyed_words(struct route_keyed *k, struct route_words *w,
	    struct tokens *t, struct text_error *e);
/* The views in n are k's until the next begin. */
int	route_keyed_finish(struct route_keyed *k, enum route_dialect d,
	    const struct tokens *t, struct nlri *n, struct text_error *e);

/*
 * The labelled family that words about a prefix say, FAMILY_NONE: none.
 * f: the family that is said, or FAMILY_NONE.
 */
enum family route_keyed_family(const struct prefix *p,
	    const struct route_said *said, enum family f);
/* A prefix of such a family, begin to finish. */
int	route_keyed_prefix(struct route_keyed *k, enum family f,
	    const struct prefix *p, const struct route_words *w,
	    const struct tokens *t, struct nlri *n, struct text_error *e);

/* The words that say a family in front of an NLRI, with a blank, or none. */
void	route_keyed_head(struct wbuf *out, const struct nlri *n);

#endif
