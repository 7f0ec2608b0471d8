/* SPDX-License-Identifier: ISC */
/*
 * bgpctl's show rib: a walk over an Adj-RIB that stops and goes on.  Its
 * position is the last prefix, so it pins nothing however slow the reader is.
 */
#ifndef RDE_SHOW_H
#define RDE_SHOW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "ipc/control.h"
#include "ipc/link.h"
#include "rde.h"

enum { SHOW_QUEUE = 256 * 1024 };	/* octets that may wait for a reader */

struct show;

/*
 * NULL when no neighbour is selected, or the filter cannot be meant (*why, a
 * literal).  Answers go to k under request id req.
 */
struct show *show_new(struct rde *rde, struct link *k, uint32_t req,
	    const struct ctl_rib_filter *filter, const char **why);
void	show_free(struct show *s);
/* Until the moment, or until the link holds SHOW_QUEUE; true: more to come. */
bool	show_slice(struct show *s, monotime_t until);
/* Paths sent so far. */
uint64_t show_count(const struct show *s);

#endif
