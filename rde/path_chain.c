/* SPDX-License-Identifier: ISC */
/*
 * The links are the truth, so that readers just follow them; a run's index
 * only says at once where in its part of the chain a path id is.  The link to
 * a run's first path carries a mark and leads there over the run.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "path_chain.h"

enum {
	PATH_SHIFT	= 12,
	RUN_SHIFT	= 6,
	RUN_MAKE	= 16,		/* paths of one neighbour */
	RUN_DROP	= 8,
};

#define RUN_MARK	0x80000000U	/* in a link: an index of a run */

struct run_entry {
	uint32_t	path_id;
	uint32_t	path;
};

struct run {
	LIST_ENTRY(run)	  entry;
	struct run_entry *v;		/* ascending */
	uint32_t	  n;
	uint32_t	  size;		/* entries at v */
	uint32_t	  peer;
};

void
path_chains_init(struct path_chains *c)
{
	slab_init(&c->paths, sizeof(struct path), PATH_SHIFT);
	slab_init(&c->runs, sizeof(struct run), RUN_SHIFT);
	c->paths.limit = c->runs.limit = RUN_MARK - 1;
	LIST_INIT(&c->all_runs);
	c->bytes = 0;
}

static struct path *
path_get(const struct path_chains *c, uint32_t idx)
{
	return slab_get(&c->paths, idx);
}

static struct run *
run_get(const struct path_chains *c, uint32_t idx)
{
	return slab_get(&c->runs, idx);
}

void
path_chains_free(struct path_chains *c)
{
	struct run *r;

	LIST_FOREACH(r, &c->all_runs, entry)
		free(r->v);
	LIST_INIT(&c->all_runs);
	slab_free_all(&c->paths);
	slab_free_all(&c->runs);
	c->bytes = 0;
}

uint64_t
path_chains_bytes(const struct path_chains *c)
{
	return slab_bytes(&c->paths) + slab_bytes(&c->runs) + c->bytes;
}

static uint32_t
index_of(const struct path_chains *c, uint32_t link)
{
	return (link & RUN_MARK) == 0 ? link :
	    run_get(c, link & ~RUN_MARK)->v[0].path;
}

struct path *
path_chain_at(const struct path_chains *c, uint32_t link)
{
	return link == 0 ? NULL : path_get(c, index_of(c, link));
}

/* --- finding -------------------------------------------------------------- */

