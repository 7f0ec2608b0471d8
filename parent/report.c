/* SPDX-License-Identifier: ISC */
/* The answer to a client has a bound; nothing is left out silently. */
#include <string.h>

#include "report.h"

enum { LAST_LINE = 64 };

void
report_init(struct report *r)
{
	*r = (struct report){ .left_out = 0 };
	wbuf_growable(&r->text, REPORT_MAX);
}

void
report_free(struct report *r)
{
	wbuf_free(&r->text);
}

void
report_reset(struct report *r)
{
	wbuf_reset(&r->text);
	r->left_out = 0;
}

void
report_line(struct report *r, const char *line)
{
	if (r->left_out > 0 ||
	    r->text.len + strlen(line) + LAST_LINE > REPORT_MAX) {
		r->left_out++;
		return;
	}
	if (r->text.len > 0)
		wbuf_u8(&r->text, '\n');
	wbuf_str(&r->text, line);
}

const char *
report_text(struct report *r)
{
	if (r->left_out > 0)
		wbuf_printf(&r->text, "\n%u more lines", r->left_out);
	wbuf_u8(&r->text, '\0');
	return r->text.failed ? "it has errors" : (const char *)r->text.p;
}
