/* SPDX-License-Identifier: ISC */
/*
 * Where each neighbour that is up stands in a family's change list, and which
 * withdraws are kept for it.
 */
#ifndef RDE_RIB_CURSOR_H
#define RDE_RIB_CURSOR_H

#include <stdbool.h>
#include <stdint.h>

#include "adj_rib_out.h"

/* NULL while the neighbour is down. */
struct rib_cursor *rib_cursor_get(const struct adj_rib_out *r,
		    enum family f, uint16_t id);
/* A session: the cursor stands at the head. */
struct rib_cursor *rib_cursor_up(struct adj_rib_out *r, enum family f,
		    uint16_t id);
/* No session: no withdraw is kept for it (see rib_cursor_gc). */
void		rib_cursor_down(struct adj_rib_out *r, enum family f,
		    uint16_t id);
/* The variant behind a node (0: the first), cursors skipped; 0: the tail. */
uint32_t	rib_cursor_next(const struct rib_family *rf, uint32_t node);
/* It is now right behind v. */
void		rib_cursor_pass(struct rib_family *rf, struct rib_cursor *c,
		    uint32_t v);
/* The second cursor (refresh): begins at the head, follows, ends. */
void		rib_cursor_again(struct rib_family *rf, struct rib_cursor *c);
void		rib_cursor_again_pass(struct rib_family *rf,
		    struct rib_cursor *c, uint32_t v);
void		rib_cursor_again_end(struct rib_family *rf,
		    struct rib_cursor *c);
/* A slice of dropping withdraws that nobody up needs; true: there is more. */
bool		rib_cursor_gc(struct adj_rib_out *r, enum family f);
/*
 * Drops the withdraws that wait for this neighbour; how many.  They must be
 * made good otherwise (BoRR, or a new session).
 */
uint64_t	rib_cursor_forgive(struct adj_rib_out *r, enum family f,
		    uint16_t id);
/* The neighbour that stands furthest back; NULL when nobody is up. */
struct rib_cursor *rib_cursor_slowest(const struct rib_family *rf);

#endif
