/* SPDX-License-Identifier: ISC */
/*
 * What has been sent to a neighbour in its session, and what of it the session
 * engine has written, which comes back as credit.
 */
#ifndef RDE_OUT_WRITTEN_H
#define RDE_OUT_WRITTEN_H

#include <stdbool.h>
#include <stdint.h>

#include "bgp/family.h"

/* Positions: one a family, and of what commands ask for beside routes. */
enum { OUT_ASKED = FAMILY_MAX, OUT_POSITIONS };

/* Of one neighbour's session.  A checkpoint is one, so it may lag a little. */
struct out_written {
	uint64_t	sent;		/* octets, of the session */
	uint64_t	back;		/* of them, written */
	uint64_t	at[OUT_POSITIONS];	/* all up to there is sent */
	/* when back reaches check, then has been written */
	uint64_t	check;
	uint64_t	then[OUT_POSITIONS];
	uint64_t	done[OUT_POSITIONS];
};

void	out_written_back(struct out_written *w, uint32_t octets);
bool	out_written_has(const struct out_written *w, unsigned position,
	    uint64_t up_to);

#endif
