/* SPDX-License-Identifier: ISC */
/*
 * The system-call filter's table and its place: each process names the calls
 * it makes once it is running.  The filter itself is installed by a later
 * change; until then sandbox_enter only checks the table.
 */
#ifndef BASE_SANDBOX_H
#define BASE_SANDBOX_H

#include <stddef.h>

struct sandbox_table {
	const char	*process;
	const int	*calls;		/* __NR_ numbers, ascending */
	size_t		 ncalls;
};

int	sandbox_enter(const struct sandbox_table *t);

#endif
