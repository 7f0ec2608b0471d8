/* SPDX-License-Identifier: ISC */
/*
 * An engine with a parent and a route engine that are ends of socket pairs,
 * and neighbours that are written to by the test, octet for octet.
 */
#ifndef UNIT_SESSION_HARNESS_H
#define UNIT_SESSION_HARNESS_H

#include <sys/socket.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include <bsd/string.h>

#include "base/log.h"
#include "bgp/offence.h"
#include "bgp/open.h"
#include "engine.h"
#include "held.h"
#include "ipc/parent_engine.h"
#include "ipc/parent_session.h"
#include "ipc/session_rde.h"
#include "linger.h"
#include "msg_out.h"
#include "negotiate.h"
#include "peer.h"
#include "peer_index.h"
#include "remember.h"
#include "show_rde.h"

struct sent {			/* what the route engine got, in order */
	uint16_t	type;
	uint32_t	gen;
	size_t		len;
	uint8_t		head[64];
};

struct harness {
	struct engine	 e;
	struct link	*far_parent;
	struct link	*far_rde;
	struct link_table parent_table;
	struct link_table rde_table;
	struct sent	 sent[4096];
	size_t		 nsent;
	uint8_t		 updates[1 << 20];
	size_t		 nupdates;
	uint32_t	 connects;	/* PS_CONNECT seen */
	uint32_t	 attempt;
	uint32_t	 released;	/* id of the last PS_RELEASE */
	uint8_t		 down_why;	/* of the last SR_DOWN */
	struct pe_trial_neighbor rows[8];	/* told to the parent */
	unsigned	 nrows;
	unsigned	 trials_done;
	unsigned	 trials_refused;
	int		 peer_fd;	/* the neighbour's end */
	struct peer	*p;
};

static inline uint32_t
no_random(void)
{
	return 1000;
}

static inline void
on_any_rde(void *arg, struct link_msg *m)
{
	struct harness *h = arg;

	struct sent *s;

	if (h->nsent < 4096) {
		s = &h->sent[h->nsent++];
		*s = (struct sent){ .type = m->type, .gen = m->gen,
		    .len = m->body.left };
		memcpy(s->head, m->body.p, s->len < sizeof(s->head) ? s->len :
		    sizeof(s->head));
	}
	if (m->type == SR_DOWN && m->body.left > 0)
		h->down_why = *(const uint8_t *)m->body.p;
	if (m->type == SR_UPDATES &&
	    h->nupdates + m->body.left <= sizeof(h->updates)) {
		memcpy(h->updates + h->nupdates, m->body.p, m->body.left);
		h->nupdates += m->body.left;
	}
}

static inline void
on_any_parent(void *arg, struct link_msg *m)
{
	struct harness *h = arg;

	if (m->type == PS_RELEASE)
		h->released = m->peer;
	if (m->type == 150) {
		h->connects++;
		h->attempt = m->gen;
	} else if (m->type == PE_TRIAL_NEIGHBOR && h->nrows < 8)
		(void)rbuf_host(&m->body, &h->rows[h->nrows++],
		    sizeof(h->rows[0]));
	h->trials_done += m->type == PE_TRIAL_DONE;
	h->trials_refused += m->type == PE_TRIAL_REFUSED;
}

static const struct link_handler rde_handlers[] = {
	{ SR_UP, 0, LINK_BODY_MAX, on_any_rde },
	{ SR_DOWN, 0, LINK_BODY_MAX, on_any_rde },
	{ SR_UPDATES, 0, LINK_BODY_MAX, on_any_rde },
	{ SR_REFRESH, 0, LINK_BODY_MAX, on_any_rde },
	{ SR_CREDIT, 0, LINK_BODY_MAX, on_any_rde },
	{ SR_SYNCED, 0, LINK_BODY_MAX, on_any_rde },
	{ SR_CLONE, 0, LINK_BODY_MAX, on_any_rde },
	{ SR_CLONE_GONE, 0, LINK_BODY_MAX, on_any_rde },
	{ SR_FORGET, 0, LINK_BODY_MAX, on_any_rde },
	{ SR_CONNECTED, 0, LINK_BODY_MAX, on_any_rde },
	{ SR_FSM, 0, LINK_BODY_MAX, on_any_rde },
	{ SR_MESSAGE, 0, LINK_BODY_MAX, on_any_rde },
	{ SR_NEGOTIATED, 0, LINK_BODY_MAX, on_any_rde },
	{ SR_REASON, 0, LINK_BODY_MAX, on_any_rde },
	{ SR_NEIGHBOR, 0, LINK_BODY_MAX, on_any_rde },
	{ SR_NEIGHBOR_END, 0, LINK_BODY_MAX, on_any_rde },
};

