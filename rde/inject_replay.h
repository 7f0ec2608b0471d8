/* SPDX-License-Identifier: ISC */
/*
 * A new route engine reads the injection log of the one before it, once its
 * neighbours are known and before anything is sent to one.
 */
#ifndef RDE_INJECT_REPLAY_H
#define RDE_INJECT_REPLAY_H

#include <stdbool.h>

#include "base/clock.h"
#include "rde.h"

struct inject_replay;

struct inject_replay *inject_replay_new(struct rde *rde);
void	inject_replay_free(struct inject_replay *r);
/*
 * Until then, and a step at least; true when there is more.  At the end
 * everything is as the log says, and it is written on from there.
 */
bool	inject_replay_run(struct inject_replay *r, monotime_t until);

#endif
