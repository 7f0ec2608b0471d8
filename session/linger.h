/* SPDX-License-Identifier: ISC */
/*
 * The last words on a connection: written, then the sending side is shut down
 * and what still comes is thrown away, for a moment, so that a RST does not
 * overtake the NOTIFICATION.
 */
#ifndef SESSION_LINGER_H
#define SESSION_LINGER_H

#include "base/rbuf.h"
#include "engine.h"

/* Takes fd; copies the octets. */
void	linger_start(struct engine *e, int fd, struct rbuf last);
/* The same for one that no neighbour made: there are fewer of them. */
void	linger_stranger(struct engine *e, int fd, struct rbuf last);
/* Whatever is still to be said stays unsaid. */
void	linger_end_all(struct engine *e);

#endif
