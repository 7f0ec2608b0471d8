/* SPDX-License-Identifier: ISC */
/* network show: the entries of originate, in prefix order. */
#ifndef RDE_ORIGINATE_SHOW_H
#define RDE_ORIGINATE_SHOW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/rbuf.h"
#include "ipc/control.h"
#include "net_table.h"

struct originate;

/*
 * A walk, zeroed at the start.  It rests behind any entry: what is shown of a
 * prefix goes by path id, then newest first.
 */
struct originate_walk {
	uint8_t		family;
	bool		started;
	bool		all_families;
	struct net_pos	after;		/* this one is over */
	bool		inside;		/* the next one is not: */
	struct net_pos	at;
	uint32_t	path_id;
	bool		in_net;		/* of it, these were shown: */
	uint32_t	born;		/* injected: down to this one */
	uint32_t	configured;	/* so many */
};

/* nlri: r->nlri_len octets; attrs: r->attr_len. */
typedef bool	originate_row(void *arg, const struct ctl_network_row *r,
		    struct rbuf nlri, struct rbuf attrs);
/* Each entry behind *at, until row returns false; false at the end. */
bool		originate_show(struct originate *o, struct originate_walk *at,
		    originate_row *row, void *arg);
void		originate_usage(const struct originate *o, uint64_t *count,
		    uint64_t *bytes);

#endif
