/* SPDX-License-Identifier: ISC */
/*
 * What a control client may do, from credentials that the kernel vouches for:
 * root all, the rules of the control block, the socket's group may read.
 */
#ifndef PARENT_ROLES_H
#define PARENT_ROLES_H

#include <sys/types.h>

#include <stdbool.h>
#include <stddef.h>

#include "config.h"
#include "ipc/parent_engine.h"

enum { ROLES_GROUPS_MAX = 256 };

/* Who is at the other end; groups are those it had when it connected. */
struct creds {
	uid_t	uid;
	gid_t	gid;
	pid_t	pid;
	size_t	ngroups;
	gid_t	groups[ROLES_GROUPS_MAX];
};

struct roles;

/*
 * Looks up the names of the rules.  A user or group that does not exist
 * matches nobody, and is told through warn.
 */
struct roles *roles_new(const struct config *c,
	    void (*warn)(const char *fmt, ...));
void	roles_free(struct roles *r);
enum role roles_of(const struct roles *r, const struct creds *c);
/* Whether somebody outside the socket's group may have a role. */
bool	roles_open(const struct roles *r);
/* The socket's group; (gid_t)-1 none. */
gid_t	roles_group(const struct roles *r);
/* 0, or -1 with errno. */
int	roles_creds(int fd, struct creds *c);
/* User name, or "uid N". */
void	roles_principal(const struct creds *c, char *buf, size_t size);

#endif