static uint32_t
run_search(const struct run *r, uint32_t path_id)
{
	uint32_t lo = 0, hi = r->n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (r->v[mid].path_id < path_id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static void
find_in_run(const struct path_chains *c, uint32_t path_id,
    struct path_place *w)
{
	const struct run *r;

	w->run = *w->first & ~RUN_MARK;
	r = run_get(c, w->run);
	w->count = r->n;
	w->at = run_search(r, path_id);
	w->link = w->at == 0 ? w->first :
	    &path_get(c, r->v[w->at - 1].path)->next;
	if (w->at < r->n && r->v[w->at].path_id == path_id)
		w->path = path_get(c, r->v[w->at].path);
}

/* The link behind all that is of neighbours before this one. */
static uint32_t *
find_first(const struct path_chains *c, uint32_t *link, uint16_t peer)
{
	const struct run *r;
	struct path *x;

	while (*link != 0) {
		if (*link & RUN_MARK) {
			r = run_get(c, *link & ~RUN_MARK);
			if (r->peer >= peer)
				break;
			x = path_get(c, r->v[r->n - 1].path);
		} else {
			x = path_get(c, *link);
			if (x->peer >= peer)
				break;
		}
		link = &x->next;
	}
	return link;
}

void
path_chain_find(const struct path_chains *c, uint32_t *head, uint16_t peer,
    uint32_t path_id, struct path_place *w)
{
	struct path *x;
	uint32_t *link;

	*w = (struct path_place){ .path = NULL };
	w->first = link = find_first(c, head, peer);
	if ((*link & RUN_MARK) != 0 &&
	    run_get(c, *link & ~RUN_MARK)->peer == peer) {
		find_in_run(c, path_id, w);
		return;
	}
	/* Fewer than RUN_MAKE: the rest of them counts too. */
	w->link = NULL;
	for (; (x = path_chain_at(c, *link)) != NULL && x->peer == peer;
	    link = &x->next) {
		if (w->link == NULL && x->path_id >= path_id)
			w->link = link;
		if (x->path_id == path_id)
			w->path = x;
		w->count++;
	}
	if (w->link == NULL)
		w->link = link;
}

uint32_t
path_chain_seek(const struct path_chains *c, uint32_t head, uint16_t peer,
    uint32_t path_id)
{
	struct path_place w;

	path_chain_find(c, &head, peer, path_id, &w);
	return *w.link;
}

/* --- changing ------------------------------------------------------------- */

static void
run_grow(struct path_chains *c, struct run *r)
{
	uint32_t size = r->size == 0 ? 2 * RUN_MAKE : r->size * 2;

	r->v = xreallocarray(r->v, size, sizeof(*r->v));
	c->bytes += (size - r->size) * sizeof(*r->v);
	r->size = size;
}

static void
run_make(struct path_chains *c, uint32_t *first, uint16_t peer)
{
	uint32_t idx = slab_alloc(&c->runs), at = *first;
	const struct path *x;
	struct run *r;

	if (idx == 0)
		fatal("path_chain: no more runs");
	r = run_get(c, idx);
	LIST_INSERT_HEAD(&c->all_runs, r, entry);
	r->peer = peer;
	for (; (x = path_chain_at(c, at)) != NULL && x->peer == peer;
	    at = x->next) {
		if (r->n == r->size)
			run_grow(c, r);
		r->v[r->n++] = (struct run_entry){ x->path_id, at };
	}
	*first = RUN_MARK | idx;
}

static void
run_insert(struct path_chains *c, const struct path_place *w, uint32_t idx,
    uint32_t path_id)
{
	struct run *r = run_get(c, w->run);

	if (r->n == r->size)
		run_grow(c, r);
	memmove(r->v + w->at + 1, r->v + w->at,
	    (r->n - w->at) * sizeof(*r->v));
	r->v[w->at] = (struct run_entry){ path_id, idx };
	r->n++;
}

struct path *
path_chain_put(struct path_chains *c, const struct path_place *w,
    uint16_t peer, uint32_t path_id)
{
	uint32_t idx = slab_alloc(&c->paths);
	struct path *x;

	if (idx == 0)
		fatal("path_chain: no more indices");
	x = path_get(c, idx);
	x->peer = peer;
	x->path_id = path_id;
	if (w->run != 0 && w->at == 0)
		x->next = index_of(c, *w->first);
	else {
		x->next = *w->link;
		*w->link = idx;
	}
	if (w->run != 0)
		run_insert(c, w, idx, path_id);
	else if (w->count + 1 >= RUN_MAKE)
		run_make(c, w->first, peer);
	return x;
}

static void
run_delete(struct path_chains *c, const struct path_place *w)
{
	struct run *r = run_get(c, w->run);

	r->n--;
	memmove(r->v + w->at, r->v + w->at + 1,
	    (r->n - w->at) * sizeof(*r->v));
	if (r->n > RUN_DROP)
		return;
	*w->first = r->v[0].path;
	LIST_REMOVE(r, entry);
	c->bytes -= r->size * sizeof(*r->v);
	free(r->v);
	slab_release(&c->runs, w->run);
}

void
path_chain_remove(struct path_chains *c, const struct path_place *w)
{
	uint32_t idx;

	if (w->run != 0 && w->at == 0)
		idx = index_of(c, *w->first);
	else {
		idx = *w->link;
		*w->link = w->path->next;
	}
	if (w->run != 0)
		run_delete(c, w);
	slab_release(&c->paths, idx);
}

void
path_chain_release(struct path_chains *c, uint32_t head)
{
	slab_release(&c->paths, head);
}

bool
path_chain_is_one(const struct path_chains *c, uint32_t head)
{
	return (head & RUN_MARK) == 0 && path_get(c, head)->next == 0;
}
