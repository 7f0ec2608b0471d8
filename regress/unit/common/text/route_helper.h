/* SPDX-License-Identifier: ISC */
/* For tests of route text: reads a line and keeps what came out as text. */
#ifndef UNIT_ROUTE_HELPER_H
#define UNIT_ROUTE_HELPER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "text/lexer.h"
#include "text/route.h"

static inline int
route_collect(void *arg, const struct nlri *n, const struct route_spec *s,
    struct text_error *e)
{
	struct wbuf *w = arg;

	(void)e;
	wbuf_printf(w, "%u ", n->family);
	route_print(w, n, s);
	wbuf_u8(w, '\n');
	return 0;
}

/* "FAMILY PREFIX …\n" each, or "!COL msg". */
static inline const char *
route_read(struct wbuf *w, enum route_dialect d, enum family family,
    const char *line)
{
	struct lexer *l = lexer_new(NULL, 0);
	struct text_error e;
	struct tokens t;

	wbuf_reset(w);
	if (lexer_line(l, line, strlen(line), &t, &e) == -1 ||
	    route_parse(&t, d, family, route_collect, w, &e) == -1) {
		wbuf_reset(w);
		wbuf_printf(w, "!%u %s", e.col, e.msg);
	}
	wbuf_u8(w, 0);
	lexer_free(l);
	return (const char *)w->p;
}

#endif
