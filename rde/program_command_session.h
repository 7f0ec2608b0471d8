/* SPDX-License-Identifier: ISC */
/*
 * What is done to sessions and to whole tables: End-of-RIB, ROUTE-REFRESH,
 * OPERATIONAL, teardown, flush, clear, watchdogs.
 */
#ifndef RDE_PROGRAM_COMMAND_SESSION_H
#define RDE_PROGRAM_COMMAND_SESSION_H

#include "program_command_table.h"

command_run	command_eor;		/* [AFI SAFI] */
command_run	command_attributes;	/* attributes …, without nlri */
command_run	command_refresh;	/* AFI SAFI */
command_run	command_operational;	/* KIND … */
command_run	command_teardown;	/* N */
command_run	command_flush;
command_run	command_clear;		/* [in|out]; value 1: in, 2: out */
command_run	command_watchdog;	/* [NAME]; value 1: announce */

#endif
