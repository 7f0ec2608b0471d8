/* SPDX-License-Identifier: ISC */
/*
 * A neighbour's coming and going, and its sessions' (RFC 4724, RFC 7313): what
 * the route engine does when the session engine or the configuration says so.
 */
#ifndef RDE_SESSIONS_H
#define RDE_SESSIONS_H

#include "ipc/session_rde.h"
#include "peer.h"
#include "rde.h"

struct peer *sessions_peer_added(struct rde *rde,
	    const struct conf_neighbor *c);
void	sessions_peer_removed(struct rde *rde, struct peer *p);

/* The session engine's link may hold what so many neighbours are sent. */
void	sessions_bound(struct rde *rde);

/* A neighbour of a range; what is not of that range is not heard. */
void	sessions_clone(struct rde *rde, uint32_t id, const struct sr_clone *c);

void	sessions_up(struct rde *rde, struct peer *p, uint32_t gen,
	    const struct negotiated *neg);
void	sessions_down(struct rde *rde, struct peer *p, enum sr_down_why why);
void	sessions_refresh(struct rde *rde, struct peer *p,
	    const struct sr_refresh *r);
/* No session of it is awaited: what outlived the last one goes. */
void	sessions_forget(struct rde *rde, struct peer *p);
/*
 * Of originate (originate_on_settled): until then nothing is sent to who has
 * just come, for it may be another's, or End-of-RIB too early.
 */
void	sessions_settled(void *rde);
/* The session engine is gone: paths are kept as after a graceful restart. */
void	sessions_lost(struct rde *rde);

#endif
