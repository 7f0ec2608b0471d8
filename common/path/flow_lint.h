/* SPDX-License-Identifier: ISC */
/*
 * Flow specification rules that say something else than was meant: one that
 * matches everything, or nothing, or what an earlier one has taken (RFC 8955
 * 5.1), or the daemon's own sessions.  A warning where a file has such a rule,
 * a refusal where somebody types one.  Nobody's rule is judged on receipt.
 */
#ifndef PATH_FLOW_LINT_H
#define PATH_FLOW_LINT_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "path/flow.h"

enum { FLOW_LINT_WHY = 256 };

/* A rule, read so that it can be compared. */
struct flow_lint;

struct flow_lint *flow_lint_new(struct rbuf key, struct flow_family k);
void	flow_lint_free(struct flow_lint *l);

/* What is wrong with it whatever the others are; false: nothing is. */
bool	flow_lint_alone(const struct flow_lint *l, char why[FLOW_LINT_WHY]);

/* Does a match every packet that b matches, in the same table? */
bool	flow_lint_covers(const struct flow_lint *a, const struct flow_lint *b);

/* One of the daemon's own. */
struct flow_session {
	struct addr	local;		/* ADDR_NONE: not known */
	struct addr	remote;
	uint16_t	port;		/* that one of them listens on */
};
/* Would it match packets of this session, in either direction? */
bool	flow_lint_session(const struct flow_lint *l,
	    const struct flow_session *s);
/*
 * The two that make it up, for who asks of many sessions: by the addresses,
 * and by all else that packets of a session have.
 */
bool	flow_lint_sides(const struct flow_lint *l,
	    const struct flow_session *s);
bool	flow_lint_packets(const struct flow_lint *l, uint16_t port);

/* Of a rule's attributes: are packets dropped, limited or sent elsewhere? */
bool	flow_lint_harms(struct rbuf attrs);
/* RFC 8955 7.3: are later rules looked at, too? */
bool	flow_lint_goes_on(struct rbuf attrs);

#endif
