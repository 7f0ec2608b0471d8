/* SPDX-License-Identifier: ISC */
/*
 * From Adj-RIB-Out to the wire: per neighbour and family a cursor, UPDATEs
 * encoded against credit, End-of-RIB at the tail, refresh by a second cursor.
 */
#ifndef RDE_UPDATE_OUT_H
#define RDE_UPDATE_OUT_H

#include <stdbool.h>
#include <stdint.h>

#include "ipc/control.h"
#include "path/nlri.h"
#include "peer.h"
#include "rde.h"

struct update_out *update_out_new(struct rde *rde);
void		update_out_free(struct update_out *u);

void		update_out_peer_added(struct update_out *u, struct peer *p);
void		update_out_peer_removed(struct update_out *u, struct peer *p);
/* p->neg is set; cursors go to the head. */
void		update_out_up(struct update_out *u, struct peer *p);
void		update_out_down(struct update_out *u, struct peer *p);
void		update_out_credit(struct update_out *u, struct peer *p,
		    uint32_t octets);
/* The neighbour asked for everything of a family again. */
void		update_out_refresh(struct update_out *u, struct peer *p,
		    enum family f);
/* End-of-RIB may go out: configuration and injection log are loaded. */
void		update_out_loaded(struct update_out *u);
/* Something was appended for these neighbours: wakes the sender. */
void		update_out_wake(struct update_out *u);

/* Counters for struct ctl_counters. */
uint64_t	update_out_prefixes(const struct update_out *u,
		    const struct peer *p);
uint64_t	update_out_pending(const struct update_out *u,
		    const struct peer *p);
uint64_t	update_out_unsendable(const struct update_out *u,
		    const struct peer *p);

/* show rib out: what p holds or is to get, behind *after in prefix order. */
struct rib_out_item {
	struct nlri	nlri;
	uint32_t	attrs;
	struct nexthop	nexthop;	/* resolved: self is our address */
	uint32_t	flags;		/* CTL_P_PENDING, CTL_P_WITHDRAWN … */
};
size_t		update_out_show(struct update_out *u, struct peer *p,
		    enum family f, const struct prefix *after,
		    const struct prefix *limits, struct rib_out_item *v,
		    size_t n);
/*
 * The attributes as this neighbour sees them (AS_PATH, LOCAL_PREF defaults),
 * in canonical form.
 */
int		update_out_attrs(struct update_out *u, struct peer *p,
		    uint32_t attrs, struct wbuf *canon);

#endif
