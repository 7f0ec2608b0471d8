/* SPDX-License-Identifier: ISC */
/* How long timers run: jitter and back-off (RFC 4271 10). */
#ifndef SESSION_TIMER_H
#define SESSION_TIMER_H

#include <stdint.h>

#include "engine.h"

/* 0.75 to 1.0 of ms, from the engine's randomness. */
int64_t	timer_jitter(const struct engine *e, int64_t ms);
/* Before the next dial after so many failures in a row: 0, 1, 2, 4 .. 60 s. */
int64_t	timer_back_off(const struct engine *e, uint32_t fails);

#endif
