/* SPDX-License-Identifier: ISC */
/*
 * What depends on the session and cannot be remembered with an attribute set:
 * mandatory attributes, the first AS, whose address a next hop is.
 */
#ifndef UPDATE_JUDGE_H
#define UPDATE_JUDGE_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include <stdbool.h>
#include <stdint.h>

#include "path/attr.h"
#include "path/nlri.h"

struct judge_session {
	bool		ebgp;
	bool		loopback;	/* between loopback addresses */
	bool		route_server;	/* it is one: RFC 7947 */
	uint32_t	peer_as;
	struct addr	local;
	struct addr	local_ll;	/* or none */
};

/* The reachable NLRI of an UPDATE: each kind that has some. */
struct judged {
	bool			 nlri;		/* IPv4, in the NLRI field */
	const struct nexthop	*mp;		/* of MP_REACH; NULL: none */
};

/* A reason to treat the UPDATE as withdrawn, or NULL. */
const char *judge_update(const struct judge_session *s,
	    const struct attr_summary *sum, const struct judged *j);
/* RFC 4271 6.3: of 224/3 or ff00::/8, no prefix of hosts. */
bool	judge_prefix_is_odd(const struct prefix *p);

#endif
