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

struct conf_others {
	unsigned		n;
	struct family_other	v[FAMILY_OTHERS];
};

/* Nothing when there are none. */
void	conf_others_put(struct conf_writer *w);
/*
 * -1: not such a record, or it contradicts what rows mean here; *out is as it
 * was.
 */
int	conf_others_read(struct rbuf body, struct conf_others *out);
/* Their rows. */
family_mask conf_others_rows(const struct conf_others *o);
/*
 * From here on they mean that in this process too: when the configuration is
 * put in force, so that one that is only tried, or refused, leaves no trace.
 */
void	conf_others_take(const struct conf_others *o);

#endif
