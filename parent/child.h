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
/* Reaps; how is "exit 1" or "signal 9 (Killed)".  0, or -1: still runs. */
int	child_reap(int pidfd, char *how, size_t size);

#endif
