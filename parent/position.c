/* SPDX-License-Identifier: ISC */
/*
 * Read, not mapped: the engine could have made the file shorter, and whoever
 * then looks into a mapping dies of it.
 */
#include <sys/mman.h>

#include <stdio.h>
#include <unistd.h>

#include "base/fd.h"
#include "position.h"

int
position_new(const char *engine)
{
	char name[64];
	int fd;

	(void)snprintf(name, sizeof(name), "herald-position-%s", engine);
	if ((fd = memfd_create(name, MFD_CLOEXEC)) == -1)
		return -1;
	if (ftruncate(fd, sizeof(struct position)) == -1)
		return fd_give_up(fd);
	return fd;
}

bool
position_read(int fd, struct position *p)
{
	struct position r;

	if (fd == -1 || pread(fd, &r, sizeof(r), 0) != (ssize_t)sizeof(r) ||
	    r.neighbor == 0)
		return false;
	*p = r;
	return true;
}
