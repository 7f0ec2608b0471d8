/* SPDX-License-Identifier: ISC */
/* TUNNEL_ENCAPSULATION: row of attr_table.c, and the words of SR policies. */
#ifndef PATH_TUNNEL_H
#define PATH_TUNNEL_H

#include "path/attr_row.h"

attr_check	attr_tunnel_check;	/* RFC 9012 13, RFC 9830 2.4 */
bool		attr_tunnel_has_words(struct rbuf value);

/*
 * The words of an SR policy where they stand bare among those of its route
 * (preference, binding-sid, segment-list and so on): takes all that come next.
 * 1 taken, 0 the next word is none of them, -1 an error.
 */
int		attr_sr_policy_words(struct tokens *t, struct attr_builder *b,
		    struct text_error *e);

#endif
