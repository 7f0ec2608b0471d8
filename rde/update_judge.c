/* SPDX-License-Identifier: ISC */
/* RFC 4271 6.3 with the outcomes of RFC 7606 3 d and 7, RFC 7947, RFC 9234. */
#include "base/wbuf.h"
#include "bgp/role.h"
#include "update_judge.h"

static bool
nexthop_is_ours(const struct peer *p, const struct nexthop *nh)
{
	return addr_eq(&nh->global, &p->neg.local) ||
	    (p->neg.local_ll.af != ADDR_NONE &&
	    (addr_eq(&nh->global, &p->neg.local_ll) ||
	    addr_eq(&nh->link_local, &p->neg.local_ll)));
}

/* RFC 4271 6.3; between loopback addresses 127/8 and our own are fine. */
static const char *
judge_nexthop(const struct peer *p, const struct nexthop *nh, bool loopback)
{
	if (nexthop_is_ours(p, nh))
		return loopback ? NULL : "next hop is our address";
	if (nexthop_is_martian(nh) &&
	    !(loopback && addr_is_loopback(&nh->global)))
		return "next hop is not a host's address";
	return NULL;
}

static bool
has(const struct attr_summary *sum, unsigned type)
{
	return (sum->present & 1ULL << type) != 0;
}

const char *
update_judge(const struct peer *p, const struct attr_summary *sum,
    const struct judged *j)
{
	struct nexthop nh = { 0 };
	const char *why = NULL;

	if (!has(sum, ATTR_ORIGIN))
		return "ORIGIN is missing";
	if (!has(sum, ATTR_AS_PATH))
		return "AS_PATH is missing";
	/*
	 * A route server does not add its own AS (RFC 7947 2.2.2.1); whether
	 * the neighbour is one, our configuration says.
	 */
	if (p->neg.ebgp && p->conf.role != BGP_ROLE_RS_CLIENT &&
	    sum->first_as != p->neg.peer_as)
		return "AS_PATH does not begin with the neighbour's AS";
	if (j->nlri) {
		if (!has(sum, ATTR_NEXT_HOP))
			return "NEXT_HOP is missing";
		nh.global = addr_v4(sum->next_hop);
		why = judge_nexthop(p, &nh, j->loopback);
	}
	if (why == NULL && j->mp != NULL)
		why = judge_nexthop(p, j->mp, j->loopback);
	return why;
}

const char *
update_oddity(const struct peer *p, const struct attr_summary *sum)
{
	/* RFC 6793 4.1: of no use between speakers of 4-octet numbers. */
	if (p->neg.as4 && sum->as_trans)
		return "AS_PATH: 23456 from a neighbour with 4-octet AS "
		    "numbers";
	if (sum->otc_zero)
		return "OTC: AS 0";
	return NULL;
}

void
update_limit_data(enum family f, uint32_t max, uint8_t data[LIMIT_DATA])
{
	const struct family_info *fi = family_info(f);
	struct wbuf w;

	wbuf_fixed(&w, data, LIMIT_DATA);
	wbuf_u16(&w, fi->afi);
	wbuf_u8(&w, fi->safi);
	wbuf_u32(&w, max);
}

uint32_t
update_marks(const struct peer *p)
{
	return p->neg.ebgp && role_marks_in(p->conf.role) ?
	    p->neg.peer_as : 0;
}

bool
update_leaks(const struct peer *p, const struct attr_summary *sum,
    struct rbuf set)
{
	uint32_t otc = 0;
	struct attr a;

	if (!p->neg.ebgp || !has(sum, ATTR_OTC) ||
	    attr_find(set, ATTR_OTC, &a) == -1 ||
	    rbuf_u32(&a.value, &otc) == -1)
		return false;
	return role_leaks_in(p->conf.role, true, otc, p->neg.peer_as);
}
