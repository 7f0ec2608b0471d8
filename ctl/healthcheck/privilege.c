/* SPDX-License-Identifier: ISC */
/*
 * ExaBGP keeps root's supplementary groups and loses the right to remove the
 * addresses it added; here it is the other way round.  A capability that is
 * neither inheritable nor ambient ends with execve(2), so checks and commands
 * run with none.
 */
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/types.h>

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "privilege.h"

struct identity {
	uid_t		 uid;
	gid_t		 gid;
	const char	*user;		/* NULL: the uid stays */
};

static int
failed(char *why, size_t size, const char *what)
{
	(void)snprintf(why, size, "%s: %s", what, strerror(errno));
	return -1;
}

static int
look_up(const char *user, const char *group, struct identity *id, char *why,
    size_t size)
{
	const struct passwd *pw;
	const struct group *gr;

	*id = (struct identity){ getuid(), getgid(), user };
	if (user != NULL) {
		pw = getpwnam(user);
		if (pw == NULL) {
			(void)snprintf(why, size, "--user %s: no such user",
			    user);
			return -1;
		}
		id->uid = pw->pw_uid;
		id->gid = pw->pw_gid;
	}
	if (group != NULL) {
		gr = getgrnam(group);
		if (gr == NULL) {
			(void)snprintf(why, size, "--group %s: no such group",
			    group);
			return -1;
		}
		id->gid = gr->gr_gid;
	}
	return 0;
}

static int
keep_net_admin(void)
{
	struct __user_cap_header_struct h = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct d[_LINUX_CAPABILITY_U32S_3];

	memset(d, 0, sizeof(d));
	d[0].permitted = d[0].effective = 1U << CAP_NET_ADMIN;
	return (int)syscall(SYS_capset, &h, d);
}

int
privilege_drop(const char *user, const char *group, bool keep, char *why,
    size_t size)
{
	struct identity id;

	if (user == NULL && group == NULL)
		return 0;
	if (look_up(user, group, &id, why, size) == -1)
		return -1;
	if (id.uid == getuid() && id.gid == getgid())
		return 0;		/* already */
	if (id.user != NULL ? initgroups(id.user, id.gid) == -1 :
	    setgroups(1, &id.gid) == -1)
		return failed(why, size, "cannot change groups");
	if (setresgid(id.gid, id.gid, id.gid) == -1)
		return failed(why, size, "cannot change the group");
	if (user == NULL || id.uid == getuid())
		return 0;
	if (keep && prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) == -1)
		return failed(why, size, "cannot keep capabilities");
	if (setresuid(id.uid, id.uid, id.uid) == -1)
		return failed(why, size, "cannot change the user");
	if (keep && keep_net_admin() == -1)
		return failed(why, size, "cannot keep CAP_NET_ADMIN");
	return 0;
}
