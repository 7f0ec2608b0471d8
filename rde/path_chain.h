/* SPDX-License-Identifier: ISC */
/*
 * The paths of a prefix: a chain, ordered by neighbour, then path id.  What
 * one neighbour may put there (ADD-PATH, RFC 7911) must not cost the others
 * anything, nor each of its UPDATEs a walk: many paths of one neighbour are a
 * run, which has an index and is passed in one step.
 *
 * A link is what holds the place of a path: the head of a chain, or the next
 * of the path before.  0 is the end.
 */
#ifndef RDE_PATH_CHAIN_H
#define RDE_PATH_CHAIN_H

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

#include <bsd/sys/queue.h>

#include "base/slab.h"

struct path {
	uint32_t	attrs;
	uint32_t	nexthop;
	uint32_t	next;		/* a link */
	uint32_t	path_id;
	uint32_t	time;
	uint16_t	peer;
	uint16_t	epoch;
};
static_assert(sizeof(struct path) == 24, "a path is small");

struct run;

struct path_chains {
	struct slab	paths;
	struct slab	runs;
	LIST_HEAD(, run) all_runs;
	uint64_t	bytes;		/* of the indices of runs */
};

/* Where a path is, or belongs; good until the chain is changed. */
struct path_place {
	struct path	*path;		/* NULL: it is not there */
	uint32_t	 count;		/* paths of this neighbour there are */
	uint32_t	*link;		/* that holds it, or will */
	uint32_t	*first;		/* that holds the neighbour's first */
	uint32_t	 run;		/* 0: none */
	uint32_t	 at;		/* in the run's index */
};

void	path_chains_init(struct path_chains *c);
void	path_chains_free(struct path_chains *c);
uint64_t path_chains_bytes(const struct path_chains *c);

/* What a link leads to; NULL at the end. */
struct path *path_chain_at(const struct path_chains *c, uint32_t link);
/* A link to the first path that does not come before this one. */
uint32_t path_chain_seek(const struct path_chains *c, uint32_t head,
	    uint16_t peer, uint32_t path_id);

void	path_chain_find(const struct path_chains *c, uint32_t *head,
	    uint16_t peer, uint32_t path_id, struct path_place *w);
/* Puts one where find did not find it: zeroed but for peer and path id. */
struct path *path_chain_put(struct path_chains *c,
	    const struct path_place *w, uint16_t peer, uint32_t path_id);
/* Takes out what find found. */
void	path_chain_remove(struct path_chains *c, const struct path_place *w);
/* The only path of a chain, whose head the caller has dropped. */
void	path_chain_release(struct path_chains *c, uint32_t head);
bool	path_chain_is_one(const struct path_chains *c, uint32_t head);

#endif
