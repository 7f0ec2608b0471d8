/* SPDX-License-Identifier: ISC */
/* The list; the parent bounds it. */
#include <stdlib.h>

#include "base/log.h"
#include "held.h"
#include "peer.h"

struct held *
held_find(const struct engine *e, uint32_t id, const struct addr *addr)
{
	struct held *h;

	LIST_FOREACH(h, &e->held, entry)
		if (h->id == id && addr_eq(&h->addr, addr))
			break;
	return h;
}

struct held *
held_of(const struct peer *p)
{
	if (conf_is_range(&p->conf))	/* it has no session itself */
		return NULL;
	return held_find(p->e, p->range != 0 ? p->range : p->conf.id,
	    &p->conf.remote);
}

void
held_add(struct engine *e, uint32_t id, const struct addr *addr,
    uint8_t engines)
{
	struct held *h = held_find(e, id, addr);

	if (h == NULL) {
		h = xcalloc(1, sizeof(*h));
		h->id = id;
		h->addr = *addr;
		LIST_INSERT_HEAD(&e->held, h, entry);
	}
	h->engines = engines;
}

bool
held_remove(struct engine *e, uint32_t id, const struct addr *addr)
{
	struct held *h = held_find(e, id, addr);

	if (h == NULL)
		return false;
	LIST_REMOVE(h, entry);
	free(h);
	return true;
}
