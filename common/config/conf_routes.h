/* SPDX-License-Identifier: ISC */
/* The blocks that hold routes. */
#ifndef CONFIG_CONF_ROUTES_H
#define CONFIG_CONF_ROUTES_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "config/conf_def.h"

conf_block	conf_routes_static;
conf_block	conf_routes_announce;
conf_block	conf_routes_flow;
conf_block	conf_routes_l2vpn;

#endif
