/* SPDX-License-Identifier: ISC */
/*
 * How many of each neighbour's flow specification rules are infeasible.  A
 * change of one unicast route may turn any number of verdicts (flow_valid.h),
 * so that they are counted in the background: a second after something has
 * changed, in slices, and not more than a twentieth of the time, whatever
 * neighbours do.  Readers learn of what time the number is.
 */
#ifndef RDE_FLOW_COUNT_H
#define RDE_FLOW_COUNT_H

#include <stdint.h>

#include "peer.h"
#include "rde.h"

struct flow_count;

struct flow_count_of {
	uint64_t	rules;		/* held, judged or not */
	uint64_t	unjudged;
	uint64_t	infeasible;
	/* that was counted so long ago; 0: nothing changed since, -1 never */
	int64_t		age_ms;
};

struct flow_count *flow_count_new(struct rde *rde);
void	flow_count_free(struct flow_count *c);
struct flow_count_of flow_count_of(const struct flow_count *c,
	    const struct peer *p);

#endif
