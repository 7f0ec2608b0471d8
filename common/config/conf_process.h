/* SPDX-License-Identifier: ISC */
/* The process block: a program of somebody else's. */
#ifndef CONFIG_CONF_PROCESS_H
#define CONFIG_CONF_PROCESS_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "config/conf_def.h"

conf_block	conf_process_block;
/* The process of this name; NULL there is none. */
const struct conf_process *conf_process_find(const struct conf_ctx *c,
	    const char *name);
/* The whole file was read: what was not said about permissions. */
void	conf_process_finish(struct conf_ctx *c);
/* Words of enum values, NULL at the end. */
extern const char *const conf_process_on_exit[];
extern const char *const conf_process_on_lag[];

#endif
