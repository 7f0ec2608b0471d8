/* SPDX-License-Identifier: ISC */
/*
 * What stands where in TLVs of BGP-LS, by document.  Flags of segment routing
 * are those of IS-IS, for the attribute does not say which protocol it is of.
 */
#include "path/ls_layout.h"

#define END		{ .kind = LAYOUT_END }
#define NUM(k, n)	{ .key = k, .kind = LAYOUT_NUMBER, .octets = n }
#define RESERVED(n)	{ .kind = LAYOUT_NUMBER, .octets = n }
#define ADDR(k, n)	{ .key = k, .kind = LAYOUT_ADDR, .octets = n }
#define FLAGS(n, bits)	{ .key = "flags", .kind = LAYOUT_FLAGS, \
	.octets = n, .letters = bits }
#define REST(k, what)	{ .key = k, .kind = LAYOUT_ ## what }
#define LIST(k, n)	{ .key = k, .kind = LAYOUT_NUMBERS, .each = n }
/* One of three octets or of four, or nothing of that kind. */
#define SIDS \
	{ .key = "sid", .kind = LAYOUT_SID, .when = LAYOUT_IF_LEFT, \
	    .mask = 1 << 3 | 1 << 4 }, \
	{ .key = "undecoded", .kind = LAYOUT_OCTETS, .when = LAYOUT_OPTIONAL }
#define TLVS		{ .key = "sub-tlvs", .kind = LAYOUT_TLVS }
/* Only when the type in the first octet is one of these. */
#define OF(types, k, what, n) { .key = k, .kind = LAYOUT_ ## what, \
	.octets = n, .when = LAYOUT_IF_TYPE, .at = 0, .mask = types }

/* --- RFC 9552 ------------------------------------------------------------ */

const struct layout ls_of_number[] = { REST("value", NUMBER), END };
const struct layout ls_of_octet[] = { NUM("value", 1), END };
const struct layout ls_of_u32[] = { NUM("value", 4), END };
const struct layout ls_of_u64[] = { NUM("value", 8), END };
const struct layout ls_of_router[] = { ADDR("address", 4), END };
const struct layout ls_of_octets[] = { REST("octets", OCTETS), END };
const struct layout ls_of_text[] = { REST("text", TEXT), END };
const struct layout ls_of_addr[] = { REST("address", ADDR), END };
const struct layout ls_of_float[] = { REST("value", FLOAT), END };
const struct layout ls_of_tlvs[] = { TLVS, END };
const struct layout ls_of_u32s[] = { LIST("values", 4), END };
const struct layout ls_of_u64s[] = { LIST("values", 8), END };
/* Of nothing, some speakers say nothing. */
const struct layout ls_of_u8s[] = {
	{ .key = "values", .kind = LAYOUT_NUMBERS, .each = 1,
	    .when = LAYOUT_OPTIONAL }, END
};
const struct layout ls_of_floats[] = {
	{ .key = "values", .kind = LAYOUT_FLOATS, .each = 4 }, END
};
const struct layout ls_of_topologies[] = {
	{ .key = "topologies", .kind = LAYOUT_BITS, .each = 2,
	    .mask = 0x0fff }, END
};
const struct layout ls_of_link_ids[] = {
	NUM("local-id", 4), NUM("remote-id", 4), END
};
const struct layout ls_of_prefix[] = { REST("prefix", PREFIX), END };
const struct layout ls_of_node_flags[] = { FLAGS(1, "OTEBRV"), END };
const struct layout ls_of_igp_flags[] = { FLAGS(1, "DNLP"), END };
static const char *const mpls[8] = { "LDP", "RSVP-TE" };
const struct layout ls_of_mpls[] = {
	{ .key = "flags", .kind = LAYOUT_FLAGS, .octets = 1, .names = mpls },
	END
};
/* RFC 5307 1.2 */
static const char *const protection[8] = { NULL, NULL, "Enhanced",
	"Dedicated 1+1", "Dedicated 1:1", "Shared", "Unprotected",
	"ExtraTrafic" };
const struct layout ls_of_protection[] = {
	{ .key = "flags", .kind = LAYOUT_FLAGS, .octets = 1,
	    .names = protection }, RESERVED(1), END
};

/* --- RFC 8814 ------------------------------------------------------------ */

const struct layout ls_of_msd[] = { REST("msds", PAIRS), END };

/* --- RFC 9085, RFC 9086 -------------------------------------------------- */

