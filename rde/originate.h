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
#include "base/wbuf.h"
#include "ipc/control.h"
#include "path/nlri.h"
#include "rde.h"

struct originate *originate_new(struct rde *rde);
void		originate_free(struct originate *o);

/* One way to say it; attrs and nexthop are borrowed references. */
struct originate_route {
	struct nlri	nlri;
	uint32_t	attrs;		/* attrs_store index */
	uint32_t	nexthop;	/* nexthops index, 0 none */
	bool		self;		/* next-hop self */
	const char	*name;		/* or NULL */
	const char	*watchdog;	/* or NULL */
	bool		withdrawn;	/* with watchdog: starts withdrawn */
};

/* bgpctl's add: for targets (NULL: every neighbour, also later ones). */
int		originate_add(struct originate *o,
		    const struct originate_route *r,
		    const struct idset *targets, const char *selector,
		    int64_t lease_ms, const char *owner, const char *reason);
/* bgpctl's delete; how many entries lost targets (0: nothing of bgpctl's). */
unsigned	originate_delete(struct originate *o, const struct nlri *n,
		    const struct idset *targets);
unsigned	originate_flush(struct originate *o);

/*
 * Configuration, in a bracket: what is not said between begin and end and was
 * there before goes.  Unchanged routes cause nothing.
 */
void		originate_config_begin(struct originate *o);
void		originate_config_route(struct originate *o,
		    const struct originate_route *r,
		    const struct idset *targets);
/* A slice of the sweep; true when there is more. */
bool		originate_config_end(struct originate *o);

/* A neighbour came or went: selectors are looked at again. */
void		originate_peer_added(struct originate *o, uint16_t id);
void		originate_peer_removed(struct originate *o, uint16_t id);

/* Watchdog group on a set of neighbours (programs use it later). */
unsigned	originate_watchdog(struct originate *o, const char *name,
		    bool announce, const struct idset *targets);

/*
 * A resumable walk for network show: calls row for up to n entries behind
 * *at (zeroed at the start), returns false at the end.
 */
struct originate_walk {
	uint8_t		family;
	bool		started;
	bool		all_families;
	struct prefix	after;
};
bool		originate_show(struct originate *o, struct originate_walk *at,
		    unsigned n, void (*row)(void *arg,
		    const struct ctl_network_row *r, struct rbuf attrs),
		    void *arg);
void		originate_usage(const struct originate *o, uint64_t *count,
		    uint64_t *bytes);

#endif
