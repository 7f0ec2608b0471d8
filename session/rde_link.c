/* SPDX-License-Identifier: ISC */
/*
 * Receives what the route engine sends, and drops what belongs to a session
 * that is over (peer, generation).
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "clone.h"
#include "ipc/parent_engine.h"
#include "ipc/session_rde.h"
#include "peer.h"
#include "peer_index.h"
#include "rde_link.h"
#include "restart.h"
#include "show_rde.h"

/* The neighbour whose session this is about, or NULL. */
static struct peer *
session_of(struct engine *e, const struct link_msg *m)
{
	struct peer *p = peer_by_id(e, m->peer);

	if (p == NULL || p->est == NULL || p->gen != m->gen)
		return NULL;
	return p;
}

static void
on_out(void *arg, struct link_msg *m)
{
	struct peer *p = session_of(arg, m);

	if (p != NULL)
		conn_send(p->est, m->body.p, m->body.left, true);
}

static void
on_taken(void *arg, struct link_msg *m)
{
	struct peer *p = session_of(arg, m);
	uint32_t octets;

	if (p != NULL && rbuf_host(&m->body, &octets, sizeof(octets)) == 0)
		conn_taken(p->est, octets);
}

/* RFC 4486 4: which family's limit it was stands in front of the data. */
static uint32_t
rest_of(const struct peer *p, struct rbuf data)
{
	enum family f;
	uint16_t afi;
	uint8_t safi;

	if (rbuf_u16(&data, &afi) == -1 || rbuf_u8(&data, &safi) == -1)
		return 0;
	f = family_by_number(afi, safi);
	return f == FAMILY_NONE ? 0 : p->conf.limits[f].restart;
}

static void
on_reset(void *arg, struct link_msg *m)
{
	struct peer *p = session_of(arg, m);
	struct sr_reset r;
	struct notify n;

	if (p == NULL || rbuf_host(&m->body, &r, sizeof(r)) == -1)
		return;
	notify_set(&n, r.code, r.subcode, m->body.p,
	    r.data_len < m->body.left ? r.data_len : m->body.left);
	/* With data it is a limit; without, a program's teardown. */
	if (n.code == NOTIFY_CEASE && n.subcode == CEASE_MAX_PREFIX &&
	    n.len > 0) {
		peer_rest(p, &n, rest_of(p, rbuf_of(n.data, n.len)));
		return;
	}
	conn_stop(p->est, &n, false, n.code == NOTIFY_UPDATE ?
	    EV_UPDATE_ERR : EV_AUTO_STOP);
}

static void
on_said_all(void *arg, struct link_msg *m)
{
	struct peer *p = session_of(arg, m);

	if (p != NULL)
		peer_said_all(p);
}

/* Of a program: it gives way to what is on its way already. */
static void
on_send(void *arg, struct link_msg *m)
{
	struct peer *p = session_of(arg, m);
	uint8_t type = message_type(m->body.p);

	if (p == NULL || message_len(m->body.p) != m->body.left ||
	    p->est->out_bytes > SR_OUT_WINDOW)
		return;
	if ((type == MSG_REFRESH && p->est->neg->refresh) ||
	    (type == MSG_OPERATIONAL && p->est->neg->operational))
		conn_send(p->est, m->body.p, m->body.left, false);
}

static void
on_show(void *arg, struct link_msg *m)
{
	struct engine *e = arg;
	struct ctl_selector s;

	if (rbuf_host(&m->body, &s, sizeof(s)) == 0)
		show_rde_ask(e->show, m->gen, &s);
}

static const struct link_handler handlers[] = {
	{ SR_OUT, MSG_HEADER, SR_BATCH_MAX, on_out },
	{ SR_TAKEN, sizeof(uint32_t), sizeof(uint32_t), on_taken },
	{ SR_RESET, sizeof(struct sr_reset),
	    sizeof(struct sr_reset) + SR_DATA_MAX, on_reset },
	{ SR_SAID_ALL, 0, 0, on_said_all },
	{ SR_SEND, MSG_HEADER, MSG_EXTENDED_MAX, on_send },
	{ SR_SHOW, sizeof(struct ctl_selector), sizeof(struct ctl_selector),
	    on_show },
};

static const struct link_table table = {
	handlers, sizeof(handlers) / sizeof(handlers[0])
};

static void
drop(struct engine *e)
{
	uint32_t i;

	link_free(e->rde);
	e->rde = NULL;
	show_rde_forget(e->show);
	restart_begins(e, clock_now());
	for (i = 0; i < e->npeers; i++)
		if (e->peers[i] != NULL)
			peer_rde_lost(e->peers[i]);
}

static void
on_closed(void *arg, enum link_end why)
{
	struct engine *e = arg;

	log_warn("the link to the route engine ended%s",
	    why == LINK_PROTOCOL ? ": it broke the protocol" :
	    why == LINK_FULL ? ": it does not take what it is sent" : "");
	drop(e);
	(void)link_send(e->parent, PE_SIBLING_LOST, why != LINK_EOF,
	    e->stream, NULL, 0);
}

void
rde_link_open(struct engine *e, int fd, uint32_t stream)
{
	uint32_t i;

	if (e->rde != NULL)
		drop(e);
	e->stream = stream;
	e->rde = link_new(e->loop, fd, &table, on_closed, e,
	    sr_wait_max(e->count));
	for (i = 0; i < e->npeers; i++)
		if (e->peers[i] != NULL) {
			e->peers[i]->announced = false;
			peer_rde_replay(e->peers[i]);
		}
	(void)link_send(e->rde, SR_SYNCED, 0, 0, NULL, 0);
}
