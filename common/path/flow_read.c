/* SPDX-License-Identifier: ISC */
/*
 * Flow specification NLRI from the wire and to it (RFC 8955 4.1, 8; RFC 8956
 * 3): a length of one octet below 240, else of two; in the VPN families a
 * route distinguisher inside it; components.  What is malformed is never
 * guessed at: a rule that matches other packets is worse than none.
 */
#include "path/flow.h"

enum { LONG = 0xf0, LONG_HIGH = 0x0f };

/* The first pair's AND bit has no meaning, RFC 8955 4.2.1.1. */
static void
put_ops(struct wbuf *w, const struct flow_part *p, uint8_t af)
{
	struct rbuf ops = p->ops;
	struct flow_op o;
	uint8_t and = 0;

	while (flow_next_op(&ops, &o) == 1) {
		o.op &= (uint8_t)(~FLOW_AND | and);
		flow_put_op(w, p->row, af, &o);
		and = FLOW_AND;
	}
}

static int
read_rule(struct rbuf b, struct flow_family k, struct wbuf *key)
{
	struct flow_part p = { 0 };
	struct rbuf rd;
	int r;

	if (k.vpn) {
		if (rbuf_sub(&b, RD_SIZE, &rd) == -1)
			return -1;
		wbuf_bytes(key, rd.p, RD_SIZE);
	}
	if (b.left == 0)
		return -1;
	while ((r = flow_next(&b, k.af, &p)) == 1) {
		wbuf_u8(key, p.type);
		if (p.row->kind == FLOW_PREFIX)
			flow_put_prefix(key, k.af, p.len, p.offset, p.pattern);
		else
			put_ops(key, &p, k.af);
	}
	return r;
}

/*
 * A flow label may come in fewer octets than it is written in, so that a key
 * can be longer than the rule was; one too long to be written is left out, for
 * it is not malformed.
 */
int
flow_read(struct rbuf *b, struct flow_family k, struct wbuf *key)
{
	struct rbuf in = *b, rule;
	size_t start = key->len;
	uint16_t n;
	uint8_t first, low;

	if (rbuf_u8(&in, &first) == -1)
		return -1;
	n = first;
	if (first >= LONG) {
		if (rbuf_u8(&in, &low) == -1)
			return -1;
		n = (uint16_t)((first & LONG_HIGH) << 8 | low);
	}
	if (key->failed || rbuf_sub(&in, n, &rule) == -1)
		return -1;
	if (read_rule(rule, k, key) == -1) {
		wbuf_truncate(key, start);
		return -1;
	}
	*b = in;
	if (!key->failed && key->len - start <= FLOW_MAX)
		return 0;
	wbuf_truncate(key, start);
	return 1;
}

void
flow_write(struct wbuf *w, struct rbuf key)
{
	if (key.left < LONG)
		wbuf_u8(w, (uint8_t)key.left);
	else
		wbuf_u16(w, (uint16_t)(LONG << 8 | key.left));
	wbuf_bytes(w, key.p, key.left);
}

size_t
flow_write_size(struct rbuf key)
{
	return key.left + (key.left < LONG ? 1 : 2);
}
