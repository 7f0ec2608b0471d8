/* SPDX-License-Identifier: ISC */
/* --user and --group: from root to somebody, for the checks' sake. */
#ifndef HEALTHCHECK_PRIVILEGE_H
#define HEALTHCHECK_PRIVILEGE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Either name may be NULL.  keep: CAP_NET_ADMIN stays for this process (not
 * for what it executes), to remove addresses later.  0, or -1 and why.
 */
int	privilege_drop(const char *user, const char *group, bool keep,
	    char *why, size_t size);

#endif
