/* SPDX-License-Identifier: ISC */
/*
 * Neighbours by id and by address.  Anybody may connect as often as he likes:
 * whose connection it is must not take a look at each of 16,000 neighbours.
 */
#ifndef SESSION_PEER_INDEX_H
#define SESSION_PEER_INDEX_H

#include <stdint.h>

#include "bgp/addr.h"

struct engine;
struct peer;

/* While it is there, p->conf.remote and remote_plen stay as they are. */
void	peer_index_add(struct engine *e, struct peer *p);
void	peer_index_remove(struct engine *e, struct peer *p);

struct peer *peer_by_id(const struct engine *e, uint32_t id);
/* A neighbour of exactly that address, and local address if configured. */
struct peer *peer_by_addr(const struct engine *e, const struct addr *remote,
	    const struct addr *local);
/* The narrowest range that this connection is of, or NULL. */
struct peer *peer_range_of(const struct engine *e, const struct addr *remote,
	    const struct addr *local);

#endif
