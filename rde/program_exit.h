/* SPDX-License-Identifier: ISC */
/* What becomes of a program's routes when it ends (on-exit). */
#ifndef RDE_PROGRAM_EXIT_H
#define RDE_PROGRAM_EXIT_H

#include <stdbool.h>

#include "config/conf.h"
#include "rde.h"

struct program_exit;

/* Needs rde->originate by the time that something ends. */
struct program_exit *program_exit_new(struct rde *rde, const char *name);
void	program_exit_free(struct program_exit *x);
/* It has ended, and what it did not say again goes as conf has it. */
void	program_exit_begin(struct program_exit *x,
	    const struct conf_process *conf);
/* We have: this is no exit of its, and it has so long at least. */
void	program_exit_ours(struct program_exit *x,
	    const struct conf_process *conf, uint32_t seconds);
/* Something has still to go. */
bool	program_exit_waits(const struct program_exit *x);

#endif
