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

struct update_in;

struct update_in *update_in_new(struct rde *rde);
void	update_in_free(struct update_in *u);

/* A session is up: p->neg is set.  Makes or renews p->parse. */
void	update_in_start(struct peer *p);
/* Its configuration has changed under the session. */
void	update_in_follow(struct peer *p);
/* The session is over: what is unfinished of it is dropped. */
void	update_in_stop(struct update_in *u, const struct peer *p);
void	update_in_peer_removed(struct update_in *u, struct peer *p);
/*
 * Whole messages, headers included; SR_TAKEN follows when they are done with.
 * A message that asks for it makes an SR_RESET; what the neighbour sent behind
 * it is dropped.  False: a slice was not enough, and the link of the session
 * engine rests until a task has done the rest.
 */
bool	update_in_batch(struct update_in *u, struct peer *p,
	    struct rbuf batch);
/* A slice more of what is unfinished; true when that was all. */
bool	update_in_more(struct update_in *u);

#endif
