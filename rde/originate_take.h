/* SPDX-License-Identifier: ISC */
/*
 * Entries of one source give way: a command takes its targets out of them, a
 * flush all of them.  The injection log is told.
 */
#ifndef RDE_ORIGINATE_TAKE_H
#define RDE_ORIGINATE_TAKE_H

#include <stdbool.h>
#include <stdint.h>

#include "originate_store.h"

/* Whose entries: all that bgpctl injected, or one program. */
struct entry_source {
	uint8_t		source;		/* CTL_SRC_* */
	uint32_t	owner;		/* names; of a program */
	uint32_t	born_until;	/* no younger ones; UINT32_MAX: all */
	bool		leased_only;
	/* The command's, or NULL: one that is part of it does not wait. */
	const char	*selector;
	/*
	 * A route comes in their place: one that it leaves with nobody waits,
	 * for those of its selector who may come.
	 */
	bool		replaces;
};

/* Entries of one NLRI and source that wait; others go at once. */
enum { ENTRIES_IDLE_MAX = 16 };

bool		entry_is_of(const struct originate *o, const struct entry *e,
		    const struct entry_source *s);
/*
 * Takes targets (all: everybody, also later ones) out of them; how many lost
 * something.  The caller settles the net before, and resolves it afterwards.
 */
unsigned	entries_take(struct originate *o, enum family f, uint32_t net,
		    const struct entry_source *s, uint32_t targets, bool all);

#endif
