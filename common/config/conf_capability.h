/* SPDX-License-Identifier: ISC */
/* The capability block of a neighbour. */
#ifndef CONFIG_CONF_CAPABILITY_H
#define CONFIG_CONF_CAPABILITY_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "config/conf_def.h"

conf_block	conf_capability_block;
/* Words of enum values, NULL at the end; for printing, too. */
extern const char *const conf_capability_roles[];
extern const char *const conf_capability_add_path[];

#endif
