/* SPDX-License-Identifier: ISC */
/*
 * BGP-LS NLRI in events, with ExaBGP's keys: descriptors by their names, and
 * by number and octets those that have none here or an odd length.  Until
 * shape 5 descriptors of a node are one object, and addresses of a link too.
 */
#include "event/emit.h"
#include "path/layout.h"
#include "path/ls_nlri.h"
#include "path/ls_value.h"

enum { MULTI_TOPOLOGY_BITS = 0x0fff, SYSTEM_ID = 6 };

static const char *const names[LS_TYPES] = {
	[LS_NODE] = "bgpls-node", [LS_LINK] = "bgpls-link",
	[LS_PREFIX_V4] = "bgpls-prefix-v4",
	[LS_PREFIX_V6] = "bgpls-prefix-v6",
	[LS_SR_POLICY] = "bgpls-sr-policy", [LS_SRV6_SID] = "bgpls-srv6sid",
};

/* An object's or an array's members: a comma in front of all but the first. */
struct members {
	struct wbuf	*w;
	const char	*comma;
};

static void
next(struct members *m)
{
	wbuf_str(m->w, m->comma);
	m->comma = ", ";
}

static void
key(struct members *m, const char *name)
{
	next(m);
	wbuf_printf(m->w, "\"%s\": ", name);
}

static void
generic(struct members *m, const struct ls_tlv *t)
{
	next(m);
	wbuf_printf(m->w, "\"generic-tlv-%u\": [ ", t->type);
	ls_quoted_octets(m->w, t->v);
	wbuf_str(m->w, " ]");
}

/* --- descriptors of nodes ------------------------------------------------ */

/* RFC 9552 5.2.1.4: its length says of which protocol it is, and if a LAN's. */
static void
router_id(struct members *m, const struct ls_tlv *t)
{
	struct rbuf v = t->v, id;

	if (v.left == SYSTEM_ID || v.left == SYSTEM_ID + 1) {
		(void)rbuf_sub(&v, SYSTEM_ID, &id);
		key(m, "router-id");
		wbuf_u8(m->w, '"');
		for (; id.left > 0; id.left--)
			wbuf_printf(m->w, "%02x", *id.p++);
		wbuf_u8(m->w, '"');
		if (v.left == 1) {
			key(m, "psn");
			wbuf_printf(m->w, "\"%u\"", v.p[0]);
		}
		return;
	}
	if (v.left != 4 && v.left != 8) {
		generic(m, t);
		return;
	}
	(void)rbuf_sub(&v, 4, &id);
	key(m, "router-id");
	ls_quoted_addr(m->w, id);
	if (v.left == 4) {
		key(m, "designated-router-id");
		ls_quoted_addr(m->w, v);
	}
}

static void
node_member(struct members *m, const struct ls_tlv *t)
{
	if (t->type == LS_IGP_ROUTER_ID) {
		router_id(m, t);
		return;
	}
	if (t->v.left != 4) {
		generic(m, t);
		return;
	}
	switch (t->type) {
	case LS_AS:
		key(m, "autonomous-system");
		emit_number(m->w, (uint32_t)layout_number(t->v));
		break;
	case LS_IDENTIFIER:
		key(m, "bgp-ls-identifier");
		wbuf_printf(m->w, "\"%u\"", (uint32_t)layout_number(t->v));
		break;
	case LS_OSPF_AREA:
		key(m, "ospf-area-id");
		ls_quoted_addr(m->w, t->v);
		break;
	case LS_BGP_ROUTER_ID:
		key(m, "bgp-router-id");
		ls_quoted_addr(m->w, t->v);
		break;
	case LS_BGP_CONFED_MEMBER:
		key(m, "bgp-confederation-member");
		emit_number(m->w, (uint32_t)layout_number(t->v));
		break;
	default:
		generic(m, t);
		break;
	}
}

static void
node(struct members *all, const char *name, struct rbuf tlvs, uint16_t type,
    unsigned shape)
{
	struct members m = { all->w, "" };
	struct ls_tlv t, sub;

	key(all, name);
	wbuf_str(all->w, shape < SHAPE_5 ? "{ " : "[ ");
	while (ls_tlv_next(&tlvs, &t) == 1) {
		while (t.type == type && ls_tlv_next(&t.v, &sub) == 1) {
			if (shape < SHAPE_5) {
				node_member(&m, &sub);
				continue;
			}
			next(&m);
			wbuf_str(all->w, "{ ");
			node_member(&(struct members){ all->w, "" }, &sub);
			wbuf_str(all->w, " }");
		}
	}
	wbuf_str(all->w, shape < SHAPE_5 ? " }" : " ]");
}

