/* SPDX-License-Identifier: ISC */
/*
 * Which configured neighbours a program means: "neighbor ADDRESS [key value
 * ...], neighbor ...", ExaBGP's selector.  Keys are joined by and, the parts
 * between commas by or.
 */
#ifndef PARENT_PROGRAM_SELECTOR_H
#define PARENT_PROGRAM_SELECTOR_H

#include "config.h"

enum { SELECTOR_BITS = CONF_ID_MAX + 1 };

/*
 * Sets a bit for each id that is meant; how many there are, which may be none,
 * or -1 with why.
 */
int	program_selector(const char *text, size_t len,
	    const struct config *c, uint8_t ids[SELECTOR_BITS / 8],
	    char *why, size_t size);

#endif
