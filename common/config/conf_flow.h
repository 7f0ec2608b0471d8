/* SPDX-License-Identifier: ISC */
/*
 * Flow specification rules of the configuration, looked at once all of it was
 * read: a rule that is most likely a mistake gets a warning where it stands.
 */
#ifndef CONFIG_CONF_FLOW_H
#define CONFIG_CONF_FLOW_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "config/conf_def.h"
#include "path/nlri.h"

struct conf_rule;

/* One of d, with its attributes. */
void	conf_flow_note(struct conf_ctx *c, struct conf_def *d,
	    const struct nlri *n, struct rbuf attrs, uint32_t line,
	    uint32_t col);
/* Of all neighbours and templates; their addresses are complete. */
void	conf_flow_check(struct conf_ctx *c);
void	conf_flow_free(struct conf_def *d);

#endif
