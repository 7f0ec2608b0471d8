/* SPDX-License-Identifier: ISC */
/*
 * Starting an engine: fork, descriptors at their places, exec by descriptor.
 */
#ifndef PARENT_CHILD_H
#define PARENT_CHILD_H

#include <sys/types.h>

#include <stdbool.h>
#include <stddef.h>

#include "users.h"

struct child_conf {
	const char	*name;		/* argv[0] */
	int		 exe_fd;
	int		 root_fd;
	struct user_ids	 ids;
	bool		 verbose;
	const char	*software;
};

/*
 * *link is our end of the stream, *pidfd becomes readable when it has ended.
 * The pid, or -1 with errno.
 */
pid_t	child_spawn(const struct child_conf *c, int *link, int *pidfd);

/* How one ended. */
struct child_end {
	char	how[64];	/* "exit 1", "signal 9 (Killed)" */
	bool	crashed;	/* by itself: nobody ended it from outside */
};

/* Reaps.  0, or -1: it still runs. */
int	child_reap(int pidfd, struct child_end *end);

#endif
