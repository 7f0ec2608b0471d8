/* SPDX-License-Identifier: ISC */
/*
 * A family that gets a row in family.c is a word in every block that has those
 * of families.
 */
#include <string.h>

#include "base/log.h"
#include "config/conf_words.h"

void
conf_words_init(struct conf_words *w)
{
	memset(w, 0, sizeof(*w));
}

void
conf_words_add(struct conf_words *w, const struct conf_word *word)
{
	/* the last stays empty: it ends them */
	if (w->n + 1 == CONF_WORDS_MAX)
		fatal("config: more words than families");
	w->v[w->n++] = *word;
}

static const char *
afi_since(const char *afi)
{
	struct family_word f;
	unsigned i;

	for (i = 0; family_word(i, &f); i++)
		if (strcmp(f.afi, afi) == 0 &&
		    strcmp(f.since, "herald") != 0)
			return f.since;
	return "herald";
}

void
conf_words_afis(struct conf_words *w, conf_statement *statement,
    conf_block *block, const char *since)
{
	struct conf_word word = { .statement = statement, .block = block };
	enum family f;
	unsigned i;

	for (i = 0; (f = family_afi(i)) != FAMILY_NONE; i++) {
		word.word = family_info(f)->afi_word;
		word.since = since != NULL ? since : afi_since(word.word);
		word.arg = f;
		conf_words_add(w, &word);
	}
}

void
conf_words_number(struct conf_words *w, conf_statement *statement,
    conf_block *block)
{
	const struct conf_word word = { "afi", statement, block, "herald",
	    0, 0, 0 };

	conf_words_add(w, &word);
}

void
conf_words_families(struct conf_words *w, const char *afi,
    conf_statement *statement, conf_block *block)
{
	struct conf_word word = { .statement = statement };
	struct family_word f;
	unsigned i;

	for (i = 0; family_word(i, &f); i++) {
		if (strcmp(f.afi, afi) != 0)
			continue;
		word.word = f.safi;
		word.since = f.since;
		word.arg = f.family;
		word.block = (family_info(f.family)->flags & FAMILY_BLOCK) !=
		    0 ? block : NULL;
		conf_words_add(w, &word);
	}
}
