/* SPDX-License-Identifier: ISC */
/* Every definition gets what its templates and its group say. */
#ifndef CONFIG_CONF_INHERIT_H
#define CONFIG_CONF_INHERIT_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "config/conf_def.h"

void	conf_inherit_all(struct conf_ctx *c);

#endif
