/* SPDX-License-Identifier: ISC */
/*
 * Attribute words: a set that is taken is printed as words that make the same
 * set.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "path/attr.h"
#include "text/lexer.h"

enum { TEXT_MAX = 65536 };

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* 0 and the set, or -1: not attribute words to the end. */
static int
set_of(const char *text, size_t len, struct wbuf *canon)
{
	struct lexer *l = lexer_new("", 0);
	struct attr_builder b;
	struct text_error e;
	struct tokens t;
	int r = -1;

	attr_builder_init(&b);
	if (lexer_line(l, text, len, &t, &e) == 0)
		r = 1;
	while (r == 1 && token_peek(&t) != NULL)
		r = attr_parse_word(&t, &b, &e);
	r = r == 1 ? attr_builder_finish(&b, canon) : -1;
	attr_builder_free(&b);
	lexer_free(l);
	return r;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wbuf canon, again, out;

	if (size > TEXT_MAX)
		return 0;
	wbuf_growable(&canon, 1 << 20);
	wbuf_growable(&again, 1 << 20);
	wbuf_growable(&out, 1 << 24);
	if (set_of((const char *)data, size, &canon) == 0) {
		attr_set_print(&out, wbuf_view(&canon));
		if (set_of((const char *)out.p, out.len, &again) == -1 ||
		    canon.len != again.len || (canon.len > 0 &&
		    memcmp(canon.p, again.p, canon.len) != 0))
			abort();
	}
	wbuf_free(&canon);
	wbuf_free(&again);
	wbuf_free(&out);
	return 0;
}
