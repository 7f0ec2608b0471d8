/* SPDX-License-Identifier: ISC */
/*
 * Lists of equal units: communities of each kind, CLUSTER_LIST.  Checks and
 * rewriting for rows of attr_table.c.
 */
#ifndef PATH_ATTR_COMMUNITY_H
#define PATH_ATTR_COMMUNITY_H

#include "path/attr_row.h"

enum {
	COMMUNITY_SIZE = 4, EXT_COMMUNITY_SIZE = 8, LARGE_COMMUNITY_SIZE = 12,
	IPV6_EXT_COMMUNITY_SIZE = 20,
};

attr_check	attr_units4_check;	/* n x 4, n > 0; and so on */
attr_check	attr_units8_check;
attr_check	attr_units12_check;
attr_check	attr_units20_check;

/* RFC 8092 5: duplicates go, the first of each stays where it is. */
bool	attr_large_differs(struct rbuf v);
void	attr_large_rewrite(struct wbuf *w, struct rbuf v);

/* Octets of one unit of a type's list; 0: it is no list of communities. */
size_t	attr_unit(uint8_t type);
/* Sorts units ascending. */
void	units_order(uint8_t *p, size_t len, size_t unit);
/* And drops duplicates; returns the new length. */
size_t	units_sort(uint8_t *p, size_t len, size_t unit);

#endif
