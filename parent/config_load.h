/* SPDX-License-Identifier: ISC */
/*
 * Loads a configuration file without blocking the loop: opens it, forks the
 * parsing child, gathers what it says.
 */
#ifndef PARENT_CONFIG_LOAD_H
#define PARENT_CONFIG_LOAD_H

#include <stdbool.h>

#include "base/loop.h"
#include "config.h"
#include "config_parser.h"

enum { CONFIG_LOAD_MS = 120000 };	/* then the child is killed */

struct config_load_ops {
	/* A line "file:line:column: text", already safe to print. */
	void	(*report)(void *arg, bool warning, const char *line);
	/*
	 * Once, from the loop: a configuration that is the callee's, or NULL
	 * after at least one error was reported.  The load is over and freed.
	 */
	void	(*done)(void *arg, struct config *c);
	void	*arg;
};

struct config_load;

/*
 * old may be NULL; root_fd -1 for none.  amend, which may be NULL, is read
 * before this returns; with of_old path is only what reports begin with.
 */
struct config_load *config_load_start(struct loop *l, const char *path,
	    const struct config *old, int root_fd,
	    const struct config_amend *amend,
	    const struct config_load_ops *ops);
/* Gives it up without a word. */
void	config_load_cancel(struct config_load *cl);

#endif
