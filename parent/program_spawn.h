/* SPDX-License-Identifier: ISC */
/*
 * Starting a program: pipes, fork, and in the child everything between fork
 * and exec, so that it begins with nothing of ours but its three descriptors.
 */
#ifndef PARENT_PROGRAM_SPAWN_H
#define PARENT_PROGRAM_SPAWN_H

#include <sys/types.h>

#include <stddef.h>

#include "program_user.h"

enum {
	/* processes of its user, threads counted (RLIMIT_NPROC) */
	PROGRAM_PROCESSES	= 512,
	PROGRAM_FILES		= 1024,	/* as select(2) can take */
	PROGRAM_EXIT_NO_EXEC	= 127,
};

struct program_spawn {
	const char		*path;	/* absolute */
	const char		*run;	/* as in conf_process */
	char *const		*env;
	struct program_user	 user;
};

/* The caller's, each close-on-exec and non-blocking. */
struct program_child {
	pid_t	pid;		/* also its session's and process group's */
	int	pidfd;
	int	in;		/* to its standard input */
	int	out;		/* from its standard output */
	int	err;		/* from its standard error */
	int	report;		/* why it was not executed, then its end */
};

/* 0, or -1 with errno; whether it could be executed shows later. */
int	program_spawn(const struct program_spawn *s,
	    struct program_child *c);

#endif
