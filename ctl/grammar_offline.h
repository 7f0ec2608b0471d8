/* SPDX-License-Identifier: ISC */
/* The words of what is done without a daemon.  Private to grammar.c. */
#ifndef CTL_GRAMMAR_OFFLINE_H
#define CTL_GRAMMAR_OFFLINE_H

#include "grammar.h"

const struct word *grammar_offline_table(enum word_table t);

#endif
