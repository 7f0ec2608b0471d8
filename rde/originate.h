/* SPDX-License-Identifier: ISC */
/*
 * What this daemon says: per NLRI and path id a list of entries, newest first,
 * configuration last; the first that covers a neighbour is what it should get
 * (design 3.2).  Every change ends in calls of adj_rib_out.
 */
#ifndef RDE_ORIGINATE_H
#define RDE_ORIGINATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/idset.h"
#include "originate_config.h"
#include "originate_show.h"
#include "path/nlri.h"
#include "rde.h"

enum {
	ORIGINATE_INJECTED_MAX	= 4 * 1000 * 1000,
	ORIGINATE_IDS_MAX	= 128,	/* path ids of one prefix */
};

/* Needs rde->rib_out and rde->out. */
struct originate *originate_new(struct rde *rde);
void		originate_free(struct originate *o);

/*
 * bgpctl's add: for targets (NULL: every neighbour, also later ones), which
 * selector, when not NULL, is to be looked at again for.  -1: too many
 * routes, -2: too many path ids of this prefix.
 */
int		originate_add(struct originate *o,
		    const struct originate_route *r,
		    const struct idset *targets, const char *selector,
		    int64_t lease_ms, const char *owner, const char *reason);
/* bgpctl's delete; how many entries lost targets (0: nothing of bgpctl's). */
unsigned	originate_delete(struct originate *o, const struct nlri *n,
		    const struct idset *targets);
unsigned	originate_flush(struct originate *o);

/*
 * A neighbour came or went (it is still in, or already out of, peers):
 * selectors are looked at again in the loop's next pass, or before the next
 * command.
 */
void		originate_peer_added(struct originate *o, uint16_t id);
void		originate_peer_removed(struct originate *o, uint16_t id);

/* Watchdog group on a set of neighbours (programs use it later). */
unsigned	originate_watchdog(struct originate *o, const char *name,
		    bool announce, const struct idset *targets);

#endif
