/* SPDX-License-Identifier: ISC */
/*
 * Whom a program runs as: what its process block says, else the user of
 * programs.  Root only where root is written.
 */
#ifndef PARENT_PROGRAM_USER_H
#define PARENT_PROGRAM_USER_H

#include <sys/types.h>

#include <stddef.h>

#include "config/conf.h"
#include "users.h"

enum { PROGRAM_GROUPS_MAX = 256 };

struct program_user {
	uid_t	uid;
	gid_t	gid;
	size_t	ngroups;		/* the first is gid */
	gid_t	groups[PROGRAM_GROUPS_MAX];
	char	name[CONF_NAME_MAX];	/* to be shown; "" for a bare number */
};

/* 0, or -1 with why. */
int	program_user(const struct conf_process *c,
	    const struct user_ids *programs, struct program_user *u,
	    char *why, size_t size);

#endif
