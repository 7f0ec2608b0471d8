/* SPDX-License-Identifier: ISC */
/*
 * Counts what adj_rib_out would append, and for whom update_out would write
 * it: a body that a session cannot carry is no announcement, and a withdraw
 * where it replaces something (out_window.c).  Who is away is sent nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "attrs.h"
#include "base/log.h"
#include "forecast.h"
#include "out_nexthop.h"
#include "peer.h"
#include "rib_cursor.h"
#include "update_out_send.h"

enum {
	WIRE_MAX	= 256 * 1024,
	/*
	 * Octets of a set that fits any message, whatever a session adds to
	 * it: the local AS 255 times, and all of the path twice.
	 */
	SMALL		= 512,
	REMEMBERED	= 4096,		/* verdicts on large sets */
};

struct verdict {
	uint32_t	body;		/* 0: none is here */
	uint32_t	gen;		/* of the session */
	uint16_t	id;
	uint8_t		family;
	bool		fits;
};

struct forecast {
	struct rde		*rde;
	struct wbuf		 wire;
	uint64_t		 work;
	struct forecast_sum	 v[IDSET_ID_MAX + 1];
	struct verdict		 verdicts[REMEMBERED];
};

struct forecast *
forecast_new(struct rde *rde)
{
	struct forecast *c = xcalloc(1, sizeof(*c));

	c->rde = rde;
	wbuf_growable(&c->wire, WIRE_MAX);
	return c;
}

void
forecast_free(struct forecast *c)
{
	if (c == NULL)
		return;
	wbuf_free(&c->wire);
	free(c);
}

static bool
packs(struct forecast *c, const struct pack_profile *profile, enum family f,
    const struct body *b, const struct nexthop *nh)
{
	wbuf_reset(&c->wire);
	return pack_attrs(&c->wire, attrs_octets(c->rde->attrs, b->attrs),
	    profile, f, b->prepend) == PACK_OK &&
	    pack_check(profile, f, c->wire.len, nh) == PACK_OK;
}

static bool
large_fits(struct forecast *c, const struct peer *p, enum family f,
    uint32_t body, const struct nexthop *nh)
{
	struct verdict *v = &c->verdicts[(body * 2654435761U + p->id * 31U +
	    f) % REMEMBERED];

	if (v->body != body || v->id != p->id || v->family != f ||
	    v->gen != p->gen)
		*v = (struct verdict){ .body = body, .id = p->id,
		    .family = (uint8_t)f, .gen = p->gen,
		    .fits = packs(c, &p->out->profile, f,
		    bodies_get(c->rde->rib_out->bodies, body), nh) };
	return v->fits;
}

/* Could the session carry it? */
static bool
can_carry(struct forecast *c, const struct peer *p, enum family f,
    uint32_t body)
{
	const struct body *b = bodies_get(c->rde->rib_out->bodies, body);
	const struct pack_profile *profile = &p->out->profile;
	struct nexthop nh;

	out_nexthop(c->rde, profile, f, b, &nh);
	if (attrs_octets(c->rde->attrs, b->attrs).left > SMALL)
		return large_fits(c, p, f, body, &nh);
	if (pack_is_stopped(attrs_octets(c->rde->attrs, b->attrs), profile,
	    f))
		return false;
	return pack_check(profile, f, SMALL, &nh) == PACK_OK;
}

static void
count(struct forecast *c, enum family f, uint32_t targets, uint32_t body,
    bool replaces)
{
	const struct adj_rib_out *rib = c->rde->rib_out;
	const struct idset *s = targets_set(rib->targets, targets);
	const struct peer *p;
	int id;

	for (id = idset_next(s, 0); id != -1;
	    id = idset_next(s, (unsigned)id + 1)) {
		c->work++;
		if (rib_cursor_get(rib, f, (uint16_t)id) == NULL)
			continue;
		p = peers_get(c->rde->peers, (uint32_t)id);
		if (body != 0 && can_carry(c, p, f, body))
			c->v[id].announcements++;
		else if (replaces)
			c->v[id].withdraws++;
	}
}

void
forecast_gets(struct forecast *c, enum family f, uint32_t net,
    uint32_t targets, uint32_t body)
{
	struct adj_rib_out *rib = c->rde->rib_out;
	struct rib_change change;

	adj_rib_out_foresee(rib, f, net, targets, body, &change);
	c->work += targets_count(rib->targets, targets);
	count(c, f, change.replaced, body, true);
	count(c, f, change.fresh, body, false);
	targets_unref(rib->targets, change.replaced);
	targets_unref(rib->targets, change.fresh);
}

const struct forecast_sum *
forecast_of(const struct forecast *c, uint16_t id)
{
	return &c->v[id];
}

uint64_t
forecast_work(const struct forecast *c)
{
	return c->work;
}
