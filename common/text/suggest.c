/* SPDX-License-Identifier: ISC */
/*
 * Edit distance (insertion, deletion, substitution, two neighbours swapped)
 * between what was written and each word that would have been legal.
 */
#include <stdio.h>
#include <string.h>

#include "text/suggest.h"

enum { WORD_LONG = 40, FAR = 1000 };

static unsigned
min3(unsigned a, unsigned b, unsigned c)
{
	unsigned m = a < b ? a : b;

	return m < c ? m : c;
}

static unsigned
distance(const char *a, const char *b)
{
	unsigned d[3][WORD_LONG + 1], *row, *up, *up2;
	size_t la = strlen(a), lb = strlen(b), i, j;

	if (la > WORD_LONG || lb > WORD_LONG)
		return FAR;
	for (j = 0; j <= lb; j++)
		d[0][j] = (unsigned)j;
	for (i = 1; i <= la; i++) {
		row = d[i % 3];
		up = d[(i - 1) % 3];
		up2 = d[(i + 1) % 3];
		row[0] = (unsigned)i;
		for (j = 1; j <= lb; j++) {
			row[j] = min3(up[j] + 1, row[j - 1] + 1,
			    up[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1] && up2[j - 2] + 1 < row[j])
				row[j] = up2[j - 2] + 1;
		}
	}
	return d[la % 3][lb];
}

void
suggest_init(struct suggest *s, const char *word)
{
	memset(s, 0, sizeof(*s));
	s->word = word;
	s->distance = FAR;
}

void
suggest_add(struct suggest *s, const char *candidate)
{
	unsigned d = distance(s->word, candidate);
	int n;

	if (d < s->distance) {
		s->distance = d;
		s->best = candidate;
	}
	n = snprintf(s->list + s->len, sizeof(s->list) - s->len, "%s%s",
	    s->len > 0 ? " " : "", candidate);
	if (n > 0 && (size_t)n < sizeof(s->list) - s->len)
		s->len += (size_t)n;
	else {
		/* no half words */
		memset(s->list + s->len, 0, sizeof(s->list) - s->len);
	}
}

int
suggest_error(const struct suggest *s, struct text_error *e,
    const struct token *tok, const char *what)
{
	size_t len = strlen(s->word);
	bool near = s->best != NULL && len > 1 &&
	    s->distance <= (len < 6 ? 1 : len < 10 ? 2 : 3);

	if (near)
		return text_error_token(e, tok, "%s '%.64s' (did you mean "
		    "'%s'?)" SUGGEST_LEGAL "%s", what, s->word, s->best,
		    s->list);
	return text_error_token(e, tok, "%s '%.64s'" SUGGEST_LEGAL "%s", what,
	    s->word, s->list);
}
