/* SPDX-License-Identifier: ISC */
/*
 * The one clock: CLOCK_BOOTTIME in milliseconds.  It goes on while a machine
 * sleeps, so leases end when they should, and no administrator can set it.
 */
#include <time.h>

#include "base/clock.h"
#include "base/log.h"

/* The reading of this loop pass; 0 in a process that runs no loop. */
static monotime_t pass_time;

static int64_t
read_us(clockid_t id)
{
	struct timespec ts;

	if (clock_gettime(id, &ts) == -1)
		fatal("clock_gettime failed");
	return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

monotime_t
clock_now(void)
{
	return (monotime_t){ read_us(CLOCK_BOOTTIME) / 1000 };
}

monotime_t
clock_coarse(void)
{
	return monotime_is_set(pass_time) ? pass_time : clock_now();
}

void
clock_tick(void)
{
	pass_time = clock_now();
}

int64_t
clock_wall(void)
{
	return clock_wall_ms() / 1000;
}

int64_t
clock_wall_ms(void)
{
	return read_us(CLOCK_REALTIME) / 1000;
}

int64_t
clock_wall_us(void)
{
	return read_us(CLOCK_REALTIME);
}
