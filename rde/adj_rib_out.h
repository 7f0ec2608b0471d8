/* SPDX-License-Identifier: ISC */
/*
 * Adj-RIB-Out: per family one change list of variants {NLRI,
 * targets, body or nothing}; the variants of one NLRI partition the neighbours
 * that it concerns.  A neighbour is a cursor: it holds a variant when it is a
 * target, the cursor is past it, and it is not on the neighbour's short list.
 * The index of NLRI is shared with originate, whose entries hang at the net.
 */
#ifndef RDE_ADJ_RIB_OUT_H
#define RDE_ADJ_RIB_OUT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slab.h"
#include "bgp/family.h"
#include "bodies.h"
#include "net_table.h"
#include "path/nlri.h"
#include "short_list.h"
#include "targets.h"

struct rde;

/*
 * One NLRI: prefix and path id (none counts as 0).  b is 4 or 16 octets; of a
 * family without prefixes, a struct rib_key.
 */
struct rib_net {
	uint32_t	next;		/* same prefix, other path id */
	uint32_t	path_id;
	uint32_t	origin;		/* originate's first entry, 0 none */
	uint32_t	variants;
	uint8_t		len;
	uint8_t		flags;		/* NET_* */
	uint8_t		pad[2];
	uint8_t		b[4];
};

struct rib_key {
	uint32_t	number;		/* in the table */
	uint32_t	carried;	/* nexthops: what was last */
};

enum {
	NET_LIVE	= 1 << 0,
	NET_HAS_PATH_ID	= 1 << 1,
	NET_SIBLINGS	= 1 << 2,	/* the prefix had several path ids */
	/* of inject_replay.c: what its entries mean was looked at */
	NET_RESOLVED	= 1 << 3,
	NET_TIDIED	= 1 << 4,
};

struct rib_variant {
	uint32_t	net;		/* 0: a cursor stands here */
	uint32_t	sibling;	/* next variant of the net */
	uint32_t	prev;
	uint32_t	next;
	uint32_t	targets;	/* targets number */
	uint32_t	body;		/* bodies number; 0: a withdraw */
	uint32_t	seq_low;
	uint16_t	seq_high;
	uint8_t		flags;		/* VARIANT_* */
	uint8_t		pad;
};

enum {
	VARIANT_REPLACES = 1 << 0,	/* its targets hold something older */
	VARIANT_UNSENT	= 1 << 1,	/* it is on somebody's short list */
	VARIANT_FORCED	= 1 << 2,	/* a withdraw, whatever they hold */
};

/* A neighbour's position in one family, while its session is up. */
struct rib_cursor {
	uint16_t	id;
	uint32_t	node;		/* its place in the list */
	uint32_t	again;		/* second cursor (refresh), 0 none */
	uint64_t	seq;		/* of the last variant it passed */
	uint64_t	again_seq;
	/* the newest when the session came up */
	uint64_t	up_seq;
	uint64_t	held;		/* NLRI announced and not withdrawn */
	struct short_list unsent;
};

struct rib_family {
	enum family	 family;
	struct net_table *table;	/* NLRI to its first net */
	struct nexthops	*nexthops;
	struct slab	 nets;
	struct slab	 variants;
	uint32_t	 head;
	uint32_t	 tail;
	uint64_t	 seq;
	uint64_t	 version;	/* counts changes of the store */
	uint64_t	 live;		/* announcing variants */
	/* withdraws that somebody still needs */
	uint64_t	 dead;
	uint32_t	 gc;		/* a node: behind it nothing is left */
	struct rib_cursor **cursors;	/* by neighbour id, NULL: down */
	uint32_t	 ncursors;
};

struct adj_rib_out {
	struct targets	*targets;
	struct bodies	*bodies;
	struct nexthops	*nexthops;
	struct rib_family families[FAMILY_MAX];
};

struct adj_rib_out *adj_rib_out_new(struct rde *rde);
void		adj_rib_out_free(struct adj_rib_out *r);
/* Nets of its own, without variants; targets and bodies are of's. */
void		adj_rib_out_draft(struct adj_rib_out *r,
		    const struct adj_rib_out *of);
void		adj_rib_out_draft_free(struct adj_rib_out *r);

