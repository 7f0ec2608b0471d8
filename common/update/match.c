/* SPDX-License-Identifier: ISC */
/* Canonical octets against the words of a filter; nothing is decoded. */
#include <string.h>

#include "base/octets.h"
#include "path/attr.h"
#include "update/match.h"

/* A list holds these octets at a multiple of their length. */
static bool
holds(struct rbuf list, const void *want, size_t n)
{
	struct rbuf one;

	while (rbuf_sub(&list, n, &one) == 0)
		if (memcmp(one.p, want, n) == 0)
			return true;
	return false;
}

bool
match_lists(const struct ctl_rib_filter *c, const struct match_lists *l)
{
	uint8_t want[12];
	size_t i;

	octets_put_u32(want, c->community);
	if ((c->flags & CTL_RIB_COMMUNITY) != 0 &&
	    !holds(l->communities, want, 4))
		return false;
	for (i = 0; i < 3; i++)
		octets_put_u32(want + 4 * i, c->large[i]);
	if ((c->flags & CTL_RIB_LARGE) != 0 && !holds(l->large, want, 12))
		return false;
	return (c->flags & CTL_RIB_EXT) == 0 ||
	    holds(l->ext, c->ext, sizeof(c->ext));
}

bool
match_as(const struct ctl_rib_filter *c, struct rbuf path)
{
	if ((c->flags & CTL_RIB_EMPTY_AS) != 0 && path.left != 0)
		return false;
	if ((c->flags & CTL_RIB_AS) == 0)
		return true;
	switch (c->as_where) {
	case CTL_AS_SOURCE:
		return aspath_source(path) == c->as;
	case CTL_AS_PEER:
		return aspath_first(path) == c->as;
	case CTL_AS_TRANSIT:
		return aspath_contains(path, c->as) &&
		    aspath_source(path) != c->as;
	default:
		return aspath_contains(path, c->as);
	}
}
