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
/* "[route] PREFIX …" */
command_run	command_route_words;
/*
 * A route in one word, as routes list says it: hexadecimal of AFI, SAFI, 1
 * when a path id follows, the NLRI.
 */
void		command_index_put(struct wbuf *w, const struct nlri *n);
/* The next word; key: see nlri_read.  -1: the command has failed. */
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
