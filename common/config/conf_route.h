/* SPDX-License-Identifier: ISC */
/*
 * A configured route as the image holds it: 15 octets or so for an IPv4 one.
 * All but its targets is known when its statement is read, so that is packed
 * by itself; the number of the targets goes before it.
 */
#ifndef CONFIG_CONF_ROUTE_H
#define CONFIG_CONF_ROUTE_H

#include "base/rbuf.h"
#include "config/conf.h"

struct conf_route {
	uint32_t	attrs;		/* number of its CONF_ATTRS */
	uint32_t	targets;
	uint32_t	path_id;
	uint8_t		family;
	uint8_t		has_path_id;
	uint8_t		nexthop_kind;	/* CONF_NEXTHOP_* */
	uint8_t		withdrawn;
	uint8_t		plen;
	uint8_t		af;		/* the family's */
	uint8_t		name_len;	/* then the octets of name, watchdog */
	uint8_t		watchdog_len;
	uint8_t		prefix[16];
	uint8_t		nexthop_af;	/* CONF_NEXTHOP_ADDR */
	uint8_t		prepend_self;	/* local AS so many times more */
	uint8_t		nexthop[16];
	/* of a family without prefixes, see path/nlri_row.h; borrowed */
	struct rbuf	key;
	struct rbuf	carried;
	struct rbuf	nexthop_octets;	/* CONF_NEXTHOP_OCTETS; borrowed */
};

enum { CONF_NLRI_MAX = 4096 };		/* key and what is carried with it */
enum { CONF_PACKED_MAX = 512 + CONF_NLRI_MAX };

/* All but the targets; af is not looked at.  Returns the octets taken. */
size_t	conf_route_pack(const struct conf_route *r, const char *name,
	    const char *watchdog, uint8_t out[CONF_PACKED_MAX]);
/*
 * The body of a CONF_ROUTE; the octets of name and watchdog are what is left
 * in body.  -1 when it does not read back; numbers are the caller's to check.
 */
int	conf_route_unpack(struct rbuf *body, struct conf_route *r);

#endif
