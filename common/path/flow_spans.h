/* SPDX-License-Identifier: ISC */
/*
 * Which values of a field the operators of a flow specification component
 * take, as a set: ascending runs of values that neither touch nor overlap.
 */
#ifndef PATH_FLOW_SPANS_H
#define PATH_FLOW_SPANS_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "path/flow.h"

struct flow_span {
	uint32_t	first, last;
};

struct flow_spans {
	struct flow_span	*v;
	size_t			 n;
	size_t			 room;
};

/* Sets are zero when empty; what a function fills is emptied first. */
void	flow_spans_free(struct flow_spans *s);
/* At the end; first is over what is there. */
void	flow_spans_add(struct flow_spans *s, uint32_t first, uint32_t last);
void	flow_spans_and(struct flow_spans *out, const struct flow_spans *a,
	    const struct flow_spans *b);
/* What a has and b has not. */
void	flow_spans_less(struct flow_spans *out, const struct flow_spans *a,
	    const struct flow_spans *b);
bool	flow_spans_meet(const struct flow_spans *a,
	    const struct flow_spans *b);
bool	flow_spans_within(const struct flow_spans *a,
	    const struct flow_spans *b);

/* RFC 8955 4.2.1: which of the values in all the operators take. */
void	flow_spans_of(struct flow_spans *out, const struct flow_part *p,
	    struct rbuf ops, const struct flow_spans *all);

#endif