static const struct link_handler parent_handlers[] = {
	{ 150, 0, LINK_BODY_MAX, on_any_parent },
	{ 151, 0, LINK_BODY_MAX, on_any_parent },
	{ PS_RELEASE, 0, LINK_BODY_MAX, on_any_parent },
	{ 58, 0, 0, on_any_parent },
	{ PE_TRIAL_NEIGHBOR, sizeof(struct pe_trial_neighbor),
	    sizeof(struct pe_trial_neighbor), on_any_parent },
	{ PE_TRIAL_DONE, 0, 0, on_any_parent },
	{ PE_TRIAL_REFUSED, 1, PE_REASON_MAX, on_any_parent },
};

static inline void
on_link_end(void *arg, enum link_end why)
{
	(void)arg;
	(void)why;
}

static inline void
make_link(struct harness *h, struct link **near, struct link **far,
    const struct link_table *t)
{
	static const struct link_table none = { NULL, 0 };
	int fds[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	*near = link_new(h->e.loop, fds[0], &none, on_link_end, h, 0);
	*far = link_new(h->e.loop, fds[1], t, on_link_end, h, 0);
}

static inline void
stop_loop(void *arg)
{
	loop_stop(arg);
}

/* Lets ms pass, and all that is ready have its turns, however late it is. */
static inline void
turn(struct harness *h, int ms)
{
	struct loop_timer *t = loop_timer_new(h->e.loop, stop_loop, h->e.loop);
	int i;

	for (i = 0; i < 100; i++) {
		loop_timer_set(t, i == 0 ? ms : 0);
		loop_run(h->e.loop);
	}
	loop_timer_free(t);
}

static inline struct conf_neighbor
sample_conf(void)
{
	struct conf_neighbor c = { 0 };

	c.id = 1;
	c.remote = addr_v4(0xc0000201);
	c.remote_plen = 32;
	c.local_as = 65533;
	c.peer_as = 65533;
	c.router_id = 0x0a000002;
	c.hold_time = 180;
	c.as4 = 1;
	c.extended_message = 1;
	c.role = ROLE_UNSET;
	c.nfamilies = 1;
	c.families[0] = FAMILY_IPV4_UNICAST;
	return c;
}

static inline void
silent_sink(void *arg, enum log_level level, const char *line)
{
	(void)arg;
	(void)level;
	(void)line;
}

static inline struct harness *
harness_new(const struct conf_neighbor *c)
{
	struct harness *h = xcalloc(1, sizeof(*h));

	log_set_sink(silent_sink, NULL);
	h->e.loop = loop_new();
	h->e.ops = peer_ops();
	h->e.random = no_random;
	h->e.version = "Herald";
	h->e.room = xmalloc(READ_ROOM);
	h->e.offences = offences_new();
	h->e.show = show_rde_new(&h->e);
	LIST_INIT(&h->e.listeners);
	LIST_INIT(&h->e.clients);
	LIST_INIT(&h->e.lingers);
	LIST_INIT(&h->e.held);
	h->peer_fd = -1;
	h->parent_table = (struct link_table){ parent_handlers,
	    sizeof(parent_handlers) / sizeof(parent_handlers[0]) };
	make_link(h, &h->e.parent, &h->far_parent, &h->parent_table);
	h->rde_table = (struct link_table){ rde_handlers,
	    sizeof(rde_handlers) / sizeof(rde_handlers[0]) };
	make_link(h, &h->e.rde, &h->far_rde, &h->rde_table);
	h->p = peer_new(&h->e, c);
	return h;
}

static inline void
harness_free(struct harness *h)
{
	const struct held *held;

	peer_free(h->p);
	linger_end_all(&h->e);
	while ((held = LIST_FIRST(&h->e.held)) != NULL)
		(void)held_remove(&h->e, held->id, &held->addr);
	if (h->peer_fd != -1)
		close(h->peer_fd);
	link_free(h->e.parent);
	link_free(h->e.rde);
	link_free(h->far_parent);
	link_free(h->far_rde);
	show_rde_free(h->e.show);
	loop_free(h->e.loop);
	offences_free(h->e.offences);
	free(h->e.room);
	free(h->e.peers);
	free(h->e.told);
	free(h);
}

/* The neighbour's end of a new connection that it made. */
static inline int
incoming(struct harness *h)
{
	int fds[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0,
	    fds), 0);
	peer_accept(h->p, fds[0]);
	return fds[1];
}

