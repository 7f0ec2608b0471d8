/* SPDX-License-Identifier: ISC */
/*
 * Values of TLVs of the BGP-LS attribute, as ExaBGP writes them in JSON
 * (RFC 9552 5.3, RFC 9085, RFC 9514, RFC 8571).  Flags of segment routing are
 * those of IS-IS, for the attribute does not say which protocol it is of.
 */
#include <math.h>
#include <string.h>

#include "bgp/addr.h"
#include "event/emit.h"
#include "path/layout.h"
#include "path/ls_tlv.h"
#include "path/ls_value.h"

enum {
	LABEL_BITS = 0xfffff, SID_LABEL = 1161, SID_STRUCTURE = 1252,
	ADJ_VALUE = 0x20, ADJ_LOCAL = 0x10,	/* RFC 8667 2.2.1 */
	PREFIX_VALUE = 0x08, PREFIX_LOCAL = 0x04,	/* RFC 8667 2.1 */
	ANOMALOUS = 0x80, METRIC_BITS = 0x3f,
	SRV6_O = 0x4000,			/* RFC 9514 3.1 */
	SYSTEM_ID = 6, ROUTER_ID = 4, SID = 16,
	FEW_SUB_TLVS = 32,
};

/* Its first n octets as a number; the row has seen to its length. */
static uint64_t
take(struct rbuf *v, size_t n)
{
	struct rbuf part;

	return rbuf_sub(v, n, &part) == -1 ? 0 : layout_number(part);
}

void
ls_quoted_addr(struct wbuf *w, struct rbuf v)
{
	struct addr a = addr_of(v.left == 4 ? ADDR_V4 : ADDR_V6, v.p);

	wbuf_u8(w, '"');
	emit_addr(w, &a);
	wbuf_u8(w, '"');
}

void
ls_quoted_octets(struct wbuf *w, struct rbuf v)
{
	wbuf_u8(w, '"');
	emit_hex(w, v.p, v.left);
	wbuf_u8(w, '"');
}

static void
quoted_lower(struct wbuf *w, struct rbuf v)
{
	wbuf_u8(w, '"');
	for (; v.left > 0; v.left--)
		wbuf_printf(w, "%02x", *v.p++);
	wbuf_u8(w, '"');
}

/* JSON has no infinity and no NaN. */
static void
put_double(struct wbuf *w, double v)
{
	if (isfinite(v))
		wbuf_printf(w, "%.17g", v);
	else
		wbuf_str(w, "null");
}

void
ls_put_float(struct wbuf *w, uint64_t number)
{
	uint32_t bits = (uint32_t)number;
	float v;

	memcpy(&v, &bits, sizeof(v));
	put_double(w, (double)v);
}

/* "[ 1, 2 ]" of numbers of so many octets; floats where that is 0. */
static void
numbers(struct wbuf *w, struct rbuf v, size_t octets, bool floats)
{
	const char *comma = "";

	wbuf_u8(w, '[');
	while (v.left >= octets) {
		wbuf_str(w, comma);
		comma = ", ";
		if (floats)
			ls_put_float(w, take(&v, octets));
		else
			emit_number(w, take(&v, octets));
	}
	wbuf_u8(w, ']');
}

static void
put_flags(struct wbuf *w, uint8_t octet, ls_flags flags)
{
	bool reserved = false;
	const char *comma = "";
	unsigned i;

	wbuf_u8(w, '{');
	for (i = 0; i < 8; i++) {
		if (flags[i] == NULL) {
			reserved = true;
			continue;
		}
		wbuf_printf(w, "%s\"%s\": %u", comma, flags[i],
		    octet >> (7 - i) & 1U);
		comma = ", ";
	}
	if (reserved)
		wbuf_printf(w, "%s\"RSV\": 0", comma);
	wbuf_u8(w, '}');
}

/* --- numbers, text, addresses -------------------------------------------- */

void
ls_hex(struct wbuf *w, struct rbuf v, ls_flags names, unsigned shape)
{
	(void)names;
	(void)shape;
	quoted_lower(w, v);
}

