/* SPDX-License-Identifier: ISC */
/*
 * Packs and unpacks routes.  What few routes have (a path id, an AS to
 * prepend, names) is announced by a bit; a prefix takes the octets that its
 * length covers.
 */
#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "bgp/family.h"
#include "config/conf_record.h"
#include "config/conf_route.h"

enum {
	PACK_PATH_ID	= 1 << 0,
	PACK_WITHDRAWN	= 1 << 1,
	PACK_KIND_SHIFT	= 2,		/* two bits */
	PACK_NEXTHOP_V6	= 1 << 4,
	PACK_EXTRA	= 1 << 5,	/* prepend, lengths of the names */
	PACK_BITS	= 0x3f,
};

/* bits, family, NLRI, attrs, path id, next hop, extra, names */
static_assert(2 + 2 * CONF_VARINT_MAX + CONF_NLRI_MAX + CONF_VARINT_MAX + 4 +
    256 + 3 + 2 * CONF_NAME_MAX <= CONF_PACKED_MAX, "a packed route fits");

static size_t
prefix_octets(const struct conf_route *r)
{
	size_t n = (r->plen + 7U) / 8;

	return n < sizeof(r->prefix) ? n : sizeof(r->prefix);
}

static size_t
nexthop_octets(const struct conf_route *r)
{
	if (r->nexthop_kind != CONF_NEXTHOP_ADDR)
		return 0;
	return r->nexthop_af == ADDR_V6 ? 16 : 4;
}

static uint8_t *
put(uint8_t *p, const void *from, size_t n)
{
	if (n > 0)
		memcpy(p, from, n);
	return p + n;
}

static bool
is_keyed(const struct conf_route *r)
{
	const struct family_info *f = family_info(r->family);

	return f != NULL && f->keyed;
}

/* A prefix, or two lengths and what is as long. */
static uint8_t *
put_nlri(uint8_t *p, const struct conf_route *r)
{
	if (!is_keyed(r)) {
		*p++ = r->plen;
		return put(p, r->prefix, prefix_octets(r));
	}
	p += conf_varint_put(p, (uint32_t)r->key.left);
	p += conf_varint_put(p, (uint32_t)r->carried.left);
	p = put(p, r->key.p, r->key.left);
	return put(p, r->carried.p, r->carried.left);
}

size_t
conf_route_pack(const struct conf_route *r, const char *name,
    const char *watchdog, uint8_t out[CONF_PACKED_MAX])
{
	bool extra = r->prepend_self > 0 || r->name_len > 0 ||
	    r->watchdog_len > 0;
	uint8_t *p = out + 2;

	out[0] = (uint8_t)((r->has_path_id ? PACK_PATH_ID : 0) |
	    (r->withdrawn ? PACK_WITHDRAWN : 0) |
	    r->nexthop_kind << PACK_KIND_SHIFT |
	    (nexthop_octets(r) == 16 ? PACK_NEXTHOP_V6 : 0) |
	    (extra ? PACK_EXTRA : 0));
	out[1] = r->family;
	p = put_nlri(p, r);
	p += conf_varint_put(p, r->attrs);
	if (r->has_path_id)
		p = put(p, &r->path_id, sizeof(r->path_id));
	p = put(p, r->nexthop, nexthop_octets(r));
	if (r->nexthop_kind == CONF_NEXTHOP_OCTETS) {
		*p++ = (uint8_t)r->nexthop_octets.left;
		p = put(p, r->nexthop_octets.p, r->nexthop_octets.left);
	}
	if (extra) {
		*p++ = r->prepend_self;
		*p++ = r->name_len;
		*p++ = r->watchdog_len;
		p = put(p, name, r->name_len);
		p = put(p, watchdog, r->watchdog_len);
	}
	return (size_t)(p - out);
}

static int
unpack_key(struct rbuf *b, struct conf_route *r)
{
	uint32_t key, carried;

	if (conf_varint_get(b, &key) == -1 ||
	    conf_varint_get(b, &carried) == -1 || key == 0 ||
	    key > CONF_NLRI_MAX || carried > CONF_NLRI_MAX - key ||
	    rbuf_sub(b, key, &r->key) == -1)
		return -1;
	return rbuf_sub(b, carried, &r->carried);
}

static int
unpack_nlri(struct rbuf *b, struct conf_route *r)
{
	const struct family_info *f;

	if (rbuf_u8(b, &r->family) == -1 || r->family >= FAMILY_MAX)
		return -1;
	if (is_keyed(r))
		return unpack_key(b, r);
	f = family_info(r->family);
	if (rbuf_u8(b, &r->plen) == -1 ||
	    r->plen > (f->af == ADDR_V6 ? 128 : 32))
		return -1;
	r->af = (uint8_t)f->af;
	return rbuf_bytes(b, r->prefix, prefix_octets(r));
}

static int
unpack_nexthop(struct rbuf *b, struct conf_route *r, uint8_t bits)
{
	uint8_t n;

	r->nexthop_kind = bits >> PACK_KIND_SHIFT & 3;
	if (r->nexthop_kind == CONF_NEXTHOP_ADDR)
		r->nexthop_af = (bits & PACK_NEXTHOP_V6) != 0 ? ADDR_V6 :
		    ADDR_V4;
	else if ((bits & PACK_NEXTHOP_V6) != 0)
		return -1;
	if (r->nexthop_kind == CONF_NEXTHOP_OCTETS)
		return rbuf_u8(b, &n) == -1 || n == 0 ? -1 :
		    rbuf_sub(b, n, &r->nexthop_octets);
	return rbuf_bytes(b, r->nexthop, nexthop_octets(r));
}

int
conf_route_unpack(struct rbuf *body, struct conf_route *r)
{
	struct rbuf b = *body;
	uint8_t bits;

	memset(r, 0, sizeof(*r));
	if (conf_varint_get(&b, &r->targets) == -1 ||
	    rbuf_u8(&b, &bits) == -1 || (bits & ~PACK_BITS) != 0 ||
	    unpack_nlri(&b, r) == -1 ||
	    conf_varint_get(&b, &r->attrs) == -1)
		return -1;
	r->has_path_id = (bits & PACK_PATH_ID) != 0;
	r->withdrawn = (bits & PACK_WITHDRAWN) != 0;
	if (r->has_path_id &&
	    rbuf_host(&b, &r->path_id, sizeof(r->path_id)) == -1)
		return -1;
	if (unpack_nexthop(&b, r, bits) == -1)
		return -1;
	if ((bits & PACK_EXTRA) != 0 &&
	    (rbuf_u8(&b, &r->prepend_self) == -1 ||
	    rbuf_u8(&b, &r->name_len) == -1 ||
	    rbuf_u8(&b, &r->watchdog_len) == -1))
		return -1;
	if (b.left != (size_t)r->name_len + r->watchdog_len)
		return -1;
	*body = b;
	return 0;
}
