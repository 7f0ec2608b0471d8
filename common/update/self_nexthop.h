/* SPDX-License-Identifier: ISC */
/* next-hop self, as a session sends it: of the daemon, and of bgpctl encode. */
#ifndef UPDATE_SELF_NEXTHOP_H
#define UPDATE_SELF_NEXTHOP_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "path/nlri.h"
#include "update/pack.h"

/* global.af ADDR_NONE: the session has none for this family. */
void	self_nexthop_get(const struct pack_profile *profile, enum family f,
	    struct nexthop *nh);

#endif