void
ls_text(struct wbuf *w, struct rbuf v, ls_flags names, unsigned shape)
{
	(void)names;
	(void)shape;
	emit_quoted(w, v.p, v.left);
}

void
ls_number(struct wbuf *w, struct rbuf v, ls_flags names, unsigned shape)
{
	(void)names;
	(void)shape;
	emit_number(w, layout_number(v));
}

void
ls_addr(struct wbuf *w, struct rbuf v, ls_flags names, unsigned shape)
{
	(void)names;
	(void)shape;
	ls_quoted_addr(w, v);
}

void
ls_float(struct wbuf *w, struct rbuf v, ls_flags names, unsigned shape)
{
	(void)names;
	(void)shape;
	ls_put_float(w, layout_number(v));
}

void
ls_floats(struct wbuf *w, struct rbuf v, ls_flags names, unsigned shape)
{
	(void)names;
	(void)shape;
	numbers(w, v, 4, true);
}

/* Some speakers say nothing where there is only algorithm 0, that all have. */
void
ls_algorithms(struct wbuf *w, struct rbuf v, ls_flags names, unsigned shape)
{
	(void)names;
	(void)shape;
	if (v.left == 0)
		wbuf_str(w, "[0]");
	else
		numbers(w, v, 1, false);
}

void
ls_u32s(struct wbuf *w, struct rbuf v, ls_flags names, unsigned shape)
{
	(void)names;
	(void)shape;
	numbers(w, v, 4, false);
}

void
ls_u64s(struct wbuf *w, struct rbuf v, ls_flags names, unsigned shape)
{
	(void)names;
	(void)shape;
	numbers(w, v, 8, false);
}

/* ExaBGP 4.2 writes the octets, later ones a number of any size. */
void
ls_area(struct wbuf *w, struct rbuf v, ls_flags names, unsigned shape)
{
	(void)names;
	if (shape < SHAPE_5) {
		quoted_lower(w, v);
		return;
	}
	wbuf_u8(w, '"');
	emit_wide(w, v.p, v.left);
	wbuf_u8(w, '"');
}

void
ls_admin_group(struct wbuf *w, struct rbuf v, ls_flags names, unsigned shape)
{
	(void)names;
	if (shape < SHAPE_5)
		numbers(w, v, 4, false);
	else
		emit_number(w, layout_number(v));
}

void
ls_link_ids(struct wbuf *w, struct rbuf v, ls_flags names, unsigned shape)
{
	(void)names;
	(void)shape;
	wbuf_printf(w, "{\"local-id\": %u, ", (unsigned)take(&v, 4));
	wbuf_printf(w, "\"remote-id\": %u}", (unsigned)take(&v, 4));
}

/* RFC 9552 5.3.2.4: two bits of the small metrics of IS-IS are ignored. */
void
ls_igp_metric(struct wbuf *w, struct rbuf v, ls_flags names, unsigned shape)
{
	(void)names;
	(void)shape;
	emit_number(w, layout_number(v) &
	    (v.left == 1 ? METRIC_BITS : UINT32_MAX));
}

void
ls_octet_flags(struct wbuf *w, struct rbuf v, ls_flags names, unsigned shape)
{
	(void)shape;
	put_flags(w, v.p[0], names);
}

/* --- segment identifiers (RFC 9085 2) ------------------------------------ */

/* Labels of three octets or indices of four; what is neither is in *v. */
static void
put_sids(struct wbuf *w, struct rbuf *v, bool value, bool local)
{
	size_t octets = value ? 3 : 4;
	const char *comma = "";

	wbuf_u8(w, '[');
	while (value == local && v->left >= octets) {
		wbuf_str(w, comma);
		comma = ", ";
		emit_number(w, take(v, octets) &
		    (value ? LABEL_BITS : UINT32_MAX));
	}
	wbuf_u8(w, ']');
}

static void
put_undecoded(struct wbuf *w, struct rbuf v)
{
	if (v.left == 0) {
		wbuf_str(w, "[]");
		return;
	}
	wbuf_str(w, "[\"");
	emit_hex(w, v.p, v.left);
	wbuf_str(w, "\"]");
}

