/* SPDX-License-Identifier: ISC */
/*
 * A route engine without its links, and its neighbours: what tests of the API
 * and its fuzz target begin with.
 */
#ifndef UNIT_RDE_ENGINE_H
#define UNIT_RDE_ENGINE_H

#include <stdio.h>
#include <string.h>

#include "adj_rib_in.h"
#include "adj_rib_out.h"
#include "ask.h"
#include "attrs.h"
#include "inject_log.h"
#include "nexthops.h"
#include "originate.h"
#include "peer.h"
#include "rde.h"
#include "sessions.h"
#include "update_in.h"
#include "update_out.h"

static inline void
engine_init(struct rde *r)
{
	memset(r, 0, sizeof(*r));
	r->loop = loop_new();
	r->attrs = attrs_store_new();
	r->nexthops = nexthops_new();
	r->idsets = idset_store_new();
	r->peers = peers_new();
	r->in = adj_rib_in_new(r);
	r->update_in = update_in_new(r);
	r->rib_out = adj_rib_out_new(r);
	r->out = update_out_new(r);
	r->originate = originate_new(r);
	originate_on_settled(r->originate, sessions_settled, r);
	r->log = inject_log_new(r);
	r->asks = asks_new(r);
}

static inline void
engine_free(struct rde *r)
{
	struct peer *p;

	while ((p = peers_next(r->peers, 0)) != NULL)
		sessions_peer_removed(r, p);
	asks_free(r->asks);
	originate_free(r->originate);
	inject_log_free(r->log);
	update_out_free(r->out);
	adj_rib_out_free(r->rib_out);
	update_in_free(r->update_in);
	adj_rib_in_free(r->in);
	attrs_store_free(r->attrs);
	nexthops_free(r->nexthops);
	idset_store_free(r->idsets);
	peers_free(r->peers);
	loop_free(r->loop);
}

/* 192.0.2.ID of AS 64496 + ID, with what a session of it will negotiate. */
static inline struct peer *
engine_peer(struct rde *r, unsigned id, const char *description)
{
	struct conf_neighbor c = { .id = id, .remote_plen = 32,
	    .role = ROLE_UNSET, .remote = addr_v4(0xc0000200 + id),
	    .local = addr_v4(0xc0000201), .local_as = 64496,
	    .peer_as = 64496 + id, .router_id = 0xc0000201,
	    .adj_rib_out = 1, .group_updates = 1, .hold_time = 180,
	    .nfamilies = 2, .families = { FAMILY_IPV4_UNICAST,
	    FAMILY_IPV6_UNICAST } };
	struct peer *p;

	snprintf(c.description, sizeof(c.description), "%s", description);
	p = sessions_peer_added(r, &c);
	p->neg = (struct negotiated){ .local = addr_v4(0xc0000201),
	    .remote = c.remote, .local_as = 64496, .peer_as = c.peer_as,
	    .ebgp = 1, .as4 = 1, .refresh = 1,
	    .families = 1U << FAMILY_IPV4_UNICAST |
	    1U << FAMILY_IPV6_UNICAST };
	return p;
}

#endif
