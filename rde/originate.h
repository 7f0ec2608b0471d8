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

/* Whom bgpctl's add is for, for how long, who says so and why. */
struct originate_order {
	const struct idset *targets;	/* NULL: everybody, also later ones */
	const char	*selector;	/* of targets, looked at again; NULL */
	int64_t		 lease_ms;	/* 0: for ever */
	const char	*owner;
	const char	*reason;
};

enum originate_result {
	ORIGINATE_OK,
	ORIGINATE_ROUTES,	/* ORIGINATE_INJECTED_MAX are injected */
	ORIGINATE_IDS,		/* the prefix has ORIGINATE_IDS_MAX */
};

/* bgpctl's add; nothing has changed when it is not ORIGINATE_OK. */
enum originate_result originate_add(struct originate *o,
		    const struct originate_route *r,
		    const struct originate_order *order);
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

/* The injection log is read; until originate_replayed selectors rest. */
void		originate_replays(struct originate *o);
/*
 * The injection log was replayed, for these targets: neighbours that it does
 * not know are new, those that are not there are gone.  Those of a range may
 * come until originate_awaited_end.
 */
void		originate_replayed(struct originate *o, uint32_t known);
void		originate_awaited_end(struct originate *o);

/* Watchdog group on a set of neighbours (programs use it later). */
unsigned	originate_watchdog(struct originate *o, const char *name,
		    bool announce, const struct idset *targets);

#endif
