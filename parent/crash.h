/* SPDX-License-Identifier: ISC */
/*
 * What follows from an engine's crash: whose message it was reading is found
 * in the memory that it left, and a neighbour that was it twice is held down,
 * by the session engine, which is told.
 */
#ifndef PARENT_CRASH_H
#define PARENT_CRASH_H

#include <stdint.h>

#include "bgp/addr.h"
#include "config.h"
#include "engine.h"

struct crashes;

struct crashes *crashes_new(void);
void	crashes_free(struct crashes *x);
/* Once, before the engines are started; e stays the caller's. */
void	crashes_set_engine(struct crashes *x, struct engine *e);
/* It has just been started: this comes before its configuration. */
void	crashes_up(struct crashes *x, enum engine_kind kind);
/* It crashed; c is in force. */
void	crashes_down(struct crashes *x, enum engine_kind kind,
	    const struct config *c);
/* An operator wants a neighbour back. */
void	crashes_release(struct crashes *x, uint32_t id,
	    const struct addr *addr);
/* Another configuration is in force. */
void	crashes_changed(struct crashes *x, const struct config *old,
	    const struct config *c);

#endif
