/* SPDX-License-Identifier: ISC */
/*
 * Neighbours.  Slot 0 dials: at once, then with a growing distance after
 * failures (RFC 4271 8.1.1, damped).  Slot 1 waits in Active for the
 * neighbour to dial and is never damped.  When the session stands in slot 1,
 * a new connection of the neighbour is tracked in slot 0.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "collision.h"
#include "held.h"
#include "ipc/parent_session.h"
#include "msg_out.h"
#include "peer.h"
#include "peer_index.h"
#include "refresh.h"
#include "remember.h"
#include "restart.h"
#include "standing.h"
#include "tell.h"
#include "timer.h"

enum { DIAL, LISTEN };

static const struct notify no_words;

bool
peer_is_idle(const struct peer *p)
{
	return p->conn[DIAL].fd == -1 && p->conn[LISTEN].fd == -1;
}

unsigned
peer_state(const struct peer *p)
{
	unsigned a = p->conn[DIAL].state, b = p->conn[LISTEN].state;

	if (a > ST_ACTIVE || b > ST_ACTIVE)
		return a > b ? a : b;
	if (a == ST_CONNECT || b == ST_CONNECT)
		return ST_CONNECT;
	return a > b ? a : b;
}

/* --- when to dial --- */

static bool
may_dial(const struct peer *p)
{
	return p->started && !p->conf.passive && p->conn[DIAL].fd == -1 &&
	    p->conn[DIAL].state == ST_IDLE &&
	    p->conn[LISTEN].state != ST_ESTABLISHED &&
	    p->conn[LISTEN].state != ST_OPEN_CONFIRM;
}

/* Brings back what is Idle and should not be. */
static void
revive(struct peer *p)
{
	struct conn *dial = &p->conn[DIAL];

	if (!p->started)
		return;
	if (p->conn[LISTEN].state == ST_IDLE)
		conn_event(&p->conn[LISTEN], EV_AUTO_START_PASSIVE);
	if (may_dial(p) && !loop_timer_running(dial->timers[TIMER_IDLE_HOLD]))
		loop_timer_set(dial->timers[TIMER_IDLE_HOLD],
		    timer_back_off(p->e, p->fails));
}

static void
on_idle_hold(struct conn *c)
{
	struct peer *p = c->peer;

	if (p->resting && p->idle != NULL) {	/* one of a range goes */
		p->resting = false;
		loop_timer_set(p->idle, 0);
	} else if (p->resting)
		peer_start(p);
	else if (may_dial(p))
		conn_event(c, EV_AUTO_START_DAMPED);
}

/* --- up and down --- */

static void
tell_parent(const struct peer *p, bool up, bool gr)
{
	struct ps_state s = { .established = up, .gr = gr };

	(void)link_send(p->e->parent, PS_STATE, p->conf.id, 0, &s, sizeof(s));
}

/* Of one of a range it hears before its session, and not sooner. */
static void
announce_clone(struct peer *p)
{
	struct sr_clone c = { .range = p->range, .remote = p->conf.remote };

	if (p->range == 0 || p->announced || p->e->rde == NULL)
		return;
	p->announced = true;
	(void)link_send(p->e->rde, SR_CLONE, p->conf.id, 0, &c, sizeof(c));
}

/* A new generation with each word of it: none is ever used again. */
static void
tell_rde_up(struct peer *p)
{
	p->gen = ++p->e->gen;
	announce_clone(p);
	if (p->e->rde != NULL)
		(void)link_send(p->e->rde, SR_UP, p->conf.id, p->gen,
		    p->est->neg, sizeof(*p->est->neg));
}

static void
went_up(struct peer *p, struct conn *c)
{
	struct conn *other = &p->conn[1 - c->slot];
	char name[PEER_NAME], id[ADDR_TEXT];
	struct addr a = addr_v4(c->neg->peer_id);

	p->est = c;
	p->how_ended[0] = '\0';
	p->est_order = ++p->order;
	p->fails = 0;
	p->changed = clock_now();
	if (remember_may_log(p))
		log_info("%s: established, router id %s, hold time %u",
		    peer_name(p, name, sizeof(name)),
		    addr_print(&a, id, sizeof(id)), c->neg->hold_time);
	if (c->neg->families == 0) {
		remember_loss(p, "no address family in common: no routes");
		if (remember_may_log(p))
			log_warn("%s: no address family in common: no routes "
			    "are exchanged", peer_name(p, name, sizeof(name)));
	}
	tell_rde_up(p);
	tell_parent(p, true, c->neg->gr != 0);
	conn_read_again(c);
	standing_send(c);
	if (other->slot == DIAL)
		loop_timer_cancel(other->timers[TIMER_IDLE_HOLD]);
	if (other->dialed && (other->state == ST_CONNECT ||
	    other->state == ST_ACTIVE))
		conn_stop(other, &no_words, true, EV_MANUAL_STOP);
}

