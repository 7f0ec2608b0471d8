/* SPDX-License-Identifier: ISC */
/* Words of families, made of their rows.  Private to grammar.c. */
#ifndef CTL_GRAMMAR_FAMILY_H
#define CTL_GRAMMAR_FAMILY_H

#include "grammar.h"

/* TABLE_SAFIS, TABLE_NAMES; NULL: another table. */
const struct word *grammar_family_table(enum word_table t);
/* value: an enum family, to which what is shown is limited. */
const char *grammar_set_family(struct command *c, const struct word *w,
	    const char *s);

#endif