void
ls_adj_sid(struct wbuf *w, struct rbuf v, ls_flags names, unsigned shape)
{
	uint8_t flags = (uint8_t)take(&v, 1), weight = (uint8_t)take(&v, 1);

	(void)shape;
	(void)take(&v, 2);
	wbuf_str(w, "{\"flags\": ");
	put_flags(w, flags, names);
	wbuf_str(w, ", \"sids\": ");
	put_sids(w, &v, (flags & ADJ_VALUE) != 0, (flags & ADJ_LOCAL) != 0);
	wbuf_printf(w, ", \"weight\": %u, \"undecoded-sids\": ", weight);
	put_undecoded(w, v);
	wbuf_u8(w, '}');
}

/* RFC 9085 2.2.2: behind a system of IS-IS or a router of OSPF, by length. */
void
ls_lan_adj_sid(struct wbuf *w, struct rbuf v, ls_flags names, unsigned shape)
{
	uint8_t flags = (uint8_t)take(&v, 1), weight = (uint8_t)take(&v, 1);
	bool value = (flags & ADJ_VALUE) != 0;
	struct rbuf id = { 0 };

	(void)shape;
	(void)take(&v, 2);
	wbuf_str(w, "{\"flags\": ");
	put_flags(w, flags, names);
	wbuf_printf(w, ", \"weight\": %u, \"system-id\": ", weight);
	if (v.left >= SYSTEM_ID + 3) {
		(void)rbuf_sub(&v, SYSTEM_ID, &id);
		quoted_lower(w, id);
	} else {
		(void)rbuf_sub(&v, ROUTER_ID, &id);
		ls_quoted_addr(w, id);
	}
	wbuf_str(w, ", \"sid\": ");
	if (value == ((flags & ADJ_LOCAL) != 0) && v.left >= (value ? 3 : 4))
		emit_number(w, take(&v, value ? 3 : 4) &
		    (value ? LABEL_BITS : UINT32_MAX));
	else
		wbuf_str(w, "null");
	wbuf_str(w, ", \"undecoded\": ");
	put_undecoded(w, v);
	wbuf_u8(w, '}');
}

void
ls_prefix_sid_members(struct wbuf *w, const char *key, struct rbuf v,
    ls_flags names)
{
	uint8_t flags = (uint8_t)take(&v, 1);
	uint8_t algorithm = (uint8_t)take(&v, 1);

	(void)key;
	(void)take(&v, 2);
	wbuf_str(w, "\"sr-prefix-flags\": ");
	put_flags(w, flags, names);
	wbuf_str(w, ", \"sids\": ");
	put_sids(w, &v, (flags & PREFIX_VALUE) != 0,
	    (flags & PREFIX_LOCAL) != 0);
	wbuf_str(w, ", \"undecoded-sids\": ");
	put_undecoded(w, v);
	wbuf_printf(w, ", \"sr-algorithm\": %u", algorithm);
}

void
ls_prefix_sid(struct wbuf *w, struct rbuf v, ls_flags names, unsigned shape)
{
	(void)shape;
	wbuf_u8(w, '{');
	ls_prefix_sid_members(w, NULL, v, names);
	wbuf_u8(w, '}');
}

/* A range of three octets, then a TLV with its first label or index. */
bool
ls_ranges_valid(struct rbuf v)
{
	struct ls_tlv t;

	if (rbuf_skip(&v, 2) == -1)
		return false;
	while (v.left > 0)
		if (rbuf_skip(&v, 3) == -1 || ls_tlv_next(&v, &t) != 1)
			return false;
	return true;
}

void
ls_sr_capability_members(struct wbuf *w, const char *key, struct rbuf v,
    ls_flags names)
{
	const char *comma = "";
	struct ls_tlv t;
	uint64_t range;

	wbuf_printf(w, "\"%s\": ", key);
	put_flags(w, (uint8_t)take(&v, 1), names);
	(void)take(&v, 1);
	wbuf_str(w, ", \"sids\": [");
	while (v.left > 0) {
		range = take(&v, 3);
		if (ls_tlv_next(&v, &t) != 1)
			break;
		if (t.type != SID_LABEL || (t.v.left != 3 && t.v.left != 4))
			continue;
		wbuf_printf(w, "%s[%u, %u]", comma, (unsigned)range,
		    (unsigned)layout_number(t.v) &
		    (t.v.left == 3 ? LABEL_BITS : UINT32_MAX));
		comma = ", ";
	}
	wbuf_u8(w, ']');
}

