/* SPDX-License-Identifier: ISC */
/*
 * What a route says beside its NLRI: an attribute set and a next hop, as one
 * interned 32-bit number (0: nothing, a withdraw).  Routes with equal bodies
 * share an UPDATE.
 */
#ifndef RDE_BODIES_H
#define RDE_BODIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "attrs.h"
#include "nexthops.h"

struct bodies;

struct body {
	uint32_t	attrs;
	uint32_t	nexthop;	/* 0 with self, or none */
	/* the same without what is carried; 0: it is that */
	uint32_t	base;
	uint8_t		self;		/* next-hop self */
	uint8_t		prepend;	/* local AS, times more */
	uint8_t		pad[2];
};

struct bodies	*bodies_new(struct attrs_store *attrs, struct nexthops *nhs);
void		 bodies_free(struct bodies *b);
uint32_t	 bodies_intern(struct bodies *b, uint32_t attrs,
		    uint32_t nexthop, bool self, uint8_t prepend);
void		 bodies_ref(struct bodies *b, uint32_t x);
void		 bodies_unref(struct bodies *b, uint32_t x);
/* Borrowed; x is not 0. */
const struct body *bodies_get(const struct bodies *b, uint32_t x);
size_t		 bodies_bytes(const struct bodies *b);

#endif
