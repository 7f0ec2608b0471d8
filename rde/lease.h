/* SPDX-License-Identifier: ISC */
/*
 * Which entry of originate expires next: a heap of extras and one timer on
 * the earliest.
 */
#ifndef RDE_LEASE_H
#define RDE_LEASE_H

#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"

struct originate;
struct leases;

/* expired is called from the timer with an extra whose lease is over. */
struct leases	*leases_new(struct originate *o,
		    void (*expired)(struct originate *o, uint32_t extra));
void		 leases_free(struct leases *l);
/* When it will end, once it is added. */
void		 leases_set_end(struct leases *l, uint32_t extra,
		    monotime_t when);
void		 leases_add(struct leases *l, uint32_t extra,
		    monotime_t when);
/* Nothing when it has none. */
void		 leases_remove(struct leases *l, uint32_t extra);
/* Milliseconds left, at least 0; -1: no lease. */
int64_t		 leases_left(const struct leases *l, uint32_t extra);
/* When it ends, by CLOCK_BOOTTIME; it has one, or will. */
int64_t		 leases_end(const struct leases *l, uint32_t extra);
size_t		 leases_bytes(const struct leases *l);

#endif
