/* SPDX-License-Identifier: ISC */
/*
 * What the session engine says.  A message of a session that is not the
 * present one is dropped; when the link closes the parent starts that engine
 * anew and brings another descriptor.
 */
#include "ask.h"
#include "base/log.h"
#include "bgp/message.h"
#include "feed.h"
#include "ipc/parent_engine.h"
#include "ipc/position.h"
#include "ipc/session_rde.h"
#include "originate.h"
#include "session_link.h"
#include "sessions.h"
#include "update_in.h"
#include "update_out.h"

/* The neighbour, when the message belongs to the session that is up. */
static struct peer *
current(struct rde *rde, const struct link_msg *m)
{
	struct peer *p = peers_get(rde->peers, m->peer);

	return p != NULL && p->up && p->gen == m->gen ? p : NULL;
}

static bool
is_addr(const struct addr *a)
{
	return a->af == ADDR_NONE || addr_len(a->af) != 0;
}

/* It is shown to clients, and shifted and compared here. */
static bool
makes_sense(const struct negotiated *n)
{
	const family_mask all = families_all();

	return is_addr(&n->local) && is_addr(&n->remote) &&
	    is_addr(&n->local_ll) && ((n->families | n->add_path_rx |
	    n->add_path_tx | n->enh_nexthop | n->gr_families |
	    n->gr_forwarding | n->llgr_families | n->llgr_forwarding) &
	    ~all) == 0;
}

static void
on_up(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;
	struct peer *p = peers_get(rde->peers, m->peer);
	struct negotiated neg;

	if (p == NULL || rbuf_host(&m->body, &neg, sizeof(neg)) == -1 ||
	    !makes_sense(&neg))
		return;
	position_begin(rde->position, p->id, &p->conf.remote, 0);
	sessions_up(rde, p, m->gen, &neg);
	position_end(rde->position);
}

static void
on_down(void *arg, struct link_msg *m)
{
	struct peer *p = current(arg, m);
	struct sr_down d;

	if (p != NULL && rbuf_host(&m->body, &d, sizeof(d)) == 0)
		sessions_down(arg, p, (enum sr_down_why)d.why);
}

static void
on_updates(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;
	struct peer *p = current(rde, m);

	if (p != NULL)
		(void)update_in_batch(rde->update_in, p, m->body);
}

static void
on_refresh(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;
	struct peer *p = current(rde, m);
	const uint32_t taken = MSG_REFRESH_MIN;
	struct sr_refresh r;

	if (p == NULL || rbuf_host(&m->body, &r, sizeof(r)) == -1)
		return;
	position_begin(rde->position, p->id, &p->conf.remote, 0);
	sessions_refresh(rde, p, &r);
	position_end(rde->position);
	if (rde->session != NULL)
		link_send(rde->session, SR_TAKEN, m->peer, m->gen, &taken,
		    sizeof(taken));
}

static void
on_credit(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;
	struct peer *p = current(rde, m);
	uint32_t n;

	if (p != NULL && rbuf_host(&m->body, &n, sizeof(n)) == 0)
		update_out_credit(rde->out, p, n);
}

static void
on_clone(void *arg, struct link_msg *m)
{
	struct sr_clone c;

	if (rbuf_host(&m->body, &c, sizeof(c)) == 0)
		sessions_clone(arg, m->peer, &c);
}

static void
on_clone_gone(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;
	struct peer *p = peers_get(rde->peers, m->peer);

	if (p != NULL && p->range != 0)
		sessions_peer_removed(rde, p);
}

static void
on_forget(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;
	struct peer *p = peers_get(rde->peers, m->peer);

	if (p != NULL)
		sessions_forget(rde, p);
}

static void
on_synced(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;

	(void)m;
	originate_awaited_end(rde->originate);
	log_debug("session engine: every session that stands is known");
}

static void
on_neighbor(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;

	ask_neighbor(rde->asks, m->gen, m->body);
}

static void
on_neighbor_end(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;

	ask_neighbor_end(rde->asks, m->gen);
}

/* What programs are told is of no session, or of one that is not yet up. */
static void
on_connected(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;
	struct peer *p = peers_get(rde->peers, m->peer);
	struct sr_connected c;

	if (p != NULL && rbuf_host(&m->body, &c, sizeof(c)) == 0 &&
	    is_addr(&c.local))
		feed_connected(rde->feed, p, &c.local);
}

