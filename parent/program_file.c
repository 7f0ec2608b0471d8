/* SPDX-License-Identifier: ISC */
/*
 * Looks where ExaBGP looks, so that its configurations need no change; the
 * first that is there counts.  What is found out here is for a clear word in
 * the log: that a program has no more rights than its user is seen to by the
 * ids it gets, and by no_new_privs.
 */
#include <sys/stat.h>

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "program_file.h"

#define EXABGP		"etc/exabgp/"

/* Formats a candidate; whether there is such a file. */
static bool __attribute__((format(printf, 2, 3)))
is_there(char path[PATH_MAX], const char *fmt, ...)
{
	struct stat st;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(path, PATH_MAX, fmt, ap);
	va_end(ap);
	return n > 0 && n < PATH_MAX && stat(path, &st) == 0;
}

static bool
in_path(const char *run, const char *dirs, char path[PATH_MAX])
{
	size_t n;

	for (; *dirs != '\0'; dirs += n + (dirs[n] == ':')) {
		n = strcspn(dirs, ":");
		/* A relative one is relative to where nobody is. */
		if (dirs[0] == '/' && n < PATH_MAX &&
		    is_there(path, "%.*s/%s", (int)n, dirs, run))
			return true;
	}
	return false;
}

static bool
find(const char *run, const char *config, char *(*get)(const char *),
    char path[PATH_MAX])
{
	const char *etc, *slash = strrchr(config, '/'), *v;

	if (run[0] == '/')
		return is_there(path, "%s", run);
	if (strncmp(run, EXABGP, strlen(EXABGP)) == 0) {
		etc = run + strlen(EXABGP);
		if ((v = get("EXABGP_ETC")) != NULL && v[0] == '/' &&
		    is_there(path, "%s/%s", v, etc))
			return true;
		return is_there(path, "/" EXABGP "%s", etc);
	}
	if (is_there(path, "/" EXABGP "%s", run))
		return true;
	if (slash != NULL && is_there(path, "%.*s/%s", (int)(slash - config),
	    config, run))
		return true;
	return (v = get("PATH")) != NULL && in_path(run, v, path);
}

int
program_file(const char *run, const char *config,
    char *(*get)(const char *name), char path[PATH_MAX], char *why,
    size_t size)
{
	struct stat st;

	if (!find(run, config, get, path)) {
		(void)snprintf(why, size, "cannot find %s%s%s", run,
		    run[0] == '/' ? ": " : " in /etc/exabgp, beside the "
		    "configuration or in PATH",
		    run[0] == '/' ? strerror(errno) : "");
		return -1;
	}
	if (stat(path, &st) == -1) {
		(void)snprintf(why, size, "%s: %s", path, strerror(errno));
		return -1;
	}
	if (!S_ISREG(st.st_mode)) {
		(void)snprintf(why, size, "%s is not a file", path);
		return -1;
	}
	if ((st.st_mode & (S_ISUID | S_ISGID)) != 0) {
		(void)snprintf(why, size, "%s is set-uid or set-gid: refused",
		    path);
		return -1;
	}
	if ((st.st_mode & (S_IXUSR | S_IXGRP | S_IXOTH)) == 0) {
		(void)snprintf(why, size, "%s is not executable", path);
		return -1;
	}
	return 0;
}
