/* SPDX-License-Identifier: ISC */
/*
 * What programs want to know of sessions and of messages that are not UPDATEs,
 * told to the route engine as far as an api block of the neighbour asks for it.
 */
#ifndef SESSION_TELL_H
#define SESSION_TELL_H

#include <stdbool.h>
#include <stddef.h>

#include "config/conf.h"

struct conn;
struct engine;
struct peer;

/* All blocks of a neighbour together. */
struct tell_wants {
	uint16_t	receive;	/* CONF_API_* */
	uint16_t	send;
	bool		any;
	bool		fsm;
	bool		negotiated;
	bool		changes;
};

struct tell_api {
	uint32_t		neighbor;
	struct tell_wants	wants;
};

void	tell_api_of(const struct conf_api *a, struct tell_api *out);
/* From here on it is these. */
void	tell_configure(struct engine *e, const struct tell_api *v, size_t n);

/* TCP is up, and its addresses are known. */
void	tell_connected(struct conn *c);
/* A whole message, before it is acted on, or as it is queued. */
void	tell_message(struct conn *c, bool sent, const void *p, size_t len);
/* Both OPENs are here: c->neg. */
void	tell_negotiated(const struct conn *c);
/*
 * A connection has left this state; and when what that means was done.  state
 * is the neighbour's (peer_state).
 */
void	tell_state(struct peer *p, unsigned from, unsigned state);
void	tell_rest(struct peer *p, unsigned state);
/* Before SR_DOWN: why this session ends. */
void	tell_reason(const struct conn *c);

#endif
