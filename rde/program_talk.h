/* SPDX-License-Identifier: ISC */
/* What programs say becomes commands, and answers go back to them. */
#ifndef RDE_PROGRAM_TALK_H
#define RDE_PROGRAM_TALK_H

#include "rde.h"

struct program_talks;

/* Needs rde->programs, and listens to them. */
struct program_talks *program_talks_new(struct rde *rde);
/* Behind rde->programs. */
void	program_talks_free(struct program_talks *t);

#endif