/* --- descriptors of links, prefixes, SIDs -------------------------------- */

static bool
is_addr_of(const struct ls_tlv *t, uint16_t ipv4)
{
	return (t->type == ipv4 && t->v.left == 4) ||
	    (t->type == ipv4 + 2 && t->v.left == 16);
}

static void
addresses(struct members *all, const char *name, const char *old,
    struct rbuf tlvs, uint16_t ipv4, unsigned shape)
{
	struct members m = { all->w, "" };
	struct rbuf count = tlvs;
	struct ls_tlv t;
	unsigned n = 0;

	while (ls_tlv_next(&count, &t) == 1)
		n += is_addr_of(&t, ipv4);
	key(all, shape < SHAPE_5 ? old : name);
	if (shape >= SHAPE_5)
		wbuf_str(all->w, "[ ");
	else if (n == 0)
		wbuf_str(all->w, "{ ");
	else
		wbuf_printf(all->w, "{ \"%s\": %s", old, n == 1 ? "" : "[ ");
	while (ls_tlv_next(&tlvs, &t) == 1)
		if (is_addr_of(&t, ipv4)) {
			next(&m);
			ls_quoted_addr(all->w, t.v);
		}
	if (shape >= SHAPE_5 || n > 1)
		wbuf_str(all->w, " ]");
	if (shape < SHAPE_5)
		wbuf_str(all->w, " }");
}

static bool
is_topologies(const struct ls_tlv *t)
{
	return t->type == LS_MULTI_TOPOLOGY && t->v.left > 0 &&
	    t->v.left % 2 == 0;
}

static void
topologies(struct members *all, struct rbuf tlvs, const char *quote)
{
	struct members m = { all->w, "" };
	struct ls_tlv t;
	uint16_t id;

	key(all, "multi-topology-ids");
	wbuf_str(all->w, "[ ");
	while (ls_tlv_next(&tlvs, &t) == 1)
		while (is_topologies(&t) && rbuf_u16(&t.v, &id) == 0) {
			next(&m);
			wbuf_printf(all->w, "%s%u%s", quote,
			    id & MULTI_TOPOLOGY_BITS, quote);
			if (t.v.left == 0)
				break;
		}
	wbuf_str(all->w, " ]");
}

static void
link_ids(struct members *all, struct rbuf tlvs, unsigned shape)
{
	struct members m = { all->w, "" };
	uint32_t local = 0, remote = 0;
	struct ls_tlv t;
	size_t start = all->w->len;
	const char *comma = all->comma;

	key(all, "link-identifiers");
	wbuf_str(all->w, "[ ");
	while (ls_tlv_next(&tlvs, &t) == 1) {
		if (t.type != LS_LINK_ID || t.v.left != 8)
			continue;
		(void)rbuf_u32(&t.v, &local);
		(void)rbuf_u32(&t.v, &remote);
		next(&m);
		wbuf_printf(all->w, "{ \"link-local-id\": %u, "
		    "\"link-remote-id\": %u }", local, remote);
	}
	wbuf_str(all->w, " ]");
	/* 4.2 has them only where there are some */
	if (shape < SHAPE_5 && *m.comma == '\0' && !all->w->failed) {
		wbuf_truncate(all->w, start);
		all->comma = comma;
	}
}

static bool
is_prefix(const struct ls_tlv *t, uint16_t type)
{
	return t->type == LS_IP_REACHABILITY && t->v.left > 0 &&
	    t->v.left <= (type == LS_PREFIX_V6 ? 17 : 5) &&
	    t->v.p[0] <= (type == LS_PREFIX_V6 ? 128 : 32);
}

/* Octets that are not there are zero: some speakers send one too few. */
static void
prefix(struct members *m, const struct ls_tlv *t, uint16_t type,
    unsigned shape)
{
	uint8_t b[16] = { 0 };
	struct rbuf v = t->v;
	struct addr a;
	uint8_t len = 0;

	(void)rbuf_u8(&v, &len);
	(void)rbuf_bytes(&v, b, v.left);
	a = addr_of(type == LS_PREFIX_V6 ? ADDR_V6 : ADDR_V4, b);
	key(m, "ip-reachability-tlv");
	wbuf_u8(m->w, '"');
	emit_addr(m->w, &a);
	if (shape >= SHAPE_6)
		wbuf_printf(m->w, "/%u", len);
	wbuf_str(m->w, "\"");
	key(m, "ip-reach-prefix");
	wbuf_u8(m->w, '"');
	emit_addr(m->w, &a);
	wbuf_printf(m->w, "/%u\"", len);
}

