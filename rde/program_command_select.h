/* SPDX-License-Identifier: ISC */
/*
 * Whom a command is for: "neighbor A local-as 64496, neighbor
 * B" of the old words, "peer A" and "peer [A local-as 64496, B]" of the new.
 */
#ifndef RDE_PROGRAM_COMMAND_SELECT_H
#define RDE_PROGRAM_COMMAND_SELECT_H

#include <stdbool.h>

#include "peer.h"
#include "program_command_answer.h"

/* Behind "neighbor" or "peer".  0, or -1 with *e; nobody is looked up. */
int	command_select_words(struct program_commands *c, struct tokens *t,
	    struct text_error *e);
/* No selector: everybody it may speak to. */
void	command_select_all(struct program_commands *c);
/*
 * Whom it means now; false: nobody, and the command has failed.  Also when
 * no neighbour is configured at all.
 */
bool	command_select_somebody(struct program_commands *c);
/*
 * For network.h, of commands that were for somebody in particular: whom that
 * selector means now, a reference.  arg: struct program_commands.
 */
const struct idset *command_select_again(void *arg, const char *selector);
/* The same without a word of it, borrowed until it is forgotten; NULL: all. */
const struct idset *command_select_peers(struct program_commands *c);
/*
 * The same of a command in its next slice: numbers of neighbours may be those
 * of others by then.  NULL stays, for everybody.
 */
void	command_select_refresh(struct program_commands *c,
	    const struct idset **peers);
/* After command_select_somebody: the next by id, from 0; NULL. */
struct peer *command_select_next(const struct program_commands *c,
	    uint32_t from);
/* Other things may have happened since: it is looked up again. */
void	command_select_forget(struct program_commands *c);

#endif
