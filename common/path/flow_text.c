/* SPDX-License-Identifier: ISC */
/*
 * A flow specification rule as words, ExaBGP's, which flow_words.c reads back
 * to the same key.  Numbers are decimal where a packet can have them; what no
 * packet can have, and bits without a name, are hexadecimal.
 */
#include "event/emit.h"
#include "path/flow.h"

void
flow_print_prefix(struct wbuf *out, const struct flow_part *p, uint8_t af)
{
	struct addr a = flow_part_addr(p, af);

	emit_addr(out, &a);
	wbuf_u8(out, '/');
	emit_number(out, p->len);
	if (af == ADDR_V6) {
		wbuf_u8(out, '/');
		emit_number(out, p->offset);
	}
}

static void
print_numeric(struct wbuf *out, const struct flow_row *row, uint8_t af,
    const struct flow_op *o)
{
	static const char *const compare[FLOW_COMPARE + 1] = {
		"false", "=", ">", ">=", "<", "<=", "!=", "true"
	};
	unsigned c = o->op & FLOW_COMPARE;
	const char *name = flow_name_of(row, af, o->value);

	wbuf_str(out, compare[c]);
	if (c == 0 || c == FLOW_COMPARE)
		return;
	if (name != NULL)
		wbuf_str(out, name);
	else if (o->value <= row->max[flow_v6(af)])
		emit_number(out, o->value);
	else
		wbuf_printf(out, "0x%llx", (unsigned long long)o->value);
}

static void
print_bitmask(struct wbuf *out, const struct flow_row *row, uint8_t af,
    const struct flow_op *o)
{
	static const char *const compare[FLOW_BITS + 1] = {
		"", "=", "!", "!="
	};
	uint64_t left = o->value, bit;
	const char *plus = "", *name;

	wbuf_str(out, compare[o->op & FLOW_BITS]);
	for (bit = 1; bit <= left; bit <<= 1) {
		if ((left & bit) == 0 ||
		    (name = flow_name_of(row, af, bit)) == NULL)
			continue;
		wbuf_str(out, plus);
		wbuf_str(out, name);
		plus = "+";
		left &= ~bit;
	}
	if (left != 0 || o->value == 0) {
		wbuf_str(out, plus);
		wbuf_printf(out, "0x%llx", (unsigned long long)left);
	}
}

void
flow_print_terms(struct wbuf *out, const struct flow_part *p, uint8_t af,
    struct rbuf *ops)
{
	struct rbuf next = *ops;
	struct flow_op o;
	const char *and = "";

	while (flow_next_op(&next, &o) == 1) {
		if (*and != '\0' && (o.op & FLOW_AND) == 0)
			return;
		wbuf_str(out, and);
		if (p->row->kind == FLOW_NUMERIC)
			print_numeric(out, p->row, af, &o);
		else
			print_bitmask(out, p->row, af, &o);
		and = "&";
		*ops = next;
	}
}

/* Brackets round more than one operator, as ExaBGP has them. */
static void
print_ops(struct wbuf *out, const struct flow_part *p, uint8_t af)
{
	struct rbuf ops = p->ops;
	struct flow_op first;
	bool alone;

	(void)flow_next_op(&ops, &first);
	alone = ops.left == 0;
	if (!alone)
		wbuf_str(out, "[ ");
	for (ops = p->ops; ops.left > 0;) {
		flow_print_terms(out, p, af, &ops);
		if (!alone)
			wbuf_u8(out, ' ');
	}
	if (!alone)
		wbuf_u8(out, ']');
}

void
flow_print(struct wbuf *out, struct rbuf key, struct flow_family k)
{
	struct flow_part p = { 0 };
	struct rbuf rd = { 0 };
	const char *blank = "";

	if (k.vpn && rbuf_sub(&key, RD_SIZE, &rd) == -1)
		return;
	while (flow_next(&key, k.af, &p) == 1) {
		wbuf_str(out, blank);
		wbuf_str(out, flow_word(p.type, k.af));
		wbuf_u8(out, ' ');
		if (p.row->kind == FLOW_PREFIX)
			flow_print_prefix(out, &p, k.af);
		else
			print_ops(out, &p, k.af);
		blank = " ";
	}
	if (rd.left != 0) {
		wbuf_str(out, blank);
		wbuf_str(out, "rd ");
		rd_print(out, rd.p);
	}
}
