/* SPDX-License-Identifier: ISC */
/*
 * A whole route engine without a process around it: real modules, a real loop
 * that runs for as long as told, and the other end of its session link.
 */
#ifndef UNIT_RDE_RIG_H
#define UNIT_RDE_RIG_H

#include <sys/socket.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "adj_rib_in.h"
#include "adj_rib_out.h"
#include "ask.h"
#include "attrs.h"
#include "base/log.h"
#include "bgp/offence.h"
#include "clients.h"
#include "config.h"
#include "feed.h"
#include "flow_count.h"
#include "ipc/link_sync.h"
#include "ipc/session_rde.h"
#include "nexthops.h"
#include "originate.h"
#include "peer.h"
#include "program.h"
#include "rde.h"
#include "session_link.h"
#include "sessions.h"
#include "trial.h"
#include "update_in.h"
#include "update_out.h"

enum { RIG_AS = 64496, RIG_PEER_AS = 64500 };

struct rig {
	struct rde		rde;
	struct link_sync	*far;		/* the session engine's */
	int			far_fd;
	uint32_t		checked;	/* generation */
	bool			refused;
	uint32_t		done;		/* generation carried out */
};

static void
rig_done(void *arg, uint32_t gen)
{
	struct rig *r = arg;

	r->done = gen;
}

static inline void
rig_checked(void *arg, uint32_t gen, const char *why)
{
	struct rig *r = arg;

	r->checked = gen;
	r->refused = why != NULL;
}

static const struct config_ops rig_config = { rig_checked, rig_done };

static inline void
rig_quiet(void *arg, enum log_level level, const char *line)
{
	(void)arg;
	(void)level;
	(void)line;
}

static inline void
rig_init(struct rig *r)
{
	int fd[2];

	memset(r, 0, sizeof(*r));
	log_set_sink(rig_quiet, NULL);
	r->rde.loop = loop_new();
	r->rde.attrs = attrs_store_new();
	r->rde.nexthops = nexthops_new();
	r->rde.idsets = idset_store_new();
	r->rde.peers = peers_new();
	r->rde.in = adj_rib_in_new(&r->rde);
	r->rde.update_in = update_in_new(&r->rde);
	r->rde.rib_out = adj_rib_out_new(&r->rde);
	r->rde.originate = originate_new(&r->rde);
	r->rde.out = update_out_new(&r->rde);
	r->rde.offences = offences_new();
	r->rde.asks = asks_new(&r->rde);
	r->rde.clients = clients_new(&r->rde);
	r->rde.programs = programs_new(&r->rde);
	r->rde.feed = feed_new(&r->rde);
	r->rde.config = config_new(&r->rde, &rig_config, r);
	r->rde.trial = trial_new(&r->rde);
	r->rde.flow_count = flow_count_new(&r->rde);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0,
	    fd), 0);
	r->far_fd = fd[1];
	r->far = link_sync_new(fd[1]);
	assert_non_null(r->far);
	session_link_open(&r->rde, fd[0], 1);
}

static inline void
rig_stop(void *arg)
{
	loop_stop(arg);
}

/* Lets the loop turn for a while, and some more, however late it is. */
static inline void
rig_run(struct rig *r, int64_t ms)
{
	struct loop_timer *t = loop_timer_new(r->rde.loop, rig_stop,
	    r->rde.loop);
	int i;

	for (i = 0; i < 100; i++) {
		loop_timer_set(t, i == 0 ? ms : 0);
		loop_run(r->rde.loop);
	}
	loop_timer_free(t);
}

static inline struct conf_neighbor
rig_conf(uint16_t id)
{
	struct conf_neighbor c = { .id = id, .local_as = RIG_AS,
	    .role = ROLE_UNSET };

	c.remote = addr_v4(0xc0000200U + id);
	c.remote_plen = 32;
	c.peer_as = RIG_PEER_AS;
	c.group_updates = 1;
	return c;
}

static inline struct negotiated
rig_neg(uint16_t id)
{
	struct negotiated n = {
		.local = addr_v4(0xc63364fe),
		.remote = addr_v4(0xc0000200U + id),
		.local_as = RIG_AS,
		.peer_as = RIG_PEER_AS,
		.peer_id = 0xc0000200U + id,
		.families = 1ULL << FAMILY_IPV4_UNICAST |
		    1ULL << FAMILY_IPV6_UNICAST,
		.as4 = 1, .ebgp = 1, .refresh = 1, .enhanced_refresh = 1,
		.role = 255,
	};

	return n;
}

static inline struct peer *
rig_peer(struct rig *r, uint16_t id)
{
	struct conf_neighbor c = rig_conf(id);

	return sessions_peer_added(&r->rde, &c);
}

static inline struct peer *
rig_peer_up(struct rig *r, uint16_t id)
{
	struct negotiated n = rig_neg(id);
	struct peer *p = rig_peer(r, id);

	sessions_up(&r->rde, p, id, &n);
	return p;
}

/* The next message of this type on the far end; false when none comes. */
static inline bool
rig_far(struct rig *r, uint16_t type, struct link_msg *m)
{
	if (r->rde.session != NULL)
		link_flush(r->rde.session);
	while (link_sync_recv(r->far, m, 50) == 1)
		if (m->type == type)
			return true;
	return false;
}

static inline void
rig_free_all(struct rig *r)
{
	session_link_close(&r->rde);
	link_sync_free(r->far);
	flow_count_free(r->rde.flow_count);
	trial_free(r->rde.trial);
	config_free(r->rde.config);
	programs_free(r->rde.programs);
	feed_free(r->rde.feed);
	clients_free(r->rde.clients);
	asks_free(r->rde.asks);
	offences_free(r->rde.offences);
	update_out_free(r->rde.out);
	originate_free(r->rde.originate);
	adj_rib_out_free(r->rde.rib_out);
	update_in_free(r->rde.update_in);
	adj_rib_in_free(r->rde.in);
	peers_free(r->rde.peers);
	idset_store_free(r->rde.idsets);
	nexthops_free(r->rde.nexthops);
	attrs_store_free(r->rde.attrs);
	loop_free(r->rde.loop);
}

static inline void
rig_free(struct rig *r)
{
	struct peer *p;

	while ((p = peers_next(r->rde.peers, 0)) != NULL)
		sessions_peer_removed(&r->rde, p);
	rig_run(r, 30);			/* what is gone is swept */
	rig_free_all(r);
}

#endif
