/* SPDX-License-Identifier: ISC */
/*
 * exabgp_tcp_connections: after so many sessions or failed attempts of every
 * neighbour the daemon is done and stops.
 */
#ifndef PARENT_ATTEMPTS_H
#define PARENT_ATTEMPTS_H

#include <stdbool.h>
#include <stdint.h>

#include "config.h"

struct attempts;

/* most 0: no bound. */
struct attempts *attempts_new(uint32_t most);
void	attempts_free(struct attempts *a);
/* Whether this neighbour may be connected to once more; counts it. */
bool	attempts_connect(struct attempts *a, uint32_t neighbor);
/* Its session came up or went down. */
void	attempts_state(struct attempts *a, uint32_t neighbor,
	    bool established);
/* Whether every neighbour has used up its own. */
bool	attempts_spent(const struct attempts *a, const struct config *c);

#endif
