/* SPDX-License-Identifier: ISC */
/* The neighbours of a range: made when they connect, gone with it. */
#ifndef SESSION_CLONE_H
#define SESSION_CLONE_H

#include "bgp/addr.h"

struct engine;
struct notify;
struct peer;

/* NULL: the range has as many as it may. */
struct peer *clone_new(struct peer *range, const struct addr *remote);
void	clone_free(struct peer *p);
/* Ends the sessions of all of a range, or of all with that address. */
void	clone_stop_range(const struct peer *range, const struct notify *n);
/* And frees them: their ids may be given to others now. */
void	clone_drop_range(const struct peer *range, const struct notify *n);
void	clone_stop_addr(struct engine *e, const struct addr *remote,
	    const struct notify *n);
/* The range has changed in what does not concern a session that stands. */
void	clone_follow(const struct peer *range);

#endif
