/* SPDX-License-Identifier: ISC */
/*
 * A neighbour that is held down is Idle, does not dial and is not let in
 * (peer_start and accept.c ask).  What the route engine keeps of it goes too:
 * no session is awaited that would say it again.
 */
#include "base/log.h"
#include "clone.h"
#include "held.h"
#include "hold.h"
#include "ipc/parent_session.h"
#include "ipc/selector.h"
#include "peer.h"
#include "peer_index.h"

/* Its neighbour, if there is one now. */
static struct peer *
find(const struct engine *e, uint32_t id, const struct addr *addr)
{
	struct peer *p = peer_by_id(e, id);
	uint32_t i;

	if (p == NULL || !conf_is_range(&p->conf))
		return p != NULL && addr_eq(&p->conf.remote, addr) ? p : NULL;
	for (i = p->conf.clone_first; conf_clones_has(&p->conf, i); i++)
		if (peer_by_id(e, i) != NULL &&
		    addr_eq(&e->peers[i]->conf.remote, addr))
			return e->peers[i];
	return NULL;
}

void
hold_down(struct engine *e, uint32_t id, const struct addr *addr,
    uint8_t engines)
{
	struct peer *p = find(e, id, addr);
	struct notify n;

	held_add(e, id, addr, engines);
	if (p == NULL)
		return;
	notify_set_text(&n, NOTIFY_CEASE, CEASE_DOWN, "held down");
	peer_stop(p, &n, false);
	peer_forget_paths(p);
}

static bool
let_go(struct engine *e, uint32_t id, const struct addr *addr)
{
	char text[ADDR_TEXT];

	if (!held_remove(e, id, addr))
		return false;
	log_info("neighbor %s: held down no longer",
	    addr_print(addr, text, sizeof(text)));
	return true;
}

void
hold_over(struct engine *e, uint32_t id, const struct addr *addr)
{
	struct peer *p = find(e, id, addr);

	if (let_go(e, id, addr) && p != NULL && !p->started && !p->down &&
	    !e->stopping)
		peer_start(p);
}

static void
release(struct engine *e, const struct held *h)
{
	const struct ps_held was = { .remote = h->addr };
	const uint32_t id = h->id;

	(void)let_go(e, id, &was.remote);
	(void)link_send(e->parent, PS_RELEASE, id, 0, &was, sizeof(was));
}

bool
hold_release(struct peer *p)
{
	const struct held *h = held_of(p);

	if (h == NULL)
		return false;
	release(p->e, h);
	return true;
}

uint32_t
hold_release_clones(struct peer *range, const struct ctl_selector *who)
{
	bool all = selector_means(who, &range->conf);
	struct held *h, *next;
	struct conf_neighbor c;
	uint32_t n = 0;

	for (h = LIST_FIRST(&range->e->held); h != NULL; h = next) {
		next = LIST_NEXT(h, entry);
		if (h->id != range->conf.id)
			continue;
		c = conf_clone(&range->conf, 0, &h->addr);
		if (!all && !selector_means(who, &c))
			continue;
		release(range->e, h);
		n++;
	}
	return n;
}
