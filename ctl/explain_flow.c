/* SPDX-License-Identifier: ISC */
/*
 * Flow specification NLRI by the rows that rules are read by: each component,
 * under it each operator with its operand, or the prefix.  Nothing is judged:
 * what cannot be taken apart any further is octets from there on.
 */
#include "explain_flow.h"
#include "path/flow.h"
#include "path/layout.h"
#include "put.h"

enum { LONG = 0xf0, LONG_MASK = 0x0fff };

/* RFC 8956 3: what it does not redefine is as in IPv4. */
static const char *const sections[FLOW_TYPES][2] = {
	[FLOW_DESTINATION] = { "RFC 8955 4.2.2.1", "RFC 8956 3.1" },
	[FLOW_SOURCE] = { "RFC 8955 4.2.2.2", "RFC 8956 3.2" },
	[FLOW_PROTOCOL] = { "RFC 8955 4.2.2.3", "RFC 8956 3.3" },
	[FLOW_PORT] = { "RFC 8955 4.2.2.4", "RFC 8955 4.2.2.4" },
	[FLOW_DESTINATION_PORT] = { "RFC 8955 4.2.2.5", "RFC 8955 4.2.2.5" },
	[FLOW_SOURCE_PORT] = { "RFC 8955 4.2.2.6", "RFC 8955 4.2.2.6" },
	[FLOW_ICMP_TYPE] = { "RFC 8955 4.2.2.7", "RFC 8956 3.4" },
	[FLOW_ICMP_CODE] = { "RFC 8955 4.2.2.8", "RFC 8956 3.5" },
	[FLOW_TCP_FLAGS] = { "RFC 8955 4.2.2.9", "RFC 8955 4.2.2.9" },
	[FLOW_PACKET_LENGTH] = { "RFC 8955 4.2.2.10", "RFC 8955 4.2.2.10" },
	[FLOW_DSCP] = { "RFC 8955 4.2.2.11", "RFC 8955 4.2.2.11" },
	[FLOW_FRAGMENT] = { "RFC 8955 4.2.2.12", "RFC 8956 3.6" },
	[FLOW_LABEL] = { NULL, "RFC 8956 3.7" },
};
static const char *const any_type[2] = { "RFC 8955 4.2", "RFC 8956 3" };

/* --- operators --- */

/* RFC 8955 4.2.1.1: of a list's first the AND bit says nothing. */
static void
put_flags(struct wbuf *w, uint8_t op, bool numeric, bool first)
{
	static const char *const compare[FLOW_COMPARE + 1] = {
		"false", "eq", "gt", "gt, eq", "lt", "lt, eq", "lt, gt",
		"lt, gt, eq (true)"
	};
	static const char *const bits[FLOW_BITS + 1] = {
		"any bit", "match", "not", "not, match"
	};
	unsigned used = FLOW_END | FLOW_AND | FLOW_LEN |
	    (numeric ? FLOW_COMPARE : FLOW_BITS);

	wbuf_printf(w, "0x%02x: ", op);
	if ((op & FLOW_END) != 0)
		wbuf_str(w, "end-of-list, ");
	if ((op & FLOW_AND) != 0)
		wbuf_str(w, first ? "and (ignored), " : "and, ");
	wbuf_printf(w, "len %u, %s", 1U << ((op & FLOW_LEN) >> 4),
	    numeric ? compare[op & FLOW_COMPARE] : bits[op & FLOW_BITS]);
	if ((op & ~used) != 0)
		wbuf_str(w, ", reserved bits (ignored)");
}

static void
put_bits(struct wbuf *w, const struct flow_row *row, uint8_t af,
    struct rbuf v, uint64_t n)
{
	const char *name, *before = ": ";
	unsigned i;

	wbuf_str(w, "0x");
	put_hex(w, v);
	for (i = 0; i < v.left * 8; i++) {
		name = (n >> i & 1) != 0 ?
		    flow_name_of(row, af, UINT64_C(1) << i) : NULL;
		if (name == NULL)
			continue;
		wbuf_printf(w, "%s%s", before, name);
		before = ", ";
	}
}

/* Of which not all bits count: RFC 8955 4.2.2.9, 4.2.2.11. */
static void
put_operand(struct wbuf *w, const struct flow_row *row, uint8_t af,
    struct rbuf v)
{
	uint64_t all = layout_number(v), n = all & row->mask[flow_v6(af)];
	const char *name;

	if (row->kind == FLOW_NUMERIC) {
		name = flow_name_of(row, af, n);
		wbuf_printf(w, "%ju%s%s", (uintmax_t)n,
		    name != NULL ? ", " : "", name != NULL ? name : "");
	} else
		put_bits(w, row, af, v, n);
	if (n != all)
		wbuf_str(w, ", reserved bits (ignored)");
}

