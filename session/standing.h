/* SPDX-License-Identifier: ISC */
/* OPERATIONAL messages of the configuration, sent as a session begins. */
#ifndef SESSION_STANDING_H
#define SESSION_STANDING_H

#include <stddef.h>

#include "base/rbuf.h"
#include "base/wbuf.h"

struct conn;
struct engine;

#define STANDING_MAX	((size_t)4 << 30)

/* One record of an image, added to what standing_configure takes. */
void	standing_take(struct rbuf body, struct wbuf *all);
/* From here on it is these; sessions are told what they were not yet. */
void	standing_configure(struct engine *e, struct rbuf all);
/* The session is up. */
void	standing_send(struct conn *c);

#endif
