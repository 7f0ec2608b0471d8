/* SPDX-License-Identifier: ISC */
/*
 * The message for a word that is not known here: the words that are, and the
 * one that was probably meant.
 */
#ifndef TEXT_SUGGEST_H
#define TEXT_SUGGEST_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "text/token.h"

/* What the list of words follows; who has many messages cuts it there. */
#define SUGGEST_LEGAL "; legal here: "

struct suggest {
	const char	*word;
	const char	*best;
	unsigned	 distance;
	size_t		 len;
	char		 list[800];
};

void	suggest_init(struct suggest *s, const char *word);
void	suggest_add(struct suggest *s, const char *candidate);
/* "what 'word' …": returns -1. */
int	suggest_error(const struct suggest *s, struct text_error *e,
	    const struct token *tok, const char *what);

#endif
