/* SPDX-License-Identifier: ISC */
/*
 * Reads what the engine knows of a neighbour; the connection that is shown is
 * the one that has come furthest.
 */
#include <string.h>

#include <bsd/string.h>

#include "held.h"
#include "ipc/position.h"
#include "show.h"

static const struct conn *
furthest(const struct peer *p)
{
	return p->conn[0].state >= p->conn[1].state ? &p->conn[0] :
	    &p->conn[1];
}

static int64_t
age(monotime_t t)
{
	return monotime_is_set(t) ? monotime_diff_ms(clock_now(), t) : -1;
}

static int32_t
due(const struct conn *c, enum conn_timer t)
{
	if (!loop_timer_running(c->timers[t]))
		return -1;
	return (int32_t)loop_timer_left(c->timers[t]);
}

/* The timer itself is lazy: see act_alive. */
static int32_t
hold_due(const struct conn *c)
{
	int64_t left;

	if (!loop_timer_running(c->timers[TIMER_HOLD]))
		return -1;
	left = c->hold_s * 1000LL - monotime_diff_ms(clock_now(), c->alive);
	return left > 0 ? (int32_t)left : 0;
}

static uint32_t
configured_flags(const struct conf_neighbor *c)
{
	uint32_t f = 0;

	if (c->passive)
		f |= CTL_N_PASSIVE;
	if (conf_is_range(c))
		f |= CTL_N_TEMPLATE;
	if (c->key_kind == CONF_KEY_MD5)
		f |= CTL_N_MD5;
	if (c->key_kind == CONF_KEY_AO)
		f |= CTL_N_AO;
	if (c->ttl_in != 0)
		f |= CTL_N_TTL;
	if (c->ttl_out > 1 && c->ttl_in == 0)
		f |= CTL_N_MULTIHOP;
	return f;
}

static uint32_t
held_flags(const struct held *h)
{
	uint32_t f = 0;

	if (h != NULL && (h->engines & POSITION_SESSION) != 0)
		f |= CTL_N_HELD_SESSION;
	if (h != NULL && (h->engines & POSITION_RDE) != 0)
		f |= CTL_N_HELD_RDE;
	return f;
}

static uint32_t
flags(const struct peer *p)
{
	uint32_t f = held_flags(held_of(p));

	if (p->down)
		f |= CTL_N_DOWN;
	if (p->range != 0)
		f |= CTL_N_CLONED;
	if (p->conf.key_kind != CONF_KEY_NONE && p->last_error != NULL &&
	    strstr(p->last_error, "timed out") != NULL)
		f |= CTL_N_MD5_SUSPECT;
	return f;
}

static void
show_configured(const struct conf_neighbor *c, struct ctl_neighbor *n)
{
	n->id = c->id;
	n->flags = configured_flags(c);
	n->remote = c->remote;
	n->remote_plen = c->remote_plen;
	n->local = c->local;
	n->multihop = (n->flags & CTL_N_MULTIHOP) != 0 ? c->ttl_out : 0;
	n->role = c->role;
	n->remote_as = c->peer_as;
	n->local_as = c->local_as;
	n->router_id = c->router_id;
	n->conf_hold = c->hold_time;
	n->min_hold = c->min_hold_time;
	strlcpy(n->description, c->description, sizeof(n->description));
	strlcpy(n->group, c->group, sizeof(n->group));
}

static void
show_history(const struct peer *p, struct ctl_neighbor *n)
{
	n->changed_ms = age(p->changed);
	n->last_read_ms = age(p->last_read);
	n->last_write_ms = age(p->last_write);
	memcpy(n->sent, p->sent, sizeof(n->sent));
	memcpy(n->rcvd, p->rcvd, sizeof(n->rcvd));
	memcpy(n->rr_sent, p->rr_sent, sizeof(n->rr_sent));
	memcpy(n->rr_rcvd, p->rr_rcvd, sizeof(n->rr_rcvd));
	memcpy(n->err_sent, p->err_sent, sizeof(n->err_sent));
	memcpy(n->err_rcvd, p->err_rcvd, sizeof(n->err_rcvd));
	if (p->last_error != NULL)
		strlcpy(n->last_error, p->last_error, sizeof(n->last_error));
	if (p->shutdown_sent != NULL)
		strlcpy(n->shutdown_sent, p->shutdown_sent,
		    sizeof(n->shutdown_sent));
	if (p->shutdown_rcvd != NULL)
		strlcpy(n->shutdown_rcvd, p->shutdown_rcvd,
		    sizeof(n->shutdown_rcvd));
}

static void
show_timers(const struct peer *p, struct ctl_neighbor *n)
{
	const struct conn *c = furthest(p), *dial = &p->conn[0];

	n->timer_ms[CTL_TIMER_CONNECT_RETRY] = due(dial, TIMER_CONNECT_RETRY);
	n->timer_ms[CTL_TIMER_HOLD] = hold_due(c);
	n->timer_ms[CTL_TIMER_KEEPALIVE] = due(c, TIMER_KEEPALIVE);
	n->timer_ms[CTL_TIMER_SEND_HOLD] = due(c, TIMER_SEND_HOLD);
	n->timer_ms[CTL_TIMER_IDLE_HOLD] = due(dial, TIMER_IDLE_HOLD);
}

static void
show_caps(const struct conn *c, struct ctl_neighbor *n)
{
	n->local_caps_len = c->local_caps_len;
	n->remote_caps_len = c->remote_caps_len;
	if (c->local_caps_len != 0)
		memcpy(n->local_caps, c->local_caps, c->local_caps_len);
	if (c->remote_caps_len != 0)
		memcpy(n->remote_caps, c->remote_caps, c->remote_caps_len);
}

static void
show_connection(const struct conn *c, struct ctl_neighbor *n)
{
	if (c->fd == -1 || c->connecting)
		return;
	if (c->local.af != ADDR_NONE)
		n->local = c->local;
	n->local_port = c->local_port;
	n->remote_port = c->remote_port;
	n->out_queue = c->out_msgs;
	n->out_queue_bytes = c->out_bytes;
	n->in_queue_bytes = c->in_flight;
	show_caps(c, n);
	if (c->neg == NULL)
		return;
	n->remote_as = c->neg->peer_as;
	n->local_as = c->neg->local_as;
	n->router_id = c->neg->local_id;
	n->remote_id = c->neg->peer_id;
	n->hold = c->neg->hold_time;
	n->keepalive = c->neg->hold_time / 3;
	if (c->state == ST_ESTABLISHED)
		n->neg = *c->neg;
	(void)family_others_list(n->others);
}

void
show_neighbor(const struct peer *p, struct ctl_neighbor *n)
{
	memset(n, 0, sizeof(*n));
	show_configured(&p->conf, n);
	n->flags |= flags(p);
	n->state = (uint8_t)peer_state(p);
	n->connect_failures = p->fails;
	show_history(p, n);
	show_timers(p, n);
	show_connection(furthest(p), n);
}

void
show_held(const struct conf_neighbor *c, const struct held *h,
    struct ctl_neighbor *n)
{
	unsigned i;

	memset(n, 0, sizeof(*n));
	show_configured(c, n);
	n->flags |= CTL_N_CLONED | held_flags(h);
	n->state = ST_IDLE;
	n->changed_ms = n->last_read_ms = n->last_write_ms = -1;
	for (i = 0; i < CTL_NTIMERS; i++)
		n->timer_ms[i] = -1;
}
