/* SPDX-License-Identifier: ISC */
/* Comments, blanks and what cannot be sent, in network bulk's input. */
#include <stdbool.h>
#include <string.h>

#include "bulk_line.h"
#include "command.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Where a comment begins, or n. */
static size_t
comment(const char *s, size_t n)
{
	size_t i;
	char quote;

	quote = '\0';
	for (i = 0; i < n; i++) {
		if (s[i] == '\\' && quote != '\0')
			i++;
		else if (quote != '\0') {
			if (s[i] == quote)
				quote = '\0';
		} else if (s[i] == '"' || s[i] == '\'')
			quote = s[i];
		else if (s[i] == '#' && (i == 0 || is_blank(s[i - 1])))
			return i;
	}
	return n;
}

enum bulk_line
bulk_line(const char *line, size_t *start, size_t *len, const char **why)
{
	size_t n, s;

	n = comment(line, *len);
	while (n > 0 && is_blank(line[n - 1]))
		n--;
	for (s = 0; s < n && is_blank(line[s]); s++)
		;
	if (s == n)
		return BULK_SKIP;
	if (memchr(line + s, '\0', n - s) != NULL) {
		*why = "NUL in the line";
		return BULK_BAD;
	}
	if (n - s > COMMAND_TEXT_MAX / 2) {
		*why = "line is too long";
		return BULK_BAD;
	}
	*start = s;
	*len = n - s;
	return BULK_SEND;
}
