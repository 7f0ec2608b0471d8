/* SPDX-License-Identifier: ISC */
/*
 * Any line of route text in both dialects: refused with a message, or what
 * it says prints to text that says the same.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/lexer.h"
#include "text/route.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
collect(void *arg, const struct nlri *n, const struct route_spec *s,
    struct text_error *e)
{
	struct wbuf *w = arg;

	(void)e;
	if (w->len == 0)	/* the first is enough */
		route_print(w, n, s);
	return 0;
}

static bool
parse(const void *text, size_t len, enum route_dialect d, struct wbuf *out)
{
	struct lexer *l = lexer_new(NULL, 0);
	struct text_error e;
	struct tokens t;
	bool good;

	wbuf_growable(out, 1 << 22);
	e.msg[0] = '\0';
	good = lexer_line(l, text, len, &t, &e) == 0 &&
	    route_parse(&t, d, FAMILY_NONE, collect, out, &e) == 0;
	if (!good && e.msg[0] == '\0')
		abort();
	lexer_free(l);
	return good && !out->failed;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wbuf a, b;

	if (size > 65536)
		return 0;
	(void)parse(data, size, ROUTE_CONFIG, &a);
	wbuf_free(&a);
	if (parse(data, size, ROUTE_NETWORK, &a)) {
		if (!parse(a.p, a.len, ROUTE_NETWORK, &b) ||
		    a.len != b.len || memcmp(a.p, b.p, a.len) != 0)
			abort();
		wbuf_free(&b);
	}
	wbuf_free(&a);
	return 0;
}
