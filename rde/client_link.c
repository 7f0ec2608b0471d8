/* SPDX-License-Identifier: ISC */
/*
 * What a control client asks.  Whatever it sends that is not in the table, or
 * not of that size, costs it its connection and nobody else anything.
 */
#include <unistd.h>

#include "base/log.h"
#include "client_link.h"
#include "clients.h"

static void
on_show_counters(void *arg, struct link_msg *m)
{
	clients_show_counters(arg, m->peer);
}

static void
on_show_memory(void *arg, struct link_msg *m)
{
	clients_show_memory(arg, m->peer);
}

static void
on_show_rib(void *arg, struct link_msg *m)
{
	struct ctl_rib_filter f;

	if (rbuf_host(&m->body, &f, sizeof(f)) == 0)
		clients_show_rib(arg, m->peer, &f);
}

static void
on_show_malformed(void *arg, struct link_msg *m)
{
	struct ctl_selector who;

	if (rbuf_host(&m->body, &who, sizeof(who)) == 0)
		clients_show_malformed(arg, m->peer, &who);
}

static const char *
text_of(const struct link_msg *m)
{
	return (const char *)m->body.p;
}

static void
on_network(void *arg, struct link_msg *m)
{
	struct ctl_network n;

	if (rbuf_host(&m->body, &n, sizeof(n)) == 0)
		clients_network(arg, m->peer, n.op, text_of(m), m->body.left);
}

static void
on_network_bulk(void *arg, struct link_msg *m)
{
	struct ctl_network n;

	if (rbuf_host(&m->body, &n, sizeof(n)) == 0)
		clients_network_bulk(arg, m->peer, n.op, text_of(m),
		    m->body.left);
}

static void
on_bulk_end(void *arg, struct link_msg *m)
{
	clients_bulk_end(arg, m->peer);
}

static void
on_network_show(void *arg, struct link_msg *m)
{
	struct ctl_rib_filter f;

	if (rbuf_host(&m->body, &f, sizeof(f)) == 0)
		clients_network_show(arg, m->peer, &f);
}

static void
on_network_flush(void *arg, struct link_msg *m)
{
	clients_network_flush(arg, m->peer, m->gen == 1);
}

static void
on_api(void *arg, struct link_msg *m)
{
	clients_api(arg, m->peer, m->gen == 1, text_of(m), m->body.left);
}

static const struct link_handler handlers[] = {
	{ CTL_SHOW_COUNTERS, 0, 0, on_show_counters },
	{ CTL_SHOW_MEMORY, 0, 0, on_show_memory },
	{ CTL_SHOW_RIB, sizeof(struct ctl_rib_filter),
	    sizeof(struct ctl_rib_filter), on_show_rib },
	{ CTL_SHOW_MALFORMED, sizeof(struct ctl_selector),
	    sizeof(struct ctl_selector), on_show_malformed },
	{ CTL_NETWORK, sizeof(struct ctl_network),
	    sizeof(struct ctl_network) + CTL_TEXT_MAX, on_network },
	{ CTL_NETWORK_BULK, sizeof(struct ctl_network),
	    sizeof(struct ctl_network) + CTL_TEXT_MAX, on_network_bulk },
	{ CTL_BULK_END, 0, 0, on_bulk_end },
	{ CTL_NETWORK_SHOW, sizeof(struct ctl_rib_filter),
	    sizeof(struct ctl_rib_filter), on_network_show },
	{ CTL_NETWORK_FLUSH, 0, 0, on_network_flush },
	{ CTL_API, 0, CTL_TEXT_MAX, on_api },
};

static const struct link_table table = {
	handlers, sizeof(handlers) / sizeof(handlers[0])
};

static void
on_closed(void *arg, enum link_end why)
{
	if (why == LINK_PROTOCOL)
		log_debug("control client: broke the protocol, closed");
	clients_remove(arg);
}

void
client_link_open(struct rde *rde, int fd, const struct pe_client *who)
{
	struct client *c = clients_add(rde->clients, who);

	if (c == NULL) {
		log_debug("control client %u: too many clients", who->id);
		close(fd);
		return;
	}
	clients_attach(c, link_new(rde->loop, fd, &table, on_closed, c,
	    PE_CLIENT_OUT_MAX));
}