void
ls_sr_capability(struct wbuf *w, struct rbuf v, ls_flags names,
    unsigned shape)
{
	(void)shape;
	wbuf_u8(w, '{');
	ls_sr_capability_members(w, "flags", v, names);
	wbuf_u8(w, '}');
}

/* --- SRv6 (RFC 9514) ----------------------------------------------------- */

void
ls_sid_structure(struct wbuf *w, struct rbuf v, ls_flags names,
    unsigned shape)
{
	static const char *const keys[] = { "loc_block_len", "loc_node_len",
	    "func_len", "arg_len" };
	unsigned i;

	(void)names;
	(void)shape;
	for (i = 0; i < 4; i++)
		wbuf_printf(w, "%s\"%s\": %u", i == 0 ? "{" : ", ", keys[i],
		    (unsigned)take(&v, 1));
	wbuf_u8(w, '}');
}

bool
ls_sub_tlvs_valid(struct rbuf v, size_t n)
{
	struct ls_tlv t;
	int r;

	if (rbuf_skip(&v, n) == -1)
		return false;
	while ((r = ls_tlv_next(&v, &t)) == 1)
		if (t.type == SID_STRUCTURE && t.v.left != 4)
			return false;
	return r == 0;
}

static void
put_sub_tlv(struct wbuf *w, const struct ls_tlv *t)
{
	if (t->type == SID_STRUCTURE) {
		wbuf_str(w, ", \"srv6-sid-structure\": ");
		ls_sid_structure(w, t->v, NULL, 0);
		return;
	}
	wbuf_printf(w, ", \"unknown-subtlv-%u\": ", t->type);
	ls_quoted_octets(w, t->v);
}

static bool
is_first(struct rbuf all, const struct ls_tlv *t)
{
	struct ls_tlv b;

	while (ls_tlv_next(&all, &b) == 1 && b.v.p != t->v.p)
		if (b.type == t->type)
			return false;
	return true;
}

static void
many_sub_tlvs(struct wbuf *w, struct rbuf v)
{
	uint8_t seen[(UINT16_MAX + 1) / 8] = { 0 };
	struct ls_tlv t;

	while (ls_tlv_next(&v, &t) == 1) {
		if ((seen[t.type / 8] & 1 << t.type % 8) == 0)
			put_sub_tlv(w, &t);
		seen[t.type / 8] |= (uint8_t)(1 << t.type % 8);
	}
}

/*
 * The first of each type, for a key may be there once.  An attribute may have
 * thousands of TLVs with a few each, so that a map is made for many only.
 */
static void
sub_tlvs(struct wbuf *w, struct rbuf v)
{
	const struct rbuf all = v;
	struct ls_tlv t;

	if (v.left > FEW_SUB_TLVS * LS_TLV_HEAD) {
		many_sub_tlvs(w, v);
		return;
	}
	while (ls_tlv_next(&v, &t) == 1)
		if (is_first(all, &t))
			put_sub_tlv(w, &t);
}

/* The neighbour of a LAN is id octets: a system of IS-IS, a router, or none. */
static void
put_end_x(struct wbuf *w, struct rbuf v, ls_flags names, size_t id_octets)
{
	unsigned behavior = (unsigned)take(&v, 2);
	uint8_t flags = (uint8_t)take(&v, 1);
	unsigned algorithm = (unsigned)take(&v, 1);
	unsigned weight = (unsigned)take(&v, 1);
	struct rbuf id = { 0 }, sid = { 0 };

	(void)take(&v, 1);
	wbuf_str(w, "{\"flags\": ");
	put_flags(w, flags, names);
	if (id_octets > 0) {
		(void)rbuf_sub(&v, id_octets, &id);
		wbuf_str(w, ", \"neighbor-id\": ");
		if (id_octets == SYSTEM_ID)
			quoted_lower(w, id);
		else
			ls_quoted_addr(w, id);
	}
	(void)rbuf_sub(&v, SID, &sid);
	wbuf_printf(w, ", \"behavior\": %u, \"algorithm\": %u, "
	    "\"weight\": %u, \"sid\": ", behavior, algorithm, weight);
	ls_quoted_addr(w, sid);
	sub_tlvs(w, v);
	wbuf_u8(w, '}');
}

