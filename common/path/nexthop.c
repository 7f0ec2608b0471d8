/* SPDX-License-Identifier: ISC */
/*
 * The next-hop field of MP_REACH: its length decides its family (RFC 4760,
 * RFC 2545, RFC 8950).  32 octets are a global and a link-local address; 16
 * octets that are link-local stand as the address itself, and so do they behind
 * a global address that says nothing (as BIRD sends them).
 */
#include <string.h>

#include "path/nlri.h"

int
nexthop_read(struct rbuf field, enum family f, bool enh_nexthop,
    struct nexthop *nh)
{
	const struct family_info *info = family_info(f);
	struct nexthop r;

	if (info == NULL)
		return -1;
	memset(&r, 0, sizeof(r));
	switch (field.left) {
	case 4:
		r.global = addr_of(ADDR_V4, field.p);
		break;
	case 32:
		r.link_local = addr_of(ADDR_V6, field.p + 16);
		/* FALLTHROUGH */
	case 16:
		if (info->af == ADDR_V4 && !enh_nexthop)
			return -1;
		r.global = addr_of(ADDR_V6, field.p);
		if (addr_is_unspecified(&r.global) &&
		    addr_is_link_local(&r.link_local)) {
			r.global = r.link_local;
			r.link_local = (struct addr){ 0 };
		}
		break;
	default:
		return -1;
	}
	*nh = r;
	return 0;
}

void
nexthop_write(struct wbuf *w, enum family f, const struct nexthop *nh)
{
	(void)f;	/* the IP families put nothing before the address */
	wbuf_bytes(w, nh->global.b, addr_len(nh->global.af));
	if (nh->global.af == ADDR_V6 && nh->link_local.af == ADDR_V6)
		wbuf_bytes(w, nh->link_local.b, 16);
}

bool
nexthop_fits(enum family f, const struct nexthop *nh, bool enh_nexthop)
{
	const struct family_info *info = family_info(f);

	if (info == NULL || nh->global.af == ADDR_NONE)
		return false;
	return nh->global.af == info->af || enh_nexthop;
}

bool
nexthop_is_martian(const struct nexthop *nh)
{
	const struct addr *a = &nh->global;

	if (a->af == ADDR_V4)	/* 0/8, 127/8, 224/4, 240/4 */
		return a->b[0] == 0 || a->b[0] == 127 || a->b[0] >= 224;
	return a->af == ADDR_NONE || addr_is_unspecified(a) ||
	    addr_is_loopback(a) || addr_is_multicast(a);
}
