/* SPDX-License-Identifier: ISC */
/*
 * RFC 4271 6.2 with a configuration at hand, RFC 5492 5, RFC 6286 2.2, RFC
 * 9234 4.2; families as RFC 4760 8 says, IPv4 unicast when nobody speaks of
 * families at all.
 */
#include <string.h>

#include <bsd/string.h>

#include "bgp/message.h"
#include "bgp/role.h"
#include "negotiate.h"

static family_mask
bit(enum family f)
{
	return (family_mask)1 << f;
}

static void
list_put(struct afi_safi_list *l, enum family f, uint8_t arg, uint32_t n)
{
	const struct family_info *fi = family_info(f);

	l->v[l->n++] = (struct afi_safi){
		.afi = fi->afi, .safi = fi->safi, .arg = arg, .n = n
	};
}

/* Do we offer to take several paths of a prefix? */
static bool
takes_paths(const struct conf_neighbor *c, enum family f)
{
	return (c->add_path & ADD_PATH_RECEIVE) != 0 && !family_is_other(f) &&
	    (c->add_path_families == 0 ||
	    (c->add_path_families & bit(f)) != 0);
}

static void
offer_family(const struct conf_neighbor *c, enum family f,
    struct capabilities *caps)
{
	const struct family_info *fi = family_info(f);

	list_put(&caps->mp, f, 0, 0);
	/* Where an NLRI of the others begins is not known. */
	if (c->add_path != 0 && !family_is_other(f) &&
	    (c->add_path_families == 0 ||
	    (c->add_path_families & bit(f)) != 0))
		list_put(&caps->add_path, f, c->add_path, 0);
	if (takes_paths(c, f) && c->paths_limit[f] != 0)
		list_put(&caps->paths_limit, f, 0, c->paths_limit[f]);
	if (c->nexthop_cap != 0 && (c->enh_families & bit(f)) != 0 &&
	    fi->af == ADDR_V4)
		list_put(&caps->enh, f, 0, AFI_IPV6);
	if (c->gr_time != 0) {
		caps->has_gr = true;
		list_put(&caps->gr, f, 1, 0);
	}
	if (c->gr_time != 0 && c->llgr_time != 0) {
		caps->has_llgr = true;
		list_put(&caps->llgr, f, 1, c->llgr_time);
	}
}

static void
offer_capabilities(const struct conf_neighbor *c,
    const struct negotiate_self *self, struct capabilities *caps)
{
	unsigned i, f;

	for (i = 0; i < (c->nfamilies ? c->nfamilies :
	    FAMILY_OTHER_FIRST); i++) {
		f = c->nfamilies ? c->families[i] : i;
		if (f < FAMILY_MAX)
			offer_family(c, f, caps);
	}
	caps->has_as4 = c->as4 != 0;
	caps->as4 = self->as;
	caps->gr_time = c->gr_time;
	caps->gr_notification = c->gr_time != 0 && c->gr_notification != 0;
	caps->gr_restarting = c->gr_time != 0 && self->restarting;
	caps->refresh = caps->enhanced_refresh = c->route_refresh != 0;
	caps->operational = c->operational != 0;
	caps->extended_message = c->extended_message != 0;
	caps->link_local = c->link_local_nexthop != 0;
	/* RFC 9234 4.1: between different AS only. */
	caps->role = c->peer_as == self->as ? ROLE_UNSET : c->role;
	strlcpy(caps->host, c->host_name, sizeof(caps->host));
	strlcpy(caps->domain, c->domain_name, sizeof(caps->domain));
	if (c->software_version)
		strlcpy(caps->version, self->version, sizeof(caps->version));
}

void
negotiate_offer(const struct conf_neighbor *c,
    const struct negotiate_self *self, struct open *o)
{
	memset(o, 0, sizeof(*o));
	capabilities_init(&o->caps);
	o->as = self->as;
	o->as16 = self->as > 0xffff ? AS_TRANS : (uint16_t)self->as;
	o->hold_time = c->hold_time;
	o->id = self->id;
	if (!self->plain)
		offer_capabilities(c, self, &o->caps);
}

static int
refuse(struct notify *err, uint8_t subcode, uint32_t v, size_t len)
{
	uint8_t data[4] = {
		(uint8_t)(v >> 24), (uint8_t)(v >> 16), (uint8_t)(v >> 8),
		(uint8_t)v
	};

	notify_set(err, NOTIFY_OPEN, subcode, data + 4 - len, len);
	return -1;
}

static bool
is_required(const struct conf_neighbor *c, unsigned code)
{
	return (c->require[code / 64] >> (code % 64) & 1) != 0;
}

static int
check_required(const struct conf_neighbor *c, const struct open *ours,
    const struct open *theirs, struct notify *err)
{
	uint8_t data[256];
	struct wbuf w;
	unsigned code;

	wbuf_fixed(&w, data, sizeof(data));
	for (code = 0; code < 128; code++)
		if (is_required(c, code) &&
		    !capability_present(&theirs->caps, (uint8_t)code))
			capability_write_one(&w, &ours->caps, (uint8_t)code);
	if (w.len == 0 && !w.failed)
		return 0;
	notify_set(err, NOTIFY_OPEN, OPEN_CAPABILITY, data, w.len);
	return -1;
}

