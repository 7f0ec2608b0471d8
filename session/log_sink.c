/* SPDX-License-Identifier: ISC */
/*
 * The parent writes the log.  When it is slow, lines are dropped and counted;
 * nothing waits for it.
 */
#include <string.h>

#include "ipc/parent_engine.h"
#include "log_sink.h"

enum { LOG_QUEUE_MAX = 256 * 1024 };

void
log_sink_line(void *arg, enum log_level level, const char *line)
{
	struct engine *e = arg;

	if (link_queued(e->parent) > LOG_QUEUE_MAX) {
		e->log_dropped++;
		return;
	}
	if (e->log_dropped > 0) {
		(void)link_send(e->parent, PE_LOG_DROPPED, e->log_dropped, 0,
		    NULL, 0);
		e->log_dropped = 0;
	}
	(void)link_send(e->parent, PE_LOG, level, 0, line, strlen(line));
}