static void
on_fsm(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;
	struct peer *p = peers_get(rde->peers, m->peer);
	struct sr_fsm s;

	if (p != NULL && rbuf_host(&m->body, &s, sizeof(s)) == 0)
		feed_fsm(rde->feed, p, s.state, s.wall_us);
}

static void
on_message(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;
	struct peer *p = peers_get(rde->peers, m->peer);
	uint32_t taken = (uint32_t)m->body.left;
	struct sr_message s;

	if (p == NULL || rbuf_host(&m->body, &s, sizeof(s)) == -1)
		return;
	position_begin(rde->position, p->id, &p->conf.remote, 0);
	feed_message(rde->feed, p, s.sent ? EVENT_SEND : EVENT_RECEIVE,
	    s.wall_us, m->body);
	position_end(rde->position);
	if (m->gen != 0 && rde->session != NULL)
		link_send(rde->session, SR_TAKEN, m->peer, m->gen, &taken,
		    sizeof(taken));
}

static void
on_negotiated(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;
	struct peer *p = peers_get(rde->peers, m->peer);
	struct negotiated neg;

	if (p != NULL && rbuf_host(&m->body, &neg, sizeof(neg)) == 0 &&
	    makes_sense(&neg))
		feed_negotiated(rde->feed, p, &neg);
}

static void
on_reason(void *arg, struct link_msg *m)
{
	struct rde *rde = arg;
	struct peer *p = peers_get(rde->peers, m->peer);

	if (p != NULL)
		feed_reason(rde->feed, p, m->body);
}

static const struct link_handler handlers[] = {
	{ SR_UP, sizeof(struct negotiated), sizeof(struct negotiated),
	    on_up },
	{ SR_DOWN, sizeof(struct sr_down), sizeof(struct sr_down), on_down },
	{ SR_UPDATES, 0, SR_BATCH_MAX, on_updates },
	{ SR_REFRESH, sizeof(struct sr_refresh), sizeof(struct sr_refresh),
	    on_refresh },
	{ SR_CREDIT, sizeof(uint32_t), sizeof(uint32_t), on_credit },
	{ SR_SYNCED, 0, 0, on_synced },
	{ SR_CLONE, sizeof(struct sr_clone), sizeof(struct sr_clone),
	    on_clone },
	{ SR_CLONE_GONE, 0, 0, on_clone_gone },
	{ SR_FORGET, 0, 0, on_forget },
	{ SR_NEIGHBOR, sizeof(struct ctl_neighbor),
	    sizeof(struct ctl_neighbor), on_neighbor },
	{ SR_NEIGHBOR_END, 0, 0, on_neighbor_end },
	{ SR_CONNECTED, sizeof(struct sr_connected),
	    sizeof(struct sr_connected), on_connected },
	{ SR_FSM, sizeof(struct sr_fsm), sizeof(struct sr_fsm), on_fsm },
	{ SR_MESSAGE, sizeof(struct sr_message) + MSG_HEADER,
	    sizeof(struct sr_message) + MSG_EXTENDED_MAX, on_message },
	{ SR_NEGOTIATED, sizeof(struct negotiated), sizeof(struct negotiated),
	    on_negotiated },
	{ SR_REASON, 0, SR_REASON_MAX, on_reason },
};

static const struct link_table table = {
	handlers, sizeof(handlers) / sizeof(handlers[0])
};

static void
on_closed(void *arg, enum link_end why)
{
	struct rde *rde = arg;

	if (why == LINK_PROTOCOL)
		log_error("session engine: broke the protocol of its link");
	else if (why == LINK_FULL)
		log_error("session engine: does not take what it is sent");
	session_link_close(rde);
	if (rde->parent != NULL)
		link_send(rde->parent, PE_SIBLING_LOST, why != LINK_EOF,
		    rde->stream, NULL, 0);
}

static void
on_room(void *arg)
{
	struct rde *rde = arg;

	room_opened(&rde->room);
}

void
session_link_open(struct rde *rde, int fd, uint32_t stream)
{
	session_link_close(rde);
	rde->stream = stream;
	rde->session = link_new(rde->loop, fd, &table, on_closed, rde, 0);
	room_watch(rde->session, on_room);
	sessions_bound(rde);
}

void
session_link_close(struct rde *rde)
{
	if (rde->session == NULL)
		return;
	link_free(rde->session);
	rde->session = NULL;
	room_opened(&rde->room);
	sessions_lost(rde);
	asks_session_lost(rde->asks);
}