const struct layout ls_of_sr_capability[] = {
	FLAGS(1, "IV"), RESERVED(1), REST("sids", RANGES), END
};
const struct layout ls_of_adj_sid[] = {
	FLAGS(1, "FBVLSP"), NUM("weight", 1), RESERVED(2), SIDS, END
};
const struct layout ls_of_lan_adj_sid[] = {
	FLAGS(1, "FBVLSP"), NUM("weight", 1), RESERVED(2),
	{ .key = "system-id", .kind = LAYOUT_OCTETS, .octets = 6,
	    .when = LAYOUT_IF_LEFT, .mask = 1 << 9 | 1 << 10 },
	{ .key = "router-id", .kind = LAYOUT_ADDR, .octets = 4,
	    .when = LAYOUT_IF_LEFT, .mask = 1 << 7 | 1 << 8 },
	SIDS, END
};
const struct layout ls_of_prefix_sid[] = {
	FLAGS(1, "RNPEVL"), NUM("algorithm", 1), RESERVED(2), SIDS, END
};
const struct layout ls_of_prefix_attr[] = {
	FLAGS(1, "XRN"),
	{ .kind = LAYOUT_OCTETS, .when = LAYOUT_OPTIONAL }, END
};
/* The flags are those of either protocol's range. */
const struct layout ls_of_prefix_range[] = {
	{ .key = "flags", .kind = LAYOUT_NUMBER, .octets = 1 },
	RESERVED(1), NUM("range-size", 2), TLVS, END
};
const struct layout ls_of_sid[] = { REST("sid", SID), END };
const struct layout ls_of_bundle[] = { NUM("member", 4), TLVS, END };
const struct layout ls_of_peer_sid[] = {
	FLAGS(1, "VLBP"), NUM("weight", 1), RESERVED(2), REST("sid", SID),
	END
};

/* --- RFC 9514 ------------------------------------------------------------ */

const struct layout ls_of_srv6_capability[] = {
	FLAGS(2, "-O"), RESERVED(2), TLVS, END
};
#define END_X_HEAD NUM("behavior", 2), FLAGS(1, "BSP"), \
	NUM("algorithm", 1), NUM("weight", 1), RESERVED(1)
const struct layout ls_of_end_x[] = {
	END_X_HEAD, ADDR("sid", 16), TLVS, END
};
const struct layout ls_of_end_x_isis[] = {
	END_X_HEAD,
	{ .key = "neighbor-id", .kind = LAYOUT_OCTETS, .octets = 6 },
	ADDR("sid", 16), TLVS, END
};
const struct layout ls_of_end_x_ospf[] = {
	END_X_HEAD, ADDR("neighbor-id", 4), ADDR("sid", 16), TLVS, END
};
const struct layout ls_of_locator[] = {
	FLAGS(1, "D"), NUM("algorithm", 1), RESERVED(2), NUM("metric", 4),
	TLVS, END
};
const struct layout ls_of_behavior[] = {
	NUM("endpoint-behavior", 2), RESERVED(1), NUM("algorithm", 1), END
};
const struct layout ls_of_peer_node[] = {
	FLAGS(1, "BSP"), NUM("weight", 1), RESERVED(2), NUM("peer-as", 4),
	ADDR("peer-router-id", 4), END
};
const struct layout ls_of_structure[] = {
	NUM("loc_block_len", 1), NUM("loc_node_len", 1), NUM("func_len", 1),
	NUM("arg_len", 1), END
};

/* --- RFC 8571 ------------------------------------------------------------ */

const struct layout ls_of_delay[] = {
	FLAGS(1, "A"), NUM("delay-us", 3), END
};
const struct layout ls_of_delays[] = {
	FLAGS(1, "A"), NUM("min-delay-us", 3), RESERVED(1),
	NUM("max-delay-us", 3), END
};
const struct layout ls_of_variation[] = {
	RESERVED(1), NUM("variation-us", 3), END
};
/* In units of 0.000003 percent. */
const struct layout ls_of_loss[] = { FLAGS(1, "A"), NUM("loss", 3), END };

/* --- RFC 9351, RFC 9294 -------------------------------------------------- */

const struct layout ls_of_flex[] = {
	NUM("flex-algorithm", 1), NUM("metric-type", 1),
	NUM("calculation-type", 1), NUM("priority", 1), TLVS, END
};
const struct layout ls_of_flex_flags[] = {
	FLAGS(1, "M"), { .kind = LAYOUT_OCTETS, .when = LAYOUT_OPTIONAL },
	END
};
const struct layout ls_of_flex_unsupported[] = {
	NUM("protocol-id", 1), REST("sub-tlv-types", OCTETS), END
};
const struct layout ls_of_flex_metric[] = {
	NUM("flex-algorithm", 1), FLAGS(1, "E"), RESERVED(2),
	NUM("metric", 4), END
};
const struct layout ls_of_applications[] = {
	{ .key = "standard-length", .kind = LAYOUT_NUMBER, .octets = 1,
	    .hidden = true },
	{ .key = "user-defined-length", .kind = LAYOUT_NUMBER, .octets = 1,
	    .hidden = true },
	RESERVED(2),
	{ .key = "standard-applications", .kind = LAYOUT_OCTETS, .each = 1,
	    .when = LAYOUT_COUNTED, .at = 0 },
	{ .key = "user-defined-applications", .kind = LAYOUT_OCTETS,
	    .each = 1, .when = LAYOUT_COUNTED, .at = 1 },
	TLVS, END
};

/* --- RFC 9857 ------------------------------------------------------------ */

enum { ENDPOINT_V6 = 0x80, ORIGINATOR_V6 = 0x40, DATA_PLANE_V6 = 0x80 };

