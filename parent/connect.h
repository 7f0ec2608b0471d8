/* SPDX-License-Identifier: ISC */
/*
 * A connection to a neighbour: made, keyed, bound and started here, then
 * passed to the session engine while it is still connecting.
 */
#ifndef PARENT_CONNECT_H
#define PARENT_CONNECT_H

#include <stddef.h>

#include "config.h"
#include "options.h"

/*
 * A connecting socket; -1 with why when it fails at once.  A fresh one for
 * each attempt.
 */
int	connect_neighbor(const struct config *c, const struct options *o,
	    const struct conf_neighbor *n, char *why, size_t size);

#endif
