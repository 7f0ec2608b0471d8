/* SPDX-License-Identifier: ISC */
/* The change list of a family: variants in order, and cursors among them. */
#ifndef RDE_RIB_LIST_H
#define RDE_RIB_LIST_H

#include <stdint.h>

#include "adj_rib_out.h"

/* Right behind after; 0: at the head. */
void	rib_list_insert(struct rib_family *rf, uint32_t x, uint32_t after);
void	rib_list_remove(struct rib_family *rf, uint32_t x);
/* A place of one's own in the list. */
uint32_t rib_list_node(struct rib_family *rf, uint32_t after);
void	rib_list_node_free(struct rib_family *rf, uint32_t node);
void	rib_list_move(struct rib_family *rf, uint32_t node, uint32_t after);

#endif
