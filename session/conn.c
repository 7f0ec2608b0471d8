/* SPDX-License-Identifier: ISC */
/*
 * Drives one connection: descriptor and timers become events of the FSM,
 * messages become events and calls to the neighbour (conn_ops).  The table in
 * fsm.c says what happens, fsm_action.c does it.
 */
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <netinet/in.h>
#include <netinet/tcp.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "conn.h"
#include "fsm_action.h"
#include "ipc/position.h"
#include "ipc/session_rde.h"
#include "msg_in.h"
#include "msg_out.h"
#include "negotiate.h"
#include "offend.h"
#include "peer.h"
#include "refresh.h"
#include "remember.h"

enum { NOTSENT_LOWAT = 128 * 1024, HOLD_AGAIN_MS = 1000 };

/* --- events --- */

static void
step(struct conn *c, enum fsm_event ev)
{
	struct fsm_step s = fsm_step(c->state, ev);
	unsigned from = c->state;
	char name[PEER_NAME];

	fsm_action(c, s.action);
	if (s.next == ST_NONE || s.next == from)
		return;
	c->state = s.next;
	if (log_get_level() == LOG_LEVEL_DEBUG)
		log_debug("%s: slot %u: %s to %s, %s",
		    peer_name(c->peer, name, sizeof(name)), c->slot,
		    fsm_state_name(from), fsm_state_name(s.next),
		    fsm_event_name(ev));
	c->e->ops->changed(c, from);
}

/* A write may have failed under an action or a send. */
static void
settle(struct conn *c)
{
	if (!c->broken || c->fd == -1)
		return;
	c->broken = false;
	remember_loss(c->peer, "cannot write to the neighbour");
	step(c, EV_TCP_FAILS);
}

void
conn_event(struct conn *c, enum fsm_event ev)
{
	step(c, ev);
	settle(c);
}

void
conn_stop(struct conn *c, const struct notify *n, bool silent,
    enum fsm_event ev)
{
	c->e->notify = *n;
	c->silent = silent;
	conn_event(c, ev);
	c->silent = false;
}

/* --- timers --- */

static void
on_connect_retry(void *arg)
{
	conn_event(arg, EV_CONNECT_RETRY_EXPIRES);
}

/*
 * A neighbour is not killed for our own slowness: while it is not read, or
 * its octets wait in the socket, the timer is set again and counted.
 */
static void
on_hold(void *arg)
{
	struct conn *c = arg;
	int64_t left;
	int waits = 0;

	left = c->hold_s * 1000LL - monotime_diff_ms(clock_now(), c->alive);
	if (left > 0) {
		loop_timer_set(c->timers[TIMER_HOLD], left);
		return;
	}
	if (c->state == ST_ESTABLISHED && (c->paused ||
	    (ioctl(c->fd, FIONREAD, &waits) == 0 && waits > 0))) {
		c->peer->hold_deferred++;
		loop_timer_set(c->timers[TIMER_HOLD], HOLD_AGAIN_MS);
		return;
	}
	conn_event(c, EV_HOLD_EXPIRES);
}

static void
on_keepalive(void *arg)
{
	conn_event(arg, EV_KEEPALIVE_EXPIRES);
}

static void
on_send_hold(void *arg)
{
	struct conn *c = arg;
	char name[PEER_NAME];

	log_warn("%s: nothing could be sent for too long",
	    peer_name(c->peer, name, sizeof(name)));
	conn_event(c, EV_SEND_HOLD_EXPIRES);
}

static void
on_idle_hold(void *arg)
{
	struct conn *c = arg;

	c->e->ops->idle_hold(c);
}

static void
on_rate(void *arg)
{
	struct conn *c = arg;

	if (!c->blocked)
		msg_out_flush(c);
	settle(c);
}

/* --- messages --- */

static void
keep_remote_caps(struct conn *c, const struct capabilities *caps)
{
	uint8_t room[CTL_OPEN_CAPS_MAX];
	struct wbuf w;
	unsigned i;

	wbuf_fixed(&w, room, sizeof(room));
	capabilities_write(&w, caps);
	for (i = 0; i < caps->nunknown; i++) {
		wbuf_u8(&w, caps->unknown[i]);
		wbuf_u8(&w, 0);
	}
	free(c->remote_caps);
	c->remote_caps = xmalloc(w.len + 1);
	memcpy(c->remote_caps, room, w.len);
	c->remote_caps_len = (uint16_t)w.len;
}

/* An event that a message is by itself, and may be out of turn. */
static void
message_event(struct conn *c, enum fsm_event ev, struct rbuf msg)
{
	if (fsm_step(c->state, ev).action == ACT_UNEXPECTED)
		offend_unexpected(c, msg);
	conn_event(c, ev);
}

static void
refuse_message(struct conn *c, const struct notify *n, enum fsm_event ev,
    struct rbuf msg)
{
	offend_refused(c, n, msg);
	c->e->notify = *n;
	conn_event(c, ev);
}

