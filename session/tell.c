/* SPDX-License-Identifier: ISC */
/*
 * States are ExaBGP's: ACTIVE while there is no connection, CONNECT when TCP
 * is up, then those of RFC 4271, of whichever connection is furthest.
 *
 * What a neighbour sends in a session counts against the window of what was
 * forwarded, as its UPDATEs do; before that it is a message or two.
 */
#include <stdio.h>
#include <string.h>

#include "bgp/message.h"
#include "ipc/session_rde.h"
#include "peer.h"
#include "tell.h"

enum {
	FORMS = CONF_API_PARSED | CONF_API_PACKETS | CONF_API_CONSOLIDATE,
};

void
tell_api_of(const struct conf_api *a, struct tell_api *out)
{
	*out = (struct tell_api){ .neighbor = a->neighbor };
	if (a->processes[0] == '\0')
		return;
	out->wants = (struct tell_wants){
		.receive = a->receive, .send = a->send, .any = true,
		.fsm = a->fsm != 0, .negotiated = a->negotiated != 0,
		.changes = a->neighbor_changes != 0,
	};
}

static void
add(struct tell_wants *w, const struct tell_wants *more)
{
	w->receive |= more->receive;
	w->send |= more->send;
	w->any |= more->any;
	w->fsm |= more->fsm;
	w->negotiated |= more->negotiated;
	w->changes |= more->changes;
}

static struct peer *
by_id(const struct engine *e, uint32_t id)
{
	return id < e->npeers ? e->peers[id] : NULL;
}

/* One of a range has what is asked of the range. */
static const struct tell_wants *
wants_of(const struct peer *p)
{
	static const struct tell_wants nothing;
	const struct peer *range = p;

	if (p->range != 0)
		range = by_id(p->e, p->range);
	return range != NULL && p->e->rde != NULL ? &range->wants : &nothing;
}

static void
send_fsm(const struct peer *p)
{
	struct sr_fsm s = { .wall_us = clock_wall_us(),
	    .state = p->told_state };

	if (p->told_state != 0 && wants_of(p)->fsm)
		(void)link_send(p->e->rde, SR_FSM, p->conf.id, 0, &s,
		    sizeof(s));
}

void
tell_configure(struct engine *e, const struct tell_api *v, size_t n)
{
	struct peer *p;
	size_t i;

	for (i = 0; i < e->npeers; i++)
		if ((p = e->peers[i]) != NULL) {
			p->told_fsm = p->wants.fsm;
			p->wants = (struct tell_wants){ 0 };
		}
	for (i = 0; i < n; i++)
		if ((p = by_id(e, v[i].neighbor)) != NULL)
			add(&p->wants, &v[i].wants);
	/* Who begins to ask hears where it stands. */
	for (i = 0; i < e->npeers; i++)
		if ((p = e->peers[i]) != NULL && !p->told_fsm)
			send_fsm(p);
}

static void
send_state(struct peer *p, unsigned state)
{
	if (p->told_state == state)
		return;
	p->told_state = (uint8_t)state;
	send_fsm(p);
}

void
tell_connected(struct conn *c)
{
	struct sr_connected s = { .local = c->local, .remote = c->remote };
	struct peer *p = c->peer;

	if (p->est != NULL)
		return;
	if (wants_of(p)->any)
		(void)link_send(p->e->rde, SR_CONNECTED, p->conf.id, 0, &s,
		    sizeof(s));
	if (p->told_state <= ST_ACTIVE)
		send_state(p, ST_CONNECT);
}

static uint16_t
type_flag(const uint8_t *p)
{
	static const uint16_t flags[MSG_TYPE_MAX] = {
		[MSG_OPEN] = CONF_API_OPEN,
		[MSG_NOTIFICATION] = CONF_API_NOTIFICATION,
		[MSG_KEEPALIVE] = CONF_API_KEEPALIVE,
		[MSG_REFRESH] = CONF_API_REFRESH,
		[MSG_OPERATIONAL] = CONF_API_OPERATIONAL,
	};
	uint8_t type = message_type(p);

	return type < MSG_TYPE_MAX ? flags[type] : 0;
}

void
tell_message(struct conn *c, bool sent, const void *p, size_t len)
{
	struct sr_message s = { .sent = sent };
	struct peer *peer = c->peer;
	const struct tell_wants *w = wants_of(peer);
	uint16_t flags = sent ? w->send : w->receive;
	uint32_t gen = 0;

	/* In ExaBGP's order: the KEEPALIVE that confirms comes behind. */
	if (sent && message_type(p) == MSG_KEEPALIVE &&
	    c->state == ST_OPEN_SENT)
		send_state(peer, ST_OPEN_CONFIRM);
	if ((flags & FORMS) == 0 || (flags & type_flag(p)) == 0)
		return;
	if (!sent && peer->est == c) {
		gen = peer->gen;
		c->in_flight += (uint32_t)(sizeof(s) + len);
	}
	s.wall_us = clock_wall_us();
	(void)link_send2(peer->e->rde, SR_MESSAGE, peer->conf.id, gen, &s,
	    sizeof(s), p, len);
	if (gen != 0)
		conn_read_again(c);
}

void
tell_negotiated(const struct conn *c)
{
	if (wants_of(c->peer)->any)
		(void)link_send(c->e->rde, SR_NEGOTIATED, c->peer->conf.id, 0,
		    c->neg, sizeof(*c->neg));
}

void
tell_state(struct peer *p, unsigned from, unsigned state)
{
	if (state > ST_ACTIVE)
		send_state(p, state);
	else if (from > ST_ACTIVE)
		send_state(p, ST_IDLE);
}

void
tell_rest(struct peer *p, unsigned state)
{
	if (state <= ST_ACTIVE)
		send_state(p, state >= ST_CONNECT ? ST_ACTIVE : ST_IDLE);
}

/* Two strings: ExaBGP's words, and what is known beside them. */
void
tell_reason(const struct conn *c)
{
	const struct peer *p = c->peer;
	const char *how = p->how_ended, *why = p->why_ended;
	char text[SR_REASON_MAX];
	int n;

	if (!wants_of(p)->any)
		return;
	if (c->silent || how[0] == '\0') {
		how = "graceful restarted negotiated, closing without sending "
		    "any notification";
		why = "";
	}
	n = snprintf(text, sizeof(text), "%s%c%s", how, '\0', why);
	if (n < 0)
		return;
	if ((size_t)n >= sizeof(text))
		n = sizeof(text) - 1;
	(void)link_send(p->e->rde, SR_REASON, p->conf.id, 0, text, (size_t)n);
}
