/* SPDX-License-Identifier: ISC */
/* What can be said about neighbours only when all was read and inherited. */
#ifndef CONFIG_CONF_CHECK_H
#define CONFIG_CONF_CHECK_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "config/conf_def.h"

/* Reports what is missing or contradicts, and completes what was left open. */
void	conf_check_all(struct conf_ctx *c);
/* What tells neighbours apart, also over a reload: as memcmp. */
int	conf_check_key_cmp(const struct conf_neighbor *a,
	    const struct conf_neighbor *b);

#endif
