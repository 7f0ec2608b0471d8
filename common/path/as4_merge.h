/* SPDX-License-Identifier: ISC */
/* AS numbers of an old speaker made whole (RFC 6793 4.2.3). */
#ifndef PATH_AS4_MERGE_H
#define PATH_AS4_MERGE_H

#include "path/attr_row.h"

/* Write the value of AS_PATH, of AGGREGATOR: 4-octet AS numbers. */
void	as4_widen_path(struct wbuf *w, const struct old_as *old);
void	as4_widen_aggregator(struct wbuf *w, const struct old_as *old);
const char *attr_as4_path_check(struct rbuf v, const struct attr_profile *p);

#endif
