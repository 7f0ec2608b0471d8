/* SPDX-License-Identifier: ISC */
/*
 * A range of addresses is a neighbour that never has a session: each
 * connection out of it makes one that is configured like it and lives as long
 * as the connection.  Its id is one of those that the configuration set aside
 * for the range, so routes for the range are for it as well.  The route engine
 * hears of it with its session, not before: anybody may connect.
 */
#include "base/log.h"
#include "clone.h"
#include "ipc/session_rde.h"
#include "peer.h"
#include "peer_index.h"
#include "remember.h"

/* Never from within a call of the connection: it goes with the neighbour. */
static void
on_idle(void *arg)
{
	struct peer *p = arg;

	if (peer_is_idle(p) && !p->resting)
		clone_free(p);
}

struct peer *
clone_new(struct peer *range, const struct addr *remote)
{
	struct engine *e = range->e;
	struct conf_neighbor c;
	uint32_t id = range->conf.clone_first;
	struct peer *p;

	while (conf_clones_has(&range->conf, id) && peer_by_id(e, id) != NULL)
		id++;
	if (!conf_clones_has(&range->conf, id))
		return NULL;
	c = conf_clone(&range->conf, id, remote);
	p = peer_new(e, &c);
	p->range = range->conf.id;
	p->idle = loop_timer_new(e->loop, on_idle, p);
	loop_timer_set(p->idle, 0);
	peer_start(p);
	return p;
}

void
clone_free(struct peer *p)
{
	struct engine *e = p->e;
	uint32_t id = p->conf.id;
	bool known = p->announced;

	peer_free(p);
	if (e->rde != NULL && known)
		(void)link_send(e->rde, SR_CLONE_GONE, id, 0, NULL, 0);
}

static struct peer *
next_of(const struct peer *range, uint32_t *id)
{
	struct peer *p;

	while (conf_clones_has(&range->conf, *id)) {
		p = peer_by_id(range->e, (*id)++);
		if (p != NULL && p->range == range->conf.id)
			return p;
	}
	return NULL;
}

void
clone_stop_range(const struct peer *range, const struct notify *n)
{
	uint32_t id = range->conf.clone_first;
	struct peer *p;

	while ((p = next_of(range, &id)) != NULL)
		peer_stop(p, n, false);
}

void
clone_drop_range(const struct peer *range, const struct notify *n)
{
	uint32_t id = range->conf.clone_first;
	struct peer *p;

	while ((p = next_of(range, &id)) != NULL) {
		peer_stop(p, n, true);
		clone_free(p);
	}
}

void
clone_stop_addr(struct engine *e, const struct addr *remote,
    const struct notify *n)
{
	uint32_t i;

	for (i = 0; i < e->npeers; i++)
		if (e->peers[i] != NULL && e->peers[i]->range != 0 &&
		    addr_eq(&e->peers[i]->conf.remote, remote))
			peer_stop(e->peers[i], n, false);
}

void
clone_follow(const struct peer *range)
{
	uint32_t id = range->conf.clone_first;
	struct peer *p;

	while ((p = next_of(range, &id)) != NULL)
		p->conf = conf_clone(&range->conf, p->conf.id,
		    &p->conf.remote);
}
