/* SPDX-License-Identifier: ISC */
/*
 * Receives what control clients ask.  One that breaks the protocol loses its
 * connection and nobody else notices.
 */
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "client.h"
#include "client_link.h"

static void
on_show_neighbor(void *arg, struct link_msg *m)
{
	struct ctl_selector who;

	if (rbuf_host(&m->body, &who, sizeof(who)) == 0)
		client_show_neighbor(arg, m->peer, &who);
}

static void
on_show_malformed(void *arg, struct link_msg *m)
{
	struct ctl_selector who;

	if (rbuf_host(&m->body, &who, sizeof(who)) == 0)
		client_show_malformed(arg, m->peer, &who);
}

static void
on_neighbor_act(void *arg, struct link_msg *m)
{
	struct ctl_neighbor_act act;
	char reason[CTL_REASON_MAX];
	size_t len;

	if (rbuf_host(&m->body, &act, sizeof(act)) == -1)
		return;
	len = m->body.left;
	if (len >= sizeof(reason) || memchr(m->body.p, '\0', len) != NULL) {
		client_refuse(arg, m->peer, "the reason is too long");
		return;
	}
	memcpy(reason, m->body.p, len);
	reason[len] = '\0';
	client_act(arg, m->peer, &act, reason);
}

static const struct link_handler handlers[] = {
	{ CTL_SHOW_NEIGHBOR, sizeof(struct ctl_selector),
	    sizeof(struct ctl_selector), on_show_neighbor },
	{ CTL_SHOW_MALFORMED, sizeof(struct ctl_selector),
	    sizeof(struct ctl_selector), on_show_malformed },
	{ CTL_NEIGHBOR_ACT, sizeof(struct ctl_neighbor_act),
	    sizeof(struct ctl_neighbor_act) + CTL_TEXT_MAX, on_neighbor_act },
};

static const struct link_table table = {
	handlers, sizeof(handlers) / sizeof(handlers[0])
};

static void
on_closed(void *arg, enum link_end why)
{
	if (why == LINK_PROTOCOL)
		log_debug("control client: broke the protocol, closed");
	client_free(arg);
}

void
client_link_open(struct engine *e, int fd, const struct pe_client *who)
{
	struct client *c = client_new(e, who);

	if (c == NULL) {
		log_debug("control client %u: too many clients", who->id);
		(void)close(fd);
		return;
	}
	client_attach(c, link_new(e->loop, fd, &table, on_closed, c,
	    PE_CLIENT_OUT_MAX));
}
