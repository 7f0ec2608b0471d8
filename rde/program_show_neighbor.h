/* SPDX-License-Identifier: ISC */
/* show neighbor and status, in ExaBGP's forms. */
#ifndef RDE_PROGRAM_SHOW_NEIGHBOR_H
#define RDE_PROGRAM_SHOW_NEIGHBOR_H

#include "program_command_table.h"

/* [ADDRESS|*] summary|extensive|configuration|json */
command_run	command_show_neighbor;
command_run	command_peer_list;
command_run	command_status;

#endif
