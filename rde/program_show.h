/* SPDX-License-Identifier: ISC */
/* show adj-rib, as ExaBGP 4.2 shows it, or in JSON. */
#ifndef RDE_PROGRAM_SHOW_H
#define RDE_PROGRAM_SHOW_H

#include "program_command_table.h"

enum { SHOW_RIB_IN, SHOW_RIB_OUT };

/* value: SHOW_RIB_*; [ADDRESS] [extensive] [inet|flow|l2vpn|AFI [SAFI]] */
command_run	command_show_rib;
/* "routes [AFI [SAFI]] list" of the new words; and add, remove */
command_run	command_routes;

#endif
