/* SPDX-License-Identifier: ISC */
/* Tables of words that are those of families, made of the rows of family.c. */
#ifndef CONFIG_CONF_WORDS_H
#define CONFIG_CONF_WORDS_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "config/conf_block.h"

/* Of an AFI there are at most as many, and an end. */
enum { CONF_WORDS_MAX = FAMILY_MAX + 8 };

struct conf_words {
	struct conf_word	v[CONF_WORDS_MAX];
	size_t			n;
};

void	conf_words_init(struct conf_words *w);
void	conf_words_add(struct conf_words *w, const struct conf_word *word);
/*
 * A word for each AFI, whose arg is its first family.  since: whose they are;
 * NULL: ExaBGP's where it has one of its families in announce { }.
 */
void	conf_words_afis(struct conf_words *w, conf_statement *statement,
	    conf_block *block, const char *since);
/* The word "afi", in front of a family by number. */
void	conf_words_number(struct conf_words *w, conf_statement *statement,
	    conf_block *block);
/* A word for each family of an AFI, its arg; a block where a route has one. */
void	conf_words_families(struct conf_words *w, const char *afi,
	    conf_statement *statement, conf_block *block);

#endif