/* RFC 9857 3: E and O say which of its addresses are IPv6; m NULL: is it? */
static bool
candidate_path(struct members *m, struct rbuf v)
{
	uint8_t origin, flags;
	uint32_t color, as, discriminator;
	struct rbuf endpoint, originator;

	if (rbuf_u8(&v, &origin) == -1 || rbuf_u8(&v, &flags) == -1 ||
	    rbuf_skip(&v, 2) == -1 ||
	    rbuf_sub(&v, (flags & 0x80) != 0 ? 16 : 4, &endpoint) == -1 ||
	    rbuf_u32(&v, &color) == -1 || rbuf_u32(&v, &as) == -1 ||
	    rbuf_sub(&v, (flags & 0x40) != 0 ? 16 : 4, &originator) == -1 ||
	    rbuf_u32(&v, &discriminator) == -1 || v.left != 0)
		return false;
	if (m == NULL)
		return true;
	key(m, "candidate-path");
	wbuf_printf(m->w, "{ \"protocol-origin\": %u, \"endpoint\": ",
	    origin);
	ls_quoted_addr(m->w, endpoint);
	wbuf_printf(m->w, ", \"color\": %u, \"originator-as\": %u, "
	    "\"originator\": ", color, as);
	ls_quoted_addr(m->w, originator);
	wbuf_printf(m->w, ", \"discriminator\": %u }", discriminator);
	return true;
}

/* It has a member of its own, which may be there once. */
static bool
is_single(const struct ls_tlv *t, const struct ls_nlri *ls)
{
	switch (t->type) {
	case LS_OSPF_ROUTE_TYPE:
		return t->v.left == 1;
	case LS_SRV6_SID_INFO:
		return t->v.left == 16;
	case LS_SR_CANDIDATE_PATH:
		return candidate_path(NULL, t->v);
	default:
		return is_prefix(t, ls->type);
	}
}

/* The type has no member for it, or it is odd. */
static bool
is_other(const struct ls_tlv *t, const struct ls_nlri *ls)
{
	bool link = ls->type == LS_LINK;

	switch (t->type) {
	case LS_LOCAL_NODE:
		return false;
	case LS_REMOTE_NODE:
		return !link;
	case LS_LINK_ID:
		return !link || t->v.left != 8;
	default:
		return !(link && (is_addr_of(t, LS_IPV4_INTERFACE) ||
		    is_addr_of(t, LS_IPV4_NEIGHBOR))) &&
		    !is_topologies(t);
	}
}

/*
 * Those of one type stand together, for they are in order; of those that have
 * a member the first has it.
 */
static void
others(struct members *m, const struct ls_nlri *ls)
{
	struct rbuf tlvs = ls->tlvs;
	struct ls_tlv t;
	int type = -1, last = -1;

	while (ls_tlv_next(&tlvs, &t) == 1) {
		if (t.type != last && is_single(&t, ls)) {
			last = t.type;
			continue;
		}
		if (!is_other(&t, ls))
			continue;
		if (t.type != type) {
			if (type != -1)
				wbuf_str(m->w, " ]");
			next(m);
			wbuf_printf(m->w, "\"generic-tlv-%u\": [ ", t.type);
		} else
			wbuf_str(m->w, ", ");
		type = t.type;
		ls_quoted_octets(m->w, t.v);
	}
	if (type != -1)
		wbuf_str(m->w, " ]");
}

static void
single(struct members *m, const struct ls_tlv *t, uint16_t type,
    unsigned shape)
{
	switch (t->type) {
	case LS_OSPF_ROUTE_TYPE:
		key(m, "ospf-route-type");
		emit_number(m->w, t->v.p[0]);
		break;
	case LS_SRV6_SID_INFO:
		key(m, "srv6-sid");
		ls_quoted_addr(m->w, t->v);
		break;
	case LS_SR_CANDIDATE_PATH:
		(void)candidate_path(m, t->v);
		break;
	default:
		prefix(m, t, type, shape);
		break;
	}
}

