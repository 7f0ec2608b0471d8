/* SPDX-License-Identifier: ISC */
/* The link to the session engine: see ipc/session_rde.h. */
#ifndef RDE_SESSION_LINK_H
#define RDE_SESSION_LINK_H

#include "rde.h"

/*
 * fd is the link's from here on; an older link is closed.  stream is the
 * parent's number of it.
 */
void	session_link_open(struct rde *rde, int fd, uint32_t stream);
void	session_link_close(struct rde *rde);

#endif
