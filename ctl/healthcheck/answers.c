/* SPDX-License-Identifier: ISC */
/*
 * Only whole lines "done" and "error" are answers, and "error: why" announces
 * one: an event that begins with such a word must not be taken for it, or we
 * would think a withdraw answered that is not.  Of a line only its beginning
 * is kept: an event may be long, no answer is.
 */
#include <string.h>

#include <bsd/string.h>

#include "answers.h"

static const char reason_word[] = "error:";

void
answers_init(struct answers *a,
    void (*fn)(void *arg, enum answer a, const char *why), void *arg)
{
	*a = (struct answers){ .fn = fn, .arg = arg };
}

static void
line_ends(struct answers *a)
{
	const char *s;

	if (a->len > 0 && a->line[a->len - 1] == '\r')
		a->len--;
	a->line[a->len] = '\0';
	if (strcmp(a->line, "done") == 0)
		a->fn(a->arg, ANSWER_DONE, "");
	else if (strcmp(a->line, "error") == 0)
		a->fn(a->arg, ANSWER_ERROR, "");
	else if (strncmp(a->line, reason_word, sizeof(reason_word) - 1) == 0) {
		s = a->line + sizeof(reason_word) - 1;
		a->fn(a->arg, ANSWER_REASON, s + strspn(s, " "));
	}
	a->len = 0;
}

void
answers_take(struct answers *a, const void *octets, size_t n)
{
	const char *p = octets;
	size_t i;

	for (i = 0; i < n; i++) {
		if (p[i] == '\n')
			line_ends(a);
		else if (a->len < sizeof(a->line) - 1)
			a->line[a->len++] = p[i] != '\0' ? p[i] : ' ';
	}
}
