/* SPDX-License-Identifier: ISC */
/*
 * The NLRI of a family that are no IP prefixes, by canonical key: 1 to 65535
 * octets, ordered as memcmp does, a key before those that begin with it, or as
 * the family has it (flow specification: RFC 8955 5.1).  A
 * key has a number as long as it is in the table; others refer to it by that.
 * It holds one 32-bit value of its owner's.  A walk keeps no pointer: its
 * position is the last key, sought again.
 */
#ifndef RDE_KEY_TABLE_H
#define RDE_KEY_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "path/nlri.h"

enum { KEY_TABLE_OCTETS = 65535 };	/* of a key, at most */

struct key_table;

struct key_table *key_table_new(void);
/* In that order; only a key and itself may be equal. */
struct key_table *key_table_new_in(nlri_order *order, enum family f);
void		key_table_free(struct key_table *t);

/*
 * Its number; made, with the value 0, when missing.  0: not made, for it is
 * empty or too long, or the table is full.
 */
uint32_t	key_table_put(struct key_table *t, struct rbuf key);
/* 0 when absent. */
uint32_t	key_table_find(const struct key_table *t, struct rbuf key);
void		key_table_remove(struct key_table *t, uint32_t number);
/* Both stay where they are until the key is removed. */
uint32_t       *key_table_value(const struct key_table *t, uint32_t number);
struct rbuf	key_table_key(const struct key_table *t, uint32_t number);

/*
 * Numbers of the first n keys in order behind *after (NULL: from the first of
 * all), which need not be there any more; within stem, when not NULL, only
 * those that begin with it (in the order of octets).  How many there were.
 */
size_t		key_table_walk(const struct key_table *t,
		    const struct rbuf *after, const struct rbuf *stem,
		    uint32_t *v, size_t n);
uint64_t	key_table_count(const struct key_table *t);
uint64_t	key_table_bytes(const struct key_table *t);

/* The order of octets: less than, equal to, more than 0. */
int		key_cmp(struct rbuf a, struct rbuf b);

#endif
