/* SPDX-License-Identifier: ISC */
/*
 * The entries of originate: what every part of it (injection, configuration,
 * leases, show) works on.  An entry hangs at its net, newest first, those of
 * the configuration last; what few entries need stands in an extra.
 */
#ifndef RDE_ORIGINATE_STORE_H
#define RDE_ORIGINATE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include <bsd/sys/queue.h>

#include "adj_rib_out.h"
#include "base/slab.h"
#include "ipc/control.h"
#include "ipc/parent_engine.h"
#include "names.h"
#include "rde.h"

struct entry {
	uint32_t	next;
	uint32_t	targets;	/* who it covers now */
	uint32_t	body;
	/* 0: a plain entry of the configuration */
	uint32_t	extra;
	uint8_t		source;		/* CTL_SRC_* */
	uint8_t		flags;		/* ENTRY_* */
	uint16_t	epoch;		/* configuration: of which reload */
};

enum {
	ENTRY_ALL	= 1 << 0,	/* every neighbour, also later ones */
	ENTRY_LEASED	= 1 << 1,
	ENTRY_WITHDRAWN	= 1 << 2,	/* with watchdog: starts withdrawn */
	/* by this reload, and not counted yet */
	ENTRY_FRESH	= 1 << 3,
	ENTRY_CHANGED	= 1 << 4,	/* some were told something else */
	ENTRY_NEGATIVE	= 1 << 5,	/* nothing is said; body is 0 */
};

struct extra {
	uint32_t	net;
	uint32_t	entry;
	uint32_t	prev;		/* all extras, newest first */
	uint32_t	next;
	uint32_t	excluded;	/* targets taken out: not again */
	uint32_t	off;		/* targets whose watchdog is off */
	uint32_t	selector;	/* names; 0: the targets are fixed */
	uint32_t	name;
	uint32_t	watchdog;
	uint32_t	owner;
	uint32_t	reason;
	uint32_t	heap;		/* place among the leases, from 1 */
	uint32_t	expires_low;
	uint32_t	expires_high;
	uint32_t	number;		/* in the injection log, 0 none */
	uint32_t	born;		/* how many were made before */
	uint32_t	pass;		/* of originate_peers.c, seen */
	uint8_t		family;
	uint8_t		logged;		/* which file has it (inject_log.c) */
	uint8_t		pad[2];
};

struct leases;
struct peer;
struct originate_passes;
struct originate_jobs;

/* Who walks over all extras, newest first; those made meanwhile are not met. */
struct extra_walker {
	LIST_ENTRY(extra_walker) entry;
	uint32_t		 at;	/* the next one; 0: the end */
};

struct originate {
	struct rde		*rde;
	struct adj_rib_out	*rib;
	struct targets		*targets;
	struct names		*names;
	struct slab		 entries;
	struct slab		 extras;
	uint32_t		 first_extra;
	LIST_HEAD(, extra_walker) walkers;
	uint32_t		 born;		/* of the newest extra */
	struct leases		*leases;
	struct originate_jobs	*jobs;
	struct originate_passes	*passes;
	uint32_t		 pass;		/* the newest one's number */
	bool			 pass_used;	/* some extra is as far */
	uint32_t		 all;		/* targets: every neighbour */
	/* of them, those who were not looked at for each entry yet */
	uint32_t		 unsettled;
	/* who of its targets went; the injection log copies the others */
	uint32_t		 (*stale_of)(struct originate *o,
				    const struct extra *t);
	/* may this program's routes go to that neighbour? NULL: all may */
	bool			 (*may)(void *arg, const char *owner,
				    const struct peer *p);
	void			*may_arg;
	/* of a range, known to the injection log: may come again */
	uint32_t		 awaited;
	/* the injection log: nothing follows from an entry before its end */
	bool			 reading;
	uint64_t		 injected;
	/* configuration */
	uint64_t		 configured;
	uint64_t		 stale;		/* of an older reload */
	uint64_t		 fresh;		/* ENTRY_FRESH */
	struct pe_done		 count;
	struct net_pos		 sweep_after;
	bool			 sweep_started;
	bool			 draft;		/* nobody is told (draft.h) */
	uint8_t			 sweep_family;
	uint16_t		 epoch;
};

static inline struct entry *
entry_at(const struct originate *o, uint32_t x)
{
	return slab_get(&o->entries, x);
}

static inline struct extra *
extra_at(const struct originate *o, uint32_t x)
{
	return slab_get(&o->extras, x);
}

/*
 * A new entry, put at the net before all others of its source class: what
 * bgpctl says stands before the configuration's.
 */
uint32_t	entry_push(struct originate *o, enum family f, uint32_t net,
		    uint8_t source, uint32_t targets, uint32_t body);
/* Its extra, made when missing. */
struct extra	*entry_extra(struct originate *o, enum family f, uint32_t net,
		    uint32_t x);
void		extra_walk_begin(struct originate *o, struct extra_walker *w);
void		extra_walk_end(struct extra_walker *w);

static inline bool
entry_is_injected(const struct entry *e)
{
	return e->source != CTL_SRC_CONFIG;
}

/* Out of the net's list and gone; its lease too. */
void		entry_remove(struct originate *o, enum family f,
		    uint32_t net, uint32_t x);
/*
 * Entries from first on, the injected ones only or all: who of *rest gets
 * what.  Those who get something leave *rest.
 */
struct entry_sink {
	void	(*serve)(void *arg, uint32_t targets, uint32_t body);
	void	*arg;
};
void		entries_serve(struct originate *o, uint32_t first,
		    bool injected, uint32_t *rest,
		    const struct entry_sink *sink);
/*
 * What these targets should get of the net is looked at again, and the rest
 * of the way is told.
 */
void		entry_resolve(struct originate *o, enum family f,
		    uint32_t net, uint32_t targets);
/* And who is up and gets nothing hears a withdraw, whatever it holds. */
void		entry_resolve_loudly(struct originate *o, enum family f,
		    uint32_t net, uint32_t targets);

#endif
