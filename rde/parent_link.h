/* SPDX-License-Identifier: ISC */
/* The link to the parent: see ipc/parent_engine.h and ipc/parent_rde.h. */
#ifndef RDE_PARENT_LINK_H
#define RDE_PARENT_LINK_H

#include "rde.h"

/* When it closes, the loop stops: without a parent there is no engine. */
void	parent_link_open(struct rde *rde, int fd);
/* config_new's callback. */
void	parent_link_done(void *arg, uint32_t gen);

#endif
