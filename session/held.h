/* SPDX-License-Identifier: ISC */
/*
 * Addresses that are held down, as the parent says: no session begins with a
 * neighbour that two crashes were about.  A list, for one of a range is held
 * down while there is no such neighbour.
 */
#ifndef SESSION_HELD_H
#define SESSION_HELD_H

#include <bsd/sys/queue.h>

#include <stdbool.h>
#include <stdint.h>

#include "bgp/addr.h"

struct engine;
struct peer;

struct held {
	LIST_ENTRY(held) entry;
	uint32_t	 id;		/* of the neighbour, or of its range */
	struct addr	 addr;
	uint8_t		 engines;	/* POSITION_* that crashed */
};

void	held_add(struct engine *e, uint32_t id, const struct addr *addr,
	    uint8_t engines);
/* False: it was not. */
bool	held_remove(struct engine *e, uint32_t id, const struct addr *addr);
/* NULL: it is not. */
struct held *held_find(const struct engine *e, uint32_t id,
	    const struct addr *addr);
struct held *held_of(const struct peer *p);

#endif
