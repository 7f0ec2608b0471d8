/* SPDX-License-Identifier: ISC */
/*
 * TUNNEL_ENCAPSULATION: tunnels, sub-TLVs, of an SR policy its segment lists
 * and their segments; and PREFIX_SID, whose TLVs a tunnel may have too
 * (RFC 9012 3.7).  Each is a row with its fields.
 */
#include "explain_tlv.h"
#include "explain_tunnel.h"
#include "path/tunnel_type.h"

#define END		{ .kind = LAYOUT_END }
#define NUM(k, n)	{ .key = k, .kind = LAYOUT_NUMBER, .octets = n }
#define RESERVED(n)	{ .kind = LAYOUT_NUMBER, .octets = n }
#define OCTETS(k, n)	{ .key = k, .kind = LAYOUT_OCTETS, .octets = n }
#define FLAGS(n, bits)	{ .key = "flags", .kind = LAYOUT_FLAGS, \
	.octets = n, .letters = bits }
#define ADDR(k, n)	{ .key = k, .kind = LAYOUT_ADDR, .octets = n }
#define TEXT(k)		{ .key = k, .kind = LAYOUT_TEXT }
#define TLVS		{ .key = "sub-tlvs", .kind = LAYOUT_TLVS }
#define LABEL		{ .key = "label", .kind = LAYOUT_LABEL, .octets = 4 }
/* Perhaps there. */
#define MAYBE_LABEL	{ .key = "label", .kind = LAYOUT_LABEL, \
	.octets = 4, .when = LAYOUT_OPTIONAL }
#define MAYBE_SID	{ .key = "sid", .kind = LAYOUT_ADDR, .octets = 16, \
	.when = LAYOUT_IF_LEFT, .mask = 1 << 16 | 1 << 24 }
#define MAYBE(k, n)	{ .key = k, .kind = LAYOUT_NUMBER, .octets = n, \
	.when = LAYOUT_OPTIONAL }
/* RFC 9831 2.10 */
#define MAYBE_BEHAVIOR	MAYBE("behavior", 2), \
	{ .kind = LAYOUT_NUMBER, .octets = 2, .when = LAYOUT_OPTIONAL }, \
	MAYBE("locator-block-length", 1), MAYBE("locator-node-length", 1), \
	MAYBE("function-length", 1), MAYBE("argument-length", 1)

/* --- PREFIX_SID --- */

static const struct layout label_index[] = {
	RESERVED(1), FLAGS(2, ""), NUM("label-index", 4), END
};
static const struct layout srgb[] = {
	FLAGS(2, ""), { .key = "base-and-range", .kind = LAYOUT_NUMBERS,
	    .each = 3 }, END
};
static const struct layout service[] = { RESERVED(1), TLVS, END };
static const struct layout sid_information[] = {
	RESERVED(1), ADDR("sid", 16), FLAGS(1, ""), NUM("behavior", 2),
	RESERVED(1), TLVS, END
};
static const struct layout structure[] = {
	NUM("locator-block-length", 1), NUM("locator-node-length", 1),
	NUM("function-length", 1), NUM("argument-length", 1),
	NUM("transposition-length", 1), NUM("transposition-offset", 1), END
};

static const struct explain_kind sids[] = {
	{ 1, "Label-Index", "RFC 8669 3.1", label_index },
	{ 3, "Originator SRGB", "RFC 8669 3.2", srgb },
	{ 5, "SRv6 L3 Service", "RFC 9252 2", service },
	{ 6, "SRv6 L2 Service", "RFC 9252 2", service },
	{ 0, NULL, NULL, NULL },
};
static const struct explain_kind service_subs[] = {
	{ 1, "SRv6 SID Information", "RFC 9252 3.1", sid_information },
	{ 0, NULL, NULL, NULL },
};
static const struct explain_kind service_sub_subs[] = {
	{ 1, "SRv6 SID Structure", "RFC 9252 3.2.1", structure },
	{ 0, NULL, NULL, NULL },
};

