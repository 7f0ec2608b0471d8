/* SPDX-License-Identifier: ISC */
/* Top level: listen, control, log, user. */
#ifndef CONFIG_CONF_CONTROL_H
#define CONFIG_CONF_CONTROL_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "config/conf_def.h"

conf_statement	conf_control_listen;
conf_block	conf_control_block;
conf_statement	conf_control_log;
conf_statement	conf_control_user;
/* read, inject, operate: index is enum role less ROLE_READ. */
extern const char *const conf_control_roles[];

#endif
