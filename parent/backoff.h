/* SPDX-License-Identifier: ISC */
/*
 * How long to wait before an engine is started again: at once, then 1, 2, 4 …
 * 30 s; from the beginning after it has lived for a while.
 */
#ifndef PARENT_BACKOFF_H
#define PARENT_BACKOFF_H

#include <stdint.h>

#include "base/clock.h"

enum { BACKOFF_MAX_MS = 30000, BACKOFF_CALM_MS = 60000 };

struct backoff {
	unsigned	failures;	/* in a row */
	monotime_t	started;
};

void	backoff_started(struct backoff *b, monotime_t now);
/* It died: milliseconds until the next start. */
int64_t	backoff_died(struct backoff *b, monotime_t now);

#endif