/* RFC 4724 4.2, RFC 8538 4: whether the routes are kept for a while. */
static void
went_down(struct peer *p, struct conn *c)
{
	struct sr_down down = { .why = SR_DOWN_PLAIN };
	char name[PEER_NAME];

	if (c->neg->gr && !c->notified)
		down.why = SR_DOWN_GRACEFUL;
	p->est = NULL;
	p->fails = 0;
	p->changed = clock_now();
	tell_reason(c);
	if (p->e->rde != NULL)
		(void)link_send(p->e->rde, SR_DOWN, p->conf.id, p->gen, &down,
		    sizeof(down));
	tell_parent(p, false, c->neg->gr != 0);
	if (remember_may_log(p))
		log_info("%s: down: %s", peer_name(p, name, sizeof(name)),
		    p->last_error != NULL ? p->last_error : "closed");
}

/*
 * RFC 4271 8.2.2 dials again when a connection fails before OPEN.  Not for one
 * that the neighbour made, nor beside a session that stands.
 */
static bool
lost_in_vain(const struct conn *c, unsigned from)
{
	return c->slot == DIAL && from == ST_OPEN_SENT &&
	    c->state == ST_ACTIVE && (!c->dialed ||
	    c->peer->conn[LISTEN].state == ST_ESTABLISHED);
}

static void
on_changed(struct conn *c, unsigned from)
{
	struct peer *p = c->peer;

	tell_state(p, from, peer_state(p));
	if ((from == ST_OPEN_SENT || from == ST_OPEN_CONFIRM) &&
	    peer_state(p) <= ST_ACTIVE)
		tell_reason(c);
	if (c->state == ST_ESTABLISHED)
		went_up(p, c);
	if (from == ST_ESTABLISHED)
		went_down(p, c);
	if (c->state == ST_IDLE)
		revive(p);
	else if (lost_in_vain(c, from))
		conn_event(c, EV_AUTO_STOP);
	tell_rest(p, peer_state(p));
	if (p->idle != NULL && peer_is_idle(p))
		loop_timer_set(p->idle, 0);
}

/* --- collision --- */

static void
close_collided(struct conn *c)
{
	struct notify n;

	notify_set(&n, NOTIFY_CEASE, CEASE_COLLISION, NULL, 0);
	conn_stop(c, &n, false, EV_COLLISION_DUMP);
}

static bool
on_open_valid(struct conn *c, const struct open *theirs)
{
	struct conn *other = &c->peer->conn[1 - c->slot];
	struct collision_in in = {
		.other = other->state,
		.dialed = c->dialed,
		.other_dialed = other->dialed,
		.graceful = other->neg != NULL && other->neg->gr &&
		    c->order > c->peer->est_order,
		.local_id = c->neg->local_id,
		.peer_id = c->neg->peer_id,
		.local_as = c->neg->local_as,
		.peer_as = c->neg->peer_as,
	};

	(void)theirs;
	switch (collision_decide(&in)) {
	case COLLISION_STOP_OTHER:
		if (other->dialed)
			conn_stop(other, &no_words, true, EV_MANUAL_STOP);
		break;
	case COLLISION_CLOSE_OTHER:
		close_collided(other);
		break;
	case COLLISION_CLOSE_THIS:
		close_collided(c);
		/* If the neighbour has lost the session, it resets it now. */
		if (other->state == ST_ESTABLISHED)
			conn_keepalive(other);
		return false;
	case COLLISION_REPLACE_OTHER:
		remember_loss(c->peer, "replaced by a new connection");
		conn_stop(other, &no_words, true, EV_AUTO_STOP);
		break;
	case COLLISION_NONE:
		break;
	}
	if (c->fd == -1)
		return false;
	tell_negotiated(c);
	return true;
}

/* --- to and from the route engine --- */

