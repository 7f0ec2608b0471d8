/* SPDX-License-Identifier: ISC */
/* Holding a neighbour down, and letting it go. */
#ifndef SESSION_HOLD_H
#define SESSION_HOLD_H

#include <stdbool.h>
#include <stdint.h>

#include "ipc/control.h"

struct addr;
struct engine;
struct peer;

/* The parent says so: its session ends, for good. */
void	hold_down(struct engine *e, uint32_t id, const struct addr *addr,
	    uint8_t engines);
/* The parent says so: it may begin anew. */
void	hold_over(struct engine *e, uint32_t id, const struct addr *addr);
/* The operator says so; the parent is told.  False: it was not held down. */
bool	hold_release(struct peer *p);
/* Those of a range that are meant, or all with the range; how many. */
uint32_t hold_release_clones(struct peer *range,
	    const struct ctl_selector *who);

#endif
