/* SPDX-License-Identifier: ISC */
/* Neighbours that say something, in a program_world.h. */
#ifndef UNIT_RDE_FEED_WORLD_H
#define UNIT_RDE_FEED_WORLD_H

#include "program_world.h"

#include "feed_state.h"
#include "update_in.h"

static inline struct negotiated
world_negotiated(uint16_t id)
{
	return (struct negotiated){
		.local = addr_v4(0xc00002fe),
		.remote = addr_v4(0xc0000200U + id),
		.local_as = 64496, .peer_as = 64500,
		.local_id = 0xc00002fe, .peer_id = 0xc0000200U + id,
		.families = 1ULL << FAMILY_IPV4_UNICAST,
		.hold_time = 90, .as4 = 1, .ebgp = 1, .refresh = 1,
		.enhanced_refresh = 1, .role = 255,
	};
}

static inline void
world_up(struct pworld *w, struct peer *p, uint32_t gen)
{
	struct negotiated n = world_negotiated(p->id);

	sessions_up(&w->rde, p, gen, &n);
	fake_run_tasks();
}

/* 203.0.N.0/24 with a MED; the next hop is the neighbour. */
static inline void
world_announce(struct pworld *w, struct peer *p, uint8_t n, uint8_t med)
{
	const uint8_t m[] = {
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 54, 2, 0, 0, 0, 27,
		0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4,
		0x40, 3, 4, 192, 0, 2, (uint8_t)p->id,
		0x80, 4, 4, 0, 0, 0, med, 24, 203, 0, n,
	};

	assert_true(update_in_batch(w->rde.update_in, p,
	    rbuf_of(m, sizeof(m))));
}

static inline void
world_withdraw(struct pworld *w, struct peer *p, uint8_t n)
{
	const uint8_t m[] = {
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 27, 2, 0, 4,
		24, 203, 0, n, 0, 0,
	};

	assert_true(update_in_batch(w->rde.update_in, p,
	    rbuf_of(m, sizeof(m))));
}

/* A path of 203.0.N.0/24, with that MED; below 0: it is withdrawn. */
static inline void
world_path(struct pworld *w, struct peer *p, uint8_t n, uint32_t id, int med)
{
	uint8_t m[58] = {
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 58, 2, 0, 0, 0, 27,
		0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4,
		0x40, 3, 4, 192, 0, 2, (uint8_t)p->id,
		0x80, 4, 4, 0, 0, 0, (uint8_t)med,
	};
	const uint8_t nlri[] = { (uint8_t)(id >> 24), (uint8_t)(id >> 16),
	    (uint8_t)(id >> 8), (uint8_t)id, 24, 203, 0, n };

	memcpy(m + 50, nlri, sizeof(nlri));
	if (med < 0) {
		memset(m + 20, 0, 11);
		m[17] = 31;
		m[20] = sizeof(nlri);
		memcpy(m + 21, nlri, sizeof(nlri));
	}
	assert_true(update_in_batch(w->rde.update_in, p, rbuf_of(m, m[17])));
}

/* Attributes, and no prefix. */
static inline void
world_attributes(struct pworld *w, struct peer *p)
{
	static const uint8_t m[] = {
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 43, 2, 0, 0, 0, 20,
		0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, 0xfb, 0xf4,
		0x80, 4, 4, 0, 0, 0, 9,
	};

	assert_true(update_in_batch(w->rde.update_in, p,
	    rbuf_of(m, sizeof(m))));
}

static inline void
world_eor(struct pworld *w, struct peer *p)
{
	static const uint8_t m[] = {
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 23, 2, 0, 0, 0, 0,
	};

	assert_true(update_in_batch(w->rde.update_in, p,
	    rbuf_of(m, sizeof(m))));
}

#endif
