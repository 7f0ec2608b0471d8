/* SPDX-License-Identifier: ISC */
/*
 * Tables: TABLE_DUMP (RFC 6396 4.2), a route a record, and TABLE_DUMP_V2 (4.3,
 * RFC 8050 4), a prefix a record with a route for each peer of a table that
 * stands before.  There MP_REACH_NLRI holds the next hop only, as 4.3.4 says,
 * but some wrote all of it: its AFI then begins with a zero, which a length
 * of a next hop is only where nothing follows.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "mrt_state.h"
#include "path/attr.h"

/* How a TABLE_DUMP_V2 record is read. */
enum { ADD_PATH = 0x100, FAMILY = 0xff, GENERIC = 0xff };
/* And one of TABLE_DUMP. */
enum { AS4 = 0x100, AF = 0xff };

enum { WHOLE = 3 };			/* AFI and SAFI before it */
enum { PEER_V6 = 1, PEER_AS4 = 2 };	/* RFC 6396 4.3.1 */

/* The value of MP_REACH_NLRI in a table. */
static int
read_reach(struct rbuf v, enum family f, struct nexthop *nh)
{
	struct rbuf field;
	uint8_t len;

	if (v.left > WHOLE && v.p[0] == 0)
		(void)rbuf_skip(&v, WHOLE);
	if (rbuf_u8(&v, &len) == -1 || rbuf_sub(&v, len, &field) == -1)
		return -1;
	return nexthop_read(field, f, true, nh);
}

/* Where the next attribute begins; NULL in *reach: none of the two. */
static int
find_mp(struct rbuf attrs, bool *any, struct rbuf *reach)
{
	struct attr a;
	int more;

	*any = false;
	*reach = (struct rbuf){ 0 };
	while ((more = attr_next(&attrs, &a)) == 1) {
		if (a.type == ATTR_MP_REACH)
			*reach = a.value;
		if (a.type == ATTR_MP_REACH || a.type == ATTR_MP_UNREACH)
			*any = true;
	}
	return more;
}

static void
copy_others(struct wbuf *w, struct rbuf attrs)
{
	struct attr a;

	wbuf_reset(w);
	while (attr_next(&attrs, &a) == 1)
		if (a.type != ATTR_MP_REACH && a.type != ATTR_MP_UNREACH)
			attr_write(w, a.flags & (uint8_t)~ATTR_EXTENDED,
			    a.type, a.value.p, a.value.left);
}

/* The attributes of one route, and the item that they make whole. */
static void
put_route(struct mrt *m, struct mrt_item *i, struct rbuf attrs, bool as4)
{
	struct mrt_set set = { .octets = attrs, .as4 = as4 };
	struct rbuf reach;
	bool any;

	i->nexthop = (struct nexthop){ 0 };
	if (find_mp(attrs, &any, &reach) == -1) {
		mrt_bad(m, "an attribute runs past its route");
		return;
	}
	if (any) {
		copy_others(&m->room, attrs);
		set.octets = wbuf_view(&m->room);
	}
	if (reach.left > 0 && i->family != FAMILY_NONE &&
	    read_reach(reach, i->family, &i->nexthop) == -1)
		mrt_bad(m, "malformed next hop in MP_REACH_NLRI");
	set.serial = ++m->serial;
	i->set = &set;
	mrt_put(m, i);
}

static void
read_table_dump(struct mrt *m, const struct mrt_record *r, unsigned how)
{
	struct mrt_peer peer = { 0 };
	struct mrt_item i = { .kind = MRT_ROUTE, .r = r, .peer = &peer,
	    .safi = SAFI_UNICAST };
	uint8_t af = how & AF;
	struct rbuf b = r->body, attrs;
	struct addr net;
	uint8_t plen;
	uint16_t len;

	/* View, sequence; behind the prefix, status. */
	if (rbuf_skip(&b, 4) == -1 || mrt_read_addr(&b, af, &net) == -1 ||
	    rbuf_u8(&b, &plen) == -1 || rbuf_skip(&b, 1) == -1 ||
	    rbuf_u32(&b, &i.originated) == -1 ||
	    mrt_read_addr(&b, af, &peer.addr) == -1 ||
	    mrt_read_as(&b, (how & AS4) != 0, &peer.as) == -1 ||
	    rbuf_u16(&b, &len) == -1 || rbuf_sub(&b, len, &attrs) == -1) {
		mrt_bad(m, "TABLE_DUMP is too short");
		return;
	}
	if (plen > addr_bits(af)) {
		mrt_bad(m, "prefix is longer than an address");
		return;
	}
	i.afi = af == ADDR_V6 ? AFI_IPV6 : AFI_IPV4;
	i.family = family_by_number(i.afi, i.safi);
	i.nlri.family = (uint8_t)i.family;
	i.nlri.prefix.af = af;
	i.nlri.prefix.len = plen;
	memcpy(i.nlri.prefix.b, net.b, sizeof(net.b));
	prefix_mask(&i.nlri.prefix);
	put_route(m, &i, attrs, (how & AS4) != 0);
}

