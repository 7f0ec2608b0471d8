/* SPDX-License-Identifier: ISC */
/* The link to the parent: see ipc/parent_engine.h and ipc/parent_rde.h. */
#ifndef RDE_PARENT_LINK_H
#define RDE_PARENT_LINK_H

#include "config.h"
#include "rde.h"

/* When it closes, the loop stops: without a parent there is no engine. */
void	parent_link_open(struct rde *rde, int fd);
/* config_new's. */
extern const struct config_ops parent_link_config;

#endif
