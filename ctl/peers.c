/* SPDX-License-Identifier: ISC */
/*
 * A sorted array: the daemon sends neighbours mostly in order, and paths
 * mostly of the same neighbour in a row.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "peers.h"

void
peers_init(struct peers *p, size_t size)
{
	*p = (struct peers){ .size = size };
}

void
peers_free(struct peers *p)
{
	free(p->v);
	peers_init(p, p->size);
}

static uint32_t
id_at(const struct peers *p, size_t i)
{
	uint32_t id;

	memcpy(&id, p->v + i * p->size, sizeof(id));
	return id;
}

/* The first place whose id is not below id. */
static size_t
place(const struct peers *p, uint32_t id)
{
	size_t lo, hi, mid;

	lo = 0;
	hi = p->n;
	if (hi > 0 && id_at(p, hi - 1) < id)
		return hi;
	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (id_at(p, mid) < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

int
peers_add(struct peers *p, const void *record)
{
	uint32_t id;
	size_t at;

	memcpy(&id, record, sizeof(id));
	at = place(p, id);
	if (at == p->n || id_at(p, at) != id) {
		if (p->n == PEERS_MAX)
			return -1;
		if (p->n == p->room) {
			p->room = p->room > 0 ? p->room * 2 : 16;
			p->v = xreallocarray(p->v, p->room, p->size);
		}
		memmove(p->v + (at + 1) * p->size, p->v + at * p->size,
		    (p->n - at) * p->size);
		p->n++;
	}
	memcpy(p->v + at * p->size, record, p->size);
	return 0;
}

const void *
peers_find(struct peers *p, uint32_t id)
{
	if (p->last >= p->n || id_at(p, p->last) != id)
		p->last = place(p, id);
	if (p->last >= p->n || id_at(p, p->last) != id)
		return NULL;
	return p->v + p->last * p->size;
}
