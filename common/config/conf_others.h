/* SPDX-License-Identifier: ISC */
/*
 * Which row of families known by number only means which (bgp/family.h), as
 * an image carries it: all that were given out since the parent was started,
 * in front of the records that name families by row.
 */
#ifndef CONFIG_CONF_OTHERS_H
#define CONFIG_CONF_OTHERS_H

#include "base/rbuf.h"
#include "config/conf_writer.h"

/* Nothing when there are none. */
void	conf_others_put(struct conf_writer *w);
/* -1: not such a record, or it contradicts what rows mean here. */
int	conf_others_check(struct rbuf body, family_mask *have);
/* Checked: from here on they mean that in this process too. */
void	conf_others_take(struct rbuf body);

#endif