static const struct explain_head sid_tlv = { "TLV", "RFC 8669 3", 1, 2,
	false };
static const struct explain_head service_tlv = { "Sub-TLV", "RFC 9252 3", 1,
	2, false };
static const struct explain_head structure_tlv = { "Sub-Sub-TLV",
	"RFC 9252 3.2", 1, 2, false };

/* What there is in one that has TLVs, or its octets. */
typedef void put_inside(struct explain *e, struct rbuf v);

static void
put_octets(struct explain *e, struct rbuf v, const char *section)
{
	if (v.left > 0)
		explain_put(e, v, "Value", section, "%zu octet%s", v.left,
		    v.left == 1 ? "" : "s");
}

static void
put_tlvs(struct explain *e, struct rbuf b, const struct explain_head *h,
    const struct explain_kind *kinds, put_inside *inside)
{
	const struct explain_kind *k;
	struct explain_tlv t;
	struct rbuf in;

	while (explain_tlv_next(e, &b, h, &t)) {
		k = explain_kind_of(kinds, t.type);
		explain_tlv_open(e, h, &t, k != NULL ? k->name : NULL,
		    k != NULL ? k->section : h->section);
		in = k != NULL ? explain_layout(e, k->layout, t.v,
		    k->section) : t.v;
		if (k != NULL)
			inside(e, in);
		else
			put_octets(e, in, h->section);
		explain_tlv_close(e);
	}
}

static void
put_structures(struct explain *e, struct rbuf v)
{
	explain_kinds(e, v, &structure_tlv, service_sub_subs);
}

static void
put_service(struct explain *e, struct rbuf v)
{
	put_tlvs(e, v, &service_tlv, service_subs, put_structures);
}

void
explain_prefix_sid(struct explain *e, struct rbuf v)
{
	put_tlvs(e, v, &sid_tlv, sids, put_service);
}

/* --- segments --- */

#define HEAD		FLAGS(1, "VASB"), RESERVED(1)
#define HEAD_ALGORITHM	FLAGS(1, "VASB"), NUM("algorithm", 1)
#define INTERFACES	NUM("local-interface", 4), ADDR("local", 16), \
	NUM("remote-interface", 4), ADDR("remote", 16)

static const struct layout weight[] = {
	FLAGS(1, ""), RESERVED(1), NUM("weight", 4), END
};
static const struct layout type_a[] = { HEAD, LABEL, END };
static const struct layout type_b[] = {
	HEAD, ADDR("sid", 16), MAYBE_BEHAVIOR, END
};
static const struct layout type_c[] = {
	HEAD_ALGORITHM, ADDR("node", 4), MAYBE_LABEL, END
};
static const struct layout type_d[] = {
	HEAD_ALGORITHM, ADDR("node", 16), MAYBE_LABEL, END
};
static const struct layout type_e[] = {
	HEAD, NUM("local-interface", 4), ADDR("node", 4), MAYBE_LABEL, END
};
static const struct layout type_f[] = {
	HEAD, ADDR("local", 4), ADDR("remote", 4), MAYBE_LABEL, END
};
static const struct layout type_g[] = { HEAD, INTERFACES, MAYBE_LABEL, END };
static const struct layout type_h[] = {
	HEAD, ADDR("local", 16), ADDR("remote", 16), MAYBE_LABEL, END
};
static const struct layout type_i[] = {
	HEAD_ALGORITHM, ADDR("node", 16), MAYBE_SID, MAYBE_BEHAVIOR, END
};
static const struct layout type_j[] = {
	HEAD_ALGORITHM, INTERFACES, MAYBE_SID, MAYBE_BEHAVIOR, END
};
static const struct layout type_k[] = {
	HEAD_ALGORITHM, ADDR("local", 16), ADDR("remote", 16), MAYBE_SID,
	MAYBE_BEHAVIOR, END
};

