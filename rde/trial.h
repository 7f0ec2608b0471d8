/* SPDX-License-Identifier: ISC */
/*
 * What an image would change, and what each neighbour would be sent: worked
 * out in slices beside all else, answered to the parent, and forgotten.
 */
#ifndef RDE_TRIAL_H
#define RDE_TRIAL_H

#include <stdint.h>

#include "rde.h"

struct trial;

/* Needs rde->originate and rde->config. */
struct trial *trial_new(struct rde *rde);
void	trial_free(struct trial *t);

/* fd is ours.  One that is under way is given up for it. */
void	trial_ask(struct trial *t, uint32_t gen, int fd);
/* The parent does not want to know any more. */
void	trial_end(struct trial *t, uint32_t gen);
/* What is in force is about to change; NULL is accepted. */
void	trial_abandon(struct trial *t, const char *why);
void	trial_refuse(struct rde *rde, uint32_t gen, const char *why);

#endif
