/* SPDX-License-Identifier: ISC */
/*
 * The parent never looks into the log.  A fresh file that no engine has
 * completed is dropped with the engine that asked for it: the old one is
 * written to the end until both were swapped.
 */
#include <sys/mman.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "inject_log.h"
#include "ipc/parent_rde.h"

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
send_file(struct engine *e, uint16_t type, int fd)
{
	int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);

	if (copy == -1)
		engine_kill(e, strerror(errno));
	else
		(void)engine_send_fd(e, type, 0, 0, NULL, 0, copy);
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

void
inject_log_give(struct inject_log *l, struct engine *e)
{
	drop_fresh(l);
	send_file(e, PR_LOG_FILE, l->fd);
}

void
inject_log_rotate(struct inject_log *l, struct engine *e)
{
	drop_fresh(l);
	if ((l->fresh = make()) == -1)
		/* It asks no more, and the log grows on. */
		log_error("injection log: %s", strerror(errno));
	else
		send_file(e, PR_LOG_FRESH, l->fresh);
}

void
inject_log_complete(struct inject_log *l, struct engine *e)
{
	if (l->fresh == -1)
		return;
	(void)close(l->fd);
	l->fd = l->fresh;
	l->fresh = -1;
	(void)engine_send(e, PR_LOG_SWAPPED, 0, 0, NULL, 0);
}
