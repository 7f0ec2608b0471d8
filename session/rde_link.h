/* SPDX-License-Identifier: ISC */
/* The stream to and from the route engine. */
#ifndef SESSION_RDE_LINK_H
#define SESSION_RDE_LINK_H

#include "engine.h"

/*
 * Takes fd; an older link is dropped, standing sessions are told again.
 * stream is the parent's number of it.
 */
void	rde_link_open(struct engine *e, int fd, uint32_t stream);

#endif
