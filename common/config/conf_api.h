/* SPDX-License-Identifier: ISC */
/* The api block: which programs hear of a neighbour, and of what. */
#ifndef CONFIG_CONF_API_H
#define CONFIG_CONF_API_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "config/conf_def.h"

conf_block	conf_api_block;
/* The words of receive and send, in the order of their bits. */
extern const char *const conf_api_flags[];
/* Are the processes there that have been named?  The names are forgotten. */
void	conf_api_check(struct conf_ctx *c);

#endif
