/* SPDX-License-Identifier: ISC */
/*
 * Dropping privilege, once and for ever, in the order that works on Linux:
 * chroot, chdir, groups, gid, uid, no_new_privs, capability sets and bounding
 * set emptied, not dumpable, death signal, rlimits; each verified.
 */
#ifndef BASE_PRIV_H
#define BASE_PRIV_H

#include <sys/types.h>

struct priv {
	uid_t		 uid;
	gid_t		 gid;
	const char	*root;		/* NULL: stay where we are */
	int		 root_fd;	/* used instead of root when >= 0 */
};

/* 0, or -1 with errno and *what naming the step that failed. */
int	priv_drop(const struct priv *p, const char **what);

#endif
