/* SPDX-License-Identifier: ISC */
/*
 * Both engines have the same parent and answer it alike; what they say stands
 * here once.  A slow parent costs log lines, never time: nothing waits for it.
 */
#include <string.h>

#include "ipc/engine_common.h"

void
engine_log_line(void *arg, enum log_level level, const char *line)
{
	struct engine_log *l = arg;

	if (link_queued(l->parent) > ENGINE_LOG_MAX) {
		l->dropped++;
		return;
	}
	if (l->dropped > 0)
		(void)link_send(l->parent, PE_LOG_DROPPED, l->dropped, 0,
		    NULL, 0);
	l->dropped = 0;
	(void)link_send(l->parent, PE_LOG, (uint32_t)level, 0, line,
	    strlen(line));
}

void
engine_on_log_level(void *arg, struct link_msg *m)
{
	(void)arg;
	if (m->peer < LOG_LEVEL_MAX)
		log_set_level((enum log_level)m->peer);
}

void
engine_pong(struct link *parent, const struct link_msg *m)
{
	(void)link_send(parent, PE_PONG, 0, m->gen, NULL, 0);
}

void
engine_verdict(struct link *parent, uint32_t gen, const char *why)
{
	if (why == NULL)
		(void)link_send(parent, PE_AGREE, 0, gen, NULL, 0);
	else
		(void)link_send(parent, PE_REFUSE, 0, gen, why,
		    strnlen(why, PE_REASON_MAX - 1));
}

int
engine_take_client(struct link *parent, struct link_msg *m,
    struct pe_client *who)
{
	if (rbuf_host(&m->body, who, sizeof(*who)) == -1)
		return -1;
	(void)link_send(parent, PE_CLIENT_TAKEN, who->id, 0, NULL, 0);
	return link_msg_take_fd(m);
}

bool
engine_client_fits(unsigned n, unsigned same, uint32_t uid)
{
	if (n >= PE_CLIENTS_MAX)
		return false;
	return uid == 0 || (same < PE_CLIENTS_UID &&
	    n < PE_CLIENTS_MAX - PE_CLIENTS_ROOT);
}
