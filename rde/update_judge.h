/* SPDX-License-Identifier: ISC */
/* update/judge.h of a neighbour, and what is odd. */
#ifndef RDE_UPDATE_JUDGE_H
#define RDE_UPDATE_JUDGE_H

#include "path/attr.h"
#include "path/nlri.h"
#include "peer.h"
#include "update/judge.h"

/* A reason to treat the UPDATE as withdrawn, or NULL. */
const char *update_judge(const struct peer *p, bool loopback,
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