static struct rbuf
body_of(struct rbuf msg)
{
	return rbuf_of(msg.p + MSG_HEADER, msg.left - MSG_HEADER);
}

static void
on_open(struct conn *c, struct rbuf msg)
{
	struct negotiate_self self;
	struct open ours, theirs;
	struct notify err;

	if (c->state != ST_OPEN_SENT) {
		message_event(c, EV_BGP_OPEN, msg);
		return;
	}
	if (open_read(body_of(msg), &theirs, &err) == -1) {
		refuse_message(c, &err, EV_OPEN_ERR, msg);
		return;
	}
	fsm_action_self(c, theirs.as, &self);
	negotiate_offer(&c->peer->conf, &self, &ours);
	keep_remote_caps(c, &theirs.caps);
	if (negotiate_check(&c->peer->conf, &ours, &theirs, &err) == -1) {
		refuse_message(c, &err, EV_OPEN_ERR, msg);
		return;
	}
	free(c->neg);
	c->neg = xcalloc(1, sizeof(*c->neg));
	negotiate_agree(&c->peer->conf, &ours, &theirs, c->neg);
	c->neg->local = c->local;
	c->neg->remote = c->remote;
	if (c->e->ops->open_valid(c, &theirs))
		conn_event(c, EV_BGP_OPEN);
}

static void
on_notification(struct conn *c, struct rbuf msg)
{
	struct notify n;

	if (notify_read(body_of(msg), &n) == -1)
		return;		/* the header's check made it long enough */
	remember_received(c->peer, &n);
	c->notified = fsm_action_is_final(c, &n);
	/* RFC 5492 3: it may do without capabilities. */
	if (n.code == NOTIFY_OPEN && n.subcode == OPEN_PARAM &&
	    c->state == ST_OPEN_SENT)
		c->peer->plain = true;
	conn_event(c, n.code == NOTIFY_OPEN && n.subcode == OPEN_VERSION ?
	    EV_NOTIF_VERSION : EV_NOTIF);
}

static void
on_refresh(struct conn *c, struct rbuf msg)
{
	struct sr_refresh r;
	struct notify err;
	const char *why;

	if (c->state != ST_ESTABLISHED) {
		message_event(c, EV_UPDATE, msg);
		return;
	}
	conn_event(c, EV_KEEPALIVE);
	switch (refresh_check(c->neg, msg, &r, &err, &why)) {
	case REFRESH_OK:
		c->peer->rr_rcvd[r.subtype]++;
		/* As UPDATEs: it may ask as fast as it likes. */
		c->in_flight += MSG_REFRESH_MIN;
		c->e->ops->refresh(c, r.afi, r.safi, r.subtype);
		conn_read_again(c);
		break;
	case REFRESH_ERROR:
		refuse_message(c, &err, EV_UPDATE_ERR, msg);
		break;
	case REFRESH_IGNORE:
		offend_ignored(c, msg, why);
		break;
	}
}

static void
on_message(struct conn *c, uint8_t type, const uint8_t *p, uint16_t len)
{
	struct rbuf msg = rbuf_of(p, len);

	if (type <= CTL_NTYPES)
		c->peer->rcvd[type - 1]++;
	c->e->ops->message(c, false, p, len);
	switch (type) {
	case MSG_OPEN:
		on_open(c, msg);
		break;
	case MSG_NOTIFICATION:
		on_notification(c, msg);
		break;
	case MSG_KEEPALIVE:
		message_event(c, EV_KEEPALIVE, msg);
		break;
	case MSG_REFRESH:
		on_refresh(c, msg);
		break;
	case MSG_OPERATIONAL:		/* for programs alone */
		message_event(c, c->state == ST_ESTABLISHED ? EV_KEEPALIVE :
		    EV_UPDATE, msg);
		break;
	default:		/* msg_in gives UPDATEs elsewhere */
		break;
	}
}

static void
on_updates(struct conn *c, const uint8_t *a, size_t alen, const uint8_t *b,
    size_t blen, uint32_t n)
{
	bool up = c->state == ST_ESTABLISHED;

	c->peer->rcvd[MSG_UPDATE - 1] += n;
	message_event(c, EV_UPDATE, rbuf_of(a, message_len(a)));
	if (!up)
		return;
	c->in_flight += (uint32_t)(alen + blen);
	c->e->ops->updates(c, a, alen, b, blen);
	conn_read_again(c);
}

static void
on_bad_header(struct conn *c, const struct notify *err, struct rbuf msg)
{
	refuse_message(c, err, EV_HEADER_ERR, msg);
}

static void
on_closed(struct conn *c, int error)
{
	if (error == 0)
		remember_closed(c->peer);
	else
		remember_loss(c->peer, strerror(error));
	conn_event(c, EV_TCP_FAILS);
}

static const struct msg_in_ops in_ops = {
	.message = on_message,
	.updates = on_updates,
	.bad_header = on_bad_header,
	.closed = on_closed,
};

/* --- the descriptor --- */

