/* SPDX-License-Identifier: ISC */
/* For tests that need an image: one is written, sealed, given as descriptor. */
#ifndef RDE_IMAGE_FILE_H
#define RDE_IMAGE_FILE_H

#include <stdint.h>
#include <string.h>

#include "config/conf_image.h"
#include "path/nlri.h"
#include "text/route.h"

static inline struct conf_writer *
image_file(void)
{
	const struct conf_global g = { .log_verbose = 0 };
	struct conf_writer *w = conf_writer_new();

	conf_writer_put(w, CONF_GLOBAL, &g, sizeof(g));
	return w;
}

static inline void
image_file_neighbor(struct conf_writer *w, const struct conf_neighbor *n)
{
	struct conf_neighbor c = *n;

	c.role = 255;
	c.hold_time = 180;
	conf_writer_put(w, CONF_NEIGHBOR, &c, sizeof(c));
}

/* ORIGIN IGP and a MED; its number. */
static inline uint32_t
image_file_med(struct conf_writer *w, unsigned med)
{
	const uint8_t attrs[] = { 0x40, 1, 1, 0, 0x80, 4, 4, 0,
	    (uint8_t)(med >> 16), (uint8_t)(med >> 8), (uint8_t)med };

	return conf_writer_attrs(w, attrs, sizeof(attrs));
}

/* A nexthop of af ADDR_NONE is self. */
static inline void
image_file_route(struct conf_writer *w, uint32_t targets, uint32_t attrs,
    const struct nlri *n, const struct addr *nexthop, const char *watchdog)
{
	struct conf_route c = {
		.attrs = attrs, .family = n->family, .path_id = n->path_id,
		.has_path_id = n->has_path_id, .plen = n->prefix.len,
		.nexthop_kind = nexthop->af == ADDR_NONE ? NEXTHOP_SELF :
		    NEXTHOP_ADDR, .nexthop_af = nexthop->af,
		.watchdog_len = (uint8_t)strlen(watchdog),
	};
	uint8_t packed[CONF_PACKED_MAX];

	memcpy(c.prefix, n->prefix.b, sizeof(c.prefix));
	memcpy(c.nexthop, nexthop->b, sizeof(c.nexthop));
	conf_writer_route(w, targets, packed, conf_route_pack(&c, "",
	    watchdog, packed));
}

static inline struct nlri
image_file_nlri(unsigned n)
{
	struct nlri v = { .family = FAMILY_IPV4_UNICAST,
	    .prefix = { .af = ADDR_V4, .len = 32 } };

	v.prefix.b[0] = 100;
	v.prefix.b[1] = (uint8_t)(n >> 16);
	v.prefix.b[2] = (uint8_t)(n >> 8);
	v.prefix.b[3] = (uint8_t)n;
	return v;
}

static inline int
image_file_end(struct conf_writer *w)
{
	int fd = conf_writer_finish(w);

	conf_writer_free(w);
	return fd;
}

#endif
