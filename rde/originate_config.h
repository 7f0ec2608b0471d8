/* SPDX-License-Identifier: ISC */
/*
 * The configuration's entries, in a bracket: what is not said between begin
 * and end and was there before goes.  Unchanged routes cause nothing.
 */
#ifndef RDE_ORIGINATE_CONFIG_H
#define RDE_ORIGINATE_CONFIG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/idset.h"
#include "bgp/family.h"
#include "ipc/parent_engine.h"
#include "path/nlri.h"

struct originate;

/* One way to say it; attrs and nexthop are borrowed references. */
struct originate_route {
	struct nlri	nlri;
	uint32_t	attrs;		/* attrs_store index */
	uint32_t	nexthop;	/* nexthops index, 0 none */
	bool		self;		/* next-hop self */
	uint8_t		prepend;	/* local AS so many times more */
	const char	*name;		/* or NULL */
	const char	*watchdog;	/* or NULL */
	bool		withdrawn;	/* with watchdog: starts withdrawn */
};

void		originate_config_begin(struct originate *o);
void		originate_config_route(struct originate *o,
		    const struct originate_route *r,
		    const struct idset *targets);
/* The entry that says just this to just these, 0 none; not in a bracket. */
uint32_t	originate_config_same(struct originate *o, uint32_t net,
		    const struct originate_route *r,
		    const struct idset *targets);
/* A short slice of the sweep; true when there is more. */
bool		originate_config_end(struct originate *o);
/*
 * The sweep of one net: counts, drops what was not said again, and returns
 * those for whom that may change something, a reference.
 */
uint32_t	originate_config_settle(struct originate *o, enum family f,
		    uint32_t net);
/*
 * What the last bracket changed: statements that reach a neighbour newly, that
 * some neighbour lost, and that replace another for some neighbour.
 */
const struct pe_done *originate_config_count(const struct originate *o);

#endif
