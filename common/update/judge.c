/* SPDX-License-Identifier: ISC */
/* RFC 4271 6.3 with the outcomes of RFC 7606 3 d and 7, RFC 7947. */
#include "update/judge.h"

static bool
nexthop_is_ours(const struct judge_session *s, const struct nexthop *nh)
{
	return addr_eq(&nh->global, &s->local) ||
	    (s->local_ll.af != ADDR_NONE &&
	    (addr_eq(&nh->global, &s->local_ll) ||
	    addr_eq(&nh->link_local, &s->local_ll)));
}

/* RFC 4271 6.3; between loopback addresses 127/8 and our own are fine. */
static const char *
judge_nexthop(const struct judge_session *s, const struct nexthop *nh)
{
	if (nexthop_is_ours(s, nh))
		return s->loopback ? NULL : "next hop is our address";
	if (nexthop_is_martian(nh) &&
	    !(s->loopback && addr_is_loopback(&nh->global)))
		return "next hop is not a host's address";
	return NULL;
}

static bool
has(const struct attr_summary *sum, unsigned type)
{
	return (sum->present & 1ULL << type) != 0;
}

const char *
judge_update(const struct judge_session *s, const struct attr_summary *sum,
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
	if (s->ebgp && !s->route_server && sum->first_as != s->peer_as)
		return "AS_PATH does not begin with the neighbour's AS";
	if (j->nlri) {
		if (!has(sum, ATTR_NEXT_HOP))
			return "NEXT_HOP is missing";
		nh.global = addr_v4(sum->next_hop);
		why = judge_nexthop(s, &nh);
	}
	if (why == NULL && j->mp != NULL)
		why = judge_nexthop(s, j->mp);
	return why;
}

bool
judge_prefix_is_odd(const struct prefix *p)
{
	return p->af == ADDR_V4 ? p->len >= 3 && p->b[0] >= 224 :
	    p->len >= 8 && p->b[0] == 0xff;
}
