/* SPDX-License-Identifier: ISC */
/*
 * bgpd: options, then either a check, or the daemon.
 */
#include <sys/auxv.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "check.h"
#include "daemon.h"
#include "env_unread.h"
#include "options.h"
#include "parent.h"

#ifndef HERALD_VERSION
#define HERALD_VERSION "0.1"
#endif

static int
usage(const char *why)
{
	if (why[0] != '\0')
		(void)fprintf(stderr, "bgpd: %s\n", why);
	(void)fprintf(stderr, "usage: bgpd [-dnvV] [-u session,rde,programs] "
	    "[-f file] [-s socket] [file ...]\n");
	return 2;
}

static void
read_environment(struct options *o)
{
	if (getauxval(AT_SECURE) == 0) {
		options_env(o, getenv, log_warn);
		env_unread_tell(environ, log_warn);
	} else if (options_env_any(getenv))
		log_warn("set-uid: the environment's exabgp words are "
		    "ignored");
}

int
main(int argc, char **argv)
{
	struct daemon d = { .fd = -1 };
	struct options o;
	char why[128];

	if (daemon_std_fds() == -1)
		return 1;
	log_init("bgpd");
	if (options_parse(&o, argc, argv, why, sizeof(why)) == -1)
		return usage(why);
	if (o.version) {
		(void)printf("bgpd (Herald) %s\n", HERALD_VERSION);
		return 0;
	}
	read_environment(&o);
	if (o.check > 0)
		return check_files(&o);
	if (geteuid() != 0) {
		log_error("has to be started by root (only -n does not)");
		return 1;
	}
	if (!o.foreground && daemon_fork(&d) == -1) {
		log_error("cannot go into the background: %s",
		    strerror(errno));
		return 1;
	}
	return parent_run(&o, &d);
}
