/* SPDX-License-Identifier: ISC */
/*
 * BGP-LS, TLV by TLV: those of the attribute by the rows that events are
 * written by, descriptors of NLRI by a table of their own.  What makes an NLRI
 * be left out (RFC 9552 5.1, 8.2.2) is said at the TLV that does.
 */
#include "explain_ls.h"
#include "explain_tlv.h"
#include "path/ls_layout.h"
#include "path/ls_nlri.h"
#include "path/ls_table.h"

enum { NESTED_MAX = 5 };

static const struct explain_head attribute = { "TLV", "RFC 9552 5.1", 2, 2,
	false };
static const struct explain_head inside = { "Sub-TLV", "RFC 9552 5.1", 2, 2,
	false };

static const struct layout number4[] = {
	{ .key = "value", .kind = LAYOUT_NUMBER, .octets = 4 },
	{ .kind = LAYOUT_END }
};
static const struct layout address16[] = {
	{ .key = "sid", .kind = LAYOUT_ADDR, .octets = 16 },
	{ .kind = LAYOUT_END }
};

#define LINK	"RFC 9552 5.2.2"
#define NODE	"RFC 9552 5.2.1.4"

static const struct explain_kind descriptors[] = {
	{ LS_LOCAL_NODE, "local-node-descriptors", "RFC 9552 5.2.1.2",
	    ls_of_tlvs },
	{ LS_REMOTE_NODE, "remote-node-descriptors", "RFC 9552 5.2.1.3",
	    ls_of_tlvs },
	{ LS_LINK_ID, "link-identifiers", LINK, ls_of_link_ids },
	{ LS_IPV4_INTERFACE, "ipv4-interface-address", LINK, ls_of_addr },
	{ LS_IPV4_NEIGHBOR, "ipv4-neighbor-address", LINK, ls_of_addr },
	{ LS_IPV6_INTERFACE, "ipv6-interface-address", LINK, ls_of_addr },
	{ LS_IPV6_NEIGHBOR, "ipv6-neighbor-address", LINK, ls_of_addr },
	{ LS_MULTI_TOPOLOGY, "multi-topology-ids", "RFC 9552 5.2.2.1",
	    ls_of_topologies },
	{ LS_OSPF_ROUTE_TYPE, "ospf-route-type", "RFC 9552 5.2.3.1",
	    ls_of_octet },
	{ LS_IP_REACHABILITY, "ip-reachability", "RFC 9552 5.2.3.2",
	    ls_of_prefix },
	{ LS_AS, "autonomous-system", NODE, number4 },
	{ LS_IDENTIFIER, "bgp-ls-identifier", NODE, number4 },
	{ LS_OSPF_AREA, "ospf-area-id", NODE, ls_of_router },
	{ LS_IGP_ROUTER_ID, "igp-router-id", NODE, ls_of_octets },
	{ LS_BGP_ROUTER_ID, "bgp-router-id", "RFC 9086 3.1", ls_of_router },
	{ LS_BGP_CONFED_MEMBER, "confederation-member", "RFC 9086 3.1",
	    number4 },
	{ LS_SRV6_SID_INFO, "srv6-sid", "RFC 9514 6.1", address16 },
	{ LS_SR_CANDIDATE_PATH, "candidate-path", "RFC 9857 4",
	    ls_of_candidate },
	{ 0, NULL, NULL, NULL },
};

/* --- the attribute --- */

static void
put_tlvs(struct explain *e, struct rbuf b, const struct explain_head *h,
    unsigned nested)
{
	const struct ls_row *row;
	struct explain_tlv t;
	struct rbuf in;

	while (explain_tlv_next(e, &b, h, &t)) {
		row = ls_row_get(t.type);
		explain_tlv_open(e, h, &t, row != NULL ? row->key : NULL,
		    row != NULL ? row->section : h->section);
		in = row != NULL ? explain_layout(e, row->layout, t.v,
		    row->section) : t.v;
		if (row != NULL && nested < NESTED_MAX)
			put_tlvs(e, in, &inside, nested + 1);
		else if (in.left > 0)
			explain_put(e, in, "Value", h->section,
			    "%zu octet%s", in.left,
			    in.left == 1 ? "" : "s");
		explain_tlv_close(e);
	}
}

