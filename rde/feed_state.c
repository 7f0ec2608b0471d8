/* SPDX-License-Identifier: ISC */
/* Standings, a small table that is there only for programs that ever lag. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "feed_state.h"

struct feed_lag *
feed_lag_find(const struct program_feed *pf, uint16_t id)
{
	if (id >= pf->size || pf->v[id].standing == FEED_CURRENT)
		return NULL;
	return &pf->v[id];
}

static void
make_room(struct program_feed *pf, uint16_t id)
{
	uint32_t size = pf->size == 0 ? 64 : pf->size;

	while (size <= id)
		size *= 2;
	if (size == pf->size)
		return;
	pf->v = xreallocarray(pf->v, size, sizeof(*pf->v));
	memset(pf->v + pf->size, 0, (size - pf->size) * sizeof(*pf->v));
	pf->size = size;
}

void
feed_lag_set(struct program_feed *pf, uint16_t id,
    enum feed_standing standing)
{
	struct feed_lag *l;

	if (standing == FEED_CURRENT && id >= pf->size)
		return;
	make_room(pf, id);
	l = &pf->v[id];
	pf->lagging -= l->standing == FEED_LAGGING;
	pf->walking -= l->standing == FEED_WALKING;
	pf->lagging += standing == FEED_LAGGING;
	pf->walking += standing == FEED_WALKING;
	if (standing == FEED_CURRENT)
		*l = (struct feed_lag){ 0 };
	l->standing = (uint8_t)standing;
}

/* Paths of a prefix are walked by neighbour, then by path id. */
bool
feed_walk_passed(const struct program_feed *pf, const struct nlri *n,
    uint16_t peer)
{
	if (pf->phase != PHASE_TABLE)
		return pf->phase == PHASE_TAILS;
	if (n->family != pf->family)
		return n->family < pf->family;
	if (pf->inside && net_pos_cmp(&pf->part, n) == 0)
		return peer != pf->part_peer ? peer < pf->part_peer :
		    n->path_id < pf->part_id;
	if (pf->inside)
		return net_pos_cmp(&pf->part, n) < 0;
	return pf->begun && net_pos_cmp(&pf->after, n) <= 0;
}

struct event_form
feed_form(const struct subscription *s, uint16_t flags)
{
	return (struct event_form){
		.json = s->program->json,
		.shape = s->program->shape,
		.negotiated = (s->wants.other & WANT_NEGOTIATED) != 0,
		.what = (uint8_t)(flags & (EVENT_PARSED | EVENT_PACKETS |
		    EVENT_CONSOLIDATE)),
	};
}

struct rbuf
feed_reason_of(const struct peer *p, const struct program *pr)
{
	const char *s = p->feed->reason;

	if (pr->shape == SHAPE_4)
		s = pr->json ? p->feed->reason_4_json :
		    p->feed->reason_4_text;
	return rbuf_of(s, s != NULL ? strlen(s) : 0);
}

/* Before there was a session: what is configured. */
void
feed_identity(const struct peer *p, struct event_peer *out)
{
	const struct peer_feed *pf = p->feed;
	const struct negotiated *n = p->up ? &p->neg :
	    pf->has_neg ? &pf->neg : NULL;

	*out = (struct event_peer){ .remote = p->conf.remote,
	    .local = p->conf.local, .local_as = peer_local_as(p),
	    .peer_as = peer_remote_as(p), .router_id = p->conf.router_id,
	    .counter = pf->counter };
	if (pf->local.af != ADDR_NONE)
		out->local = pf->local;
	if (n != NULL) {
		out->local = n->local;
		out->local_as = n->local_as;
		out->peer_as = n->peer_as;
		out->router_id = n->local_id;
		out->operational = n->operational != 0;
	}
	if (out->local.af == ADDR_NONE)
		out->local.af = out->remote.af;
	if (out->router_id == 0 && out->local.af == ADDR_V4)
		out->router_id = addr_v4_host(&out->local);
	out->local.scope = 0;
}
