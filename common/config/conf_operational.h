/* SPDX-License-Identifier: ISC */
/* The operational block: messages that a neighbour is sent by themselves. */
#ifndef CONFIG_CONF_OPERATIONAL_H
#define CONFIG_CONF_OPERATIONAL_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "config/conf_def.h"
#include "config/conf_writer.h"

conf_block	conf_operational_block;
/* The record of a neighbour's messages; none: nothing. */
void	conf_operational_put(struct conf_writer *w, uint32_t id,
	    struct rbuf packed);
/* The block, of the body of such a record. */
void	conf_operational_print(struct wbuf *out, struct rbuf body);

#endif
