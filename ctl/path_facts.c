/* SPDX-License-Identifier: ISC */
/*
 * Reads what a listing shows of a path's attributes (RFC 4271 5.1, RFC 1997,
 * RFC 4360, RFC 8092).  The route engine has checked them; lengths are looked
 * at again all the same.
 */
#include <string.h>

#include "bgp/family.h"
#include "path/attr.h"
#include "path_facts.h"

enum { LOCAL_PREF_DEFAULT = 100, ORIGIN_ABSENT = 255 };

void
path_facts_read(struct path_facts *f, struct rbuf attrs)
{
	struct attr a;
	int n;

	memset(f, 0, sizeof(*f));
	f->local_pref = LOCAL_PREF_DEFAULT;
	f->origin = ORIGIN_ABSENT;
	while ((n = attr_next(&attrs, &a)) == 1) {
		switch (a.type) {
		case ATTR_ORIGIN:
			(void)rbuf_u8(&a.value, &f->origin);
			break;
		case ATTR_AS_PATH:
			f->aspath = a.value;
			break;
		case ATTR_MED:
			(void)rbuf_u32(&a.value, &f->med);
			break;
		case ATTR_LOCAL_PREF:
			(void)rbuf_u32(&a.value, &f->local_pref);
			break;
		case ATTR_COMMUNITIES:
			f->communities = a.value;
			break;
		case ATTR_EXT_COMMUNITIES:
			f->ext = a.value;
			break;
		case ATTR_LARGE_COMMUNITIES:
			f->large = a.value;
			break;
		default:
			break;
		}
	}
	f->malformed = n == -1;
}

bool
path_facts_other(uint8_t type)
{
	switch (type) {
	case ATTR_ORIGIN:
	case ATTR_AS_PATH:
	case ATTR_NEXT_HOP:
	case ATTR_MED:
	case ATTR_LOCAL_PREF:
	case ATTR_COMMUNITIES:
	case ATTR_EXT_COMMUNITIES:
	case ATTR_LARGE_COMMUNITIES:
		return false;
	default:
		return true;
	}
}

uint8_t
path_af(uint16_t afi)
{
	return afi == AFI_IPV6 ? ADDR_V6 : ADDR_V4;
}

const char *
path_peer(const struct output *o, const struct ctl_rib_neighbor *peer,
    char *buf, size_t size)
{
	return output_name(o, peer->description,
	    addr_print(&peer->remote, buf, size));
}
