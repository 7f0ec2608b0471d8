/* SPDX-License-Identifier: ISC */
/*
 * The parser refuses what does not compile, and the route engine compiles the
 * same again: an image holds no compiled expression.
 */
#include <bsd/string.h>

#include "config/conf.h"
#include "config/conf_expression.h"

int
conf_expression(const char *word, regex_t *re, char *why, size_t size)
{
	char text[CONF_API_PROCESSES + 4];
	int error;

	(void)strlcpy(text, "^(", sizeof(text));
	(void)strlcat(text, word, sizeof(text));
	if (strlcat(text, ")", sizeof(text)) >= sizeof(text)) {
		(void)strlcpy(why, "too long", size);
		return -1;
	}
	error = regcomp(re, text, REG_EXTENDED | REG_NOSUB);
	if (error == 0)
		return 0;
	(void)regerror(error, re, why, size);
	return -1;
}
