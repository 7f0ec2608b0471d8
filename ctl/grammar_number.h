/* SPDX-License-Identifier: ISC */
/* The words of a family by number.  Private to grammar.c. */
#ifndef CTL_GRAMMAR_NUMBER_H
#define CTL_GRAMMAR_NUMBER_H

#include "grammar.h"

const struct word *grammar_number_table(enum word_table t);

#endif
