/* SPDX-License-Identifier: ISC */
/*
 * What both engines do alike on their link to the parent: log lines, the
 * answers every engine gives, the admission of control clients.
 */
#ifndef IPC_ENGINE_COMMON_H
#define IPC_ENGINE_COMMON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/log.h"
#include "ipc/link.h"
#include "ipc/parent_engine.h"

/* Octets of log lines that may wait; what comes then is counted. */
enum { ENGINE_LOG_MAX = 1024 * 1024 };

struct engine_log {
	struct link	*parent;
	uint32_t	 dropped;	/* since the parent was last told */
};

/* A log_sink; arg is the struct engine_log. */
void	engine_log_line(void *arg, enum log_level level, const char *line);

/* PE_LOG_LEVEL; needs no argument, so it stands in a table as it is. */
void	engine_on_log_level(void *arg, struct link_msg *m);
/* PE_PING */
void	engine_pong(struct link *parent, const struct link_msg *m);
/* What became of PE_CONFIG: why it is refused, NULL: it is agreed to. */
void	engine_verdict(struct link *parent, uint32_t gen, const char *why);

/*
 * PE_CLIENT: the client's descriptor, -1 when there is none.  The parent is
 * told that it was taken either way, for it waits with the next one.
 */
int	engine_take_client(struct link *parent, struct link_msg *m,
	    struct pe_client *who);
/* May one more of uid come, when there are n, and same of that uid? */
bool	engine_client_fits(unsigned n, unsigned same, uint32_t uid);

#endif
