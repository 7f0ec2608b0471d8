/* SPDX-License-Identifier: ISC */
/*
 * RFC 4271 10: timers of many speakers must not march in step, so they are
 * shortened by up to a quarter.  Randomness is injected, for tests.
 */
#include "timer.h"

enum { BACK_OFF_MAX = 60 };

int64_t
timer_jitter(const struct engine *e, int64_t ms)
{
	return ms * 3 / 4 + ms / 4 * (int64_t)(e->random() % 1001) / 1000;
}

int64_t
timer_back_off(const struct engine *e, uint32_t fails)
{
	int64_t s;

	if (fails == 0)
		return 0;
	s = fails > 6 ? BACK_OFF_MAX : (int64_t)1 << (fails - 1);
	return timer_jitter(e, (s > BACK_OFF_MAX ? BACK_OFF_MAX : s) * 1000);
}
