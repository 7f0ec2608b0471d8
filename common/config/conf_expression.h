/* SPDX-License-Identifier: ISC */
/* processes-match: expressions over names of processes. */
#ifndef CONFIG_CONF_EXPRESSION_H
#define CONFIG_CONF_EXPRESSION_H

#include <regex.h>
#include <stddef.h>

/*
 * As regex(7) has them, extended, anchored at the beginning of a name.  0, and
 * regfree is the caller's; or -1 with why.
 */
int	conf_expression(const char *word, regex_t *re, char *why,
	    size_t size);

#endif