/* None of these is worth losing a connection for. */
static void
socket_options(const struct conn *c)
{
	int one = 1, lowat = NOTSENT_LOWAT;

	(void)setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	(void)setsockopt(c->fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &lowat,
	    sizeof(lowat));
}

static void
learn_addresses(struct conn *c)
{
	struct sockaddr_storage ss;
	socklen_t len = sizeof(ss);

	c->local = c->remote = (struct addr){ 0 };
	c->local_port = c->remote_port = 0;
	if (getsockname(c->fd, (struct sockaddr *)&ss, &len) == 0)
		(void)addr_from_sockaddr((struct sockaddr *)&ss, &c->local,
		    &c->local_port);
	len = sizeof(ss);
	if (getpeername(c->fd, (struct sockaddr *)&ss, &len) == 0)
		(void)addr_from_sockaddr((struct sockaddr *)&ss, &c->remote,
		    &c->remote_port);
}

static void
tcp_up(struct conn *c)
{
	c->order = ++c->peer->order;
	socket_options(c);
	learn_addresses(c);
	msg_out_watch(c);
	c->e->ops->connected(c);
	conn_event(c, c->dialed ? EV_TCP_CR_ACKED : EV_TCP_CONFIRMED);
}

static void
on_connected(struct conn *c)
{
	socklen_t len = sizeof(int);
	int error = 0;

	if (getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &error, &len) == -1)
		error = errno;
	if (error == EINPROGRESS)
		return;
	if (error != 0) {
		remember_loss(c->peer, strerror(error));
		conn_event(c, EV_TCP_FAILS);
		return;
	}
	c->connecting = false;
	tcp_up(c);
}

/* Should we die of what comes, the parent knows whose it was. */
static void
read_neighbor(struct conn *c)
{
	const struct peer *p = c->peer;
	struct position *at = c->e->position;
	uint64_t n = 0;
	unsigned i;

	for (i = 0; i < CTL_NTYPES; i++)
		n += p->rcvd[i];
	position_begin(at, p->conf.id, &p->conf.remote, (uint32_t)n);
	msg_in_read(c, &in_ops);	/* both may be gone now */
	position_end(at);
}

static void
on_ready(void *arg, int what)
{
	struct conn *c = arg;

	if (c->connecting)
		on_connected(c);
	else if (what & LOOP_WRITE) {
		msg_out_flush(c);
		settle(c);
	} else if (!c->paused)
		read_neighbor(c);
}

void
conn_take(struct conn *c, int fd, bool dialed)
{
	c->fd = fd;
	c->dialed = dialed;
	c->connecting = dialed;
	c->io = loop_io_new(c->e->loop, fd, on_ready, c);
	if (dialed)
		msg_out_watch(c);
	else
		tcp_up(c);
}

/* --- from above --- */

void
conn_init(struct conn *c, struct engine *e, struct peer *p, unsigned slot)
{
	static void (*const expiries[TIMER_MAX])(void *) = {
		[TIMER_CONNECT_RETRY]	= on_connect_retry,
		[TIMER_HOLD]		= on_hold,
		[TIMER_KEEPALIVE]	= on_keepalive,
		[TIMER_SEND_HOLD]	= on_send_hold,
		[TIMER_IDLE_HOLD]	= on_idle_hold,
		[TIMER_RATE]		= on_rate,
	};
	unsigned i;

	memset(c, 0, sizeof(*c));
	c->e = e;
	c->peer = p;
	c->slot = (uint8_t)slot;
	c->state = ST_IDLE;
	c->fd = -1;
	STAILQ_INIT(&c->out);
	for (i = 0; i < TIMER_MAX; i++)
		c->timers[i] = loop_timer_new(e->loop, expiries[i], c);
}

void
conn_fini(struct conn *c)
{
	unsigned i;

	fsm_action(c, ACT_DROP_SAME);
	for (i = 0; i < TIMER_MAX; i++)
		loop_timer_free(c->timers[i]);
	free(c->neg);
	free(c->local_caps);
	free(c->remote_caps);
}

void
conn_send(struct conn *c, const void *p, size_t len, bool credit)
{
	msg_out_updates(c, p, len, credit);
	if (!c->blocked)
		msg_out_flush(c);
	settle(c);
}

void
conn_keepalive(struct conn *c)
{
	fsm_action_probe(c);
	settle(c);
}

/* Stops at the window, goes on at half of it. */
void
conn_read_again(struct conn *c)
{
	bool pause;

	if (c->fd == -1)
		return;
	pause = c->in_flight >= SR_IN_WINDOW ||
	    (c->paused && c->in_flight > SR_IN_WINDOW / 2) ||
	    (c->state == ST_ESTABLISHED && c->e->rde == NULL);
	if (c->in_flight <= SR_IN_WINDOW / 2 && c->e->rde != NULL)
		pause = false;
	if (pause == c->paused)
		return;
	c->paused = pause;
	msg_out_watch(c);
}

void
conn_taken(struct conn *c, uint32_t octets)
{
	c->in_flight = octets > c->in_flight ? 0 : c->in_flight - octets;
	conn_read_again(c);
}