static const struct explain_kind segments[] = {
	{ 1, "Segment type A", "RFC 9830 2.4.4.2.1", type_a },
	{ 3, "Segment type C", "RFC 9831 2.1", type_c },
	{ 4, "Segment type D", "RFC 9831 2.2", type_d },
	{ 5, "Segment type E", "RFC 9831 2.3", type_e },
	{ 6, "Segment type F", "RFC 9831 2.4", type_f },
	{ 7, "Segment type G", "RFC 9831 2.5", type_g },
	{ 8, "Segment type H", "RFC 9831 2.6", type_h },
	{ 9, "Weight", "RFC 9830 2.4.4.1", weight },
	{ 13, "Segment type B", "RFC 9830 2.4.4.2.2", type_b },
	{ 14, "Segment type I", "RFC 9831 2.7", type_i },
	{ 15, "Segment type J", "RFC 9831 2.8", type_j },
	{ 16, "Segment type K", "RFC 9831 2.9", type_k },
	{ 0, NULL, NULL, NULL },
};

/* --- sub-TLVs of tunnels --- */

static const struct layout vni[] = {
	FLAGS(1, "VM"), NUM("vni", 3), OCTETS("mac", 6), RESERVED(2), END
};
static const struct layout key[] = { NUM("key", 4), END };
static const struct layout session[] = {
	NUM("session", 4), { .key = "cookie", .kind = LAYOUT_OCTETS,
	    .when = LAYOUT_OPTIONAL }, END
};
static const struct layout protocol[] = { NUM("protocol", 2), END };
/* An extended community (RFC 9012 4.3). */
static const struct layout color[] = {
	NUM("type", 2), FLAGS(2, "CO"), NUM("color", 4), END
};
static const struct layout endpoint[] = {
	RESERVED(4), NUM("afi", 2),
	{ .key = "address", .kind = LAYOUT_ADDR, .when = LAYOUT_OPTIONAL },
	END
};
static const struct layout octet[] = { NUM("value", 1), END };
static const struct layout port[] = { NUM("port", 2), END };
static const struct layout labels[] = {
	{ .key = "label-stack-entries", .kind = LAYOUT_NUMBERS, .each = 4 },
	END
};
static const struct layout nested[] = { TLVS, END };
static const struct layout preference[] = {
	FLAGS(1, ""), RESERVED(1), NUM("preference", 4), END
};
static const struct layout binding[] = {
	FLAGS(1, "SI"), RESERVED(1),
	{ .key = "label", .kind = LAYOUT_LABEL, .octets = 4,
	    .when = LAYOUT_IF_LEFT, .mask = 1 << 4 },
	{ .key = "sid", .kind = LAYOUT_ADDR, .octets = 16,
	    .when = LAYOUT_IF_LEFT, .mask = 1 << 16 }, END
};
static const struct layout srv6_binding[] = {
	FLAGS(1, "SIB"), RESERVED(1), ADDR("sid", 16), MAYBE_BEHAVIOR, END
};
static const struct layout enlp[] = {
	FLAGS(1, ""), RESERVED(1), NUM("enlp", 1), END
};
static const struct layout priority[] = {
	NUM("priority", 1), RESERVED(1), END
};
static const struct layout list[] = { RESERVED(1), TLVS, END };
static const struct layout name[] = { RESERVED(1), TEXT("name"), END };

#define OF(type)	(1U << TUNNEL_##type)

enum { SUB_PREFIX_SID = 11, SUB_SEGMENT_LIST = 128 };

