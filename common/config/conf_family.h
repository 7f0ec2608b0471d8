/* SPDX-License-Identifier: ISC */
/* The blocks family, add-path, nexthop and prefix-limit of a neighbour. */
#ifndef CONFIG_CONF_FAMILY_H
#define CONFIG_CONF_FAMILY_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "config/conf_def.h"

conf_block	conf_family_block;
conf_block	conf_family_add_path;
conf_block	conf_family_nexthop;
conf_block	conf_family_prefix_limit;
/* In an order: as offered when nothing is configured. */
void	conf_family_defaults(struct conf_neighbor *n);
/* family { all; }: those by number that were said beside it stay. */
void	conf_family_every(struct conf_neighbor *n);

#endif