/* RFC 9234 4.2; to require one is its strict mode. */
static int
check_role(const struct conf_neighbor *c, const struct open *ours,
    const struct open *theirs, struct notify *err)
{
	if (ours->as == theirs->as)
		return 0;
	if (theirs->caps.role_conflict)
		return refuse(err, OPEN_ROLE, 0, 0);
	if (theirs->caps.role == ROLE_UNSET && is_required(c, CAP_ROLE))
		return refuse(err, OPEN_ROLE, 0, 0);
	if (c->role == ROLE_UNSET || theirs->caps.role == ROLE_UNSET)
		return 0;
	if (!role_pairs(c->role, theirs->caps.role))
		return refuse(err, OPEN_ROLE, 0, 0);
	return 0;
}

int
negotiate_check(const struct conf_neighbor *c, const struct open *ours,
    const struct open *theirs, struct notify *err)
{
	if (c->peer_as != 0 && theirs->as != c->peer_as)
		return refuse(err, OPEN_PEER_AS, theirs->as, 4);
	if (ours->as == theirs->as && ours->id == theirs->id)
		return refuse(err, OPEN_ID, theirs->id, 4);
	if (theirs->hold_time != 0 && theirs->hold_time < c->min_hold_time)
		return refuse(err, OPEN_HOLD_TIME, theirs->hold_time, 2);
	if (check_role(c, ours, theirs, err) == -1)
		return -1;
	return check_required(c, ours, theirs, err);
}

static bool
has_family(const struct open *o, const struct family_info *fi)
{
	if (o->caps.mp.n == 0)
		return fi->afi == AFI_IPV4 && fi->safi == SAFI_UNICAST;
	return afi_safi_find(&o->caps.mp, fi->afi, fi->safi) != NULL;
}

static uint8_t
add_path_mode(const struct open *o, const struct family_info *fi)
{
	const struct afi_safi *v;

	v = afi_safi_find(&o->caps.add_path, fi->afi, fi->safi);
	return v == NULL ? 0 : v->arg;
}

static bool
has_enh(const struct open *o, const struct family_info *fi)
{
	const struct afi_safi *v;

	v = afi_safi_find(&o->caps.enh, fi->afi, fi->safi);
	return v != NULL && v->n == AFI_IPV6;
}

/* RFC 9494 4.2: its capability is worth nothing without 64. */
static void
agree_restart(const struct open *ours, const struct open *theirs,
    enum family f, struct negotiated *n)
{
	const struct family_info *fi = family_info(f);
	const struct afi_safi *v;

	if (!theirs->caps.has_gr)
		return;
	v = afi_safi_find(&theirs->caps.gr, fi->afi, fi->safi);
	if (v != NULL) {
		n->gr_families |= bit(f);
		if (v->arg)
			n->gr_forwarding |= bit(f);
	}
	v = afi_safi_find(&theirs->caps.llgr, fi->afi, fi->safi);
	if (v == NULL || v->n == 0 || !ours->caps.has_llgr)
		return;
	n->llgr_families |= bit(f);
	n->llgr_time[f] = v->n;
	if (v->arg)
		n->llgr_forwarding |= bit(f);
}

static void
agree_family(const struct open *ours, const struct open *theirs,
    enum family f, struct negotiated *n)
{
	const struct family_info *fi = family_info(f);
	const struct afi_safi *limit;
	uint8_t us, them;

	if (!has_family(ours, fi) || !has_family(theirs, fi))
		return;
	n->families |= bit(f);
	us = add_path_mode(ours, fi);
	them = add_path_mode(theirs, fi);
	if ((us & ADD_PATH_RECEIVE) != 0 && (them & ADD_PATH_SEND) != 0)
		n->add_path_rx |= bit(f);
	if ((us & ADD_PATH_SEND) != 0 && (them & ADD_PATH_RECEIVE) != 0) {
		n->add_path_tx |= bit(f);
		limit = afi_safi_find(&theirs->caps.paths_limit, fi->afi,
		    fi->safi);
		n->paths_limit[f] = limit == NULL ? 0 : (uint16_t)limit->n;
	}
	if (has_enh(ours, fi) && has_enh(theirs, fi))
		n->enh_nexthop |= bit(f);
	agree_restart(ours, theirs, f, n);
}

void
negotiate_agree(const struct conf_neighbor *c, const struct open *ours,
    const struct open *theirs, struct negotiated *n)
{
	const struct capabilities *us = &ours->caps, *them = &theirs->caps;
	unsigned f;

	memset(n, 0, sizeof(*n));
	n->local_ll = c->local_ll;
	n->local_as = ours->as;
	n->peer_as = theirs->as;
	n->local_id = ours->id;
	n->peer_id = theirs->id;
	for (f = 0; f < FAMILY_MAX; f++)
		agree_family(ours, theirs, f, n);
	n->hold_time = ours->hold_time < theirs->hold_time ?
	    ours->hold_time : theirs->hold_time;
	n->gr_time = them->gr_time;
	n->as4 = us->has_as4 && them->has_as4;
	n->refresh = us->refresh && them->refresh;
	n->enhanced_refresh = us->enhanced_refresh && them->enhanced_refresh;
	n->extended_tx = us->extended_message && them->extended_message;
	n->gr = us->has_gr && them->has_gr;
	n->gr_notification = n->gr && us->gr_notification &&
	    them->gr_notification;
	n->peer_restarting = them->has_gr && them->gr_restarting;
	n->we_restarting = us->has_gr && us->gr_restarting;
	n->ebgp = ours->as != theirs->as;
	n->link_local = us->link_local && them->link_local;
	n->connected = n->ebgp && c->ttl_out <= 1 && c->ttl_in == 0;
	n->role = them->role;
	n->operational = us->operational && them->operational;
}
