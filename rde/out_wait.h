/* SPDX-License-Identifier: ISC */
/*
 * Waits until what was to be sent to some neighbours at some moment has been
 * written to their connections: the cursors are past it, and the session
 * engine has given back the credit of all octets up to there.  Who goes down
 * meanwhile is waited for no more.
 */
#ifndef RDE_OUT_WAIT_H
#define RDE_OUT_WAIT_H

#include <stdbool.h>

#include "base/idset.h"
#include "base/loop.h"

struct update_out;

struct out_wait;

/* From now on; peers NULL: everybody.  task is woken when it may be over. */
struct out_wait *out_wait_new(struct update_out *u,
	    const struct idset *peers, struct loop_task *task);
void	out_wait_free(struct out_wait *w);
bool	out_wait_is_over(struct out_wait *w);

#endif
