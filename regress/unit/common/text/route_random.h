/* SPDX-License-Identifier: ISC */
/*
 * Whole UPDATEs at random, one route each, and routes in words at random.
 * Included behind cmocka.h.
 */
#ifndef COMMON_TEXT_ROUTE_RANDOM_H
#define COMMON_TEXT_ROUTE_RANDOM_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bgp/message.h"
#include "common/path/attr_random.h"
#include "common/path/nlri_random.h"

struct random_message {
	enum family	f;
	bool		path_id;
	bool		clean;		/* nothing in it that is ignored */
};

/* One in eight of the attributes, and those that every route has. */
static inline void
random_set(struct wbuf *w, const struct nexthop *classic)
{
	unsigned type;

	for (type = 1; type < 256; type++)
		if (type == ATTR_NEXT_HOP && classic != NULL)
			attr_write(w, ATTR_TRANSITIVE, ATTR_NEXT_HOP,
			    classic->global.b, 4);
		else if (attr_randoms[type] != NULL && (type <= ATTR_AS_PATH ||
		    type == ATTR_LOCAL_PREF || random_below(8) == 0))
			random_attribute(w, type);
}

/* Of a host, and one that the family can have; octets until the next call. */
static inline struct nexthop
random_nexthop(enum family f)
{
	static uint8_t octets[NEXTHOP_OCTETS_MAX];
	struct nexthop nh = { 0 };
	uint8_t b[16] = { 0x20, 0x01, 0x0d, 0xb8 };

	if (family_is_other(f) && random_below(2) == 0) {
		for (b[15] = 0; b[15] < sizeof(octets); b[15]++)
			octets[b[15]] = (uint8_t)random();
		nh.octets = rbuf_of(octets, 1 + random_below(sizeof(octets)));
		if (!nexthop_is_address(nh.octets.left))
			return nh;
		nh.octets = rbuf_of(NULL, 0);
	}
	do {
		b[15] = (uint8_t)random();
		nh.global = random_below(2) == 0 ? addr_v4(0xc0000200U |
		    b[15]) : addr_of(ADDR_V6, b);
	} while (!nexthop_fits(f, &nh, family_info(f)->af == ADDR_V4));
	return nh;
}

static inline void
random_message(struct wbuf *w, const struct random_message *m)
{
	const struct nexthop nh = random_nexthop(m->f);
	bool classic = m->f == FAMILY_IPV4_UNICAST &&
	    nh.global.af == ADDR_V4;
	size_t begin = message_begin(w, MSG_UPDATE), attrs, mp = 0;

	wbuf_u16(w, 0);
	attrs = w->len;
	wbuf_u16(w, 0);
	if (classic)
		random_set(w, &nh);
	else {		/* RFC 7606 5.1: in front of the others */
		wbuf_u8(w, ATTR_OPTIONAL | ATTR_EXTENDED);
		wbuf_u8(w, ATTR_MP_REACH);
		mp = w->len;
		wbuf_u16(w, 0);
		wbuf_u16(w, family_info(m->f)->afi);
		wbuf_u8(w, family_info(m->f)->safi);
		wbuf_u8(w, (uint8_t)nexthop_write_size(m->f, &nh));
		nexthop_write(w, m->f, &nh);
		wbuf_u8(w, 0);
	}
	if (classic)
		wbuf_set_u16(w, attrs, (uint16_t)(w->len - attrs - 2));
	if (m->path_id)
		wbuf_u32(w, (uint32_t)random());
	nlri_randoms[m->f](w, m->f, m->clean);
	if (!classic) {
		wbuf_set_u16(w, mp, (uint16_t)(w->len - mp - 2));
		random_set(w, NULL);
		wbuf_set_u16(w, attrs, (uint16_t)(w->len - attrs - 2));
	}
	message_end(w, begin);
}

#endif
