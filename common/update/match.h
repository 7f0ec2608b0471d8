/* SPDX-License-Identifier: ISC */
/*
 * The filters of show rib and of show mrt that are about attributes: one set
 * of rules for routes of a daemon and of a file.
 */
#ifndef UPDATE_MATCH_H
#define UPDATE_MATCH_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include <stdbool.h>

#include "base/rbuf.h"
#include "ipc/control.h"

/* The path of 4-octet AS numbers; empty: there is none. */
bool	match_as(const struct ctl_rib_filter *c, struct rbuf path);
/* Lists of communities; empty: there is none. */
struct match_lists {
	struct rbuf	communities;
	struct rbuf	large;
	struct rbuf	ext;
};
bool	match_lists(const struct ctl_rib_filter *c,
	    const struct match_lists *l);

#endif
