/* SPDX-License-Identifier: ISC */
/*
 * Receives what the parent sends: the sibling, configurations, sockets,
 * control clients.  When this link ends, so do we.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "accept.h"
#include "base/log.h"
#include "client.h"
#include "client_link.h"
#include "config.h"
#include "hold.h"
#include "ipc/engine_common.h"
#include "ipc/parent_session.h"
#include "ipc/position.h"
#include "parent_link.h"
#include "peer.h"
#include "peer_index.h"
#include "rde_link.h"
#include "restart.h"
#include "stop.h"
#include "trial.h"

static void
on_sibling(void *arg, struct link_msg *m)
{
	int fd = link_msg_take_fd(m);

	if (fd != -1)
		rde_link_open(arg, fd, m->gen);
}

static void
on_position(void *arg, struct link_msg *m)
{
	struct engine *e = arg;

	e->position = position_map(link_msg_take_fd(m));
}

static void
on_config(void *arg, struct link_msg *m)
{
	struct engine *e = arg;
	char why[PE_REASON_MAX] = "";
	int res;

	res = config_prepare(e, m->gen, link_msg_take_fd(m), why,
	    sizeof(why));
	engine_verdict(e->parent, m->gen, res == -1 ? why : NULL);
}

static void
on_commit(void *arg, struct link_msg *m)
{
	struct engine *e = arg;
	struct pe_commit c;

	if (rbuf_host(&m->body, &c, sizeof(c)) == 0 && c.lost_ms != 0)
		restart_begins(e, (monotime_t){ c.lost_ms });
	if (config_commit(e, m->gen) == -1)
		log_error("configuration %u was not prepared", m->gen);
	else
		(void)link_send(e->parent, PE_DONE, 0, m->gen, NULL, 0);
}

static void
on_abort(void *arg, struct link_msg *m)
{
	config_abort(arg, m->gen);
}

static void
on_trial(void *arg, struct link_msg *m)
{
	int fd = link_msg_take_fd(m);

	trial_run(arg, m->gen, fd, m->body);
}

/* It was answered at once. */
static void
on_trial_end(void *arg, struct link_msg *m)
{
	(void)arg;
	(void)m;
}

static void
on_client(void *arg, struct link_msg *m)
{
	struct engine *e = arg;
	struct pe_client who;
	int fd = engine_take_client(e->parent, m, &who);

	if (fd != -1)
		client_link_open(e, fd, &who);
}

static void
on_client_revoke(void *arg, struct link_msg *m)
{
	client_revoke(arg, m->peer);
}

static void
on_stop(void *arg, struct link_msg *m)
{
	char text[PE_STOP_TEXT + 1];
	struct pe_stop s;

	if (rbuf_host(&m->body, &s, sizeof(s)) == -1)
		return;
	(void)snprintf(text, sizeof(text), "%.*s", (int)m->body.left,
	    (const char *)m->body.p);
	stop_all(arg, s.why, text);
}

static void
on_ping(void *arg, struct link_msg *m)
{
	struct engine *e = arg;

	engine_pong(e->parent, m);
}

static void
on_listener(void *arg, struct link_msg *m)
{
	int fd = link_msg_take_fd(m);

	if (fd != -1)
		accept_listen(arg, m->peer, fd);
}

static void
on_listener_gone(void *arg, struct link_msg *m)
{
	accept_unlisten(arg, m->peer);
}

static void
on_connection(void *arg, struct link_msg *m)
{
	struct peer *p = peer_by_id(arg, m->peer);
	int fd = link_msg_take_fd(m);

	if (fd == -1)
		return;
	if (p == NULL)		/* it may have gone meanwhile */
		(void)close(fd);
	else
		peer_connected(p, m->gen, fd);
}

static void
on_connect_failed(void *arg, struct link_msg *m)
{
	struct peer *p = peer_by_id(arg, m->peer);
	char why[PE_REASON_MAX];
	size_t len = m->body.left;

	if (len >= sizeof(why))
		len = sizeof(why) - 1;
	memcpy(why, m->body.p, len);
	why[len] = '\0';
	if (p != NULL)
		peer_connect_failed(p, m->gen, why);
}

static void
on_key_changed(void *arg, struct link_msg *m)
{
	config_key_changed(arg, m->peer);
}

static void
on_held(void *arg, struct link_msg *m)
{
	struct ps_held h;

	if (rbuf_host(&m->body, &h, sizeof(h)) == 0)
		hold_down(arg, m->peer, &h.remote, h.engines);
}

static void
on_held_over(void *arg, struct link_msg *m)
{
	struct ps_held h;

	if (rbuf_host(&m->body, &h, sizeof(h)) == 0)
		hold_over(arg, m->peer, &h.remote);
}

static const struct link_handler handlers[] = {
	{ PE_SIBLING, 0, 0, on_sibling },
	{ PE_CONFIG, 0, 0, on_config },
	{ PE_COMMIT, sizeof(struct pe_commit), sizeof(struct pe_commit),
	    on_commit },
	{ PE_ABORT, 0, 0, on_abort },
	{ PE_TRIAL, 0, CONF_NEIGHBORS_MAX * sizeof(uint16_t), on_trial },
	{ PE_TRIAL_END, 0, 0, on_trial_end },
	{ PE_CLIENT, sizeof(struct pe_client), sizeof(struct pe_client),
	    on_client },
	{ PE_CLIENT_REVOKE, 0, 0, on_client_revoke },
	{ PE_LOG_LEVEL, 0, 0, engine_on_log_level },
	{ PE_STOP, sizeof(struct pe_stop),
	    sizeof(struct pe_stop) + PE_STOP_TEXT, on_stop },
	{ PE_PING, 0, 0, on_ping },
	{ PE_POSITION, 0, 0, on_position },
	{ PS_LISTENER, sizeof(struct ps_listener),
	    sizeof(struct ps_listener), on_listener },
	{ PS_LISTENER_GONE, 0, 0, on_listener_gone },
	{ PS_CONNECTION, 0, 0, on_connection },
	{ PS_CONNECT_FAILED, 0, PE_REASON_MAX, on_connect_failed },
	{ PS_KEY_CHANGED, 0, 0, on_key_changed },
	{ PS_HELD, sizeof(struct ps_held), sizeof(struct ps_held), on_held },
	{ PS_HELD_OVER, sizeof(struct ps_held), sizeof(struct ps_held),
	    on_held_over },
};

static const struct link_table table = {
	handlers, sizeof(handlers) / sizeof(handlers[0])
};

static void
on_closed(void *arg, enum link_end why)
{
	struct engine *e = arg;

	(void)why;
	loop_stop(e->loop);
}

void
parent_link_open(struct engine *e, int fd)
{
	e->parent = link_new(e->loop, fd, &table, on_closed, e, 0);
	(void)link_send(e->parent, PE_READY, 0, 0, NULL, 0);
}
