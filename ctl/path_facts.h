/* SPDX-License-Identifier: ISC */
/*
 * What both forms print of a path's attributes: found in one walk over the
 * canonical set.
 */
#ifndef CTL_PATH_FACTS_H
#define CTL_PATH_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/rbuf.h"
#include "output.h"

struct path_facts {
	struct rbuf	aspath;		/* values; empty when absent */
	struct rbuf	communities;
	struct rbuf	large;
	struct rbuf	ext;
	uint32_t	med;
	uint32_t	local_pref;
	uint8_t		origin;		/* 255: absent */
	bool		malformed;
};

void	path_facts_read(struct path_facts *f, struct rbuf attrs);
/* True for attributes that the facts do not cover. */
bool	path_facts_other(uint8_t type);
/* Who sent or gets a path, and its address (in buf). */
const char *path_peer(const struct output *o,
	    const struct ctl_rib_neighbor *peer, char *buf, size_t size);

#endif