/* What a type may have beside its nodes, wherever it is. */
static void
descriptors(struct members *m, const struct ls_nlri *ls, unsigned shape)
{
	struct rbuf tlvs = ls->tlvs;
	bool seen = false;
	struct ls_tlv t;
	int last = -1;

	while (ls_tlv_next(&tlvs, &t) == 1) {
		if (t.type != last && is_single(&t, ls)) {
			single(m, &t, ls->type, shape);
			last = t.type;
		} else if (is_topologies(&t) && !seen &&
		    ls->type != LS_SRV6_SID &&
		    (ls->type != LS_LINK || shape < SHAPE_5)) {
			topologies(m, ls->tlvs, "");
			seen = true;
		}
	}
}

/* --- all of it ----------------------------------------------------------- */

static void
link_members(struct members *m, const struct ls_nlri *ls, unsigned shape)
{
	node(m, "local-node-descriptors", ls->tlvs, LS_LOCAL_NODE, shape);
	node(m, "remote-node-descriptors", ls->tlvs, LS_REMOTE_NODE, shape);
	addresses(m, "interface-addresses", "interface-address", ls->tlvs,
	    LS_IPV4_INTERFACE, shape);
	addresses(m, "neighbor-addresses", "neighbor-address", ls->tlvs,
	    LS_IPV4_NEIGHBOR, shape);
	if (shape >= SHAPE_5)
		topologies(m, ls->tlvs, "");
	link_ids(m, ls->tlvs, shape);
	descriptors(m, ls, shape);
	others(m, ls);
}

static void
sid_members(struct members *m, const struct ls_nlri *ls, unsigned shape)
{
	struct members inner = { m->w, "" };

	node(m, "node-descriptors", ls->tlvs, LS_LOCAL_NODE, shape);
	key(m, "srv6-sid-descriptors");
	wbuf_str(m->w, "{ ");
	topologies(&inner, ls->tlvs, "\"");
	descriptors(&inner, ls, shape);
	others(&inner, ls);
	wbuf_str(m->w, " }");
}

static void
node_members(struct members *m, const struct ls_nlri *ls,
    const struct nlri_form *form)
{
	node(m, "node-descriptors", ls->tlvs, LS_LOCAL_NODE, form->shape);
	descriptors(m, ls, form->shape);
	others(m, ls);
	if (form->nexthop == NULL || form->nexthop->global.af == ADDR_NONE)
		return;
	key(m, "nexthop");
	wbuf_u8(m->w, '"');
	emit_addr(m->w, &form->nexthop->global);
	wbuf_u8(m->w, '"');
}

static void
known(struct members *m, const struct ls_nlri *ls,
    const struct nlri_form *form)
{
	key(m, "ls-nlri-type");
	wbuf_printf(m->w, "\"%s\"", names[ls->type]);
	key(m, "l3-routing-topology");
	emit_number(m->w, ls->identifier);
	key(m, "protocol-id");
	emit_number(m->w, ls->protocol);
	if (ls->type == LS_LINK)
		link_members(m, ls, form->shape);
	else if (ls->type == LS_SRV6_SID)
		sid_members(m, ls, form->shape);
	else
		node_members(m, ls, form);
}

static void
unknown(struct members *m, const struct nlri_view *n)
{
	struct rbuf body = n->key;
	uint16_t type = 0;

	(void)rbuf_u16(&body, &type);
	key(m, "code");
	emit_number(m->w, type);
	key(m, "parsed");
	wbuf_str(m->w, "false");
	key(m, "raw");
	wbuf_printf(m->w, "\"%04X%04X", type, (unsigned)body.left);
	emit_octets(m->w, body.p, body.left);
	wbuf_u8(m->w, '"');
}

void
ls_json(struct wbuf *w, const struct nlri_view *n,
    const struct nlri_form *form, const uint32_t *path_id)
{
	struct members m = { w, "" };
	struct ls_nlri ls;
	struct addr id;

	ls_open(n, &ls);
	wbuf_str(w, "{ ");
	if (ls.known)
		known(&m, &ls, form);
	else
		unknown(&m, n);
	if (ls.rd.left == RD_SIZE) {
		key(&m, "rd");
		wbuf_u8(w, '"');
		rd_print(w, ls.rd.p);
		wbuf_u8(w, '"');
	}
	if (path_id != NULL) {
		id = addr_v4(*path_id);
		key(&m, "path-information");
		wbuf_u8(w, '"');
		emit_addr(w, &id);
		wbuf_u8(w, '"');
	}
	wbuf_str(w, " }");
}
