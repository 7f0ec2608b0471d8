/* SPDX-License-Identifier: ISC */
/*
 * The verdicts follow config.c: what it would end, begin or only note is told
 * here for each neighbour, and for each of a range that has a connection.
 */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/log.h"
#include "config.h"
#include "config/conf_diff.h"
#include "held.h"
#include "ipc/parent_engine.h"
#include "peer.h"
#include "peer_index.h"
#include "trial.h"

struct trial {
	struct engine		*e;
	uint32_t		 gen;
	struct config_parts	 next;
	/* who would be added, by address */
	const struct addr	**added;
	size_t			 mask;		/* slots, less 1 */
	struct hash_key		 key;
	uint8_t			 kept[UINT16_MAX + 1];
	uint8_t			 keys[UINT16_MAX + 1];
};

static void
tell(const struct trial *t, const struct conf_neighbor *c, uint32_t range,
    enum conf_change change, uint64_t words)
{
	const struct pe_trial_neighbor row = { .id = c->id,
	    .range = (uint16_t)range, .change = (uint8_t)change,
	    .words = words, .remote = c->remote };

	(void)link_send(t->e->parent, PE_TRIAL_NEIGHBOR, 0, t->gen, &row,
	    sizeof(row));
}

static void
tell_clones(const struct trial *t, const struct peer *range, uint64_t words)
{
	const struct peer *p;
	uint32_t id;

	for (id = range->conf.clone_first;
	    conf_clones_has(&range->conf, id); id++) {
		p = peer_by_id(t->e, id);
		if (p != NULL && p->range == range->conf.id &&
		    !peer_is_idle(p))
			tell(t, &p->conf, p->range, CONF_CHANGE_RESTART,
			    words);
	}
}

/* It has no session, and would have one: any change ends holding it down. */
static bool
begins(const struct peer *p, const struct conf_neighbor *c)
{
	return held_of(p) != NULL || config_frees(p, c);
}

static void
judge(const struct trial *t, const struct peer *p,
    const struct conf_neighbor *c)
{
	struct conf_diff d = conf_diff_neighbor(&p->conf, c);
	enum conf_change change = CONF_CHANGE_MODIFY;

	if (t->keys[c->id] != 0) {
		d.words |= conf_diff_key((enum conf_key_kind)c->key_kind);
		d.restarts = true;
	}
	if (d.words == 0)
		return;
	if (!p->down && !t->e->stopping && ((d.restarts &&
	    !peer_is_idle(p)) || begins(p, c)))
		change = CONF_CHANGE_RESTART;
	tell(t, c, 0, change, d.words);
	if (d.restarts && !p->down && !t->e->stopping)
		tell_clones(t, p, d.words);
}

static const struct addr **
added_slot(const struct trial *t, const struct addr *a)
{
	size_t i = hash_bytes(&t->key, a->b, sizeof(a->b)) & t->mask;

	while (t->added[i] != NULL && !addr_eq(t->added[i], a))
		i = (i + 1) & t->mask;
	return &t->added[i];
}

/* One of a range whose address a neighbour of its own would get. */
static bool
is_replaced(const struct trial *t, const struct peer *p)
{
	return p->range != 0 && *added_slot(t, &p->conf.remote) != NULL;
}

static void
judge_next(struct trial *t)
{
	const struct conf_neighbor *c;
	const struct peer *p;

	for (c = t->next.v; c < t->next.v + t->next.n; c++) {
		t->kept[c->id] = 1;
		if ((p = peer_by_id(t->e, c->id)) != NULL) {
			judge(t, p, c);
			continue;
		}
		tell(t, c, 0, CONF_CHANGE_ADD, 0);
		*added_slot(t, &c->remote) = &c->remote;
	}
}

static void
judge_present(const struct trial *t)
{
	const struct peer *p;
	uint32_t i;

	for (i = 0; i < t->e->npeers; i++) {
		if ((p = t->e->peers[i]) == NULL)
			continue;
		if (t->kept[p->range != 0 ? p->range : i] == 0)
			tell(t, &p->conf, p->range, CONF_CHANGE_REMOVE, 0);
		else if (is_replaced(t, p))
			tell(t, &p->conf, p->range, CONF_CHANGE_RESTART, 0);
	}
}

static int
open_trial(struct trial *t, int fd, struct rbuf keys, char *why, size_t size)
{
	size_t slots = 64;
	uint16_t id;

	if (config_read(fd, &t->next, why, size) == -1)
		return -1;
	while (rbuf_host(&keys, &id, sizeof(id)) == 0)
		t->keys[id] = 1;
	while (slots < 2 * (size_t)t->next.n)
		slots *= 2;
	t->mask = slots - 1;
	t->added = xcalloc(slots, sizeof(*t->added));
	hash_key_random(&t->key);
	return 0;
}

void
trial_run(struct engine *e, uint32_t gen, int fd, struct rbuf keys)
{
	struct trial *t = xcalloc(1, sizeof(*t));
	char why[PE_REASON_MAX] = "";

	t->e = e;
	t->gen = gen;
	if (open_trial(t, fd, keys, why, sizeof(why)) == -1)
		(void)link_send(e->parent, PE_TRIAL_REFUSED, 0, gen, why,
		    strlen(why));
	else {
		judge_next(t);
		judge_present(t);
		(void)link_send(e->parent, PE_TRIAL_DONE, 0, gen, NULL, 0);
		config_parts_free(&t->next);
		free(t->added);
	}
	free(t);
}
