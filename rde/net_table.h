/* SPDX-License-Identifier: ISC */
/*
 * The NLRI of one family, each with one 32-bit value of its owner's: a
 * prefix_table of IP prefixes, or a key_table of everything else.  Nobody
 * else knows which it is.  A walk keeps no pointer: its position is the last
 * NLRI, sought again.
 */
#ifndef RDE_NET_TABLE_H
#define RDE_NET_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "path/nlri.h"

struct net_table;

struct net_table *net_table_new(enum family f);
void		net_table_free(struct net_table *t);

/*
 * The value's place, made when missing (then *value is 0: set it).  NULL: it
 * is not made, for the table is full, as that of prefixes never is.
 */
uint32_t       *net_table_put(struct net_table *t, const struct nlri *n);
/* NULL when absent. */
uint32_t       *net_table_find(const struct net_table *t,
		    const struct nlri *n);
/* A hint that these (64 at most) will be asked for or put now. */
void		net_table_warm(const struct net_table *t,
		    const struct nlri *v, size_t n);
/* Nothing happens when it is absent. */
void		net_table_remove(struct net_table *t, const struct nlri *n);

/* Of keys: what stands for one that is there, as long as it is; 0 absent. */
uint32_t	net_table_number(const struct net_table *t,
		    const struct nlri *n);
struct rbuf	net_table_key(const struct net_table *t, uint32_t number);

/* An NLRI without path id, borrowed from the table, and its value. */
struct net_item {
	struct nlri	nlri;
	uint32_t	value;
};

/* Where a walk stands; a copy, for what it is of may go. */
struct net_pos {
	struct prefix	prefix;
	size_t		len;		/* of the key */
	uint8_t		key[NLRI_ROOM];
};
void		net_pos_set(struct net_pos *p, const struct nlri *n);
/* Less than, equal to or more than 0: n is before it, there, behind it. */
int		net_pos_cmp(const struct net_pos *p, const struct nlri *n);
/* The NLRI that it is of, borrowed. */
struct nlri	net_pos_nlri(const struct net_pos *p, enum family f);

/*
 * The first n (NET_WALK_MAX at most) in order behind *after (NULL: from the
 * first of all); within limits, when not NULL, only prefixes that limits
 * covers.  How many there were.
 */
enum { NET_WALK_MAX = 256 };
size_t		net_table_walk(const struct net_table *t,
		    const struct net_pos *after, const struct prefix *limits,
		    struct net_item *v, size_t n);
/* Prefixes that cover p, p included, shortest first; returns how many. */
enum { NET_COVER_MAX = 129 };
size_t		net_table_covering(const struct net_table *t,
		    const struct prefix *p, struct net_item v[NET_COVER_MAX]);
uint64_t	net_table_count(const struct net_table *t);
uint64_t	net_table_bytes(const struct net_table *t);

#endif
