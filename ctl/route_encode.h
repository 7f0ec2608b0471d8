/* SPDX-License-Identifier: ISC */
/*
 * One command of a program ("announce route …", "withdraw …", "announce eor
 * …") to whole messages, by the grammar and the packing of the daemon.
 */
#ifndef CTL_ROUTE_ENCODE_H
#define CTL_ROUTE_ENCODE_H

#include <stddef.h>

#include "base/wbuf.h"
#include "offline_session.h"

struct route_encode;

/* family: of words that say none, or FAMILY_NONE; nlri_only: no messages. */
struct route_encode *route_encode_new(const struct offline_session *s,
	    enum family family, bool nlri_only);
void	route_encode_free(struct route_encode *e);
/*
 * Appends messages (or NLRI) to w.  0, or -1 with why: nothing is to be used
 * of w then.
 */
int	route_encode_line(struct route_encode *e, const char *line,
	    size_t len, struct wbuf *w, char *why, size_t size);

#endif
