/* SPDX-License-Identifier: ISC */
/*
 * Validation of received flow specification rules (RFC 8955 6, RFC 8956 6, RFC
 * 9117) against the received unicast routes of the same AFI.
 *
 * Herald applies no rule, so nothing is decided when one arrives: a rule is
 * judged when it is looked at, by the tables as they then are.  Nothing has to
 * be revalidated while neighbours' routes come and go, and the same rule
 * received again is no news.
 *
 * There is no decision process, and so no best route.  The covering routes are
 * those of the longest prefix that covers the destination and has any that is
 * neither looped nor leaked (RFC 9234), and a rule is feasible when it would
 * be so whichever of them a router prefers:
 *
 *  a) It has a destination prefix, of IPv6 with offset 0.
 *  b) Its originator (ORIGINATOR_ID, or else the neighbour) announces one of
 *     the covering routes; and all of them came from one neighbouring AS,
 *     which is the leftmost in the AS_PATH of a rule received over eBGP.  Or,
 *     unless flow-validation is strict: it came over iBGP and its AS_PATH is
 *     empty or of the own confederation, then c) is not asked either.
 *  c) Nothing more specific than the destination came from another AS.
 *
 * Rules of SAFI 134 are not judged.  RFC 8955 8 has a router ask the same of
 * the routes of each VRF that imports the rule, by route target; their RDs need
 * not be the rule's, nor say which VRF they are in.  There is no VRF here, and
 * by default rules of remote PEs are accepted without.
 */
#ifndef RDE_FLOW_VALID_H
#define RDE_FLOW_VALID_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "ipc/control.h"
#include "path/nlri.h"
#include "peer.h"
#include "rde.h"

enum flow_verdict {
	FLOW_NO_RULE,		/* of another family */
	FLOW_UNJUDGED,		/* flow-validation off, or of a VPN */
	FLOW_FEASIBLE,
	FLOW_INFEASIBLE,
	FLOW_UNFINISHED,	/* the time is over: ask for the same again */
};

/*
 * One who looks at rules in order.  What was read for one serves the next, as
 * long as no route changes; what took long to read for a second all the same.
 * So a verdict is of a time when it was asked for, or of a second before.
 */
struct flow_valid;

struct flow_valid *flow_valid_new(struct rde *rde);
void	flow_valid_free(struct flow_valid *v);

/*
 * The rule n that p announced with attrs.  A destination may have a million
 * more specific routes, so that a slice may end before; each call gets on.
 */
enum flow_verdict flow_valid_judge(struct flow_valid *v,
	    const struct peer *p, const struct nlri *n, uint32_t attrs,
	    monotime_t until, struct ctl_flow_why *why);

#endif
