/* SPDX-License-Identifier: ISC */
/*
 * A function that makes a descriptor in several steps ends here when one of
 * them fails: closing must not hide why.
 */
#include <errno.h>
#include <unistd.h>

#include "base/fd.h"

int
fd_give_up(int fd)
{
	int save = errno;

	(void)close(fd);
	errno = save;
	return -1;
}
