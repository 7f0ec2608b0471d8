/* SPDX-License-Identifier: ISC */
/* The template block, and 3.4's group. */
#ifndef CONFIG_CONF_TEMPLATE_H
#define CONFIG_CONF_TEMPLATE_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "config/conf_def.h"

conf_block	conf_template_block;
conf_block	conf_template_group;

#endif
