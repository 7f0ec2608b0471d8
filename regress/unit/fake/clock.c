/* SPDX-License-Identifier: ISC */
/*
 * base/clock for tests: time stands still until fake_advance moves it, so a
 * hold time of 90 seconds passes at once and always alike.
 */
#include "base/clock.h"
#include "fake/fake.h"

static int64_t now_ms = FAKE_START_MS;
static int64_t look_ms;

monotime_t
clock_now(void)
{
	now_ms += look_ms;
	return (monotime_t){ now_ms };
}

monotime_t
clock_coarse(void)
{
	return (monotime_t){ now_ms };
}

void
clock_tick(void)
{
}

int64_t
clock_wall(void)
{
	return clock_wall_ms() / 1000;
}

int64_t
clock_wall_ms(void)
{
	return FAKE_WALL_S * INT64_C(1000) + now_ms - FAKE_START_MS;
}

int64_t
clock_wall_us(void)
{
	return clock_wall_ms() * 1000;
}

void
fake_clock_set(int64_t ms)
{
	now_ms = ms;
}

void
fake_clock_looks(int64_t ms)
{
	look_ms = ms;
}
