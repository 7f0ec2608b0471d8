/* SPDX-License-Identifier: ISC */
/*
 * The neighbours by id.  Ids are given by the configuration and kept over
 * reloads, so they stay small and a plain table is the index.
 */
#include <stdlib.h>

#include "base/idset.h"
#include "base/log.h"
#include "peer.h"

struct peers {
	struct peer	**v;
	uint32_t	  size;		/* entries at v */
	unsigned	  count;
	uint64_t	  changes;
};

struct peers *
peers_new(void)
{
	return xcalloc(1, sizeof(struct peers));
}

void
peers_free(struct peers *ps)
{
	uint32_t i;

	if (ps == NULL)
		return;
	for (i = 0; i < ps->size; i++)
		free(ps->v[i]);
	free(ps->v);
	free(ps);
}

struct peer *
peers_get(const struct peers *ps, uint32_t id)
{
	return id < ps->size ? ps->v[id] : NULL;
}

/* The caller has checked the id: it is new, and small enough. */
struct peer *
peers_add(struct peers *ps, const struct conf_neighbor *c)
{
	struct peer *p;
	uint32_t size;

	if (c->id > IDSET_ID_MAX || peers_get(ps, c->id) != NULL)
		fatal("peers: id %u is taken or too big", c->id);
	if (c->id >= ps->size) {
		for (size = 64; size <= c->id; size *= 2)
			;
		ps->v = xreallocarray(ps->v, size, sizeof(*ps->v));
		while (ps->size < size)
			ps->v[ps->size++] = NULL;
	}
	p = xcalloc(1, sizeof(*p));
	p->id = (uint16_t)c->id;
	p->conf = *c;
	ps->v[c->id] = p;
	ps->count++;
	ps->changes++;
	return p;
}

void
peers_remove(struct peers *ps, uint32_t id)
{
	struct peer *p = peers_get(ps, id);

	if (p == NULL)
		return;
	ps->v[id] = NULL;
	ps->count--;
	ps->changes++;
	free(p);
}

struct peer *
peers_next(const struct peers *ps, uint32_t from)
{
	for (; from < ps->size; from++)
		if (ps->v[from] != NULL)
			return ps->v[from];
	return NULL;
}

unsigned
peers_count(const struct peers *ps)
{
	return ps->count;
}

uint64_t
peers_changes(const struct peers *ps)
{
	return ps->changes;
}

uint32_t
peer_remote_as(const struct peer *p)
{
	if (p->up || p->conf.peer_as == 0)
		return p->neg.peer_as;
	return p->conf.peer_as;
}

/* local-as auto takes the neighbour's. */
uint32_t
peer_local_as(const struct peer *p)
{
	if (p->up)
		return p->neg.local_as;
	return p->conf.local_as != 0 ? p->conf.local_as : peer_remote_as(p);
}

bool
peer_ebgp(const struct peer *p)
{
	return p->up ? p->neg.ebgp != 0 :
	    peer_local_as(p) != peer_remote_as(p);
}
