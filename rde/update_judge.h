/* SPDX-License-Identifier: ISC */
/*
 * What depends on the neighbour and cannot be remembered with an attribute
 * set: mandatory attributes, the first AS, whose address a next hop is.
 */
#ifndef RDE_UPDATE_JUDGE_H
#define RDE_UPDATE_JUDGE_H

#include "path/attr.h"
#include "path/nlri.h"
#include "peer.h"

/* The reachable NLRI of an UPDATE: each kind that has some. */
struct judged {
	bool			 nlri;		/* IPv4, in the NLRI field */
	const struct nexthop	*mp;		/* of MP_REACH; NULL: none */
	bool			 loopback;	/* session of such addresses */
};

/* A reason to treat the UPDATE as withdrawn, or NULL. */
const char *update_judge(const struct peer *p,
	    const struct attr_summary *sum, const struct judged *j);
/* What is legal and still odd, for the log; NULL: nothing. */
const char *update_oddity(const struct peer *p,
	    const struct attr_summary *sum);
/* RFC 9234 5, of unicast: the OTC that its routes get, or 0. */
uint32_t update_marks(const struct peer *p);
/* Is a unicast route of the neighbour with this set a leak? */
bool	update_leaks(const struct peer *p, const struct attr_summary *sum,
	    struct rbuf set);

/* RFC 4486 4: AFI, SAFI and the limit. */
enum { LIMIT_DATA = 7 };
void	update_limit_data(enum family f, uint32_t max,
	    uint8_t data[LIMIT_DATA]);

#endif
