/* SPDX-License-Identifier: ISC */
/* What the parent says. */
#ifndef SESSION_PARENT_LINK_H
#define SESSION_PARENT_LINK_H

#include "engine.h"

/* Takes fd, tells the parent that we are ready. */
void	parent_link_open(struct engine *e, int fd);

#endif