/* Whether they came to their end. */
static bool
put_ops(struct explain *e, struct rbuf *b, unsigned type, uint8_t af)
{
	const struct flow_row *row = flow_row(type, af);
	bool numeric = row->kind == FLOW_NUMERIC, first = true;
	struct rbuf op, v;

	for (; rbuf_sub(b, 1, &op) == 0; first = false) {
		put_flags(explain_begin(e, op, "Operator", numeric ?
		    "RFC 8955 4.2.1.1" : "RFC 8955 4.2.1.2"), op.p[0],
		    numeric, first);
		explain_end(e);
		if (rbuf_sub(b, (size_t)1 << ((op.p[0] & FLOW_LEN) >> 4),
		    &v) == -1)
			return false;
		put_operand(explain_begin(e, v, "Value",
		    sections[type][flow_v6(af)]), row, af, v);
		explain_end(e);
		if ((op.p[0] & FLOW_END) != 0)
			return true;
	}
	return false;
}

/* --- components --- */

/* As flow_next has it: RFC 8955 4.2.2.1, RFC 8956 3.1. */
static bool
put_match(struct explain *e, struct rbuf *b, unsigned type, uint8_t af)
{
	const char *section = sections[type][flow_v6(af)];
	struct flow_part p = { .offset = 0 };
	struct rbuf field;

	if (rbuf_sub(b, 1, &field) == -1)
		return false;
	p.len = field.p[0];
	explain_put(e, field, "Length", section, "%u", p.len);
	if (af == ADDR_V6) {
		if (rbuf_sub(b, 1, &field) == -1)
			return false;
		p.offset = field.p[0];
		explain_put(e, field, "Offset", section, "%u", p.offset);
	}
	if (p.len > addr_bits(af) ||
	    (p.offset >= p.len && (p.len != 0 || p.offset != 0)) ||
	    rbuf_sub(b, prefix_octets((unsigned)p.len - p.offset),
	    &p.pattern) == -1)
		return false;
	if (p.pattern.left == 0)
		return true;
	flow_print_prefix(explain_begin(e, p.pattern, af == ADDR_V6 ?
	    "Pattern" : "Prefix", section), &p, af);
	explain_end(e);
	return true;
}

static bool
put_component(struct explain *e, struct rbuf *b, uint8_t af)
{
	const struct flow_row *row;
	struct rbuf type;
	bool whole;

	if (rbuf_sub(b, 1, &type) == -1)
		return false;
	row = flow_row(type.p[0], af);
	if (row == NULL) {
		explain_put(e, type, "Type", any_type[flow_v6(af)],
		    "%u, not known", type.p[0]);
		return false;
	}
	explain_put(e, type, "Type", sections[type.p[0]][flow_v6(af)],
	    "%u: %s", type.p[0], flow_word(type.p[0], af));
	e->depth++;
	whole = row->kind == FLOW_PREFIX ? put_match(e, b, type.p[0], af) :
	    put_ops(e, b, type.p[0], af);
	e->depth--;
	return whole;
}

static void
put_rest(struct explain *e, struct rbuf b, uint8_t af)
{
	if (b.left > 0)
		explain_put(e, b, "Octets", any_type[flow_v6(af)],
		    "%zu octet%s", b.left, b.left == 1 ? "" : "s");
}

/* The length is what precedes the rule; what is there may be less. */
static void
put_rule(struct explain *e, struct rbuf b, struct flow_family k)
{
	struct rbuf field;
	unsigned n;

	if (b.left == 0)
		return;
	if (rbuf_sub(&b, b.p[0] < LONG ? 1 : 2, &field) == -1) {
		put_rest(e, b, k.af);
		return;
	}
	n = explain_number(field) & LONG_MASK;
	explain_put(e, field, "Length", "RFC 8955 4.1", "%u", n);
	if (n < b.left)
		b.left = n;
	if (k.vpn) {
		if (rbuf_sub(&b, RD_SIZE, &field) == -1) {
			put_rest(e, b, k.af);
			return;
		}
		rd_print(explain_begin(e, field, "Route distinguisher",
		    "RFC 8955 8"), field.p);
		explain_end(e);
	}
	while (put_component(e, &b, k.af))
		;
	put_rest(e, b, k.af);
}

void
explain_flow_v4(struct explain *e, struct rbuf one)
{
	put_rule(e, one, (struct flow_family){ ADDR_V4, false });
}

void
explain_flow_v6(struct explain *e, struct rbuf one)
{
	put_rule(e, one, (struct flow_family){ ADDR_V6, false });
}

void
explain_flow_vpn_v4(struct explain *e, struct rbuf one)
{
	put_rule(e, one, (struct flow_family){ ADDR_V4, true });
}

void
explain_flow_vpn_v6(struct explain *e, struct rbuf one)
{
	put_rule(e, one, (struct flow_family){ ADDR_V6, true });
}