static const struct sub {
	uint32_t		 tunnels;	/* 0: of all */
	struct explain_kind	 kind;
} subs[] = {
	{ OF(VXLAN) | OF(NVGRE), { 1, "Encapsulation", "RFC 9012 3.2",
	    vni } },
	{ OF(GRE) | OF(MPLS_IN_GRE), { 1, "Encapsulation", "RFC 9012 3.2",
	    key } },
	{ OF(L2TPV3), { 1, "Encapsulation", "RFC 9012 3.2", session } },
	{ 0, { 2, "Protocol Type", "RFC 9012 3.4.1", protocol } },
	{ 0, { 4, "Color", "RFC 9012 3.4.2", color } },
	{ 0, { 6, "Tunnel Egress Endpoint", "RFC 9012 3.1", endpoint } },
	{ 0, { 7, "DS Field", "RFC 9012 3.3.1", octet } },
	{ 0, { 8, "UDP Destination Port", "RFC 9012 3.3.2", port } },
	{ 0, { 9, "Embedded Label Handling", "RFC 9012 3.5", octet } },
	{ 0, { 10, "MPLS Label Stack", "RFC 9012 3.6", labels } },
	{ 0, { SUB_PREFIX_SID, "Prefix-SID", "RFC 9012 3.7", nested } },
	{ 0, { 12, "Preference", "RFC 9830 2.4.1", preference } },
	{ 0, { 13, "Binding SID", "RFC 9830 2.4.2", binding } },
	{ 0, { 14, "Explicit NULL Label Policy", "RFC 9830 2.4.5", enlp } },
	{ 0, { 15, "Priority", "RFC 9830 2.4.6", priority } },
	{ 0, { 20, "SRv6 Binding SID", "RFC 9830 2.4.3", srv6_binding } },
	{ 0, { SUB_SEGMENT_LIST, "Segment List", "RFC 9830 2.4.4", list } },
	{ 0, { 129, "Candidate Path Name", "RFC 9830 2.4.7", name } },
	{ 0, { 130, "Policy Name", "RFC 9830 2.4.8", name } },
};

static const struct explain_head tunnel_tlv = { "Tunnel", "RFC 9012 2", 2, 2,
	false };
static const struct explain_head sub_tlv = { "Sub-TLV", "RFC 9012 2", 1, 1,
	true };
static const struct explain_head segment_tlv = { "Sub-TLV",
	"RFC 9830 2.4.4", 1, 1, false };

static const struct explain_kind *
sub_of(uint16_t tunnel, uint16_t type)
{
	size_t i;

	for (i = 0; i < sizeof(subs) / sizeof(subs[0]); i++)
		if (subs[i].kind.type == type && (subs[i].tunnels == 0 ||
		    (tunnel < 32 && (subs[i].tunnels >> tunnel & 1) != 0)))
			return &subs[i].kind;
	return NULL;
}

static void
put_subs(struct explain *e, struct rbuf b, uint16_t tunnel)
{
	const struct explain_kind *k;
	struct explain_tlv t;
	struct rbuf in;

	while (explain_tlv_next(e, &b, &sub_tlv, &t)) {
		k = sub_of(tunnel, t.type);
		explain_tlv_open(e, &sub_tlv, &t, k != NULL ? k->name : NULL,
		    k != NULL ? k->section : sub_tlv.section);
		in = k != NULL ? explain_layout(e, k->layout, t.v,
		    k->section) : t.v;
		if (k != NULL && t.type == SUB_PREFIX_SID)
			explain_prefix_sid(e, in);
		else if (k != NULL && t.type == SUB_SEGMENT_LIST)
			explain_kinds(e, in, &segment_tlv, segments);
		else
			put_octets(e, in, sub_tlv.section);
		explain_tlv_close(e);
	}
}

void
explain_tunnel(struct explain *e, struct rbuf v)
{
	struct explain_tlv t;

	while (explain_tlv_next(e, &v, &tunnel_tlv, &t)) {
		explain_tlv_open(e, &tunnel_tlv, &t,
		    tunnel_type_name(t.type), tunnel_tlv.section);
		put_subs(e, t.v, t.type);
		explain_tlv_close(e);
	}
}
