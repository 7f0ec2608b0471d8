/* SPDX-License-Identifier: ISC */
/* Looking an option up. */
#ifndef HEALTHCHECK_OPTION_TABLE_H
#define HEALTHCHECK_OPTION_TABLE_H

#include "option.h"

/*
 * The option of that name, or the one that begins so; *other is a second one
 * that begins so, or NULL.
 */
const struct option *option_find(const char *name, size_t n,
	    const struct option **other);
const struct option *option_letter(char letter);

#endif
