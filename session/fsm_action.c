/* SPDX-License-Identifier: ISC */
/*
 * The right-hand column of RFC 4271 8.2.2.  "Drop" leaves the connection's
 * last words to linger.c; the back-off that follows is peer.c's.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "fsm_action.h"
#include "ipc/parent_session.h"
#include "linger.h"
#include "msg_in.h"
#include "msg_out.h"
#include "negotiate.h"
#include "peer.h"
#include "remember.h"
#include "restart.h"
#include "timer.h"

enum { CONNECT_RETRY_MS = 30000 };

static void
forget(struct conn *c)
{
	free(c->neg);
	free(c->local_caps);
	free(c->remote_caps);
	c->neg = NULL;
	c->local_caps = c->remote_caps = NULL;
	c->local_caps_len = c->remote_caps_len = 0;
	c->in_flight = 0;
	c->paused = c->silent = c->notified = c->last_eor = false;
}

/*
 * RFC 8538 4: where both said so, only a hard reset means that routes are not
 * kept as in a restart.
 */
bool
fsm_action_is_final(const struct conn *c, const struct notify *n)
{
	return c->neg == NULL || !c->neg->gr_notification ||
	    (n->code == NOTIFY_CEASE && n->subcode == CEASE_HARD_RESET);
}

/* The NOTIFICATION, behind the message that is half written. */
static void
last_words(struct conn *c, const struct notify *n)
{
	struct wbuf w;
	size_t at;

	wbuf_growable(&w, (size_t)MSG_EXTENDED_MAX * 3);
	msg_out_rest(c, &w);
	at = w.len;
	notify_write(&w, n);
	c->e->ops->message(c, true, w.p + at, w.len - at);
	c->peer->sent[MSG_NOTIFICATION - 1]++;
	remember_sent(c->peer, n);
	c->notified = fsm_action_is_final(c, n);
	linger_start(c->e, c->fd, wbuf_view(&w));
	wbuf_free(&w);
}

static void
release(struct conn *c, const struct notify *n)
{
	unsigned i;

	c->serial++;
	for (i = 0; i < TIMER_MAX; i++)
		loop_timer_cancel(c->timers[i]);
	loop_io_free(c->io);
	c->io = NULL;
	if (c->fd != -1) {
		if (n != NULL && n->code != 0 && !c->connecting && !c->silent)
			last_words(c, n);
		else
			(void)close(c->fd);
	}
	c->fd = -1;
	c->connecting = false;
	msg_in_clear(c);
	msg_out_clear(c);
}

static void
release_with(struct conn *c, uint8_t code, uint8_t subcode)
{
	struct notify n;

	notify_set(&n, code, subcode, NULL, 0);
	release(c, &n);
}

static void
failed(struct conn *c)
{
	if (c->dialed)
		c->peer->fails++;
}

static void
act_none(struct conn *c)
{
	(void)c;
}

static void
act_connect(struct conn *c)
{
	release(c, NULL);
	forget(c);
	c->dialed = true;
	c->attempt++;
	(void)link_send(c->e->parent, PS_CONNECT, c->peer->conf.id,
	    c->attempt, NULL, 0);
	loop_timer_set(c->timers[TIMER_CONNECT_RETRY],
	    timer_jitter(c->e, CONNECT_RETRY_MS));
}

static void
act_reconnect(struct conn *c)
{
	if (c->state == ST_CONNECT) {	/* it hung for all that time */
		failed(c);
		remember_loss(c->peer, "connection timed out");
	}
	act_connect(c);
}

static void
act_start(struct conn *c)
{
	c->peer->fails = 0;
	act_connect(c);
}

static void
act_listen(struct conn *c)
{
	release(c, NULL);
	forget(c);
	c->dialed = false;
}

