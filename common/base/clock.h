/* SPDX-License-Identifier: ISC */
/*
 * Time that never jumps.  One clock for the whole house: CLOCK_BOOTTIME, so
 * that a lease noted by one process means the same moment in the next.
 * monotime_t is a struct so that nobody adds seconds to it by accident.
 * Tests replace this file by regress/unit/fake/clock.c.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
	int64_t	ms;		/* milliseconds since boot; 0 is "never" */
} monotime_t;

monotime_t	clock_now(void);
/* A cheaper reading, taken once a loop pass. */
monotime_t	clock_coarse(void);
/* The loop calls this as a pass begins: clock_coarse() stands still since. */
void		clock_tick(void);
/* Wall clock, for people only: seconds, and parts of them. */
int64_t		clock_wall(void);
int64_t		clock_wall_ms(void);
int64_t		clock_wall_us(void);

static inline monotime_t
monotime_add_ms(monotime_t t, int64_t ms)
{
	return (monotime_t){ t.ms + ms };
}

/* a - b, in milliseconds. */
static inline int64_t
monotime_diff_ms(monotime_t a, monotime_t b)
{
	return a.ms - b.ms;
}

static inline bool
monotime_is_set(monotime_t t)
{
	return t.ms != 0;
}

#endif
