/* SPDX-License-Identifier: ISC */
/*
 * Filters of show rib.  Those on attributes read the canonical octets; they
 * depend on the set and the neighbour, and on whether the family has leaks, so
 * their verdict is kept for the run of prefixes that share these.
 */
#include <string.h>

#include "attrs.h"
#include "bgp/role.h"
#include "ipc/selector.h"
#include "show_filter.h"
#include "update/match.h"
#include "update_judge.h"

static bool
is_text(const char *s, size_t size)
{
	return memchr(s, '\0', size) != NULL;
}

static bool
any_peer(const struct show_filter *f)
{
	const struct peer *p;

	for (p = peers_next(f->rde->peers, 0); p != NULL;
	    p = peers_next(f->rde->peers, p->id + 1U))
		if (show_filter_peer(f, p))
			return true;
	return false;
}

static enum show_scope
scope_of(uint32_t flags)
{
	if ((flags & CTL_RIB_PREFIX) == 0)
		return SCOPE_ALL;
	if ((flags & CTL_RIB_LONGER) != 0)
		return SCOPE_LONGER;
	if ((flags & CTL_RIB_SHORTER) != 0)
		return SCOPE_SHORTER;
	return (flags & CTL_RIB_ADDRESS) != 0 ? SCOPE_BEST : SCOPE_EXACT;
}

const char *
show_filter_init(struct show_filter *f, struct rde *rde,
    const struct ctl_rib_filter *ctl)
{
	*f = (struct show_filter){
		.rde = rde, .ctl = *ctl, .scope = scope_of(ctl->flags),
	};
	if ((ctl->flags & CTL_RIB_PREFIX) != 0 &&
	    (addr_len(ctl->prefix.af) == 0 ||
	    ctl->plen > addr_bits(ctl->prefix.af)))
		return "not a prefix";
	if ((ctl->flags & CTL_RIB_PEER) != 0) {
		if (!is_text(ctl->peer.name, sizeof(ctl->peer.name)))
			return "not a name";
		if (!any_peer(f))
			return "no such neighbor";
	}
	return NULL;
}

struct prefix
show_filter_prefix(const struct show_filter *f)
{
	struct prefix p = { .af = f->ctl.prefix.af, .len = f->ctl.plen };

	if (f->scope == SCOPE_ALL)
		return (struct prefix){ 0 };
	memcpy(p.b, f->ctl.prefix.b, sizeof(p.b));
	prefix_mask(&p);
	return p;
}

bool
show_filter_family(const struct show_filter *f, enum family family)
{
	const struct family_info *fi = family_info(family);

	if ((f->ctl.flags & CTL_RIB_RD) != 0 && !fi->keyed)
		return false;
	/* Those of an AFI of no addresses have prefixes of either. */
	if (f->scope != SCOPE_ALL && fi->af != ADDR_NONE &&
	    fi->af != f->ctl.prefix.af)
		return false;
	if (show_filter_scans(f, family) && !nlri_is_about(family))
		return false;
	return (f->ctl.flags & CTL_RIB_FAMILY) == 0 ||
	    (fi->afi == f->ctl.afi &&
	    (f->ctl.safi == 0 || fi->safi == f->ctl.safi));
}

bool
show_filter_scans(const struct show_filter *f, enum family family)
{
	return family_info(family)->keyed && (f->scope != SCOPE_ALL ||
	    (f->ctl.flags & CTL_RIB_RD) != 0);
}

/* Which of them is the best for an address, nobody knows: all that hold it. */
bool
show_filter_nlri(const struct show_filter *f, const struct nlri *n)
{
	struct prefix want = show_filter_prefix(f);
	struct nlri_about a;

	nlri_about(n, &a);
	if ((f->ctl.flags & CTL_RIB_RD) != 0 && (!a.has_rd ||
	    memcmp(a.rd, f->ctl.rd, sizeof(a.rd)) != 0))
		return false;
	switch (f->scope) {
	case SCOPE_ALL:
		return true;
	case SCOPE_EXACT:
		return a.has_prefix && prefix_cmp(&a.prefix, &want) == 0;
	case SCOPE_LONGER:
		return a.has_prefix && prefix_holds(&want, &a.prefix);
	case SCOPE_BEST:
	case SCOPE_SHORTER:
		break;
	}
	return a.has_prefix && prefix_holds(&a.prefix, &want);
}

bool
show_filter_peer(const struct show_filter *f, const struct peer *p)
{
	return (f->ctl.flags & CTL_RIB_PEER) == 0 ||
	    selector_means(&f->ctl.peer, &p->conf);
}

static struct rbuf
value_of(struct rbuf set, uint8_t type)
{
	struct attr a;

	return attr_find(set, type, &a) == 0 ? a.value : rbuf_of(NULL, 0);
}

static bool
match_communities(const struct ctl_rib_filter *c, struct rbuf set)
{
	const struct match_lists l = {
		.communities = value_of(set, ATTR_COMMUNITIES),
		.large = value_of(set, ATTR_LARGE_COMMUNITIES),
		.ext = value_of(set, ATTR_EXT_COMMUNITIES),
	};

	return match_lists(c, &l);
}

static void
look(struct show_filter *f, const struct peer *p, uint32_t attrs)
{
	struct rbuf set = attrs_octets(f->rde->attrs, attrs);
	struct rbuf path = { 0 };
	struct attr a;

	if (attr_find(set, ATTR_AS_PATH, &a) == 0)
		path = a.value;
	f->flags = 0;
	if (attrs_summary(f->rde->attrs, attrs)->as_set != 0)
		f->flags |= CTL_P_AS_SET;
	if (p->neg.ebgp && aspath_contains(path, p->neg.local_as))
		f->flags |= CTL_P_AS_LOOP;
	if (f->of_roles && (f->ctl.flags & CTL_RIB_OUT) == 0 &&
	    update_leaks(p, attrs_summary(f->rde->attrs, attrs), set))
		f->flags |= CTL_P_LEAKED;
	if (f->flags == 0)
		f->flags = CTL_P_VALID;
	f->matches = show_filter_peer(f, p) &&
	    match_as(&f->ctl, path) && match_communities(&f->ctl, set);
	f->attrs = attrs;
	f->peer = p->id;
}

bool
show_filter_path(struct show_filter *f, const struct peer *p,
    enum family family, uint32_t attrs, uint32_t path_id, uint32_t *flags)
{
	bool of_roles = role_is_about(family);

	if (f->attrs != attrs || f->peer != p->id ||
	    f->of_roles != of_roles) {
		f->of_roles = of_roles;
		look(f, p, attrs);
	}
	if (!f->matches || ((f->ctl.flags & CTL_RIB_PATH_ID) != 0 &&
	    f->ctl.path_id != path_id))
		return false;
	*flags |= f->flags;
	return true;
}

bool
show_filter_flags(const struct show_filter *f, uint32_t flags)
{
	uint32_t want = f->ctl.flags;

	return ((want & CTL_RIB_INVALID) == 0 ||
	    (flags & CTL_P_VALID) == 0) &&
	    ((want & CTL_RIB_LEAKED) == 0 || (flags & CTL_P_LEAKED) != 0) &&
	    ((want & CTL_RIB_INFEASIBLE) == 0 ||
	    (flags & CTL_P_INFEASIBLE) != 0);
}

void
show_filter_forget(struct show_filter *f)
{
	f->attrs = 0;
}
