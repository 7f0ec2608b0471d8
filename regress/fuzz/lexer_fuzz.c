/* SPDX-License-Identifier: ISC */
/*
 * Any text: the lexer comes to its end, words have their place, and a word
 * that is printed reads back to itself.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/lexer.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_word(struct lexer *line, struct wbuf *w, const char *s)
{
	struct text_error e;
	struct tokens t;

	wbuf_reset(w);
	token_print(w, s);
	if (w->failed)
		return;
	if (lexer_line(line, (char *)w->p, w->len, &t, &e) == -1 ||
	    t.n != 1 || strcmp(t.v[0].s, s) != 0)
		abort();
}

/* In parts it is the same. */
static void
check_parts(struct lexer *whole, const char *text, size_t size)
{
	struct lexer *parts = lexer_new(NULL, 0);
	struct text_error e, f;
	struct tokens t, u;
	size_t i;
	int r, q;

	r = lexer_line(whole, text, size, &t, &e);
	lexer_line_begin(parts, text, size);
	while ((q = lexer_line_some(parts, 1 + size % 7, &u, &f)) == 1)
		;
	if (r != q || (r == -1 && strcmp(e.msg, f.msg) != 0) ||
	    (r == 0 && t.n != u.n))
		abort();
	for (i = 0; r == 0 && i < t.n; i++)
		if (strcmp(t.v[i].s, u.v[i].s) != 0 ||
		    t.v[i].quoted != u.v[i].quoted ||
		    t.v[i].col != u.v[i].col)
			abort();
	lexer_free(parts);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct lexer *l = lexer_new((const char *)data, size);
	struct lexer *line = lexer_new(NULL, 0);
	enum lexer_item item;
	struct text_error e;
	struct tokens t;
	struct wbuf w;
	size_t i;

	wbuf_growable(&w, 1 << 20);
	while ((item = lexer_next(l, &t, &e)) != LEXER_EOF)
		for (i = 0; item != LEXER_ERROR && i < t.n; i++) {
			if (t.v[i].line == 0 || t.v[i].col == 0)
				abort();
			check_word(line, &w, t.v[i].s);
		}
	check_parts(line, (const char *)data, size);
	wbuf_free(&w);
	lexer_free(l);
	lexer_free(line);
	return 0;
}