void
ls_locator(struct wbuf *w, struct rbuf v, ls_flags names, unsigned shape)
{
	uint8_t flags = (uint8_t)take(&v, 1);
	unsigned algorithm = (unsigned)take(&v, 1);

	(void)shape;
	(void)take(&v, 2);
	wbuf_str(w, "{\"flags\": ");
	put_flags(w, flags, names);
	wbuf_printf(w, ", \"algorithm\": %u, \"metric\": %u", algorithm,
	    (unsigned)take(&v, 4));
	sub_tlvs(w, v);
	wbuf_u8(w, '}');
}

void
ls_behavior(struct wbuf *w, struct rbuf v, ls_flags names, unsigned shape)
{
	unsigned behavior = (unsigned)take(&v, 2);

	(void)names;
	(void)shape;
	(void)take(&v, 1);
	wbuf_printf(w, "{\"endpoint-behavior\": %u, \"flags\": [], "
	    "\"algorithm\": %u}", behavior, (unsigned)take(&v, 1));
}

void
ls_end_x(struct wbuf *w, struct rbuf v, ls_flags names, unsigned shape)
{
	(void)shape;
	put_end_x(w, v, names, 0);
}

void
ls_end_x_isis(struct wbuf *w, struct rbuf v, ls_flags names, unsigned shape)
{
	(void)shape;
	put_end_x(w, v, names, SYSTEM_ID);
}

void
ls_end_x_ospf(struct wbuf *w, struct rbuf v, ls_flags names, unsigned shape)
{
	(void)shape;
	put_end_x(w, v, names, ROUTER_ID);
}

void
ls_srv6_capabilities(struct wbuf *w, struct rbuf v, ls_flags names,
    unsigned shape)
{
	(void)names;
	(void)shape;
	wbuf_printf(w, "{\"flags\": {\"O\": %u}}",
	    (take(&v, 2) & SRV6_O) != 0);
}

/* --- delay and loss (RFC 8571) ------------------------------------------- */

static void
put_anomalous(struct wbuf *w, bool anomalous)
{
	wbuf_printf(w, ", \"anomalous\": %s}", anomalous ? "true" : "false");
}

void
ls_delay(struct wbuf *w, struct rbuf v, ls_flags names, unsigned shape)
{
	bool anomalous = (take(&v, 1) & ANOMALOUS) != 0;

	(void)names;
	(void)shape;
	wbuf_printf(w, "{\"delay-us\": %u", (unsigned)take(&v, 3));
	put_anomalous(w, anomalous);
}

void
ls_min_max_delay(struct wbuf *w, struct rbuf v, ls_flags names,
    unsigned shape)
{
	bool anomalous = (take(&v, 1) & ANOMALOUS) != 0;

	(void)names;
	(void)shape;
	wbuf_printf(w, "{\"min-delay-us\": %u", (unsigned)take(&v, 3));
	(void)take(&v, 1);
	wbuf_printf(w, ", \"max-delay-us\": %u", (unsigned)take(&v, 3));
	put_anomalous(w, anomalous);
}

void
ls_loss(struct wbuf *w, struct rbuf v, ls_flags names, unsigned shape)
{
	bool anomalous = (take(&v, 1) & ANOMALOUS) != 0;

	(void)names;
	(void)shape;
	wbuf_str(w, "{\"loss-percent\": ");
	put_double(w, (double)take(&v, 3) * 0.000003);	/* RFC 8571 2.4 */
	put_anomalous(w, anomalous);
}

void
ls_low24(struct wbuf *w, struct rbuf v, ls_flags names, unsigned shape)
{
	(void)names;
	(void)shape;
	(void)take(&v, 1);
	emit_number(w, take(&v, 3));
}