static void
on_updates(struct conn *c, const void *a, size_t alen, const void *b,
    size_t blen)
{
	struct peer *p = c->peer;

	if (p->e->rde != NULL && p->est == c)
		(void)link_send2(p->e->rde, SR_UPDATES, p->conf.id, p->gen, a,
		    alen, b, blen);
}

static void
on_refresh(struct conn *c, uint16_t afi, uint8_t safi, uint8_t subtype)
{
	struct sr_refresh r = { .afi = afi, .safi = safi, .subtype = subtype };
	struct peer *p = c->peer;

	if (p->e->rde != NULL && p->est == c)
		(void)link_send(p->e->rde, SR_REFRESH, p->conf.id, p->gen, &r,
		    sizeof(r));
}

static void
on_drained(struct conn *c, uint32_t octets)
{
	struct peer *p = c->peer;

	if (p->e->rde != NULL && p->est == c)
		(void)link_send(p->e->rde, SR_CREDIT, p->conf.id, p->gen,
		    &octets, sizeof(octets));
	if (c->last_eor && c->out_bytes == 0) {
		c->last_eor = false;
		restart_said_all(p);
	}
}

void
peer_said_all(struct peer *p)
{
	if (p->est->out_bytes == 0)
		restart_said_all(p);
	else
		p->est->last_eor = true;	/* on_drained looks */
}

void
peer_rde_lost(struct peer *p)
{
	unsigned i;

	for (i = 0; i < 2; i++) {
		p->conn[i].in_flight = 0;
		p->conn[i].last_eor = false;
		msg_out_forget_updates(&p->conn[i]);
		conn_read_again(&p->conn[i]);
	}
}

bool
peer_refresh(struct peer *p)
{
	uint8_t room[64];
	struct wbuf w;
	unsigned f;

	if (p->est == NULL || !p->est->neg->refresh)
		return false;
	for (f = 0; f < FAMILY_MAX; f++) {
		if (p->est == NULL || (p->est->neg->families >> f & 1) == 0)
			continue;
		wbuf_fixed(&w, room, sizeof(room));
		refresh_write(&w, f, 0);
		conn_send(p->est, w.p, w.len, false);
	}
	return true;
}

/* As if the neighbour had asked for it. */
bool
peer_resend(struct peer *p)
{
	const struct family_info *info;
	unsigned f;

	if (p->est == NULL || p->e->rde == NULL)
		return false;
	for (f = 0; f < FAMILY_MAX; f++) {
		info = family_info(f);
		if (p->est->neg->families >> f & 1)
			on_refresh(p->est, info->afi, info->safi, 0);
	}
	return true;
}

void
peer_forget_paths(const struct peer *p)
{
	if (p->e->rde != NULL)
		(void)link_send(p->e->rde, SR_FORGET, p->conf.id, 0, NULL, 0);
}

/*
 * What the last engine announced and this one does not know of can be taken
 * back only between BoRR and EoRR, or with the session.
 */
void
peer_rde_replay(struct peer *p)
{
	struct notify n;

	if (held_of(p) != NULL)
		peer_forget_paths(p);
	if (p->est == NULL)
		return;
	if (!p->est->neg->enhanced_refresh) {
		notify_set(&n, NOTIFY_CEASE, CEASE_RESET, NULL, 0);
		peer_reset(p, &n, true);
		return;
	}
	tell_rde_up(p);
	conn_read_again(p->est);
	(void)peer_refresh(p);
	(void)peer_resend(p);
}

static const struct conn_ops ops = {
	.changed = on_changed,
	.connected = tell_connected,
	.message = tell_message,
	.open_valid = on_open_valid,
	.updates = on_updates,
	.refresh = on_refresh,
	.drained = on_drained,
	.idle_hold = on_idle_hold,
};

const struct conn_ops *
peer_ops(void)
{
	return &ops;
}

/* --- life --- */

static void
make_room(struct engine *e, uint32_t id)
{
	uint32_t n = e->npeers != 0 ? e->npeers : 64;

	while (n <= id)
		n *= 2;
	if (n == e->npeers)
		return;
	e->peers = xreallocarray(e->peers, n, sizeof(struct peer *));
	memset(e->peers + e->npeers, 0,
	    (n - e->npeers) * sizeof(struct peer *));
	e->npeers = n;
}

/* The route engine's link may hold what so many neighbours say. */
static void
bound_link(struct engine *e)
{
	if (e->rde != NULL)
		link_bound(e->rde, sr_wait_max(e->count));
}

