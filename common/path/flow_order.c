/* SPDX-License-Identifier: ISC */
/*
 * Which of two flow specification rules a router applies first (RFC 8955 5.1,
 * RFC 8956 5): "show" lists them so.  Rules of different route distinguishers
 * never meet in one router's table; they are kept apart.
 */
#include <string.h>

#include "path/flow.h"

static int
cmp_octets(const uint8_t *a, const uint8_t *b, size_t n)
{
	return n == 0 ? 0 : memcmp(a, b, n);
}

/* The first n bits of two patterns. */
static int
cmp_bits(const uint8_t *a, const uint8_t *b, unsigned n)
{
	int r = cmp_octets(a, b, n / 8);
	unsigned keep = 0xff00U >> n % 8 & 0xff;

	if (r != 0 || n % 8 == 0)
		return r;
	return (int)(a[n / 8] & keep) - (int)(b[n / 8] & keep);
}

/* The lower offset; of two that overlap the longer one; the lower address. */
static int
cmp_prefix(const struct flow_part *a, const struct flow_part *b)
{
	unsigned na = (unsigned)a->len - a->offset;
	unsigned nb = (unsigned)b->len - b->offset;
	int r;

	if (a->offset != b->offset)
		return (int)a->offset - (int)b->offset;
	r = cmp_bits(a->pattern.p, b->pattern.p, na < nb ? na : nb);
	return r != 0 ? r : (int)nb - (int)na;
}

/*
 * As strings of octets, the lower one; RFC 8955 has the longer one first when
 * one begins the other, which the end bit of canonical operators rules out.
 */
static int
cmp_ops(struct rbuf a, struct rbuf b)
{
	return cmp_octets(a.p, b.p, a.left < b.left ? a.left : b.left);
}

int
flow_cmp(struct rbuf a, struct rbuf b, struct flow_family k)
{
	struct flow_part pa = { 0 }, pb = { 0 };
	struct rbuf rda, rdb;
	int more_a, more_b, r;

	if (k.vpn && rbuf_sub(&a, RD_SIZE, &rda) == 0 &&
	    rbuf_sub(&b, RD_SIZE, &rdb) == 0 &&
	    (r = memcmp(rda.p, rdb.p, RD_SIZE)) != 0)
		return r;
	for (;;) {
		more_a = flow_next(&a, k.af, &pa);
		more_b = flow_next(&b, k.af, &pb);
		if (more_a != 1 || more_b != 1)
			return more_b - more_a;
		if (pa.type != pb.type)
			return (int)pa.type - (int)pb.type;
		r = pa.row->kind == FLOW_PREFIX ? cmp_prefix(&pa, &pb) :
		    cmp_ops(pa.ops, pb.ops);
		if (r != 0)
			return r;
	}
}
