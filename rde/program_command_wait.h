/* SPDX-License-Identifier: ISC */
/*
 * Answers that wait (enable-sync) until what their commands did has been
 * written to the neighbours that it concerns.  Further commands go on
 * meanwhile, and are answered behind them.
 */
#ifndef RDE_PROGRAM_COMMAND_WAIT_H
#define RDE_PROGRAM_COMMAND_WAIT_H

#include "program_command_answer.h"

enum {				/* of answers that wait */
	COMMAND_WAIT_MAX	= 4096,
	COMMAND_WAIT_OCTETS	= 1024 * 1024,
};

/* The command's answer does; peers NULL: everybody. */
void	command_wait_for(struct program_commands *c,
	    const struct idset *peers);
/* The end of the command, or a line of it (c->line), waits; false: told now. */
bool	command_wait_end(struct program_commands *c, enum command_result r,
	    const char *reason);
bool	command_wait_data(struct program_commands *c);
/* Too many do: no command is taken, busy and ready are command_wait_tell's. */
bool	command_wait_holds(struct program_commands *c);
/* Some do. */
bool	command_wait_is_busy(const struct program_commands *c);
/* Tells those that need not wait any more. */
void	command_wait_tell(struct program_commands *c);
void	command_wait_free(struct program_commands *c);

#endif
