/* SPDX-License-Identifier: ISC */
/* What the forms of show mrt share: line, detail, JSON, peers. */
#ifndef CTL_MRT_SHOW_H
#define CTL_MRT_SHOW_H

#include "mrt_facts.h"
#include "output.h"
#include "path_facts.h"

struct mrt_show {
	struct output		*o;
	struct mrt_facts	 facts;		/* of the set with serial */
	uint64_t		 serial;
	/* Kept for the NLRI that share the set: what a form makes of it. */
	struct wbuf		 kept;
	uint64_t		 kept_serial;
	const char		*kept_why;	/* NULL: canonical */
};

typedef void mrt_form(struct mrt_show *s, const struct mrt_item *i);

mrt_form	mrt_show_line, mrt_show_text, mrt_show_json, mrt_show_peer;

/* The item's set in canonical form, and what is in it. */
struct rbuf	mrt_show_set(struct mrt_show *s, const struct mrt_item *i,
		    struct path_facts *f);
/* "Established"; two more than the RFC's are in files. */
const char     *mrt_show_state(uint16_t state);
/* The next hop of MP_REACH_NLRI or of NEXT_HOP; af ADDR_NONE: none. */
struct addr	mrt_show_nexthop(const struct mrt_show *s,
		    const struct mrt_item *i);

#endif
