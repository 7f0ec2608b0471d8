/* SPDX-License-Identifier: ISC */
/* Rows of the tables of words, in short. */
#ifndef CTL_GRAMMAR_WORDS_H
#define CTL_GRAMMAR_WORDS_H

#include "grammar.h"

#define KEY(n, h, nx, f, v)	{ WORD_KEY, n, h, nx, NULL, f, v }
#define ARG(n, h, nx, f, v)	{ WORD_ARG, n, h, nx, NULL, f, v }
#define REST(n, h)		{ WORD_REST, n, h, TABLE_DONE, NULL, NULL, 0 }
#define END			{ .kind = WORD_END }
#define ALSO(t)			{ .kind = WORD_ALSO, .next = t }
#define STOP			{ .kind = WORD_STOP }

#endif
