/* SPDX-License-Identifier: ISC */
/*
 * A reload on trial: the configuration's entries as they would be, beside
 * those that are.  What is said as before is only noted; the rest goes through
 * the functions of originate_config in a store of its own.
 */
#ifndef RDE_DRAFT_H
#define RDE_DRAFT_H

#include <stdbool.h>

#include "base/idset.h"
#include "forecast.h"
#include "ipc/parent_engine.h"
#include "originate_config.h"

struct draft;

/* No reload may be carried out while there is one. */
struct draft *draft_new(struct originate *live);
/* A step of freeing it; false: it is freed. */
bool	draft_close(struct draft *d);

void	draft_route(struct draft *d, const struct originate_route *r,
	    const struct idset *targets);
/*
 * When all was said: a step of looking at what differs, in which the draft is
 * used up.  False: that was all.
 */
bool	draft_compare(struct draft *d, struct forecast *f);
/* What would be changed, counted as originate_config_count does. */
const struct pe_done *draft_count(const struct draft *d);

#endif
