/* SPDX-License-Identifier: ISC */
/*
 * The engine's side of the memory, and the words for what it told.
 */
#include <sys/mman.h>
#include <sys/stat.h>

#include <unistd.h>

#include "ipc/position.h"

struct position *
position_map(int fd)
{
	void *p = MAP_FAILED;
	struct stat st;

	if (fd == -1)
		return NULL;
	if (fstat(fd, &st) == 0 &&
	    st.st_size >= (off_t)sizeof(struct position))
		p = mmap(NULL, sizeof(struct position),
		    PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	(void)close(fd);
	return p == MAP_FAILED ? NULL : p;
}

const char *
position_crashes(unsigned engines)
{
	switch (engines) {
	case POSITION_SESSION:
		return "bgpd-session crashed twice";
	case POSITION_RDE:
		return "bgpd-rde crashed twice";
	default:
		return "bgpd-session and bgpd-rde crashed";
	}
}
