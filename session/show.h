/* SPDX-License-Identifier: ISC */
/* A neighbour as bgpctl is told of it. */
#ifndef SESSION_SHOW_H
#define SESSION_SHOW_H

#include "ipc/control.h"
#include "peer.h"

void	show_neighbor(const struct peer *p, struct ctl_neighbor *n);

#endif