void
explain_ls(struct explain *e, struct rbuf v)
{
	put_tlvs(e, v, &attribute, 0);
}

/* --- NLRI --- */

/* Ascending, in a node each type once. */
static const char *
order_fault(const struct explain_tlv *last, const struct explain_tlv *t,
    bool node)
{
	const struct ls_tlv a = { last->type, last->v }, b = { t->type, t->v };

	if (last->whole.left == 0)
		return NULL;
	if (ls_tlv_cmp(&a, &b) > 0)
		return "TLVs are not in ascending order";
	if (t->type == last->type && (node || t->type == LS_LOCAL_NODE ||
	    t->type == LS_REMOTE_NODE))
		return "given twice";
	return NULL;
}

static void
put_descriptors(struct explain *e, struct rbuf b,
    const struct explain_head *h, bool node)
{
	const struct explain_kind *k;
	struct explain_tlv t, last = { .whole = { NULL, 0 } };
	const char *why;
	struct rbuf in;

	for (; explain_tlv_next(e, &b, h, &t); last = t) {
		k = explain_kind_of(descriptors, t.type);
		explain_tlv_open(e, h, &t, k != NULL ? k->name : NULL,
		    k != NULL ? k->section : h->section);
		in = k != NULL ? explain_layout(e, k->layout, t.v,
		    k->section) : t.v;
		if (k != NULL && !node)
			put_descriptors(e, in, &inside, true);
		else if (in.left > 0)
			explain_put(e, in, "Value", h->section,
			    "%zu octet%s", in.left,
			    in.left == 1 ? "" : "s");
		explain_tlv_close(e);
		why = order_fault(&last, &t, node);
		if (why != NULL)
			explain_fault(e, t.whole.p, OFFENCE_NONE,
			    "RFC 9552 5.1", why);
	}
}

static void
put_rest(struct explain *e, struct rbuf b, const char *why)
{
	if (b.left > 0)
		explain_put(e, b, "Octets", "RFC 9552 5.2", "%zu octet%s",
		    b.left, b.left == 1 ? "" : "s");
	if (why != NULL)
		explain_fault(e, b.p, OFFENCE_NONE, "RFC 9552 5.2", why);
}

void
explain_ls_nlri(struct explain *e, struct rbuf b, bool vpn)
{
	struct rbuf type, len, field;
	const char *name;

	if (rbuf_sub(&b, 2, &type) == -1 || rbuf_sub(&b, 2, &len) == -1)
		return;
	name = ls_type_name((uint16_t)explain_number(type));
	explain_put(e, type, "Type", "RFC 9552 5.2", "%u%s%s",
	    explain_number(type), name != NULL ? ", " : "",
	    name != NULL ? name : "");
	explain_put(e, len, "Length", "RFC 9552 5.2", "%u",
	    explain_number(len));
	if (explain_number(len) < b.left)
		b.left = explain_number(len);
	if (vpn) {
		if (rbuf_sub(&b, RD_SIZE, &field) == -1) {
			put_rest(e, b, "too short for a distinguisher");
			return;
		}
		rd_print(explain_begin(e, field, "Route distinguisher",
		    "RFC 9552 5.2"), field.p);
		explain_end(e);
	}
	if (name == NULL) {
		put_rest(e, b, NULL);
		return;
	}
	if (b.left < 1 + 8) {
		put_rest(e, b, "too short for a protocol and an identifier");
		return;
	}
	(void)rbuf_sub(&b, 1, &field);
	name = ls_protocol_name(field.p[0]);
	explain_put(e, field, "Protocol", "RFC 9552 5.2", "%u%s%s",
	    field.p[0], name != NULL ? ", " : "", name != NULL ? name : "");
	(void)rbuf_sub(&b, 8, &field);
	explain_put(e, field, "Identifier", "RFC 9552 5.2", "%ju",
	    (uintmax_t)layout_number(field));
	put_descriptors(e, b, &attribute, false);
}
