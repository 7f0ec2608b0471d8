/* SPDX-License-Identifier: ISC */
/*
 * Privilege goes in the one order that works: the bounding set while we may
 * still change it, the root while we may still chroot, groups before ids; not
 * dumpable after setresuid, which resets it.  What can be read back is read
 * back, for a step that silently did nothing is the dangerous one.
 */
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/types.h>

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/priv.h"

/* The kernel's highest capability is below this for a long time. */
enum { CAPS_MAX = 64 };

static int
refuse(int error)
{
	errno = error;
	return -1;
}

static int
drop_bounding_set(const struct priv *p)
{
	unsigned long cap;

	(void)p;
	for (cap = 0; cap < CAPS_MAX; cap++) {
		if (prctl(PR_CAPBSET_READ, cap, 0, 0, 0) == -1)
			return errno == EINVAL && cap > 0 ? 0 : -1;
		if (prctl(PR_CAPBSET_DROP, cap, 0, 0, 0) == -1)
			return -1;
		if (prctl(PR_CAPBSET_READ, cap, 0, 0, 0) != 0)
			return refuse(EPERM);
	}
	return 0;
}

static int
change_root(const struct priv *p)
{
	if (p->root_fd >= 0) {
		if (fchdir(p->root_fd) == -1 || chroot(".") == -1)
			return -1;
	} else if (p->root == NULL)
		return 0;
	else if (chroot(p->root) == -1)
		return -1;
	return chdir("/");
}

static int
change_groups(const struct priv *p)
{
	gid_t one;

	if (setgroups(1, &p->gid) == -1)
		return -1;
	if (getgroups(1, &one) != 1 || one != p->gid)
		return refuse(EPERM);
	return 0;
}

static int
change_gid(const struct priv *p)
{
	gid_t r, e, s;

	if (setresgid(p->gid, p->gid, p->gid) == -1 ||
	    getresgid(&r, &e, &s) == -1)
		return -1;
	return r == p->gid && e == p->gid && s == p->gid ? 0 : refuse(EPERM);
}

static int
change_uid(const struct priv *p)
{
	uid_t r, e, s;

	if (setresuid(p->uid, p->uid, p->uid) == -1 ||
	    getresuid(&r, &e, &s) == -1)
		return -1;
	if (r != p->uid || e != p->uid || s != p->uid)
		return refuse(EPERM);
	if (p->uid != 0 && setuid(0) == 0)
		return refuse(EPERM);
	return 0;
}

static int
no_new_privs(const struct priv *p)
{
	(void)p;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1)
		return -1;
	return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? 0 :
	    refuse(EPERM);
}

static int
empty_capabilities(const struct priv *p)
{
	struct __user_cap_header_struct h = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct d[_LINUX_CAPABILITY_U32S_3];
	size_t i;

	(void)p;
	memset(d, 0, sizeof(d));
	if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) == -1 ||
	    syscall(SYS_capset, &h, d) == -1 ||
	    syscall(SYS_capget, &h, d) == -1)
		return -1;
	for (i = 0; i < _LINUX_CAPABILITY_U32S_3; i++)
		if ((d[i].effective | d[i].permitted | d[i].inheritable) != 0)
			return refuse(EPERM);
	return 0;
}

static int
not_dumpable(const struct priv *p)
{
	(void)p;
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == -1)
		return -1;
	return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 ? 0 : refuse(EPERM);
}

/* Cleared by setresuid; the caller looks whether its parent still lives. */
static int
death_signal(const struct priv *p)
{
	int signo = 0;

	(void)p;
	if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == -1 ||
	    prctl(PR_GET_PDEATHSIG, &signo, 0, 0, 0) == -1)
		return -1;
	return signo == SIGKILL ? 0 : refuse(EPERM);
}

static int
limits(const struct priv *p)
{
	static const int which[] = { RLIMIT_CORE, RLIMIT_NPROC };
	const struct rlimit none = { 0, 0 };
	struct rlimit now;
	size_t i;

	(void)p;
	for (i = 0; i < sizeof(which) / sizeof(which[0]); i++) {
		if (setrlimit((enum __rlimit_resource)which[i], &none) == -1 ||
		    getrlimit((enum __rlimit_resource)which[i], &now) == -1)
			return -1;
		if (now.rlim_cur != 0 || now.rlim_max != 0)
			return refuse(EPERM);
	}
	return 0;
}

static const struct {
	const char	*what;
	int		(*step)(const struct priv *p);
} steps[] = {
	{ "capability bounding set",	drop_bounding_set },
	{ "chroot",			change_root },
	{ "setgroups",			change_groups },
	{ "setresgid",			change_gid },
	{ "setresuid",			change_uid },
	{ "no_new_privs",		no_new_privs },
	{ "capability sets",		empty_capabilities },
	{ "dumpable",			not_dumpable },
	{ "death signal",		death_signal },
	{ "resource limits",		limits },
};

int
priv_drop(const struct priv *p, const char **what)
{
	size_t i;

	for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (steps[i].step(p) == -1) {
			*what = steps[i].what;
			return -1;
		}
	return 0;
}
