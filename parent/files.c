/* SPDX-License-Identifier: ISC */
/*
 * Files and directories.  The empty root is checked before it is used: whoever
 * could write into it could put things before a process that trusts it.
 */
#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bsd/string.h>

#include "base/fd.h"
#include "files.h"

#define RUN_DIR "/run/herald"

int
files_open_config(const char *path)
{
	struct stat st;
	int fd;

	/* A fifo without a writer must not hold us up. */
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd == -1)
		return -1;
	if (fstat(fd, &st) == -1)
		return fd_give_up(fd);
	if (S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		return fd_give_up(fd);
	}
	if (fcntl(fd, F_SETFL, 0) == -1)
		return fd_give_up(fd);
	return fd;
}

static int
open_in(const char *dir, const char *name)
{
	char path[PATH_MAX];
	int n;

	n = snprintf(path, sizeof(path), "%s/%s", dir, name);
	if (n < 0 || (size_t)n >= sizeof(path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	if (access(path, X_OK) == -1)
		return -1;
	return open(path, O_PATH | O_CLOEXEC);
}

int
files_open_program(const char *name, char *why, size_t size)
{
	char self[PATH_MAX], *slash;
	ssize_t n;
	int fd;

	n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	if (n > 0) {
		self[n] = '\0';
		if ((slash = strrchr(self, '/')) != NULL)
			*slash = '\0';
		if ((fd = open_in(self, name)) != -1)
			return fd;
	}
	if ((fd = open_in(LIBEXECDIR, name)) != -1)
		return fd;
	snprintf(why, size, "%s is neither beside bgpd nor in %s", name,
	    LIBEXECDIR);
	return -1;
}

/* Root's, writable by root alone, and nothing in it. */
static int
check_root(int fd)
{
	const struct dirent *e;
	struct stat st;
	DIR *d;
	int copy, entries = 0;

	if (fstat(fd, &st) == -1 || st.st_uid != 0 ||
	    (st.st_mode & (S_IWGRP | S_IWOTH)) != 0)
		return -1;
	if ((copy = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)) == -1)
		return -1;
	if ((d = fdopendir(copy)) == NULL) {
		(void)close(copy);
		return -1;
	}
	while ((e = readdir(d)) != NULL)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			entries++;
	(void)closedir(d);
	return entries == 0 ? 0 : -1;
}

static int
open_root(const char *path)
{
	int fd;

	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (fd != -1 && check_root(fd) == -1) {
		(void)close(fd);
		return -1;
	}
	return fd;
}

int
files_open_root(char *why, size_t size)
{
	char fresh[] = "/tmp/herald-XXXXXXXX";
	int fd;

	if ((fd = open_root("/var/lib/herald/empty")) != -1)
		return fd;
	(void)mkdir(RUN_DIR, 0755);
	(void)mkdir(RUN_DIR "/empty", 0755);
	if ((fd = open_root(RUN_DIR "/empty")) != -1)
		return fd;
	/* Removed at once: nothing can ever be put into it. */
	if (mkdtemp(fresh) == NULL) {
		snprintf(why, size, "no empty directory for the engines: %s",
		    strerror(errno));
		return -1;
	}
	fd = open_root(fresh);
	(void)rmdir(fresh);
	if (fd == -1)
		snprintf(why, size, "no empty directory for the engines");
	return fd;
}

int
files_make_run_dir(const char *path)
{
	size_t n = strlen(RUN_DIR);

	if (strncmp(path, RUN_DIR, n) != 0 || path[n] != '/' ||
	    strchr(path + n + 1, '/') != NULL)
		return 0;
	if (mkdir(RUN_DIR, 0755) == -1 && errno != EEXIST)
		return -1;
	return 0;
}
