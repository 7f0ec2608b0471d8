/* SPDX-License-Identifier: ISC */
/*
 * Octets as people paste them: hexadecimal digits, with blanks and colons
 * between them wherever they like, and 0x in front of a word.
 */
#ifndef CTL_HEX_INPUT_H
#define CTL_HEX_INPUT_H

#include <stddef.h>
#include <stdio.h>

#include "base/wbuf.h"

enum { HEX_INPUT_MAX = 65535, HEX_INPUT_WHY = 128 };

/* Whether a word is for this: "-", or no option. */
bool	hex_input_looks(const char *s);
/* Appends the octets of text; 0, or -1 with why. */
int	hex_input_read(const char *text, size_t len, struct wbuf *w, char *why,
	    size_t size);
/* The same of words; a digit may not be parted from its other half. */
int	hex_input_words(int argc, char *const argv[], struct wbuf *w,
	    char *why, size_t size);

#endif
