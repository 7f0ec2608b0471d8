/* SPDX-License-Identifier: ISC */
/* A line of network bulk's input: what of it is sent. */
#ifndef CTL_BULK_LINE_H
#define CTL_BULK_LINE_H

#include <stddef.h>

enum bulk_line {
	BULK_SEND,
	BULK_SKIP,		/* blank, or a comment */
	BULK_BAD,		/* *why says so */
};

/*
 * Cuts blanks and a comment (# at a word's start, outside quotes) off
 * line[*len]; *start is where the rest begins.
 */
enum bulk_line bulk_line(const char *line, size_t *start, size_t *len,
	    const char **why);

#endif
