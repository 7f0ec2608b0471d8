/* SPDX-License-Identifier: ISC */
/* The next hop of a body as a neighbour gets it. */
#ifndef RDE_OUT_NEXTHOP_H
#define RDE_OUT_NEXTHOP_H

#include "bodies.h"
#include "path/nlri.h"
#include "update/pack.h"

struct rde;

/* af ADDR_NONE: the session has none for this family. */
void	out_nexthop(const struct rde *rde, const struct pack_profile *profile,
	    enum family f, const struct body *b, struct nexthop *nh);

#endif
