/* SPDX-License-Identifier: ISC */
/* NLRI by the table of families: what is known there is known here. */
#include "bgp/notification.h"
#include "explain_flow.h"
#include "explain_ls.h"
#include "explain_nlri.h"
#include "explain_prefix.h"
#include "explain_typed.h"
#include "path/nlri.h"
#include "put.h"
#include "update/judge.h"

static const char *
section_of(uint16_t afi, uint8_t safi)
{
	const struct family_info *f = family_info(family_by_number(afi,
	    safi));

	return f != NULL && f->rfc != NULL ? f->rfc : "RFC 4760 5";
}

static bool
is_in_use(const struct explain *e, enum family f)
{
	return e->session->families == 0 ||
	    (e->session->families >> f & 1) != 0;
}

/* In an attribute it may cost the family only (RFC 7606 2). */
static enum offence_verdict
price(const struct explain *e, bool mp)
{
	return mp && e->session->mp_error_disable ?
	    OFFENCE_FAMILY_DISABLE : OFFENCE_SESSION_RESET;
}

static void
fault(struct explain *e, const uint8_t *at, bool mp, bool other_way)
{
	const char *why = other_way ? "malformed NLRI (do both sides agree "
	    "on path identifiers?)" : "malformed NLRI";

	explain_fault(e, at, price(e, mp), "RFC 7606 5.3", why);
	explain_judge(e, price(e, mp), NOTIFY_UPDATE,
	    mp ? UPDATE_OPTIONAL_ATTR : UPDATE_NETWORK, NULL, why);
}

static void
ignored(struct explain *e, struct rbuf field, uint16_t afi, uint8_t safi,
    const char *why)
{
	char name[64];

	explain_put(e, field, "NLRI", section_of(afi, safi), "of %s, %s",
	    family_name(afi, safi, name, sizeof(name)), why);
	explain_fault(e, field.p, OFFENCE_IGNORED, "RFC 4760 6", why);
	explain_judge(e, OFFENCE_IGNORED, 0, 0, NULL, why);
}

static void
inside_ls(struct explain *e, struct rbuf one)
{
	explain_ls_nlri(e, one, false);
}

static void
inside_ls_vpn(struct explain *e, struct rbuf one)
{
	explain_ls_nlri(e, one, true);
}

/* Families whose NLRI have parts worth a line each. */
static const struct {
	uint16_t	  afi;
	uint8_t		  safi;
	void		(*inside)(struct explain *e, struct rbuf one);
} insides[] = {
	{ AFI_IPV4, SAFI_LABELLED, explain_prefix },
	{ AFI_IPV6, SAFI_LABELLED, explain_prefix },
	{ AFI_IPV4, SAFI_VPN, explain_prefix },
	{ AFI_IPV6, SAFI_VPN, explain_prefix },
	{ AFI_IPV4, SAFI_VPN_MULTICAST, explain_prefix },
	{ AFI_IPV6, SAFI_VPN_MULTICAST, explain_prefix },
	{ AFI_IPV4, 132, explain_membership },
	{ AFI_IPV4, 5, explain_typed }, { AFI_IPV6, 5, explain_typed },
	{ AFI_IPV4, 73, explain_typed }, { AFI_IPV6, 73, explain_typed },
	{ AFI_IPV4, 85, explain_typed }, { AFI_IPV6, 85, explain_typed },
	{ 25, 65, explain_vpls }, { 25, 70, explain_typed },
	{ 16388, 71, inside_ls }, { 16388, 72, inside_ls_vpn },
	{ AFI_IPV4, SAFI_FLOW, explain_flow_v4 },
	{ AFI_IPV6, SAFI_FLOW, explain_flow_v6 },
	{ AFI_IPV4, SAFI_FLOW_VPN, explain_flow_vpn_v4 },
	{ AFI_IPV6, SAFI_FLOW_VPN, explain_flow_vpn_v6 },
};

/* What is behind a path identifier. */
static void
put_inside(struct explain *e, struct rbuf one, uint16_t afi, uint8_t safi,
    bool path_id)
{
	struct rbuf id;
	size_t i;

	for (i = 0; i < sizeof(insides) / sizeof(insides[0]); i++) {
		if (insides[i].afi != afi || insides[i].safi != safi)
			continue;
		e->depth++;
		if (!path_id)
			insides[i].inside(e, one);
		else if (rbuf_sub(&one, 4, &id) == 0) {
			explain_put(e, id, "Path identifier", "RFC 7911 3",
			    "%u", explain_number(id));
			insides[i].inside(e, one);
		} else
			explain_put(e, one, "Octets", "RFC 7911 3",
			    "%zu octet%s", one.left,
			    one.left == 1 ? "" : "s");
		e->depth--;
	}
}

static void
put_nlri(struct explain *e, struct rbuf one, const struct nlri *n,
    unsigned how)
{
	const struct family_info *info = family_info((enum family)n->family);

	nlri_print(explain_begin(e, one, "NLRI", (how & EXPLAIN_MP) != 0 ?
	    section_of(info->afi, info->safi) : "RFC 4271 4.3"), n);
	explain_end(e);
	if (info->keyed || (how & EXPLAIN_WITHDRAW) != 0 ||
	    !judge_prefix_is_odd(&n->prefix))
		return;
	explain_fault(e, one.p, OFFENCE_IGNORED, "RFC 4271 6.3",
	    "prefix is not of hosts");
	explain_judge(e, OFFENCE_IGNORED, 0, 0, NULL,
	    "prefix is not of hosts");
}

