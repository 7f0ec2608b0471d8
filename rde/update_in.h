/* SPDX-License-Identifier: ISC */
/*
 * UPDATEs of a neighbour, from its bytes to the Adj-RIB-In (RFC 4271 6.3,
 * RFC 7606, RFC 4760, RFC 7911).  The order of rfc 7606 3: lengths, spans,
 * NLRI, attributes, then what depends on the neighbour; the worst outcome
 * decides for the whole message.
 */
#ifndef RDE_UPDATE_IN_H
#define RDE_UPDATE_IN_H

#include "base/rbuf.h"
#include "peer.h"
#include "rde.h"

/* A session is up: p->neg is set.  Makes or renews p->parse. */
void	update_in_start(struct peer *p);
void	update_in_peer_removed(struct peer *p);
/*
 * Whole messages, headers included.  A message that asks for it makes an
 * SR_RESET; what the neighbour sent behind it is dropped.
 */
void	update_in_batch(struct rde *rde, struct peer *p, struct rbuf batch);

#endif
