/* SPDX-License-Identifier: ISC */
/*
 * The table of TLVs of the BGP-LS attribute that have ExaBGP's keys (RFC 9552
 * 5.3, RFC 9085, RFC 9514, RFC 8571), ascending.  Until 5 some keys that
 * became arrays were of a single value.  The others are in ls_more.c.
 */
#include "event/emit.h"
#include "path/ls_layout.h"
#include "path/ls_table.h"

enum { S4 = SHAPE_4, S5 = SHAPE_5, S6 = SHAPE_6, NEVER = 255,
	ANY = UINT16_MAX };

static const ls_flags node = { "O", "T", "E", "B", "R", "V" };
static const ls_flags sr_capability = { "I", "V" };
static const ls_flags mpls = { "LDP", "RSVP-TE" };
/* RFC 5307 1.2 */
static const ls_flags protection = { NULL, NULL, "Enhanced",
	"Dedicated 1+1", "Dedicated 1:1", "Shared", "Unprotected",
	"ExtraTrafic" };
static const ls_flags adj = { "F", "B", "V", "L", "S", "P" };
static const ls_flags end_x = { "B", "S", "P" };
static const ls_flags igp = { "D", "N", "L", "P" };
static const ls_flags prefix_sid = { "R", "N", "P", "E", "V", "L" };
static const ls_flags locator = { "D" };
static const ls_flags prefix_attr = { "X", "R", "N" };

