/* SPDX-License-Identifier: ISC */
/* How long, and until when: "90s", "1h30m", "2d"; RFC 3339, HH:MM. */
#ifndef TEXT_DURATION_H
#define TEXT_DURATION_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include <stdint.h>

#include "base/wbuf.h"

/* "90s", "1h30m", "2d", "500ms"; milliseconds, -1 malformed or absurd. */
int64_t	duration_parse(const char *s);
void	duration_print(struct wbuf *out, int64_t ms);
/* RFC 3339, or HH:MM of today or tomorrow (local time); seconds, -1. */
int64_t	until_parse(const char *s, int64_t now_wall);
/* RFC 3339 in UTC: "2031-05-01T12:00:00Z". */
void	until_print(struct wbuf *out, int64_t wall);

#endif
