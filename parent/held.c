/* SPDX-License-Identifier: ISC */
/*
 * The cases.  A neighbour of a range is known by its address, which only the
 * engine knew: it is believed as far as it is of that range.  The number of
 * cases is bounded; past it the oldest goes, of those held down the last, for
 * whoever can make engines crash from ever new addresses must not make our
 * memory grow too.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "held.h"

struct held {
	struct held_ops	 ops;
	size_t		 n;
	struct held_case v[HELD_MAX];
};

static const uint8_t engine_bit[ENGINE_MAX] = {
	[ENGINE_SESSION] = POSITION_SESSION, [ENGINE_RDE] = POSITION_RDE
};

struct held *
held_new(const struct held_ops *ops)
{
	struct held *h = xcalloc(1, sizeof(*h));

	h->ops = *ops;
	return h;
}

void
held_free(struct held *h)
{
	free(h);
}

bool
held_is(const struct held_case *k)
{
	return k->crashes >= HELD_CRASHES;
}

static const struct conf_neighbor *
range_of(const struct config *c, uint32_t id)
{
	size_t i;

	for (i = 0; i < c->nneighbors; i++)
		if (conf_clones_has(&c->neighbors[i], id))
			return &c->neighbors[i];
	return NULL;
}

/* Who that is; false: nobody. */
static bool
identify(const struct config *c, const struct position *at,
    struct held_case *k)
{
	const struct conf_neighbor *n = config_neighbor(c, at->neighbor);

	if (n == NULL)
		n = range_of(c, at->neighbor);
	if (n == NULL)
		return false;
	*k = (struct held_case){ .id = n->id, .peer_as = n->peer_as,
	    .addr = n->remote };
	if (!conf_is_range(n))
		return true;
	if (!addr_in(&at->remote, &n->remote, n->remote_plen))
		return false;
	k->addr = addr_of(n->remote.af, at->remote.b);
	k->addr.scope = at->remote.scope;
	return true;
}

static struct held_case *
find(struct held *h, uint32_t id, const struct addr *addr)
{
	size_t i;

	for (i = 0; i < h->n; i++)
		if (h->v[i].id == id && addr_eq(&h->v[i].addr, addr))
			return &h->v[i];
	return NULL;
}

static void
drop(struct held *h, struct held_case *k)
{
	struct held_case was = *k;

	*k = h->v[--h->n];
	if (held_is(&was))
		h->ops.over(h->ops.arg, &was);
}

static void
make_room(struct held *h)
{
	struct held_case *oldest = &h->v[0], *k;
	char text[ADDR_TEXT];
	size_t i;

	if (h->n < HELD_MAX)
		return;
	for (i = 1; i < h->n; i++) {
		k = &h->v[i];
		if (held_is(k) != held_is(oldest) ? held_is(oldest) :
		    monotime_diff_ms(k->last, oldest->last) < 0)
			oldest = k;
	}
	if (held_is(oldest))
		log_warn("neighbor %s: held down no longer: more than %d are",
		    addr_print(&oldest->addr, text, sizeof(text)), HELD_MAX);
	drop(h, oldest);
}

const struct held_case *
held_crash(struct held *h, const struct config *c, const struct position *at,
    enum engine_kind kind, monotime_t now)
{
	struct held_case who, *k;

	if (!identify(c, at, &who))
		return NULL;
	if ((k = find(h, who.id, &who.addr)) == NULL) {
		make_room(h);
		k = &h->v[h->n++];
		*k = who;
	} else if (!held_is(k) && monotime_diff_ms(now, k->last) >
	    HELD_WITHIN_S * 1000LL)
		*k = who;	/* that was something else */
	k->crashes++;
	k->engines |= engine_bit[kind];
	k->last = now;
	return k;
}

const struct held_case *
held_next(const struct held *h, const struct held_case *k)
{
	size_t i = k == NULL ? 0 : (size_t)(k - h->v) + 1;

	for (; i < h->n; i++)
		if (held_is(&h->v[i]))
			return &h->v[i];
	return NULL;
}

void
held_release(struct held *h, uint32_t id, const struct addr *addr)
{
	struct held_case *k = find(h, id, addr);

	if (k != NULL)
		drop(h, k);
}

static bool
is_same(const struct config *old, const struct config *c, uint32_t id)
{
	const struct conf_neighbor *was = config_neighbor(old, id);
	const struct conf_neighbor *n = config_neighbor(c, id);

	return was != NULL && n != NULL && memcmp(was, n, sizeof(*n)) == 0 &&
	    key_set_same(old->keys, id, c->keys, id);
}

void
held_changed(struct held *h, const struct config *old, const struct config *c)
{
	size_t i = 0;

	while (i < h->n) {
		if (is_same(old, c, h->v[i].id))
			i++;
		else
			drop(h, &h->v[i]);
	}
}
