/* SPDX-License-Identifier: ISC */
/*
 * The next hop of a body as a session sends it: what was written, or the
 * session's own.
 */
#include <string.h>

#include "out_nexthop.h"
#include "rde.h"
#include "update/self_nexthop.h"

void
out_nexthop(const struct rde *rde, const struct pack_profile *profile,
    enum family f, const struct body *b, struct nexthop *nh)
{
	const struct nexthop *given = nexthops_get(rde->nexthops, b->nexthop);

	if (b->self) {
		self_nexthop_get(profile, f, nh);
		return;
	}
	memset(nh, 0, sizeof(*nh));
	if (given != NULL)
		*nh = *given;
}
