/* SPDX-License-Identifier: ISC */
/*
 * Which of two flow specification rules a router applies first (RFC 8955 5.1,
 * RFC 8956 5): "show" lists them so.  Rules of different route distinguishers
 * never meet in one router's table; they are kept apart.
 */
#include <string.h>

#include "path/flow.h"

enum { BLOCK = 64 };

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

/* How many octets both begin with. */
static size_t
common(struct rbuf a, struct rbuf b)
{
	size_t i, n = a.left < b.left ? a.left : b.left;

	for (i = 0; i + BLOCK <= n && memcmp(a.p + i, b.p + i, BLOCK) == 0; )
		i += BLOCK;
	while (i < n && a.p[i] == b.p[i])
		i++;
	return i;
}

/*
 * What is the same in both is walked over once, for neighbours choose how much
 * that is, and tables compare rules that begin alike.  Operators: the lower
 * string of octets; RFC 8955 has the longer one first when one begins the
 * other, which the end bit of canonical operators rules out.
 */
int
flow_cmp(struct rbuf a, struct rbuf b, struct flow_family k)
{
	struct flow_part pa = { 0 }, pb;
	size_t same = common(a, b), n;
	struct rbuf rd, next;
	int more_a, more_b;

	if (k.vpn && a.left >= RD_SIZE && b.left >= RD_SIZE) {
		if (same < RD_SIZE)
			return (int)a.p[same] - (int)b.p[same];
		(void)rbuf_sub(&a, RD_SIZE, &rd);
		(void)rbuf_sub(&b, RD_SIZE, &rd);
		same -= RD_SIZE;
	}
	for (;;) {
		pb = pa;
		next = a;
		more_a = flow_next(&next, k.af, &pa);
		n = a.left - next.left;
		if (more_a != 1 || n > same)
			break;
		(void)rbuf_skip(&b, n);
		same -= n;
		a = next;
	}
	/* Inside of operators, which are strings of octets. */
	if (more_a == 1 && pa.row->kind != FLOW_PREFIX && same > 0 &&
	    same < b.left)
		return (int)a.p[same] - (int)b.p[same];
	more_b = flow_next(&b, k.af, &pb);
	if (more_a != 1 || more_b != 1)
		return more_b - more_a;
	if (pa.type != pb.type)
		return (int)pa.type - (int)pb.type;
	return cmp_prefix(&pa, &pb);
}
