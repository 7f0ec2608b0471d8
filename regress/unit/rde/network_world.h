/* SPDX-License-Identifier: ISC */
/* Two neighbours, and commands of bgpctl and programs about routes for them. */
#ifndef RDE_NETWORK_WORLD_H
#define RDE_NETWORK_WORLD_H

#include "rde/out_world.h"

#include "ipc/control.h"
#include "network.h"

static struct world world;

static inline void
peer(unsigned id, const char *description)
{
	struct conf_neighbor c = { .id = id, .remote_plen = 32,
	    .role = ROLE_UNSET,
	    .remote = addr_v4(0xc0000200 + id), .adj_rib_out = 1,
	    .group_updates = 1, .nfamilies = 1,
	    .families = { FAMILY_IPV4_UNICAST } };
	struct peer *p;

	snprintf(c.description, sizeof(c.description), "%s", description);
	p = peers_add(world.rde.peers, &c);
	update_out_peer_added(world.rde.out, p);
	originate_peer_added(world.rde.originate, p->id);
	p->neg = (struct negotiated){ .local = addr_v4(0xc0000264),
	    .local_as = 64500, .peer_as = 64501, .ebgp = id % 3 != 0, .as4 = 1,
	    .families = 1U << FAMILY_IPV4_UNICAST };
	p->up = true;
	update_out_up(world.rde.out, p);
}

static inline int
setup(void **state)
{
	(void)state;
	engine_new(&world, sink);
	peer(1, "left");
	peer(3, "right");
	return 0;
}

static inline int
teardown(void **state)
{
	struct rde *r = &world.rde;
	struct peer *p;

	(void)state;
	while ((p = peers_next(r->peers, 0)) != NULL) {
		originate_peer_removed(r->originate, p->id);
		update_out_peer_removed(r->out, p);
		peers_remove(r->peers, p->id);
	}
	/* Tests may leave routes behind. */
	engine_free_tables(&world);
	engine_free_stores(&world);
	return 0;
}

static inline void
say_as(const char *program, int code, uint8_t op, const char *text,
    const char *why)
{
	const struct network_who who = { .op = op,
	    .source = program == NULL ? CTL_SRC_BGPCTL : CTL_SRC_PROGRAM,
	    .owner = program == NULL ? "tester" : program };
	char got[256] = "";
	const char *said = got;
	struct network *q;
	enum ctl_code r;
	unsigned done;

	q = network_new(&world.rde, &who, text, strlen(text), &r, got,
	    sizeof(got));
	if (q != NULL) {
		while (!network_run(q, clock_now()))
			;
		r = network_verdict(q, &done, &said);
	}
	if ((int)r != code || strstr(said, why) == NULL)
		fail_msg("%s: %d %s", text, (int)r, said);
	network_free(q);
	fake_run_tasks();
}

static inline void
say(int code, uint8_t op, const char *text, const char *why)
{
	say_as(NULL, code, op, text, why);
}

/* The MED that a neighbour was told last for 198.51.x.0/24. */
static inline int
held(unsigned id, unsigned x)
{
	return world.obs[id].v[x * PATHS].med;
}

#endif
