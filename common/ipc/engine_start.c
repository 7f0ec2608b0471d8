/* SPDX-License-Identifier: ISC */
/*
 * See engine_start.h.  The order matters: nothing is read from any descriptor
 * before the last privilege is gone, and the root's descriptor is closed at
 * once, for a directory left open leads out of a chroot.
 */
#include <sys/prctl.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <bsd/stdlib.h>

#include "base/log.h"
#include "base/priv.h"
#include "ipc/engine_start.h"

static int
number(const char *s, long long min, long long max, long long *v)
{
	const char *why;

	*v = strtonum(s, min, max, &why);
	return why == NULL ? 0 : -1;
}

int
engine_args_parse(int argc, char **argv, struct engine_args *a)
{
	struct engine_args r = { .root_fd = -1 };
	long long v;
	int ch;

	optind = 0;		/* glibc: begin anew, also in tests */
	opterr = 0;
	while ((ch = getopt(argc, argv, "+g:p:r:u:v")) != -1) {
		if (ch == 'v') {
			r.verbose = true;
			continue;
		}
		if (ch == '?' || number(optarg, 1, INT_MAX, &v) == -1)
			return -1;
		if (ch == 'u')
			r.uid = (uid_t)v;
		else if (ch == 'g')
			r.gid = (gid_t)v;
		else if (ch == 'r')
			r.root_fd = (int)v;
		else
			r.ppid = (pid_t)v;
	}
	if (optind != argc || r.uid == 0 || r.gid == 0 || r.root_fd <= 2 ||
	    r.ppid == 0)
		return -1;
	*a = r;
	return 0;
}

static void
ignore_signals(void)
{
	static const int ignored[] = {
		SIGHUP, SIGUSR1, SIGUSR2, SIGALRM, SIGPIPE, SIGTERM, SIGINT
	};
	sigset_t none;
	size_t i;

	for (i = 0; i < sizeof(ignored) / sizeof(ignored[0]); i++)
		if (signal(ignored[i], SIG_IGN) == SIG_ERR)
			fatal("signal: %s", strerror(errno));
	sigemptyset(&none);
	if (sigprocmask(SIG_SETMASK, &none, NULL) == -1)
		fatal("sigprocmask: %s", strerror(errno));
}

int
engine_start(int argc, char **argv, const char *name)
{
	struct engine_args a;
	struct priv p;
	const char *what = "";

	log_init(name);
	if (engine_args_parse(argc, argv, &a) == -1 ||
	    fcntl(ENGINE_LINK_FD, F_GETFD) == -1)
		fatal("this program is started by bgpd, not by hand");
	if (a.verbose)
		log_set_level(LOG_LEVEL_DEBUG);
	ignore_signals();
	tzset();	/* its file is out of reach in a moment */
	(void)prctl(PR_SET_NAME, name);
	p = (struct priv){ .uid = a.uid, .gid = a.gid, .root_fd = a.root_fd };
	if (priv_drop(&p, &what) == -1)
		fatal("cannot drop privilege: %s: %s", what, strerror(errno));
	(void)close(a.root_fd);
	if (getppid() != a.ppid)	/* it died before the death signal */
		fatal("the parent is gone");
	return ENGINE_LINK_FD;
}
