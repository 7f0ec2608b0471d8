/* SPDX-License-Identifier: ISC */
/*
 * Attribute words, divided at blanks: a set that is taken is printed as words
 * that make the same set.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "path/attr.h"

enum { TEXT_MAX = 4096, TOKENS_MAX = 1024 };

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* 0 and the set, or -1: not attribute words to the end. */
static int
set_of(char *text, struct wbuf *canon)
{
	struct token *v = calloc(TOKENS_MAX, sizeof(*v));
	struct tokens t = { .v = v };
	struct attr_builder b;
	struct text_error e;
	char *s;
	int r = 1;

	while (t.n < TOKENS_MAX && (s = strsep(&text, " ")) != NULL)
		if (*s != '\0')
			v[t.n++] = (struct token){ .s = s, .line = 1 };
	attr_builder_init(&b);
	while (token_peek(&t) != NULL && r == 1)
		r = attr_parse_word(&t, &b, &e);
	r = r == 1 ? attr_builder_finish(&b, canon) : -1;
	attr_builder_free(&b);
	free(v);
	return r;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char text[TEXT_MAX + 1];
	struct wbuf canon, again, out;

	if (size > TEXT_MAX)
		return 0;
	memcpy(text, data, size);
	text[size] = '\0';
	wbuf_growable(&canon, 1 << 20);
	wbuf_growable(&again, 1 << 20);
	wbuf_growable(&out, 1 << 24);
	if (set_of(text, &canon) == 0) {
		attr_set_print(&out, wbuf_view(&canon));
		wbuf_u8(&out, 0);
		if (out.len > TEXT_MAX)
			goto done;
		if (set_of((char *)out.p, &again) == -1 ||
		    canon.len != again.len || (canon.len > 0 &&
		    memcmp(canon.p, again.p, canon.len) != 0))
			abort();
	}
done:
	wbuf_free(&canon);
	wbuf_free(&again);
	wbuf_free(&out);
	return 0;
}
