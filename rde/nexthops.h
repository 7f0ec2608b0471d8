/* SPDX-License-Identifier: ISC */
/*
 * Interned next hops (global and link-local address, or octets) with what a
 * route carries beside its key (labels, gateway; path/nlri_row.h), by index, 0
 * none.
 */
#ifndef RDE_NEXTHOPS_H
#define RDE_NEXTHOPS_H

#include <stdint.h>

#include "path/nlri.h"

struct nexthops;

struct nexthops *nexthops_new(void);
void		nexthops_free(struct nexthops *st);
uint32_t	nexthops_intern(struct nexthops *st, const struct nexthop *nh,
		    struct rbuf carried);
void		nexthops_ref(struct nexthops *st, uint32_t idx);
void		nexthops_unref(struct nexthops *st, uint32_t idx);
/* Borrowed, with its octets; NULL for 0. */
const struct nexthop *nexthops_get(const struct nexthops *st, uint32_t idx);
/* Borrowed; empty for 0. */
struct rbuf	nexthops_carried(const struct nexthops *st, uint32_t idx);
void		nexthops_usage(const struct nexthops *st, uint64_t *count,
		    uint64_t *bytes, uint64_t *refs);

#endif
