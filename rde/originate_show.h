/* SPDX-License-Identifier: ISC */
/* network show: the entries of originate, in prefix order. */
#ifndef RDE_ORIGINATE_SHOW_H
#define RDE_ORIGINATE_SHOW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/rbuf.h"
#include "bgp/prefix.h"
#include "ipc/control.h"

struct originate;

/*
 * A resumable walk: calls row for about n entries (those of one prefix stay
 * together) behind *at, zeroed at the start; false at the end.
 */
struct originate_walk {
	uint8_t		family;
	bool		started;
	bool		all_families;
	struct prefix	after;
};
bool		originate_show(struct originate *o, struct originate_walk *at,
		    unsigned n, void (*row)(void *arg,
		    const struct ctl_network_row *r, struct rbuf attrs),
		    void *arg);
void		originate_usage(const struct originate *o, uint64_t *count,
		    uint64_t *bytes);

#endif
