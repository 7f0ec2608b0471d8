/* SPDX-License-Identifier: ISC */
/* Whether an OPEN says that we have restarted (RFC 4724 3, R). */
#ifndef SESSION_RESTART_H
#define SESSION_RESTART_H

#include <stdbool.h>

#include "base/clock.h"

struct engine;
struct peer;

/*
 * Every session was lost then, or what was said on them: neighbours are to be
 * told everything anew.
 */
void	restart_begins(struct engine *e, monotime_t lost);
/* End-of-RIB of every family went out to this neighbour. */
void	restart_said_all(struct peer *p);
/* R in its next OPEN. */
bool	restart_shows(const struct peer *p);

#endif
