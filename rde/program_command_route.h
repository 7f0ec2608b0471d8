/* SPDX-License-Identifier: ISC */
/*
 * announce and withdraw of routes, and groups of them.  A row's value is
 * CTL_NET_ADD or CTL_NET_WITHDRAW.
 */
#ifndef RDE_PROGRAM_COMMAND_ROUTE_H
#define RDE_PROGRAM_COMMAND_ROUTE_H

#include "program_command_table.h"

/* "route …", "attributes … nlri …", "flow …", "ipv4 unicast …" and so on */
command_run	command_route;
/* "[route] PREFIX …", answered by what became of each; op: CTL_NET_*. */
void		command_routes_change(struct program_commands *c, uint8_t op,
		    struct tokens *t);
/*
 * A route in one word (program_command_result.h); key: see
 * nlri_read.  -1: it has failed.
 */
int		command_index_take(struct program_commands *c,
		    struct tokens *t, struct nlri *n, struct wbuf *key);
/* It is withdrawn. */
void		command_index_gone(struct program_commands *c,
		    struct tokens *t);
/* group A ; B, of one line; and over several */
command_run	command_group;
command_run	command_group_start;
command_run	command_group_end;
void		command_group_free(struct command_group *g);

#endif
