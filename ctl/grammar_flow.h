/* SPDX-License-Identifier: ISC */
/* Actions of flow specification, in filters.  Private to grammar.c. */
#ifndef CTL_GRAMMAR_FLOW_H
#define CTL_GRAMMAR_FLOW_H

#include "grammar.h"

const struct word *grammar_flow_table(enum word_table t);

#endif
