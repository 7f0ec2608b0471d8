/* SPDX-License-Identifier: ISC */
/*
 * The next-hop field of MP_REACH: its length decides its family (RFC 4760,
 * RFC 2545, RFC 8950).  32 octets are a global and a link-local address; 16
 * octets that are link-local stand as the address itself, and so do they behind
 * a global address that says nothing (as BIRD sends them).  In VPN families
 * an RD of zeros goes before each address (RFC 4364 4.3.2, RFC 4659 3.2.1).
 * Of a family by number, octets of another length stay what they are.
 */
#include <string.h>

#include "event/emit.h"
#include "path/nlri_row.h"

enum { RD = 8 };

#define OCTETS(n)	(1ULL << (n))

/* Lengths that are taken, a bit each. */
static uint64_t
lengths(enum family f, bool enh_nexthop)
{
	const struct nlri_row *row = nlri_row(f);

	if (row != NULL)
		return row->nexthops |
		    (enh_nexthop ? row->nexthops_enhanced : 0);
	if (family_info(f)->af == ADDR_V6 || enh_nexthop)
		return OCTETS(4) | OCTETS(16) | OCTETS(32);
	return OCTETS(4);
}

/* Of a family that is known by number only, whose next hops are not. */
static bool
takes_any(enum family f)
{
	return nlri_row(f) != NULL && nlri_row(f)->any_nexthop;
}

static size_t
rd_octets(enum family f)
{
	return (lengths(f, true) & (OCTETS(12) | OCTETS(24))) != 0 ? RD : 0;
}

static void
tidy_link_local(struct nexthop *nh)
{
	if (!addr_is_unspecified(&nh->global) ||
	    !addr_is_link_local(&nh->link_local))
		return;
	nh->global = nh->link_local;
	nh->link_local = (struct addr){ 0 };
}

int
nexthop_read(struct rbuf field, enum family f, bool enh_nexthop,
    struct nexthop *nh)
{
	struct nexthop r;

	if (family_info(f) == NULL)
		return -1;
	memset(&r, 0, sizeof(r));
	if (field.left >= 64 ||
	    (lengths(f, enh_nexthop) & OCTETS(field.left)) == 0) {
		if (!takes_any(f))
			return -1;
		r.octets = field;
		*nh = r;
		return 0;
	}
	switch (field.left) {
	case 0:
		break;
	case 4:
		r.global = addr_of(ADDR_V4, field.p);
		break;
	case RD + 4:
		r.global = addr_of(ADDR_V4, field.p + RD);
		break;
	case 16:
		r.global = addr_of(ADDR_V6, field.p);
		break;
	case RD + 16:
		r.global = addr_of(ADDR_V6, field.p + RD);
		break;
	case 32:
		r.global = addr_of(ADDR_V6, field.p);
		r.link_local = addr_of(ADDR_V6, field.p + 16);
		break;
	case 2 * (RD + 16):
		r.global = addr_of(ADDR_V6, field.p + RD);
		r.link_local = addr_of(ADDR_V6, field.p + 2 * RD + 16);
		break;
	default:
		return -1;
	}
	tidy_link_local(&r);
	*nh = r;
	return 0;
}

/* Does an IPv4 one go as ::ffff:a.b.c.d (RFC 4798, RFC 4659 3.2.1.2)? */
static bool
is_mapped(enum family f, const struct nexthop *nh)
{
	return nh->global.af == ADDR_V4 && nlri_row(f) != NULL &&
	    (nlri_row(f)->maps_nexthop ||
	    (lengths(f, true) & OCTETS(rd_octets(f) + 4)) == 0);
}

static void
write_addr(struct wbuf *w, size_t rd, const struct addr *a)
{
	static const uint8_t zeros[RD];

	wbuf_bytes(w, zeros, rd);
	wbuf_bytes(w, a->b, addr_len(a->af));
}

void
nexthop_write(struct wbuf *w, enum family f, const struct nexthop *nh)
{
	static const uint8_t mapped[12] = { [10] = 0xff, [11] = 0xff };
	static const uint8_t zeros[RD];
	size_t rd = rd_octets(f);

	if (nh->global.af == ADDR_NONE) {
		wbuf_bytes(w, nh->octets.p, nh->octets.left);
		return;
	}
	if (is_mapped(f, nh)) {
		wbuf_bytes(w, zeros, rd);
		wbuf_bytes(w, mapped, sizeof(mapped));
		wbuf_bytes(w, nh->global.b, 4);
		return;
	}
	write_addr(w, rd, &nh->global);
	if (nh->global.af == ADDR_V6 && nh->link_local.af == ADDR_V6)
		write_addr(w, rd, &nh->link_local);
}

size_t
nexthop_write_size(enum family f, const struct nexthop *nh)
{
	size_t rd = rd_octets(f);

	if (nh->global.af == ADDR_NONE)
		return nh->octets.left;
	if (is_mapped(f, nh))
		return rd + 16;
	if (nh->global.af == ADDR_V6 && nh->link_local.af == ADDR_V6)
		return 2 * (rd + 16);
	return rd + addr_len(nh->global.af);
}

bool
nexthop_fits(enum family f, const struct nexthop *nh, bool enh_nexthop)
{
	const struct family_info *info = family_info(f);

	if (info == NULL)
		return false;
	if (nh->octets.left > 0)
		return takes_any(f) && nh->octets.left <= NEXTHOP_OCTETS_MAX;
	if (nlri_row(f) != NULL)
		return (lengths(f, enh_nexthop) &
		    OCTETS(nexthop_write_size(f, nh))) != 0;
	return nh->global.af != ADDR_NONE &&
	    (nh->global.af == info->af || enh_nexthop);
}

/* The address that stands for it: the global one if it has any. */
static const struct addr *
shown(const struct nexthop *nh)
{
	return nh->global.af != ADDR_NONE ? &nh->global : &nh->link_local;
}

void
nexthop_print(struct wbuf *out, const struct nexthop *nh)
{
	if (nh->octets.left > 0)
		emit_hex_lower(out, nh->octets.p, nh->octets.left);
	else if (!nexthop_is_none(nh))
		emit_addr(out, shown(nh));
}

bool
nexthop_same(const struct nexthop *a, const struct nexthop *b)
{
	return addr_eq(shown(a), shown(b)) && nexthop_octets_same(a, b);
}

bool
nexthop_octets_same(const struct nexthop *a, const struct nexthop *b)
{
	return a->octets.left == b->octets.left && (a->octets.left == 0 ||
	    memcmp(a->octets.p, b->octets.p, a->octets.left) == 0);
}

bool
nexthop_is_none(const struct nexthop *nh)
{
	return shown(nh)->af == ADDR_NONE && nh->octets.left == 0;
}

bool
nexthop_is_address(size_t octets)
{
	return octets < 64 && octets > 0 &&
	    (nlri_opaque.nexthops & OCTETS(octets)) != 0;
}

bool
nexthop_may_miss(enum family f)
{
	const struct nlri_row *row = nlri_row(f);

	return row != NULL && (row->nexthops & OCTETS(0)) != 0;
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