static inline struct rib_net *
rib_net_at(const struct rib_family *rf, uint32_t x)
{
	return slab_get(&rf->nets, x);
}

static inline struct rib_variant *
rib_variant_at(const struct rib_family *rf, uint32_t x)
{
	return slab_get(&rf->variants, x);
}

static inline uint64_t
rib_variant_seq(const struct rib_variant *v)
{
	return (uint64_t)v->seq_high << 32 | v->seq_low;
}

/* Other path ids of its prefix, when this one is not there yet; else 0. */
unsigned	adj_rib_out_siblings(const struct adj_rib_out *r,
		    const struct nlri *n);
/* The net of this NLRI; made when missing.  0: not there, or no room. */
uint32_t	adj_rib_out_net(struct adj_rib_out *r, const struct nlri *n);
uint32_t	adj_rib_out_find(const struct adj_rib_out *r,
		    const struct nlri *n);
/*
 * Its key is borrowed from the table; carried with it is what was last, as
 * ExaBGP repeats it in withdraws.
 */
void		adj_rib_out_nlri(const struct rib_family *rf, uint32_t net,
		    struct nlri *n);
/* Forgets a net that neither originate nor a variant needs. */
void		adj_rib_out_settle(struct adj_rib_out *r, enum family f,
		    uint32_t net);
/*
 * These targets are to get body (0: nothing) for the net.  True when somebody
 * who is up must be told.
 */
bool		adj_rib_out_set(struct adj_rib_out *r, enum family f,
		    uint32_t net, uint32_t targets, uint32_t body);

/*
 * Those of targets who are up and get nothing of the net hear a withdraw,
 * whether or not they hold something.  True when there is somebody.
 */
bool		adj_rib_out_force(struct adj_rib_out *r, enum family f,
		    uint32_t net, uint32_t targets);

/*
 * Whom that would append a variant for, references; net 0: a new one.  Those
 * of replaced hold something else now, those of fresh nothing, and some of
 * them may be away.
 */
struct rib_change {
	uint32_t	replaced;
	uint32_t	fresh;
};
void		adj_rib_out_foresee(struct adj_rib_out *r, enum family f,
		    uint32_t net, uint32_t targets, uint32_t body,
		    struct rib_change *change);

/* A withdraw variant was passed by this neighbour: it needs it no more. */
void		adj_rib_out_told(struct adj_rib_out *r, enum family f,
		    uint32_t v, uint16_t id);
/* The variant goes on the neighbour's short list. */
void		adj_rib_out_unsent(struct rib_family *rf,
		    struct rib_cursor *c, uint32_t v);
/* Is there something of this NLRI older than v that the neighbour holds? */
bool		adj_rib_out_replaces(const struct rib_variant *v,
		    const struct rib_cursor *c);
/* v is a withdraw: is it to be sent, or did the session begin behind it? */
bool		adj_rib_out_withdraws(const struct rib_variant *v,
		    const struct rib_cursor *c);
/*
 * How many other paths of its prefix the neighbour holds when it comes to v;
 * what of them could not be sent is on the short list already.  *looks counts
 * the variants that were looked at.
 */
unsigned	adj_rib_out_paths(const struct adj_rib_out *r, enum family f,
		    uint32_t v, const struct rib_cursor *c, unsigned *looks);
/*
 * A path of this net's prefix is gone: of those that could not be sent the
 * newest is tried again.
 */
void		adj_rib_out_retry(struct adj_rib_out *r, enum family f,
		    uint32_t net, const struct rib_cursor *c);
/*
 * Among the variants of this prefix, whatever the path id, the newest
 * announcement to id that is no newer than seq and not on the short list; 0.
 */
uint32_t	adj_rib_out_newest(const struct adj_rib_out *r, enum family f,
		    const struct rib_net *net, const struct rib_cursor *c,
		    uint64_t seq);
/*
 * Is a change of another path of this prefix ahead of the cursor, so that the
 * neighbour may still hold what newest does not know?
 */
bool		adj_rib_out_unsettled(const struct adj_rib_out *r,
		    enum family f, const struct rib_net *net,
		    const struct rib_cursor *c);

#endif