/* The peer table itself, and items of its rows. */
static int
read_peer(struct rbuf *b, struct mrt_peer *p)
{
	uint8_t type;

	*p = (struct mrt_peer){ .has_id = true };
	if (rbuf_u8(b, &type) == -1 || rbuf_u32(b, &p->id) == -1 ||
	    mrt_read_addr(b, (type & PEER_V6) != 0 ? ADDR_V6 : ADDR_V4,
	    &p->addr) == -1 ||
	    mrt_read_as(b, (type & PEER_AS4) != 0, &p->as) == -1)
		return -1;
	return 0;
}

static void
read_peers(struct mrt *m, const struct mrt_record *r, unsigned how)
{
	struct mrt_item i = { .kind = MRT_PEER, .r = r,
	    .family = FAMILY_NONE };
	struct rbuf b = r->body;
	uint16_t len, n;

	(void)how;
	free(m->peers);
	m->peers = NULL;
	m->npeers = 0;
	/* Collector, and the name of the view. */
	if (rbuf_skip(&b, 4) == -1 || rbuf_u16(&b, &len) == -1 ||
	    rbuf_skip(&b, len) == -1 || rbuf_u16(&b, &n) == -1) {
		mrt_bad(m, "PEER_INDEX_TABLE is too short");
		return;
	}
	m->peers = xcalloc(n > 0 ? n : 1, sizeof(*m->peers));
	for (; m->npeers < n; m->npeers++) {
		if (read_peer(&b, &m->peers[m->npeers]) == -1) {
			mrt_bad(m, "PEER_INDEX_TABLE holds fewer peers than "
			    "it says");
			return;
		}
		i.peer = &m->peers[m->npeers];
		i.index = (uint32_t)m->npeers;
		mrt_put(m, &i);
	}
}

/* One route of a prefix: 0, or -1: the record cannot be read on. */
static int
read_entry(struct mrt *m, struct mrt_item *i, struct rbuf *b)
{
	struct rbuf attrs;
	uint16_t peer, len;

	if (rbuf_u16(b, &peer) == -1 ||
	    rbuf_u32(b, &i->originated) == -1 ||
	    (i->add_path && rbuf_u32(b, &i->nlri.path_id) == -1) ||
	    rbuf_u16(b, &len) == -1 || rbuf_sub(b, len, &attrs) == -1)
		return -1;
	if (peer >= m->npeers) {
		mrt_bad(m, "a route of a peer that is not in the peer table");
		return 0;
	}
	i->peer = &m->peers[peer];
	i->nlri.has_path_id = i->add_path;
	put_route(m, i, attrs, true);
	return 0;
}

static void
read_entries(struct mrt *m, struct mrt_item *i, struct rbuf *b)
{
	uint16_t n;

	if (rbuf_u16(b, &n) == -1) {
		mrt_bad(m, "no room for the number of routes");
		return;
	}
	for (; n > 0 && !m->stopped; n--)
		if (read_entry(m, i, b) == -1) {
			mrt_bad(m, "fewer routes than it says");
			return;
		}
}

/*
 * For where an NLRI ends.  Octets can be written that look like a great many
 * routes from each of its octets on: so many routes and attributes are looked
 * at in all, which is more than those have that a collector wrote.
 */
struct search {
	const struct mrt *m;
	bool		 add_path;
	size_t		 looks;		/* that are left */
};
enum { LOOKS = 65536, LOOKS_OCTET = 16 };

static bool
look(struct search *s)
{
	if (s->looks == 0)
		return false;
	s->looks--;
	return true;
}

/* Are these whole attributes? */
static bool
are_attributes(struct search *s, struct rbuf b)
{
	struct attr a;
	int more;

	do
		more = look(s) ? attr_next(&b, &a) : -1;
	while (more == 1);
	return more == 0;
}

/* A number of routes, each of a peer, and nothing behind the last? */
static bool
are_entries(struct search *s, struct rbuf b, bool whole)
{
	struct rbuf attrs;
	uint16_t n, peer, len;

	if (rbuf_u16(&b, &n) == -1 || n == 0)
		return false;
	for (; n > 0; n--)
		if (!look(s) ||
		    rbuf_u16(&b, &peer) == -1 || peer >= s->m->npeers ||
		    rbuf_skip(&b, s->add_path ? 8 : 4) == -1 ||
		    rbuf_u16(&b, &len) == -1 ||
		    rbuf_sub(&b, len, &attrs) == -1 ||
		    (whole && !are_attributes(s, attrs)))
			return false;
	return b.left == 0;
}

/* The octets of the NLRI, 0: there is no such place; or -1, with why. */
static int
find_end(struct search *s, struct rbuf rest, const char **why)
{
	int n, len = 0;

	for (n = 1; n <= NLRI_ROOM && rbuf_skip(&rest, 1) == 0; n++) {
		if (!are_entries(s, rest, false) || !are_entries(s, rest, true))
			continue;
		*why = "a family that is not known, whose NLRI may end in "
		    "more than one place";
		if (len > 0)
			return -1;
		len = n;
	}
	*why = "a family that is not known, in whose NLRI there is too much "
	    "that looks like routes";
	return s->looks == 0 ? -1 : len;
}

