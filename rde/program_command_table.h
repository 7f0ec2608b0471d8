/* SPDX-License-Identifier: ISC */
/*
 * The commands of the API, a row each: their words, who may, what does it.
 * ExaBGP 4.2's stand beside those of 6; both are understood, always.
 */
#ifndef RDE_PROGRAM_COMMAND_TABLE_H
#define RDE_PROGRAM_COMMAND_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "program_command_answer.h"

struct command_row;

/* t stands behind the row's words; the selector was read. */
typedef void	command_run(struct program_commands *c,
		    const struct command_row *row, struct tokens *t);

enum {				/* command_row.flags */
	COMMAND_SELECT	= 1,	/* a selector may stand before it */
	COMMAND_NEEDS	= 2,	/* and must */
	COMMAND_MANY	= 4,	/* it is many commands */
	COMMAND_SENDS	= 8,	/* UPDATEs, which its answer may wait for */
};

struct command_row {
	const char	*words;		/* "announce route" */
	uint8_t		 back;	/* of them, how many the function reads */
	uint8_t		 need;		/* enum role of a control client */
	uint8_t		 flags;
	uint16_t	 value;		/* for the function */
	command_run	*run;
	const char	*help;		/* what follows, or NULL */
};

/* The row whose words stand at t, which moves behind them; or NULL. */
const struct command_row *command_table_find(struct tokens *t);
/* Does a row begin with the word at t, and go on behind it? */
bool	command_table_begins(const struct tokens *t);

#endif
