/* SPDX-License-Identifier: ISC */
/* Filters of show mrt: those of show rib, on items of a file. */
#ifndef CTL_MRT_FILTER_H
#define CTL_MRT_FILTER_H

#include <stdbool.h>

#include "ipc/control.h"
#include "mrt_facts.h"

/*
 * Without any filter all items match; with one that is about routes, routes
 * alone.  f: of the item's set.
 */
bool	mrt_filter_matches(const struct ctl_rib_filter *c,
	    const struct mrt_item *i, const struct mrt_facts *f);

#endif
