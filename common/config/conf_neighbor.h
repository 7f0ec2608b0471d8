/* SPDX-License-Identifier: ISC */
/* The neighbor block, which is also the body of templates and groups. */
#ifndef CONFIG_CONF_NEIGHBOR_H
#define CONFIG_CONF_NEIGHBOR_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include "config/conf_def.h"

conf_block	conf_neighbor_block;
/* The words inside, and those of 3.4's group; obj is a struct conf_def. */
extern const struct conf_word conf_neighbor_words[];
extern const struct conf_word conf_neighbor_group_words[];
/* Words of enum conf_flow_validation, NULL at the end. */
extern const char *const conf_neighbor_flow[];

#endif