static const struct ls_row rows[] = {
	{ 258, 258, S6, NEVER, "link-local-remote-identifiers", NULL, NULL,
	    8, 8, .write = ls_link_ids, .section = "RFC 9552 5.2.2",
	    .layout = ls_of_link_ids },
	{ 1024, 1024, S4, NEVER, "node-flags", NULL, NULL, 1, 1,
	    .write = ls_octet_flags, .flags = node,
	    .section = "RFC 9552 5.3.1.1", .layout = ls_of_node_flags },
	{ 1025, 1025, S4, NEVER, "opaque", NULL, NULL, 0, ANY, 1,
	    .write = ls_hex, .section = "RFC 9552 5.3.1.5",
	    .layout = ls_of_octets },
	{ 1026, 1026, S4, NEVER, "node-name", NULL, NULL, 1, 255, 1,
	    .write = ls_text, .section = "RFC 9552 5.3.1.3",
	    .layout = ls_of_text },
	{ 1027, 1027, S4, S6, "area-ids", "area-id", NULL, 1, 20, 1,
	    .write = ls_area, .section = "RFC 9552 5.3.1.2",
	    .layout = ls_of_octets },
	{ 1028, 1028, S4, S4, "local-router-ids", NULL,
	    "local-te-router-ids", 4, 16, 12, .write = ls_addr,
	    .section = "RFC 9552 5.3.1.4", .layout = ls_of_addr },
	{ 1029, 1028, S4, S4, "local-router-ids", NULL,
	    "local-te-router-ids", 4, 16, 12, .write = ls_addr,
	    .section = "RFC 9552 5.3.1.4", .layout = ls_of_addr },
	{ 1030, 1030, S4, S6, "remote-router-ids", "remote-router-id",
	    "remote-te-router-id", 4, 16, 12, .write = ls_addr,
	    .section = "RFC 9552 5.3.2.1", .layout = ls_of_addr },
	{ 1031, 1030, S4, S6, "remote-router-ids", "remote-router-id",
	    "remote-te-router-id", 4, 16, 12, .write = ls_addr,
	    .section = "RFC 9552 5.3.2.1", .layout = ls_of_addr },
	{ 1034, 1034, S4, NEVER, "sr-capability-flags", NULL,
	    "sr_capability_flags", 2, ANY, 1, .ranges = true,
	    .write = ls_sr_capability, .members = ls_sr_capability_members,
	    .flags = sr_capability, .section = "RFC 9085 2.1.2",
	    .layout = ls_of_sr_capability },
	{ 1035, 1035, S4, NEVER, "sr-algorithms", NULL, NULL, 0, 256, 1,
	    .write = ls_algorithms, .section = "RFC 9085 2.1.3",
	    .layout = ls_of_u8s },
	{ 1038, 1038, S5, NEVER, "srv6-capabilities", NULL, NULL, 4, ANY, 1,
	    .subs = 4, .write = ls_srv6_capabilities, .section = "RFC 9514 3.1",
	    .layout = ls_of_srv6_capability },
	{ 1088, 1088, S4, NEVER, "admin-group-mask", NULL, NULL, 4, 4,
	    .write = ls_admin_group, .section = "RFC 5305 3.1",
	    .layout = ls_of_number },
	{ 1089, 1089, S4, NEVER, "maximum-link-bandwidth", NULL, NULL, 4, 4,
	    .write = ls_float, .section = "RFC 5305 3.4",
	    .layout = ls_of_float },
	{ 1090, 1090, S4, NEVER, "maximum-reservable-link-bandwidth", NULL,
	    NULL, 4, 4, .write = ls_float, .section = "RFC 5305 3.5",
	    .layout = ls_of_float },
	{ 1091, 1091, S4, NEVER, "unreserved-bandwidth", NULL, NULL, 32, 32,
	    .write = ls_floats, .section = "RFC 5305 3.6",
	    .layout = ls_of_floats },
	{ 1092, 1092, S4, NEVER, "te-metric", NULL, NULL, 3, 4, 1,
	    .write = ls_number, .section = "RFC 9552 5.3.2.3",
	    .layout = ls_of_number },
	{ 1093, 1093, S4, NEVER, "link-protection-flags", NULL, NULL, 2, 2,
	    .write = ls_octet_flags, .flags = protection,
	    .section = "RFC 5307 1.2", .layout = ls_of_protection },
	{ 1094, 1094, S4, NEVER, "mpls-mask", NULL, NULL, 1, 1,
	    .write = ls_octet_flags, .flags = mpls,
	    .section = "RFC 9552 5.3.2.2", .layout = ls_of_mpls },
	{ 1095, 1095, S4, NEVER, "igp-metric", NULL, NULL, 1, 3, 1,
	    .write = ls_igp_metric, .section = "RFC 9552 5.3.2.4",
	    .layout = ls_of_number },
	{ 1096, 1096, S4, NEVER, "shared-risk-link-groups", NULL, NULL, 4,
	    ANY, 4, .write = ls_u32s, .section = "RFC 9552 5.3.2.5",
	    .layout = ls_of_u32s },
	{ 1097, 1097, S4, NEVER, "opaque-link", NULL, NULL, 0, ANY, 1,
	    .write = ls_hex, .section = "RFC 9552 5.3.2.6",
	    .layout = ls_of_octets },
	{ 1098, 1098, S4, NEVER, "link-name", NULL, NULL, 1, 255, 1,
	    .write = ls_text, .section = "RFC 9552 5.3.2.7",
	    .layout = ls_of_text },
	{ 1099, 1099, S4, S6, "sr-adjs", "sr-adj", NULL, 4, ANY, 1,
	    .write = ls_adj_sid, .flags = adj, .section = "RFC 9085 2.2.1",
	    .layout = ls_of_adj_sid },
	{ 1100, 1100, S4, S4, "sr-adj-lan", NULL, NULL, 11, ANY, 1,
	    .write = ls_lan_adj_sid, .flags = adj, .section = "RFC 9085 2.2.2",
	    .layout = ls_of_lan_adj_sid },
	{ 1106, 1106, S5, S5, "srv6-endx", NULL, NULL, 22, ANY, 1,
	    .subs = 22, .write = ls_end_x, .flags = end_x,
	    .section = "RFC 9514 4.1", .layout = ls_of_end_x },
	{ 1107, 1107, S5, S5, "srv6-lan-endx-isis", NULL, NULL, 28, ANY, 1,
	    .subs = 28, .write = ls_end_x_isis, .flags = end_x,
	    .section = "RFC 9514 4.2", .layout = ls_of_end_x_isis },
	{ 1108, 1108, S5, S5, "srv6-lan-endx-ospf", NULL, NULL, 26, ANY, 1,
	    .subs = 26, .write = ls_end_x_ospf, .flags = end_x,
	    .section = "RFC 9514 4.2", .layout = ls_of_end_x_ospf },
	{ 1114, 1114, S6, NEVER, "unidirectional-link-delay", NULL, NULL, 4,
	    4, .write = ls_delay, .section = "RFC 8571 2.1",
	    .layout = ls_of_delay },
	{ 1115, 1115, S6, NEVER, "minmax-unidirectional-link-delay", NULL,
	    NULL, 8, 8, .write = ls_min_max_delay, .section = "RFC 8571 2.2",
	    .layout = ls_of_delays },
	{ 1116, 1116, S6, NEVER, "unidirectional-delay-variation", NULL,
	    NULL, 4, 4, .write = ls_low24, .section = "RFC 8571 2.3",
	    .layout = ls_of_variation },
	{ 1117, 1117, S6, NEVER, "unidirectional-link-loss", NULL, NULL, 4,
	    4, .write = ls_loss, .section = "RFC 8571 2.4",
	    .layout = ls_of_loss },
	{ 1118, 1118, S6, NEVER, "unidirectional-residual-bandwidth", NULL,
	    NULL, 4, 4, .write = ls_float, .section = "RFC 8571 2.5",
	    .layout = ls_of_float },
	{ 1119, 1119, S6, NEVER, "unidirectional-available-bandwidth", NULL,
	    NULL, 4, 4, .write = ls_float, .section = "RFC 8571 2.6",
	    .layout = ls_of_float },
	{ 1120, 1120, S6, NEVER, "unidirectional-utilized-bandwidth", NULL,
	    NULL, 4, 4, .write = ls_float, .section = "RFC 8571 2.7",
	    .layout = ls_of_float },
	{ 1152, 1152, S4, NEVER, "igp-flags", NULL, NULL, 1, 1,
	    .write = ls_octet_flags, .flags = igp,
	    .section = "RFC 9552 5.3.3.1", .layout = ls_of_igp_flags },
	{ 1153, 1153, S4, NEVER, "igp-route-tags", NULL, NULL, 4, ANY, 4,
	    .write = ls_u32s, .section = "RFC 9552 5.3.3.2",
	    .layout = ls_of_u32s },
	{ 1154, 1154, S4, NEVER, "igp-extended-route-tags", NULL, NULL, 8,
	    ANY, 8, .write = ls_u64s, .section = "RFC 9552 5.3.3.3",
	    .layout = ls_of_u64s },
	{ 1155, 1155, S4, NEVER, "prefix-metric", NULL, NULL, 4, 4,
	    .write = ls_number, .section = "RFC 9552 5.3.3.4",
	    .layout = ls_of_number },
	{ 1156, 1156, S4, NEVER, "ospf-forwarding-address", NULL, NULL, 4,
	    16, 12, .write = ls_addr, .section = "RFC 9552 5.3.3.5",
	    .layout = ls_of_addr },
	{ 1157, 1157, S4, NEVER, "opaque-prefix", NULL, NULL, 0, ANY, 1,
	    .write = ls_hex, .section = "RFC 9552 5.3.3.6",
	    .layout = ls_of_octets },
	{ 1158, 1158, S4, S6, "sr-prefix-sids", "sr-prefix-sid", NULL, 4,
	    ANY, 1, .write = ls_prefix_sid,
	    .members = ls_prefix_sid_members, .flags = prefix_sid,
	    .section = "RFC 9085 2.3.1", .layout = ls_of_prefix_sid },
	{ 1162, 1162, S5, S6, "srv6-locators", "srv6-locator", NULL, 8, ANY,
	    1, .subs = 8, .write = ls_locator, .flags = locator,
	    .section = "RFC 9514 5.1", .layout = ls_of_locator },
	{ 1170, 1170, S4, NEVER, "sr-prefix-attribute-flags", NULL, NULL, 1,
	    ANY, 1, .write = ls_octet_flags, .flags = prefix_attr,
	    .section = "RFC 9085 2.3.2", .layout = ls_of_prefix_attr },
	{ 1171, 1171, S4, NEVER, "sr-source-router-id", NULL, NULL, 4, 16,
	    12, .write = ls_addr, .section = "RFC 9085 2.3.3",
	    .layout = ls_of_addr },
	{ 1250, 1250, S5, NEVER, "srv6-endpoint-behavior", NULL, NULL, 4, 4,
	    .write = ls_behavior, .section = "RFC 9514 7.1",
	    .layout = ls_of_behavior },
	{ 1252, 1252, S5, NEVER, "srv6-sid-structure", NULL, NULL, 4, 4,
	    .write = ls_sid_structure, .section = "RFC 9514 8",
	    .layout = ls_of_structure },
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

static const struct ls_row *
find(struct ls_rows r, uint16_t type)
{
	size_t low = 0, high = r.n, at;

	while (low < high) {
		at = (low + high) / 2;
		if (r.v[at].type == type)
			return &r.v[at];
		if (r.v[at].type < type)
			low = at + 1;
		else
			high = at;
	}
	return NULL;
}

const struct ls_row *
ls_row_get(uint16_t type)
{
	const struct ls_row *row = find((struct ls_rows){ rows, ROWS }, type);

	return row != NULL ? row : find(ls_rows_more, type);
}

const char *
ls_row_key(const struct ls_row *row, unsigned shape)
{
	if (shape < SHAPE_5 && row->key4 != NULL)
		return row->key4;
	if (shape < SHAPE_6 && row->key5 != NULL)
		return row->key5;
	return row->key;
}

/* Of the lengths and forms that its row says? */
static bool
is_legal(const struct ls_row *row, const struct ls_tlv *t)
{
	if (t->v.left < row->min || t->v.left > row->max ||
	    (t->v.left > row->min && (row->step == 0 ||
	    (t->v.left - row->min) % row->step != 0)))
		return false;
	return (!row->ranges || ls_ranges_valid(t->v)) &&
	    (row->subs == 0 || ls_sub_tlvs_valid(t->v, row->subs));
}

/* Of that form, the TLVs inside whole. */
static bool
layout_holds(const struct layout *f, struct rbuf v)
{
	const struct layout *field;
	struct rbuf rest = v, piece;
	struct ls_tlv t;
	int r;

	while ((r = layout_next(&f, v, &rest, &field, &piece)) == 1) {
		if (field->kind != LAYOUT_TLVS)
			continue;
		while ((r = ls_tlv_next(&piece, &t)) == 1)
			;
		if (r == -1)
			return false;
	}
	return r == 0;
}

bool
ls_tlv_is_valid(const struct ls_tlv *t)
{
	const struct ls_row *row = ls_row_get(t->type);

	return row == NULL || row->loose || is_legal(row, t);
}

bool
ls_tlv_fits(const struct ls_row *row, const struct ls_tlv *t)
{
	return row->loose ? layout_holds(row->layout, t->v) :
	    is_legal(row, t);
}
