/* SPDX-License-Identifier: ISC */
/*
 * The same words as the filters of show rib, but read in passing: an address
 * without a length matches every prefix that holds it, for there is no table
 * in which one would be the best.
 */
#include <string.h>

#include "mrt_filter.h"
#include "update/match.h"

enum {
	OF_ATTRS = CTL_RIB_COMMUNITY | CTL_RIB_LARGE | CTL_RIB_EXT |
	    CTL_RIB_AS | CTL_RIB_EMPTY_AS,
};

static bool
match_communities(const struct ctl_rib_filter *c, const struct mrt_facts *f)
{
	const struct match_lists l = { .communities = f->communities,
	    .large = f->large, .ext = f->ext };

	return match_lists(c, &l);
}

static bool
match_prefix(const struct ctl_rib_filter *c, const struct nlri_about *a)
{
	struct prefix want = { .af = c->prefix.af, .len = c->plen };

	if (!a->has_prefix)
		return false;
	memcpy(want.b, c->prefix.b, sizeof(want.b));
	if ((c->flags & CTL_RIB_LONGER) != 0)
		return prefix_holds(&want, &a->prefix);
	if ((c->flags & (CTL_RIB_SHORTER | CTL_RIB_ADDRESS)) != 0)
		return prefix_holds(&a->prefix, &want);
	return prefix_cmp(&a->prefix, &want) == 0;
}

static bool
match_nlri(const struct ctl_rib_filter *c, const struct mrt_item *i)
{
	struct nlri_about a;

	if ((c->flags & (CTL_RIB_PREFIX | CTL_RIB_RD)) == 0)
		return true;
	if (i->family == FAMILY_NONE)
		return false;
	nlri_about(&i->nlri, &a);
	if ((c->flags & CTL_RIB_RD) != 0 && (!a.has_rd ||
	    memcmp(a.rd, c->rd, sizeof(a.rd)) != 0))
		return false;
	return (c->flags & CTL_RIB_PREFIX) == 0 || match_prefix(c, &a);
}

static bool
is_route(const struct mrt_item *i)
{
	return i->kind == MRT_ROUTE || i->kind == MRT_ANNOUNCE ||
	    i->kind == MRT_WITHDRAW;
}

bool
mrt_filter_matches(const struct ctl_rib_filter *c, const struct mrt_item *i,
    const struct mrt_facts *f)
{
	const uint32_t of_peer = CTL_RIB_PEER;

	if ((c->flags & CTL_RIB_PEER) != 0 &&
	    (addr_cmp(&c->peer.addr, &i->peer->addr) != 0))
		return false;
	if ((c->flags & ~of_peer) == 0)
		return true;
	if (!is_route(i) && !(i->kind == MRT_EOR &&
	    (c->flags & ~(of_peer | CTL_RIB_FAMILY)) == 0))
		return false;
	if ((c->flags & CTL_RIB_FAMILY) != 0 &&
	    (i->afi != c->afi || (c->safi != 0 && i->safi != c->safi)))
		return false;
	if ((c->flags & CTL_RIB_PATH_ID) != 0 &&
	    (i->family == FAMILY_NONE || !i->nlri.has_path_id ||
	    i->nlri.path_id != c->path_id))
		return false;
	if ((c->flags & OF_ATTRS) != 0 && (i->set == NULL ||
	    !match_as(c, f->aspath) || !match_communities(c, f)))
		return false;
	return match_nlri(c, i);
}
