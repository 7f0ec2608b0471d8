/* SPDX-License-Identifier: ISC */
/*
 * announce and withdraw of routes, and groups of them.  A row's value is
 * CTL_NET_ADD or CTL_NET_WITHDRAW.
 */
#ifndef RDE_PROGRAM_COMMAND_ROUTE_H
#define RDE_PROGRAM_COMMAND_ROUTE_H

#include "program_command_table.h"

/* "route …", "attributes … nlri …" */
command_run	command_route;
/* "[route] PREFIX …" */
command_run	command_route_words;
/* "ipv4 unicast …" */
command_run	command_family;
/* Families that are not there yet. */
command_run	command_route_later;
/* group A ; B, of one line; and over several */
command_run	command_group;
command_run	command_group_start;
command_run	command_group_end;
void		command_group_free(struct command_group *g);

#endif
