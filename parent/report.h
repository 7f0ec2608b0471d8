/* SPDX-License-Identifier: ISC */
/* What is said of a file while it is loaded, as one text of bounded length. */
#ifndef PARENT_REPORT_H
#define PARENT_REPORT_H

#include "base/wbuf.h"

enum { REPORT_MAX = 48 * 1024 };

struct report {
	struct wbuf	text;
	unsigned	left_out;	/* lines for which there was no room */
};

void	report_init(struct report *r);
void	report_free(struct report *r);
void	report_reset(struct report *r);
void	report_line(struct report *r, const char *line);
/*
 * A line each, and at the end how many there are more; valid until the next
 * reset, and the end of adding.
 */
const char *report_text(struct report *r);

#endif
