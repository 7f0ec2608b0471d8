/* SPDX-License-Identifier: ISC */
/*
 * next-hop self, resolved for a session: by the export profile, whose
 * addresses are those of the session (RFC 4271 5.1.3, RFC 2545 3).
 */
#include <string.h>

#include "update/self_nexthop.h"

static void
self_v6(const struct pack_profile *profile, struct nexthop *nh)
{
	nh->global = profile->self_v6;
	nh->link_local = profile->self_ll;
}

/* Of its AFI rather, but any that the family can say. */
static void
self_of_keyed(const struct pack_profile *profile, enum family f,
    struct nexthop *nh)
{
	const bool enh = (profile->enh_nexthop >> f & 1) != 0;

	/* Of one that we do not know, who says self means it. */
	if (nexthop_may_miss(f) && !family_is_other(f))
		return;
	if (family_info(f)->af != ADDR_V6)
		nh->global = profile->self_v4;
	if (nh->global.af == ADDR_NONE || !nexthop_fits(f, nh, enh))
		self_v6(profile, nh);
	if (nh->global.af == ADDR_NONE) {
		memset(nh, 0, sizeof(*nh));
		nh->global = profile->self_v4;
	}
}

void
self_nexthop_get(const struct pack_profile *profile, enum family f,
    struct nexthop *nh)
{
	memset(nh, 0, sizeof(*nh));
	if (family_info(f)->keyed) {
		self_of_keyed(profile, f, nh);
		return;
	}
	/* The session's address of the route's family; never a mapped one. */
	if (family_info(f)->af == ADDR_V4 && profile->self_v4.af != ADDR_NONE)
		nh->global = profile->self_v4;
	else if (family_info(f)->af == ADDR_V6 ||
	    (profile->enh_nexthop >> f & 1))
		self_v6(profile, nh);
}
