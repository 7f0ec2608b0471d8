/* SPDX-License-Identifier: ISC */
/*
 * Prefixes of one address family in a path-compressed binary trie, in slabs
 * addressed by index and never moved; each prefix holds one 32-bit value of
 * its owner's (0: none, and the prefix is not in the table).  Ordered by
 * octets, then length: a covering prefix comes before what it covers.  A walk
 * keeps no pointer: its position is the last prefix, sought again.
 */
#ifndef RDE_PREFIX_TABLE_H
#define RDE_PREFIX_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "bgp/prefix.h"

struct prefix_table;

struct prefix_table *prefix_table_new(uint8_t af);
void		prefix_table_free(struct prefix_table *t);

/* The value's place, made when missing (then *value is 0: set it). */
uint32_t       *prefix_table_put(struct prefix_table *t,
		    const struct prefix *p);
/* NULL when absent. */
uint32_t       *prefix_table_find(const struct prefix_table *t,
		    const struct prefix *p);
/* A hint that these (64 at most) will be asked for or put now. */
void		prefix_table_warm(const struct prefix_table *t,
		    const struct prefix *const *v, size_t n);
/* Nothing happens when it is absent, or its value was set to 0 before. */
void		prefix_table_remove(struct prefix_table *t,
		    const struct prefix *p);

struct prefix_table_item {
	struct prefix	prefix;
	uint32_t	value;
};
/*
 * The first n prefixes in order behind *after (NULL: from the first of all);
 * within limits, when not NULL, only what limits covers.  How many there were.
 */
size_t		prefix_table_walk(const struct prefix_table *t,
		    const struct prefix *after, const struct prefix *limits,
		    struct prefix_table_item *v, size_t n);
/* Prefixes that cover p, p included, shortest first; returns how many. */
size_t		prefix_table_covering(const struct prefix_table *t,
		    const struct prefix *p, struct prefix_table_item *v,
		    size_t n);
uint64_t	prefix_table_count(const struct prefix_table *t);
uint64_t	prefix_table_bytes(const struct prefix_table *t);

#endif
