/* SPDX-License-Identifier: ISC */
/* Links to control clients: see ipc/control.h. */
#ifndef RDE_CLIENT_LINK_H
#define RDE_CLIENT_LINK_H

#include "ipc/parent_engine.h"
#include "rde.h"

/* fd is the link's from here on. */
void	client_link_open(struct rde *rde, int fd, const struct pe_client *who);

#endif
