/* SPDX-License-Identifier: ISC */
/*
 * What the unicast routes of one prefix say to the rules that it covers: of
 * which neighbouring AS they are, and who announces them.  All of its paths
 * are read once, and any number of rules then asks (flow_valid.c).  It is no
 * larger than those paths are.
 */
#ifndef RDE_FLOW_COVER_H
#define RDE_FLOW_COVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "index_table.h"

/* RFC 9117 4.1: who a route is of. */
struct flow_originator {
	bool		by_id;
	uint32_t	id;		/* ORIGINATOR_ID, or the neighbour */
};

struct flow_holder {
	struct flow_originator	who;
	uint32_t		as;	/* of its first route */
};

struct flow_cover {
	bool			split;	/* between as and as2 */
	uint32_t		as, as2;
	size_t			n;	/* 0: there is no such route */
	size_t			room;
	struct flow_holder	*v;
	struct index_table	index;
};

/* One that is all zero is empty. */
void	flow_cover_clear(struct flow_cover *c);
/* One route more; CTL_FLOW_AS_HIDDEN is the AS of nothing else. */
void	flow_cover_add(struct flow_cover *c, const struct hash_key *key,
	    const struct flow_originator *who, uint32_t as);
/* NULL: it announces none. */
const struct flow_holder *flow_cover_find(const struct flow_cover *c,
	    const struct hash_key *key, const struct flow_originator *who);

/* Is it surely the same? */
bool	flow_is_as(uint32_t as, uint32_t other);

#endif
