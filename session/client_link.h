/* SPDX-License-Identifier: ISC */
/* What bgpctl may ask the session engine. */
#ifndef SESSION_CLIENT_LINK_H
#define SESSION_CLIENT_LINK_H

#include "engine.h"
#include "ipc/parent_engine.h"

/* Takes fd. */
void	client_link_open(struct engine *e, int fd,
	    const struct pe_client *who);

#endif