static inline int
outgoing(struct harness *h)
{
	int fds[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0,
	    fds), 0);
	peer_connected(h->p, h->p->conn[0].attempt, fds[0]);
	return fds[1];
}

static inline void
say(int fd, const void *p, size_t n)
{
	assert_int_equal(write(fd, p, n), n);
}

/* One message from the engine; its type, 0 when nothing is there. */
static inline uint8_t
hear(int fd, uint8_t *msg, size_t *len)
{
	size_t n;

	if (read(fd, msg, MSG_HEADER) != MSG_HEADER)
		return 0;
	n = (size_t)(msg[16] << 8 | msg[17]);
	*len = n;
	if (n > MSG_HEADER)
		assert_int_equal(read(fd, msg + MSG_HEADER, n - MSG_HEADER),
		    n - MSG_HEADER);
	return msg[18];
}

static inline void
say_simple(int fd, uint8_t type, const void *body, size_t n)
{
	uint8_t room[MSG_EXTENDED_MAX];
	struct wbuf w;
	size_t at;

	wbuf_fixed(&w, room, sizeof(room));
	at = message_begin(&w, type);
	wbuf_bytes(&w, body, n);
	message_end(&w, at);
	say(fd, w.p, w.len);
}

/* An OPEN of the neighbour: its identifier, and the families of c. */
static inline void
say_open(struct harness *h, int fd, uint32_t id)
{
	struct negotiate_self self = {
		.as = 65533, .id = id, .version = "x"
	};
	struct conf_neighbor c = h->p->conf;
	uint8_t room[MSG_MAX];
	struct open o;
	struct wbuf w;

	negotiate_offer(&c, &self, &o);
	wbuf_fixed(&w, room, sizeof(room));
	open_write(&w, &o);
	say(fd, w.p, w.len);
}

/* From nothing to Established on a connection that the neighbour made. */
static inline void
establish(struct harness *h)
{
	uint8_t msg[MSG_EXTENDED_MAX];
	size_t len;

	peer_start(h->p);
	h->peer_fd = incoming(h);
	turn(h, 5);
	assert_int_equal(hear(h->peer_fd, msg, &len), MSG_OPEN);
	say_open(h, h->peer_fd, 0x0a000003);
	turn(h, 5);
	assert_int_equal(hear(h->peer_fd, msg, &len), MSG_KEEPALIVE);
	say_simple(h->peer_fd, MSG_KEEPALIVE, NULL, 0);
	turn(h, 5);
	assert_int_equal(peer_state(h->p), ST_ESTABLISHED);
}

static inline void
expect_notification(int fd, uint8_t code, uint8_t subcode)
{
	uint8_t msg[MSG_EXTENDED_MAX];
	size_t len;
	uint8_t type;

	while ((type = hear(fd, msg, &len)) != 0 && type != MSG_NOTIFICATION)
		;
	assert_int_equal(type, MSG_NOTIFICATION);
	assert_int_equal(msg[19], code);
	assert_int_equal(msg[20], subcode);
}

#endif