/* What there is of one that is malformed: it may be longer than the rest. */
static void
put_cut(struct explain *e, struct rbuf b, uint16_t afi, uint8_t safi,
    bool path_id)
{
	size_t i;

	for (i = 0; i < sizeof(insides) / sizeof(insides[0]); i++) {
		if (insides[i].afi != afi || insides[i].safi != safi)
			continue;
		explain_put(e, b, "NLRI", section_of(afi, safi),
		    "%zu octet%s", b.left, b.left == 1 ? "" : "s");
		put_inside(e, b, afi, safi, path_id);
	}
}

/* This one alone cannot be made sense of. */
static void
left_out(struct explain *e, struct rbuf one, uint16_t afi, uint8_t safi,
    bool path_id)
{
	explain_put(e, one, "NLRI", section_of(afi, safi), "%zu octets",
	    one.left);
	put_inside(e, one, afi, safi, path_id);
	explain_fault(e, one.p, OFFENCE_IGNORED, "RFC 7606 5.4",
	    "left out: not of a form that is known");
	explain_judge(e, OFFENCE_IGNORED, 0, 0, NULL, "NLRI left out");
}

void
explain_nlri(struct explain *e, struct rbuf field, uint16_t afi, uint8_t safi,
    unsigned how)
{
	unsigned form = (how & EXPLAIN_WITHDRAW) != 0 ? NLRI_WITHDRAW : 0;
	bool mp = (how & EXPLAIN_MP) != 0;
	uint8_t octets[NLRI_ROOM];
	enum family f = family_by_number(afi, safi);
	struct rbuf b = field, one;
	struct wbuf room;
	struct nlri n;
	unsigned ids;
	int r;

	if (field.left == 0)
		return;
	if (f == FAMILY_NONE || !is_in_use(e, f)) {
		ignored(e, field, afi, safi, f == FAMILY_NONE ?
		    "a family that is not known" :
		    "a family that is not in use");
		return;
	}
	e->family = f;
	e->withdrawn = form != 0;
	ids = (e->session->add_path_rx >> f & 1) != 0 ? NLRI_ADD_PATH : 0;
	while (b.left > 0) {
		one = b;
		wbuf_fixed(&room, octets, sizeof(octets));
		r = nlri_read(&b, f, ids | form, &n, &room);
		if (r == -1) {
			put_cut(e, b, afi, safi, ids != 0);
			fault(e, b.p, mp, nlri_check(field, f,
			    (ids ^ NLRI_ADD_PATH) | form) == 0);
			return;
		}
		one.left -= b.left;
		if (r == 0) {
			put_nlri(e, one, &n, how);
			put_inside(e, one, afi, safi, ids != 0);
		} else
			left_out(e, one, afi, safi, ids != 0);
	}
}

/* --- MP_REACH_NLRI and MP_UNREACH_NLRI --- */

static void
put_nexthop(struct explain *e, struct rbuf field, uint16_t afi, uint8_t safi)
{
	enum family f = family_by_number(afi, safi);
	struct nexthop nh;
	struct wbuf *w;

	if (f == FAMILY_NONE) {
		explain_put(e, field, "Next hop", "RFC 4760 3",
		    "%zu octets", field.left);
		return;
	}
	if (nexthop_read(field, f, (e->session->enh_nexthop >> f & 1) != 0,
	    &nh) == -1) {
		explain_put(e, field, "Next hop", "RFC 4760 3",
		    "%zu octets", field.left);
		explain_fault(e, field.p, price(e, true), "RFC 7606 7.11",
		    "no length of a next hop of that family and session");
		explain_judge(e, price(e, true), NOTIFY_UPDATE,
		    UPDATE_ATTR_LIST, "MP_REACH_NLRI",
		    "wrong next hop length");
		return;
	}
	if (family_is_other(f) && field.left == 0) {
		explain_put(e, field, "Next hop", "RFC 4760 3", "0 octets");
		return;
	}
	w = explain_begin(e, field, "Next hop", "RFC 4760 3");
	if (nh.octets.left > 0)
		nexthop_print(w, &nh);
	else
		put_addr(w, &nh.global);
	if (nh.link_local.af != ADDR_NONE) {
		wbuf_str(w, ", link-local ");
		put_addr(w, &nh.link_local);
	}
	explain_end(e);
}

/* update_spans judges it; here is where. */
static void
short_mp(struct explain *e, struct rbuf b, bool reach)
{
	explain_fault(e, b.p, OFFENCE_SESSION_RESET, reach ?
	    "RFC 7606 7.11" : "RFC 7606 7.12", "too short for what it holds");
}

void
explain_mp(struct explain *e, struct rbuf b, bool reach)
{
	struct rbuf afi, safi, len, nexthop, reserved;
	uint16_t number;
	char name[64];

	if (rbuf_sub(&b, 2, &afi) == -1 || rbuf_sub(&b, 1, &safi) == -1) {
		short_mp(e, b, reach);
		return;
	}
	number = (uint16_t)explain_number(afi);
	explain_put(e, afi, "AFI", "RFC 4760 3", "%u", number);
	explain_put(e, safi, "SAFI", "RFC 4760 3", "%u: %s", safi.p[0],
	    family_name(number, safi.p[0], name, sizeof(name)));
	if (reach) {
		if (rbuf_sub(&b, 1, &len) == -1 ||
		    rbuf_sub(&b, len.p[0], &nexthop) == -1 ||
		    rbuf_sub(&b, 1, &reserved) == -1) {
			short_mp(e, b, reach);
			return;
		}
		explain_put(e, len, "Next hop length", "RFC 4760 3", "%u",
		    len.p[0]);
		put_nexthop(e, nexthop, number, safi.p[0]);
		explain_put(e, reserved, "Reserved", "RFC 4760 3", "%u",
		    reserved.p[0]);
	}
	explain_nlri(e, b, number, safi.p[0], EXPLAIN_MP |
	    (reach ? 0U : EXPLAIN_WITHDRAW));
}
