/* SPDX-License-Identifier: ISC */
/*
 * The place of the system-call filter.  A table is checked as the filter will
 * need it: ascending, so that a missing or doubled call is seen by eye and
 * found by bisection, and never empty.
 */
#include <errno.h>

#include "base/sandbox.h"

int
sandbox_enter(const struct sandbox_table *t)
{
	size_t i;

	if (t->process == NULL || t->calls == NULL || t->ncalls == 0 ||
	    t->calls[0] < 0) {
		errno = EINVAL;
		return -1;
	}
	for (i = 1; i < t->ncalls; i++)
		if (t->calls[i - 1] >= t->calls[i]) {
			errno = EINVAL;
			return -1;
		}
	return 0;
}
