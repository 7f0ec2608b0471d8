/* SPDX-License-Identifier: ISC */
/*
 * The parent never looks into the log.  A fresh file that no engine has
 * completed is dropped with the engine that asked for it: the old one is
 * written to until both were swapped.
 */
#include <sys/mman.h>

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/log.h"
#include "inject_log.h"

struct inject_log {
	int	fd;
	int	fresh;		/* -1 none */
};

static int
make(void)
{
	return memfd_create("herald-injected", MFD_CLOEXEC);
}

static void
drop_fresh(struct inject_log *l)
{
	if (l->fresh != -1)
		(void)close(l->fresh);
	l->fresh = -1;
}

struct inject_log *
inject_log_new(void)
{
	struct inject_log *l = xcalloc(1, sizeof(*l));

	l->fresh = -1;
	if ((l->fd = make()) == -1) {
		free(l);
		return NULL;
	}
	return l;
}

void
inject_log_free(struct inject_log *l)
{
	if (l == NULL)
		return;
	drop_fresh(l);
	(void)close(l->fd);
	free(l);
}

int
inject_log_give(struct inject_log *l)
{
	drop_fresh(l);
	return fcntl(l->fd, F_DUPFD_CLOEXEC, 0);
}

int
inject_log_rotate(struct inject_log *l)
{
	drop_fresh(l);
	if ((l->fresh = make()) == -1)
		return -1;
	return fcntl(l->fresh, F_DUPFD_CLOEXEC, 0);
}

bool
inject_log_swap(struct inject_log *l)
{
	if (l->fresh == -1)
		return false;
	(void)close(l->fd);
	l->fd = l->fresh;
	l->fresh = -1;
	return true;
}