struct peer *
peer_new(struct engine *e, const struct conf_neighbor *conf)
{
	struct peer *p = xcalloc(1, sizeof(*p));

	make_room(e, conf->id);
	p->e = e;
	p->conf = *conf;
	conn_init(&p->conn[DIAL], e, p, DIAL);
	conn_init(&p->conn[LISTEN], e, p, LISTEN);
	e->peers[conf->id] = p;
	e->count++;
	peer_index_add(e, p);
	bound_link(e);
	return p;
}

void
peer_free(struct peer *p)
{
	p->started = false;
	conn_fini(&p->conn[DIAL]);
	conn_fini(&p->conn[LISTEN]);
	loop_timer_free(p->idle);
	remember_forget(p);
	free(p->standing);
	peer_index_remove(p->e, p);
	p->e->peers[p->conf.id] = NULL;
	p->e->count--;
	bound_link(p->e);
	free(p);
}

void
peer_start(struct peer *p)
{
	if (held_of(p) != NULL) {
		peer_forget_paths(p);
		return;
	}
	p->started = true;
	p->down = p->resting = false;
	p->fails = 0;
	p->plain = false;
	loop_timer_cancel(p->conn[DIAL].timers[TIMER_IDLE_HOLD]);
	if (p->conn[LISTEN].state == ST_IDLE)
		conn_event(&p->conn[LISTEN], EV_AUTO_START_PASSIVE);
	if (may_dial(p))
		conn_event(&p->conn[DIAL], EV_MANUAL_START);
}

static void
end(struct peer *p, const struct notify *n, bool graceful, bool hard)
{
	struct notify wrapped;
	struct conn *c;
	unsigned i;

	notify_hard(&wrapped, n);
	p->started = p->resting = false;
	for (i = 0; i < 2; i++) {
		c = &p->conn[i];
		conn_stop(c, hard && c->state == ST_ESTABLISHED &&
		    c->neg->gr_notification ? &wrapped : n,
		    graceful && c->neg != NULL && c->neg->gr, EV_MANUAL_STOP);
		loop_timer_cancel(c->timers[TIMER_IDLE_HOLD]);
	}
}

void
peer_stop(struct peer *p, const struct notify *n, bool graceful)
{
	end(p, n, graceful, !graceful);
}

void
peer_rest(struct peer *p, const struct notify *n, uint32_t seconds)
{
	peer_stop(p, n, false);
	if (seconds == 0)
		return;
	p->resting = true;
	loop_timer_set(p->conn[DIAL].timers[TIMER_IDLE_HOLD],
	    seconds * 1000LL);
}

void
peer_reset(struct peer *p, const struct notify *n, bool graceful)
{
	end(p, n, graceful, false);
	peer_start(p);
}

/* --- connections --- */

/* Where a connection that the neighbour made belongs. */
static struct conn *
accept_slot(struct peer *p)
{
	struct conn *c = &p->conn[LISTEN];

	if (c->state == ST_ESTABLISHED) {
		c = &p->conn[DIAL];
		if (c->state == ST_IDLE)
			conn_event(c, EV_AUTO_START_PASSIVE);
	}
	if (c->state > ST_ACTIVE) {	/* the newer one is alive */
		close_collided(c);
		if (c->slot == DIAL && c->state == ST_IDLE)
			conn_event(c, EV_AUTO_START_PASSIVE);
	}
	return c;
}

void
peer_accept(struct peer *p, int fd)
{
	struct conn *c;

	c = accept_slot(p);
	if (!p->started || c->state != ST_ACTIVE || c->fd != -1) {
		(void)close(fd);
		return;
	}
	conn_take(c, fd, false);
}

void
peer_connected(struct peer *p, uint32_t attempt, int fd)
{
	struct conn *c = &p->conn[DIAL];

	if (c->state != ST_CONNECT || c->attempt != attempt || c->fd != -1) {
		(void)close(fd);
		return;
	}
	conn_take(c, fd, true);
}

void
peer_connect_failed(struct peer *p, uint32_t attempt, const char *why)
{
	struct conn *c = &p->conn[DIAL];

	if (c->state != ST_CONNECT || c->attempt != attempt || c->fd != -1)
		return;
	remember_loss(p, why);
	conn_event(c, EV_TCP_FAILS);
}
