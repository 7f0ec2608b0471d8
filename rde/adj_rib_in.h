/* SPDX-License-Identifier: ISC */
/*
 * What neighbours announce: one prefix table a family for all of them, each
 * prefix with a short chain of paths.  Losing a session or starting a refresh
 * moves an epoch, at no cost; readers skip what is gone at once, and a task
 * sweeps it out in slices (RFC 4724 4.2, RFC 7313 4).
 */
#ifndef RDE_ADJ_RIB_IN_H
#define RDE_ADJ_RIB_IN_H

#include <stdbool.h>
#include <stdint.h>

#include "bgp/family.h"
#include "path/nlri.h"
#include "peer.h"
#include "net_table.h"
#include "rde.h"

enum adj_rib_in_result {
	IN_SAME,		/* nothing is different but its time */
	IN_CHANGED,
	IN_NEW,
	/* refused, see below */
	IN_FULL_IDS,
	IN_FULL_PATHS,
	IN_FULL_OCTETS,
	IN_FULL_EPOCHS,
	IN_FULL_TABLE,
	IN_RESULT_MAX
};

enum {
	/* of one neighbour for one prefix: bounds a chain's length */
	IN_PATH_IDS_MAX	= 1024,
	/* of one neighbour in a family that has no prefix-limit */
	IN_PATHS_MAX	= 8 * 1000 * 1000,
	/* of all, also those that the sweep has not come to yet */
	IN_TABLE_MAX	= 64 * 1000 * 1000,
};
/* Attributes of one neighbour's paths, counted for each path, and keys. */
#define IN_OCTETS_MAX	(2ULL << 30)

/* A path as readers see it; attrs and nexthop are borrowed. */
struct in_path {
	uint32_t	attrs;
	uint32_t	nexthop;	/* 0: attribute 3 holds it */
	uint32_t	path_id;
	uint32_t	time;		/* seconds of base/clock */
	uint16_t	peer;
	bool		stale;
};

struct adj_rib_in *adj_rib_in_new(struct rde *rde);
void	adj_rib_in_free(struct adj_rib_in *in);

/* Sets and clears p->in; a removed neighbour's paths are gone at once. */
void	adj_rib_in_peer_added(struct adj_rib_in *in, struct peer *p);
void	adj_rib_in_peer_removed(struct adj_rib_in *in, struct peer *p);

/* References to attrs and nexthop are taken as needed. */
enum adj_rib_in_result adj_rib_in_set(struct adj_rib_in *in, struct peer *p,
	    const struct nlri *n, uint32_t attrs, uint32_t nexthop);
/* What bound of bgpd.conf(5) was met; NULL: none. */
const char *adj_rib_in_full(enum adj_rib_in_result res);
/* False when there was none. */
bool	adj_rib_in_withdraw(struct adj_rib_in *in, struct peer *p,
	    const struct nlri *n);

/* Everything of the neighbour's in this family is gone. */
void	adj_rib_in_drop(struct adj_rib_in *in, struct peer *p,
	    enum family f);
/* Everything is stale from here on; what was stale stays, or goes (again). */
void	adj_rib_in_mark_stale(struct adj_rib_in *in, struct peer *p,
	    enum family f, bool drop_older);
void	adj_rib_in_drop_stale(struct adj_rib_in *in, struct peer *p,
	    enum family f);

/* RFC 9494 4.3: of what is stale, what carries NO_LLGR goes. */
void	adj_rib_in_drop_no_llgr(struct adj_rib_in *in, struct peer *p,
	    enum family f);

/* Grows with everything that readers see otherwise, staleness apart. */
uint64_t adj_rib_in_changes(const struct adj_rib_in *in, enum family f);
/* What a neighbour's paths mean has changed: its settings, its session. */
void	adj_rib_in_peer_changed(struct adj_rib_in *in);
/* fn is called at each such change, in the middle of it, and only notes it. */
void	adj_rib_in_on_change(struct adj_rib_in *in,
	    void (*fn)(void *arg, enum family f), void *arg);

uint32_t adj_rib_in_held(const struct peer *p, enum family f);
uint32_t adj_rib_in_stale(const struct peer *p, enum family f);

/* Values of this table are heads for adj_rib_in_next. */
const struct net_table *adj_rib_in_table(const struct adj_rib_in *in,
	    enum family f);
/* Starts with *at = head; false at the end.  By neighbour, then path id. */
bool	adj_rib_in_next(const struct adj_rib_in *in, enum family f,
	    uint32_t *at, struct in_path *path);
/* Where in what head leads to the first is that does not come before. */
uint32_t adj_rib_in_seek(const struct adj_rib_in *in, uint32_t head,
	    uint16_t peer, uint32_t path_id);

/* A hint that the first paths of these (256 at most) will be read now. */
void	adj_rib_in_warm(const struct adj_rib_in *in,
	    const struct net_item *v, size_t n);

/* Paths in memory, also those that still wait for the sweep. */
void	adj_rib_in_usage(const struct adj_rib_in *in, uint64_t *count,
	    uint64_t *bytes);

#endif
