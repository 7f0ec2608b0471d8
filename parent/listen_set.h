/* SPDX-License-Identifier: ISC */
/*
 * Where we listen, worked out from a configuration and the environment: listen
 * statements, a neighbour's listen PORT, the local address of a passive
 * neighbour, exabgp_tcp_bind.  Nothing else is listened on.
 */
#ifndef PARENT_LISTEN_SET_H
#define PARENT_LISTEN_SET_H

#include <stddef.h>

#include "config.h"
#include "options.h"

/* Whole: equal when every member is, see listen_place_eq. */
struct listen_place {
	struct addr	addr;
	uint16_t	port;
	char		interface[16];
};

bool	listen_place_eq(const struct listen_place *a,
	    const struct listen_place *b);
/*
 * A fresh array of *n places without repetition; the caller frees it.  A
 * place that a wildcard of the same port and interface covers is left out.
 */
struct listen_place *listen_set(const struct config *c,
	    const struct options *o, size_t *n);
/* Whether this neighbour's connections may arrive there. */
bool	listen_concerns(const struct listen_place *p,
	    const struct conf_neighbor *n);

#endif