#define IF(which, bit, o, k, what, n) { .key = k, .kind = LAYOUT_ ## what, \
	.octets = n, .when = LAYOUT_IF_ ## which, .at = o, .mask = bit }

const struct layout ls_of_candidate[] = {
	NUM("protocol-origin", 1), FLAGS(1, "EO"), RESERVED(2),
	IF(CLEAR, ENDPOINT_V6, 1, "endpoint", ADDR, 4),
	IF(SET, ENDPOINT_V6, 1, "endpoint", ADDR, 16),
	NUM("color", 4), NUM("originator-as", 4),
	IF(CLEAR, ORIGINATOR_V6, 1, "originator", ADDR, 4),
	IF(SET, ORIGINATOR_V6, 1, "originator", ADDR, 16),
	NUM("discriminator", 4), END
};
const struct layout ls_of_binding[] = {
	FLAGS(2, "DBULF"), RESERVED(2),
	IF(CLEAR, DATA_PLANE_V6, 0, "label", LABEL, 4),
	IF(CLEAR, DATA_PLANE_V6, 0, "specified-label", LABEL, 4),
	IF(SET, DATA_PLANE_V6, 0, "sid", ADDR, 16),
	IF(SET, DATA_PLANE_V6, 0, "specified-sid", ADDR, 16), END
};
const struct layout ls_of_srv6_binding[] = {
	FLAGS(2, "BUF"), RESERVED(2), ADDR("sid", 16),
	ADDR("specified-sid", 16), TLVS, END
};
const struct layout ls_of_state[] = {
	NUM("priority", 1), RESERVED(1), FLAGS(2, "SABEVODCITU"),
	NUM("preference", 4), END
};
const struct layout ls_of_constraints[] = {
	FLAGS(2, "DPUATSFH"), RESERVED(2), NUM("multi-topology-id", 2),
	NUM("algorithm", 1), RESERVED(1), TLVS, END
};
const struct layout ls_of_segment_list[] = {
	FLAGS(2, "DECVRFATM"), RESERVED(2), NUM("multi-topology-id", 2),
	NUM("algorithm", 1), RESERVED(1), NUM("weight", 4), TLVS, END
};

/* Types of segments, 1 to 11 (RFC 9857 5.7.1.1), as bits. */
enum {
	A = 1 << 1, B = 1 << 2, C = 1 << 3, D = 1 << 4, E = 1 << 5,
	F = 1 << 6, G = 1 << 7, H = 1 << 8, I = 1 << 9, J = 1 << 10,
	K = 1 << 11,
};

/* Of another type nothing is known but the head, and all of it is octets. */
const struct layout ls_of_segment[] = {
	NUM("type", 1), RESERVED(1), FLAGS(2, "SEVRA"),
	OF(A | C | D | E | F | G | H, "label", LABEL, 4),
	OF(B | I | J | K, "sid", ADDR, 16),
	OF(A | B | C | D | I, "algorithm", NUMBER, 1),
	OF(C | E, "node", ADDR, 4),
	OF(D | I, "node", ADDR, 16),
	OF(F, "local", ADDR, 4),
	OF(G | H | J | K, "local", ADDR, 16),
	OF(E | G | J, "local-interface", NUMBER, 4),
	OF(F, "remote", ADDR, 4),
	OF(G | H | J | K, "remote", ADDR, 16),
	OF(G | J, "remote-interface", NUMBER, 4),
	OF(A | B | C | D | E | F | G | H | I | J | K, "sub-tlvs", TLVS, 0),
	END
};
const struct layout ls_of_list_metric[] = {
	NUM("metric-type", 1), FLAGS(1, "MABV"), RESERVED(2),
	NUM("margin", 4), NUM("bound", 4), NUM("value", 4), END
};
#define MASKS(k, o) { .key = k, .kind = LAYOUT_NUMBERS, .each = 4, \
	.when = LAYOUT_COUNTED, .at = o }
#define WORDS(k) { .key = k, .kind = LAYOUT_NUMBER, .octets = 1, \
	.hidden = true }
const struct layout ls_of_affinity[] = {
	WORDS("exclude-any-words"), WORDS("include-any-words"),
	WORDS("include-all-words"), RESERVED(1), MASKS("exclude-any", 0),
	MASKS("include-any", 1), MASKS("include-all", 2), END
};
/* An identifier is a number, or an object of PCEP (RFC 9857 5.6.4). */
const struct layout ls_of_disjoint[] = {
	{ .key = "request-flags", .kind = LAYOUT_FLAGS, .octets = 1,
	    .letters = "SNLFI" },
	{ .key = "status-flags", .kind = LAYOUT_FLAGS, .octets = 1,
	    .letters = "SNLFIX" },
	RESERVED(2), REST("group", OCTETS), END
};
const struct layout ls_of_bidirectional[] = {
	FLAGS(2, "RC"), RESERVED(2), REST("group", OCTETS), END
};
const struct layout ls_of_metric[] = {
	NUM("metric-type", 1), FLAGS(1, "OMAB"), RESERVED(2),
	NUM("margin", 4), NUM("bound", 4), END
};
