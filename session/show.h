/* SPDX-License-Identifier: ISC */
/* A neighbour as bgpctl is told of it. */
#ifndef SESSION_SHOW_H
#define SESSION_SHOW_H

#include "ipc/control.h"
#include "peer.h"

struct held;

void	show_neighbor(const struct peer *p, struct ctl_neighbor *n);
/* One of a range that is held down: there is no neighbour of that address. */
void	show_held(const struct conf_neighbor *c, const struct held *h,
	    struct ctl_neighbor *n);

#endif
