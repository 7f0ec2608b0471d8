/* SPDX-License-Identifier: ISC */
/* show rib out: what a neighbour holds or is to get. */
#ifndef RDE_UPDATE_OUT_SHOW_H
#define RDE_UPDATE_OUT_SHOW_H

#include <stddef.h>
#include <stdint.h>

#include "base/wbuf.h"
#include "ipc/control.h"
#include "net_table.h"
#include "path/nlri.h"
#include "peer.h"
#include "rde.h"

struct update_out;

struct rib_out_item {
	struct nlri	nlri;		/* borrowed */
	uint32_t	attrs;
	uint8_t		prepend;	/* local AS so many times more */
	struct nexthop	nexthop;	/* resolved: self is our address */
	uint32_t	flags;		/* CTL_P_PENDING, CTL_P_WITHDRAWN … */
};
/*
 * Behind *after in their order (NULL: from the first), within limits.  The
 * paths of one prefix come in one call; n + 1: the next one has more than n.
 * However many there are of others, to the end.
 */
size_t		update_out_show(struct update_out *u, struct peer *p,
		    enum family f, const struct net_pos *after,
		    const struct prefix *limits, struct rib_out_item *v,
		    size_t n);
/*
 * The same into items that grow until one prefix fits; begins as { 0 }.  Of
 * routes that are for others so many are passed over; when there was none of
 * its own among them, more is set and behind is where to go on.
 */
struct rib_out_items {
	struct rib_out_item	*v;
	size_t			 room;
	bool			 more;
	struct net_pos		 behind;
};
size_t		update_out_show_some(struct update_out *u, struct peer *p,
		    enum family f, const struct net_pos *after,
		    const struct prefix *limits, struct rib_out_items *items);
/*
 * An item's attributes as this neighbour sees them (AS_PATH, LOCAL_PREF),
 * in canonical form.  0, or -1: they do not fit a message.
 */
int		update_out_item_attrs(struct update_out *u, struct peer *p,
		    const struct rib_out_item *item, struct wbuf *canon);

#endif