/*
 * Where an NLRI of a family by number ends nobody says (RFC 6396 4.3.3): it is
 * where all that follows are routes, if there is one such place.
 */
static int
read_other(struct mrt *m, struct rbuf *b, struct mrt_item *i)
{
	struct search s = { .m = m, .add_path = i->add_path,
	    .looks = LOOKS + b->left * LOOKS_OCTET };
	const char *why;
	struct rbuf nlri;
	int len = find_end(&s, *b, &why);

	if (len == -1) {
		mrt_bad(m, why);
		return -1;
	}
	if (len == 0 || rbuf_sub(b, (size_t)len, &nlri) == -1 ||
	    mrt_read_nlri(m, &nlri, i, false) != 0) {
		mrt_bad(m, "a family that is not known, and no routes of "
		    "peers behind its NLRI");
		return -1;
	}
	return 0;
}

/*
 * The path identifier stands in front of each route's attributes, not of the
 * prefix (RFC 8050 4.1).
 */
static void
read_rib(struct mrt *m, const struct mrt_record *r, unsigned how)
{
	struct mrt_item i = { .kind = MRT_ROUTE, .r = r,
	    .add_path = (how & ADD_PATH) != 0 };
	bool generic = (how & FAMILY) == GENERIC;
	struct rbuf b = r->body;
	const struct family_info *info;

	i.family = FAMILY_NONE;
	if (rbuf_skip(&b, 4) == -1 || (generic &&
	    (rbuf_u16(&b, &i.afi) == -1 || rbuf_u8(&b, &i.safi) == -1))) {
		mrt_bad(m, "the record is too short");
		return;
	}
	i.family = generic ? family_by_number(i.afi, i.safi) :
	    (enum family)(how & FAMILY);
	if (i.family == FAMILY_NONE) {
		mrt_bad(m, "a family that is not known");
		return;
	}
	info = family_info(i.family);
	i.afi = info->afi;
	i.safi = info->safi;
	if (family_is_other(i.family)) {
		if (read_other(m, &b, &i) == -1)
			return;
	} else if (mrt_read_nlri(m, &b, &i, false) != 0) {
		mrt_bad(m, "malformed NLRI");
		return;
	}
	read_entries(m, &i, &b);
}

static const struct mrt_subtype table_dump[] = {
	[1] = { "AFI_IPv4", read_table_dump, ADDR_V4 },
	[2] = { "AFI_IPv6", read_table_dump, ADDR_V6 },
	/* Not of the RFC, but of files: 4-octet AS numbers. */
	[3] = { "AFI_IPv4_AS4", read_table_dump, ADDR_V4 | AS4 },
	[4] = { "AFI_IPv6_AS4", read_table_dump, ADDR_V6 | AS4 },
};

static const struct mrt_subtype table_v2[] = {
	[1] = { "PEER_INDEX_TABLE", read_peers, 0 },
	[2] = { "RIB_IPV4_UNICAST", read_rib, FAMILY_IPV4_UNICAST },
	[3] = { "RIB_IPV4_MULTICAST", read_rib, FAMILY_IPV4_MULTICAST },
	[4] = { "RIB_IPV6_UNICAST", read_rib, FAMILY_IPV6_UNICAST },
	[5] = { "RIB_IPV6_MULTICAST", read_rib, FAMILY_IPV6_MULTICAST },
	[6] = { "RIB_GENERIC", read_rib, GENERIC },
	[8] = { "RIB_IPV4_UNICAST_ADDPATH", read_rib,
	    FAMILY_IPV4_UNICAST | ADD_PATH },
	[9] = { "RIB_IPV4_MULTICAST_ADDPATH", read_rib,
	    FAMILY_IPV4_MULTICAST | ADD_PATH },
	[10] = { "RIB_IPV6_UNICAST_ADDPATH", read_rib,
	    FAMILY_IPV6_UNICAST | ADD_PATH },
	[11] = { "RIB_IPV6_MULTICAST_ADDPATH", read_rib,
	    FAMILY_IPV6_MULTICAST | ADD_PATH },
	[12] = { "RIB_GENERIC_ADDPATH", read_rib, GENERIC | ADD_PATH },
};

static const struct mrt_subtype *
row(const struct mrt_subtype *rows, size_t n, uint16_t subtype)
{
	return subtype < n && rows[subtype].read != NULL ? &rows[subtype] :
	    NULL;
}

const struct mrt_subtype *
mrt_table_dump_subtype(uint16_t subtype)
{
	return row(table_dump, sizeof(table_dump) / sizeof(table_dump[0]),
	    subtype);
}

const struct mrt_subtype *
mrt_table_v2_subtype(uint16_t subtype)
{
	return row(table_v2, sizeof(table_v2) / sizeof(table_v2[0]), subtype);
}
