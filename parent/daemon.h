/* SPDX-License-Identifier: ISC */
/*
 * Going into the background.  The caller's process waits until the daemon says
 * how its start went, and leaves with that status.
 */
#ifndef PARENT_DAEMON_H
#define PARENT_DAEMON_H

#include <stdbool.h>

struct daemon {
	int	fd;	/* to who waits; -1 nobody */
};

/* Descriptors 0 to 2 are open after it, on /dev/null when they were not. */
int	daemon_std_fds(void);
/* Returns in the daemon only.  0, or -1 with errno: still the caller. */
int	daemon_fork(struct daemon *d);
/*
 * The start succeeded: the waiting process exits with 0, and standard error
 * goes away unless the log needs it.
 */
void	daemon_ready(struct daemon *d, bool keep_stderr);

#endif
