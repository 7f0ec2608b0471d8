/* SPDX-License-Identifier: ISC */
/* The tcp-ao block (RFC 5925): ExaBGP's one key, or a list of keys. */
#ifndef CONFIG_CONF_TCP_AO_H
#define CONFIG_CONF_TCP_AO_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "config/conf_def.h"

conf_block	conf_tcp_ao_block;
/* Words of conf_key.algorithm less 1, NULL at the end. */
extern const char *const conf_tcp_ao_algorithms[];

#endif
