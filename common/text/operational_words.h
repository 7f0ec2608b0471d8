/* SPDX-License-Identifier: ISC */
/* An OPERATIONAL message in words: of the API, and of a configuration. */
#ifndef TEXT_OPERATIONAL_WORDS_H
#define TEXT_OPERATIONAL_WORDS_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "bgp/operational.h"
#include "text/token.h"

/* To the end of t, from the kind on.  The advisory is a token's text. */
int	operational_words_read(struct operational *o, struct tokens *t,
	    struct text_error *e);
/* What reads back to it. */
void	operational_words_print(struct wbuf *out,
	    const struct operational *o);

#endif
