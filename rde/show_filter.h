/* SPDX-License-Identifier: ISC */
/*
 * What bgpctl asked of a rib: which neighbours, families, prefixes and paths.
 * A value; initialised from a message that is not trusted.
 */
#ifndef RDE_SHOW_FILTER_H
#define RDE_SHOW_FILTER_H

#include <stdbool.h>
#include <stdint.h>

#include "bgp/prefix.h"
#include "ipc/control.h"
#include "path/nlri.h"
#include "peer.h"
#include "rde.h"

enum show_scope {
	SCOPE_ALL,
	SCOPE_EXACT,
	SCOPE_BEST,		/* longest match */
	SCOPE_LONGER,		/* the prefix and what it covers */
	SCOPE_SHORTER,		/* and what covers it */
};

struct show_filter {
	struct rde		*rde;
	struct ctl_rib_filter	 ctl;
	enum show_scope		 scope;
	/* What was found out of a set, for the next path that shares it. */
	uint32_t		 attrs;		/* 0: nothing is remembered */
	uint16_t		 peer;
	bool			 of_roles;	/* a family that has leaks */
	bool			 matches;
	uint32_t		 flags;
};

/* NULL, or a literal: why it cannot be answered. */
const char *show_filter_init(struct show_filter *f, struct rde *rde,
	    const struct ctl_rib_filter *ctl);
struct prefix show_filter_prefix(const struct show_filter *f);
bool	show_filter_family(const struct show_filter *f, enum family family);
/*
 * Of a family that is no table of prefixes, which is looked through for those
 * that match.
 */
bool	show_filter_scans(const struct show_filter *f, enum family family);
bool	show_filter_nlri(const struct show_filter *f, const struct nlri *n);
bool	show_filter_peer(const struct show_filter *f, const struct peer *p);
/* Adds CTL_P_VALID, or why it is not, to *flags; which may be asked for: */
bool	show_filter_path(struct show_filter *f, const struct peer *p,
	    enum family family, uint32_t attrs, uint32_t path_id,
	    uint32_t *flags);
bool	show_filter_flags(const struct show_filter *f, uint32_t flags);
/* Sets may have been given to others meanwhile. */
void	show_filter_forget(struct show_filter *f);

#endif
