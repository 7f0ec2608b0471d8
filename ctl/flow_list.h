/* SPDX-License-Identifier: ISC */
/*
 * Flow specification rules of an answer, put in the order in which a router
 * applies them (RFC 8955 5.1), which is not that of the daemon's table.
 */
#ifndef CTL_FLOW_LIST_H
#define CTL_FLOW_LIST_H

#include <stddef.h>

#include "output.h"

struct flow_list;

struct flow_list *flow_list_new(void);
void	flow_list_free(struct flow_list *l);
/* A copy; -1: its octets are no rule. */
int	flow_list_add(struct flow_list *l, const struct network_view *v);
/* Of the families in their order, then of the rules. */
void	flow_list_sort(struct flow_list *l);
size_t	flow_list_count(const struct flow_list *l);
/* The views are l's. */
const struct network_view *flow_list_get(const struct flow_list *l, size_t i);

#endif
