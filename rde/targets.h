/* SPDX-License-Identifier: ISC */
/*
 * Sets of neighbours by a 32-bit number, so that a route pays four octets for
 * its targets; 0 is the empty set, equal sets have equal numbers.  A result
 * carries a reference.  The last results are remembered: a million routes
 * that change alike cost one set operation.
 */
#ifndef RDE_TARGETS_H
#define RDE_TARGETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/idset.h"

struct targets;

struct targets	*targets_new(struct idset_store *sets);
void		 targets_free(struct targets *t);

uint32_t	 targets_of(struct targets *t, const struct idset *s);
uint32_t	 targets_one(struct targets *t, uint16_t id);
void		 targets_ref(struct targets *t, uint32_t x);
void		 targets_unref(struct targets *t, uint32_t x);
/* Borrowed; the empty set for 0. */
const struct idset *targets_set(const struct targets *t, uint32_t x);
bool		 targets_has(const struct targets *t, uint32_t x, uint16_t id);
size_t		 targets_count(const struct targets *t, uint32_t x);

uint32_t	 targets_union(struct targets *t, uint32_t a, uint32_t b);
uint32_t	 targets_minus(struct targets *t, uint32_t a, uint32_t b);
uint32_t	 targets_intersect(struct targets *t, uint32_t a, uint32_t b);
/* Those of a for which is() is true. */
uint32_t	 targets_where(struct targets *t, uint32_t a,
		    bool (*is)(const void *arg, uint16_t id),
		    const void *arg);
/* *x becomes the result, its old reference is given back. */
void		 targets_add_to(struct targets *t, uint32_t *x, uint32_t b);
void		 targets_take_from(struct targets *t, uint32_t *x, uint32_t b);

size_t		 targets_bytes(const struct targets *t);

#endif
