/* SPDX-License-Identifier: ISC */
/*
 * Items as the lines of bgpdump -m, which people's scripts read: fields with
 * '|' between them.
 */
#ifndef CTL_MRT_LINE_H
#define CTL_MRT_LINE_H

#include "base/wbuf.h"
#include "mrt_facts.h"

/* False: nothing, for there is no such line. */
bool	mrt_line_head(struct wbuf *w, const struct mrt_item *i);
/* Behind the prefix of what is not withdrawn: equal sets, equal tails. */
void	mrt_line_tail(struct wbuf *w, const struct mrt_item *i,
	    const struct mrt_facts *f);
/*
 * "198.51.100.0/24", "evpn mac rd ...", without its path identifier; octets
 * where there is no family.
 */
void	mrt_put_nlri(struct wbuf *w, const struct mrt_item *i);

#endif
