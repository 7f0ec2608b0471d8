/* SPDX-License-Identifier: ISC */
/*
 * Restart delays.  An engine that lived for a minute has shown that it can:
 * its next death counts as the first.
 */
#include "backoff.h"

void
backoff_started(struct backoff *b, monotime_t now)
{
	b->started = now;
}

int64_t
backoff_died(struct backoff *b, monotime_t now)
{
	int64_t ms;

	if (monotime_diff_ms(now, b->started) >= BACKOFF_CALM_MS)
		b->failures = 0;
	if (b->failures++ == 0)
		return 0;
	if (b->failures > 6)
		b->failures = 7;	/* 1000 << 5 is past the bound */
	ms = (int64_t)1000 << (b->failures - 2);
	return ms < BACKOFF_MAX_MS ? ms : BACKOFF_MAX_MS;
}
