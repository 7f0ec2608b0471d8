/* SPDX-License-Identifier: ISC */
/*
 * UPDATE, first pass (RFC 4271 4.3, RFC 7606 3 and 5): lengths, then the spans
 * of the attributes, with the two MP attributes located so that every NLRI
 * is known before an attribute is judged.  No copy, no allocation.
 */
#ifndef UPDATE_SPLIT_H
#define UPDATE_SPLIT_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include <stdbool.h>
#include <stdint.h>

#include "base/rbuf.h"
#include "path/attr.h"

struct update_mp {
	bool		present;
	uint16_t	afi;
	uint8_t		safi;
	struct rbuf	nexthop;	/* MP_REACH only */
	struct rbuf	nlri;
};

struct update_parts {
	struct rbuf	withdrawn;
	struct rbuf	attrs;		/* the whole section */
	struct rbuf	nlri;
	struct update_mp reach;
	struct update_mp unreach;
	bool		has_attrs;	/* any attribute beside MP_UNREACH */
	/*
	 * The section without the MP attributes: up to three runs of attrs.
	 * Their concatenation is the key of what has been checked before.
	 */
	struct rbuf	run[3];
	unsigned	nruns;
};

/* The two lengths: 0 or -1 (3/1, session reset). */
int		update_split(struct rbuf body, struct update_parts *u);
/*
 * The span pass: fills reach, unreach, runs.  OK; TREAT_AS_WITHDRAW for a
 * framing error behind which the NLRI are still known; SESSION_RESET for a
 * second MP attribute, an MP attribute too short or that runs past the others,
 * or a framing error without reachable NLRI.
 */
enum outcome	update_spans(struct update_parts *u, struct attr_report *why);
/* After the span pass: is there a prefix that is announced? */
bool		update_has_reachable(const struct update_parts *u);
/* End-of-RIB (RFC 4724 2): true and its AFI and SAFI. */
bool		update_is_eor(const struct update_parts *u, uint16_t *afi,
		    uint8_t *safi);

#endif
