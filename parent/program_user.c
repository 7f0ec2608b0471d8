/* SPDX-License-Identifier: ISC */
/*
 * Names become numbers before the fork: what is behind getpwnam(3) may open
 * sockets and take locks, and has no place between fork and exec.
 */
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>

#include <bsd/stdlib.h>
#include <bsd/string.h>

#include "program_user.h"

static void
take(const struct user_ids *ids, struct program_user *u)
{
	const struct passwd *pw = getpwuid(ids->uid);

	u->uid = ids->uid;
	u->gid = ids->gid;
	if (pw != NULL)
		(void)strlcpy(u->name, pw->pw_name, sizeof(u->name));
}

static int
look_up_group(const char *name, gid_t *gid, char *why, size_t size)
{
	const struct group *gr;
	const char *bad;
	long long v;

	if ((gr = getgrnam(name)) != NULL) {
		*gid = gr->gr_gid;
		return 0;
	}
	v = strtonum(name, 0, 0xfffffffe, &bad);
	if (bad != NULL) {
		(void)snprintf(why, size, "there is no group %s", name);
		return -1;
	}
	*gid = (gid_t)v;
	return 0;
}

/* Root's group comes with root alone, or where it is written. */
static void
fill_groups(struct program_user *u)
{
	gid_t all[PROGRAM_GROUPS_MAX];
	int i, n = PROGRAM_GROUPS_MAX;

	u->ngroups = 0;
	u->groups[u->ngroups++] = u->gid;
	if (u->name[0] == '\0')
		return;
	if (getgrouplist(u->name, u->gid, all, &n) == -1)
		n = PROGRAM_GROUPS_MAX;		/* the first of them */
	for (i = 0; i < n && u->ngroups < PROGRAM_GROUPS_MAX; i++)
		if (all[i] != u->gid && (all[i] != 0 || u->uid == 0))
			u->groups[u->ngroups++] = all[i];
}

int
program_user(const struct conf_process *c, const struct user_ids *programs,
    struct program_user *u, char *why, size_t size)
{
	struct program_user r = { .ngroups = 0 };
	struct user_ids ids = *programs;

	if (c->user[0] != '\0' &&
	    users_lookup_program(c->user, &ids, why, size) == -1)
		return -1;
	take(&ids, &r);
	if (c->group[0] != '\0') {
		if (look_up_group(c->group, &r.gid, why, size) == -1)
			return -1;
	} else if (r.gid == 0 && r.uid != 0) {
		(void)snprintf(why, size, "user %s is in root's group: say "
		    "which group it is to have", c->user);
		return -1;
	}
	fill_groups(&r);
	*u = r;
	return 0;
}
