/* SPDX-License-Identifier: ISC */
/*
 * What a line of a dump says of attributes, as they stand in the file: nothing
 * is left out because it breaks a rule.
 */
#ifndef CTL_MRT_FACTS_H
#define CTL_MRT_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/wbuf.h"
#include "mrt.h"

struct mrt_facts {
	uint64_t	present;	/* bit n: type n (< 64) */
	struct rbuf	aspath;		/* 4-octet AS numbers */
	struct rbuf	communities;
	struct rbuf	large;
	struct rbuf	ext;
	uint32_t	next_hop;
	uint32_t	med;
	uint32_t	local_pref;
	uint32_t	aggregator_as;
	uint32_t	aggregator;	/* host order */
	uint8_t		origin;
	struct wbuf	room;		/* of a path that was widened */
};

void	mrt_facts_init(struct mrt_facts *f);
void	mrt_facts_free(struct mrt_facts *f);
/* NULL: an empty set.  Views point into the set or into f. */
void	mrt_facts_read(struct mrt_facts *f, const struct mrt_set *set);
bool	mrt_facts_has(const struct mrt_facts *f, uint8_t type);
/*
 * The set in canonical form (path/attr.h), appended to w.  NULL, or why it is
 * not what it should be: then what is kept of it may be nothing.
 */
const char *mrt_set_canonical(const struct mrt_set *set, struct wbuf *w);

#endif
