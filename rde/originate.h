/* SPDX-License-Identifier: ISC */
/*
 * What this daemon says: per NLRI and path id a list of entries, newest first,
 * configuration last; the first that covers a neighbour is what it should get.
 * Every change ends in calls of adj_rib_out.
 */
#ifndef RDE_ORIGINATE_H
#define RDE_ORIGINATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/idset.h"
#include "originate_config.h"
#include "originate_show.h"
#include "path/nlri.h"
#include "rde.h"

struct peer;

enum {
	ORIGINATE_INJECTED_MAX	= 4 * 1000 * 1000,
	ORIGINATE_IDS_MAX	= 128,	/* path ids of one prefix */
};

/* Needs rde->rib_out and rde->out; jobs in originate_job.h. */
struct originate *originate_new(struct rde *rde);
void		originate_free(struct originate *o);

/* Whom a command is for, for how long, who says so and why. */
struct originate_order {
	uint8_t		 source;	/* CTL_SRC_BGPCTL, CTL_SRC_PROGRAM */
	const struct idset *targets;	/* NULL: everybody, also later ones */
	const char	*selector;	/* of targets, looked at again; NULL */
	int64_t		 lease_ms;	/* 0: for ever */
	/* a principal, or the program whose entries these are */
	const char	*owner;
	const char	*reason;
};

enum originate_result {
	ORIGINATE_OK,
	ORIGINATE_ROUTES,	/* ORIGINATE_INJECTED_MAX are injected */
	ORIGINATE_IDS,		/* the prefix has ORIGINATE_IDS_MAX */
	ORIGINATE_FULL,		/* the table takes no more keys */
};

/* Nothing has changed when it is not ORIGINATE_OK. */
enum originate_result originate_add(struct originate *o,
		    const struct originate_route *r,
		    const struct originate_order *order);
/*
 * A program's withdraw: its entries give way, what others say is hidden from
 * the targets, and those who are up hear a withdraw whatever they hold.  It
 * is for good: a lease of the order means nothing.
 */
enum originate_result originate_withdraw(struct originate *o,
		    const struct nlri *n, const struct originate_order *order);
/*
 * bgpctl's delete, for targets of this selector, or NULL; how many entries
 * lost something (0: nothing of bgpctl's).
 */
unsigned	originate_delete(struct originate *o, const struct nlri *n,
		    const struct idset *targets, const char *selector);

/*
 * A neighbour came or went (it is still in, or already out of, peers):
 * selectors are looked at again in slices, and for an NLRI before the next
 * command that names it.  Until then what is for a new one may not be
 * complete, and what is there for its id may be of another.
 */
void		originate_peer_added(struct originate *o, uint16_t id);
void		originate_peer_removed(struct originate *o, uint16_t id);
bool		originate_is_settled(const struct originate *o, uint16_t id);
/* Called from the loop when some have become settled. */
void		originate_on_settled(struct originate *o,
		    void (*fn)(void *arg), void *arg);

/*
 * Asked when a neighbour comes that the selector of a program's route matches:
 * is it one of those that the program may speak to?
 */
void		originate_on_may(struct originate *o,
		    bool (*may)(void *arg, const char *owner,
		    const struct peer *p), void *arg);

/* The injection log is read; until originate_replayed selectors rest. */
void		originate_replays(struct originate *o);
/*
 * The injection log was replayed, for these targets: neighbours that it does
 * not know are new, those that are not there are gone.  Those of a range may
 * come until originate_awaited_end.
 */
void		originate_replayed(struct originate *o, uint32_t known);
void		originate_awaited_end(struct originate *o);

#endif