static uint32_t
router_id(const struct conn *c)
{
	const uint8_t *b = c->local.b + 12;
	uint32_t id;

	if (c->peer->conf.router_id != 0)
		return c->peer->conf.router_id;
	if (c->local.af == ADDR_V4)
		return addr_v4_host(&c->local);
	id = (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 |
	    (uint32_t)b[2] << 8 | b[3];
	return id != 0 ? id : 1;
}

void
fsm_action_self(const struct conn *c, uint32_t as,
    struct negotiate_self *self)
{
	*self = (struct negotiate_self){
		.as = c->peer->conf.local_as != 0 ? c->peer->conf.local_as : as,
		.id = router_id(c),
		.version = c->e->version,
		.plain = c->plain,
		.restarting = restart_shows(c->peer),
	};
}

static void
keep_caps(struct conn *c, const struct open *o)
{
	uint8_t room[CTL_OPEN_CAPS_MAX];
	struct wbuf w;

	wbuf_fixed(&w, room, sizeof(room));
	capabilities_write(&w, &o->caps);
	free(c->local_caps);
	c->local_caps = xmalloc(w.len + 1);
	memcpy(c->local_caps, room, w.len);
	c->local_caps_len = (uint16_t)w.len;
}

static void
send_open(struct conn *c, uint32_t as)
{
	struct negotiate_self self;
	uint8_t room[MSG_MAX];
	struct open o;
	struct wbuf w;

	fsm_action_self(c, as, &self);
	negotiate_offer(&c->peer->conf, &self, &o);
	wbuf_fixed(&w, room, sizeof(room));
	open_write(&w, &o);
	keep_caps(c, &o);
	msg_out_ctl(c, w.p, w.len);
}

static void
set_hold(struct conn *c, uint16_t seconds)
{
	c->hold_s = seconds;
	c->alive = clock_now();
	if (seconds == 0)
		loop_timer_cancel(c->timers[TIMER_HOLD]);
	else
		loop_timer_set(c->timers[TIMER_HOLD], seconds * 1000);
}

/* local-as auto waits for theirs: then OPEN goes with the KEEPALIVE. */
static void
act_open(struct conn *c)
{
	loop_timer_cancel(c->timers[TIMER_CONNECT_RETRY]);
	c->plain = c->peer->plain;
	if (c->peer->conf.local_as != 0)
		send_open(c, 0);
	set_hold(c, LARGE_HOLD_S);
	msg_out_flush(c);
}

static int64_t
keepalive_ms(const struct conn *c)
{
	int64_t ms = c->neg->hold_time * 1000 / 3;

	ms = timer_jitter(c->e, ms);
	return ms < 1000 ? 1000 : ms;
}

/* One that waits already is as good as two. */
static void
put_keepalive(struct conn *c)
{
	uint8_t room[MSG_HEADER];
	struct wbuf w;

	if (c->keepalive_due)
		return;
	wbuf_fixed(&w, room, sizeof(room));
	message_end(&w, message_begin(&w, MSG_KEEPALIVE));
	c->keepalive_due = true;
	msg_out_ctl(c, w.p, w.len);
	msg_out_flush(c);
}

static void
act_confirm(struct conn *c)
{
	if (c->peer->conf.local_as == 0)
		send_open(c, c->neg->local_as);
	put_keepalive(c);
	set_hold(c, c->neg->hold_time);
	if (c->neg->hold_time != 0)
		loop_timer_set(c->timers[TIMER_KEEPALIVE], keepalive_ms(c));
}

/* RFC 4271 8.2.2: an UPDATE that went out restarts the timer too. */
static void
act_keepalive(struct conn *c)
{
	int64_t idle = monotime_diff_ms(clock_now(), c->last_write);
	int64_t ms = keepalive_ms(c);

	if (c->state == ST_ESTABLISHED && idle < ms / 2 && !c->blocked) {
		loop_timer_set(c->timers[TIMER_KEEPALIVE], ms - idle);
		return;
	}
	put_keepalive(c);
	if (c->neg->hold_time != 0)
		loop_timer_set(c->timers[TIMER_KEEPALIVE], ms);
}

/* The timer itself is moved when it fires: cheaper than with each message. */
static void
act_alive(struct conn *c)
{
	c->alive = clock_coarse();
}

static void
act_retry(struct conn *c)
{
	release(c, NULL);
	forget(c);
	failed(c);
	if (c->dialed)
		loop_timer_set(c->timers[TIMER_CONNECT_RETRY],
		    timer_back_off(c->e, c->peer->fails));
}

static void
act_drop(struct conn *c)
{
	release(c, NULL);
	failed(c);
}

static void
act_drop_zero(struct conn *c)
{
	release(c, NULL);
	c->peer->fails = 0;
}

static void
act_drop_same(struct conn *c)
{
	release(c, NULL);
}

static void
act_stop(struct conn *c)
{
	release(c, &c->e->notify);
	c->peer->fails = 0;
}

static void
act_error(struct conn *c)
{
	release(c, &c->e->notify);
	failed(c);
}

static void
act_hold(struct conn *c)
{
	release_with(c, NOTIFY_HOLD, 0);
	failed(c);
}

static void
act_send_hold(struct conn *c)
{
	release_with(c, NOTIFY_SEND_HOLD, 0);
	failed(c);
}

static void
act_unexpected(struct conn *c)
{
	release_with(c, NOTIFY_FSM, fsm_unexpected(c->state));
	failed(c);
}

static void (*const actions[ACT_MAX])(struct conn *) = {
	[ACT_NONE]	= act_none,
	[ACT_START]	= act_start,
	[ACT_LISTEN]	= act_listen,
	[ACT_CONNECT]	= act_reconnect,
	[ACT_OPEN]	= act_open,
	[ACT_CONFIRM]	= act_confirm,
	[ACT_KEEPALIVE]	= act_keepalive,
	[ACT_ALIVE]	= act_alive,
	[ACT_RETRY]	= act_retry,
	[ACT_DROP]	= act_drop,
	[ACT_DROP_ZERO]	= act_drop_zero,
	[ACT_DROP_SAME]	= act_drop_same,
	[ACT_STOP]	= act_stop,
	[ACT_ERROR]	= act_error,
	[ACT_HOLD]	= act_hold,
	[ACT_SEND_HOLD]	= act_send_hold,
	[ACT_UNEXPECTED] = act_unexpected,
};

void
fsm_action(struct conn *c, enum fsm_action a)
{
	actions[a](c);
}

void
fsm_action_probe(struct conn *c)
{
	put_keepalive(c);
}
