/* SPDX-License-Identifier: ISC */
/*
 * What the tests of flow specification rules share: keys from words and from
 * octets, words from keys, rules made at random.  Included behind cmocka.h.
 */
#ifndef COMMON_PATH_FLOW_HELP_H
#define COMMON_PATH_FLOW_HELP_H

#include "bgp/prefix.h"
#include "common/path/path_help.h"
#include "common/random.h"
#include "path/flow.h"

static const struct flow_family V4 = { ADDR_V4, false };
static const struct flow_family V6 = { ADDR_V6, false };
static const struct flow_family V4_VPN = { ADDR_V4, true };
static const struct flow_family V6_VPN = { ADDR_V6, true };

struct rule {
	uint8_t			 p[FLOW_MAX + 1];
	struct wbuf		 w;
	struct flow_family	 k;
};

static inline struct rbuf
key_of(const struct rule *r)
{
	return rbuf_of(r->p, r->w.len);
}

/* 0, or -1 and *e. */
static inline int
rule_of_words(const char *s, uint8_t af, struct rule *r, struct text_error *e)
{
	struct words *w = malloc(sizeof(*w));
	struct flow_words f;
	int got = 1;

	memset(e, 0, sizeof(*e));
	words_of(s, w);
	flow_words_init(&f, af);
	wbuf_fixed(&r->w, r->p, sizeof(r->p));
	while (token_peek(&w->t) != NULL && got == 1)
		got = flow_words_one(&f, &w->t, e);
	got = got == 1 ? flow_words_finish(&f, &w->t, &r->w, &r->k, e) : -1;
	flow_words_free(&f);
	free(w);
	return got;
}

/* One NLRI to its end. */
static inline int
rule_of_octets(struct rbuf b, struct flow_family k, struct rule *r)
{
	wbuf_fixed(&r->w, r->p, sizeof(r->p));
	r->k = k;
	return flow_read(&b, k, &r->w) == -1 || b.left != 0 ? -1 : 0;
}

static inline int
rule_of_hex(const char *hex, struct flow_family k, struct rule *r)
{
	struct octets o;

	octets_of(hex, &o);
	return rule_of_octets(rbuf_of(o.p, o.n), k, r);
}

/* The rule as words, NUL-terminated; to be freed. */
static inline char *
words_of_rule(const struct rule *r)
{
	struct wbuf w;

	wbuf_growable(&w, 1 << 20);
	flow_print(&w, key_of(r), r->k);
	wbuf_u8(&w, 0);
	assert_false(w.failed);
	return (char *)w.p;
}

static inline void
assert_same_rule(const struct rule *a, const struct rule *b)
{
	assert_int_equal(a->w.len, b->w.len);
	assert_memory_equal(a->p, b->p, a->w.len);
	assert_int_equal(a->k.af, b->k.af);
	assert_int_equal(a->k.vpn, b->k.vpn);
}

/* The octets of a pattern; host bits only when not clean. */
static inline void
random_pattern(struct wbuf *w, uint8_t af, bool clean)
{
	unsigned len = random_below(addr_bits(af) + 1), offset = 0, bits;

	if (af == ADDR_V6 && len > 0 && random_below(2) == 0)
		offset = random_below(len);
	bits = len - offset;
	wbuf_u8(w, (uint8_t)len);
	if (af == ADDR_V6)
		wbuf_u8(w, (uint8_t)offset);
	random_octets(w, prefix_octets(bits));
	if (clean && bits % 8 != 0)
		w->p[w->len - 1] &= (uint8_t)(0xff00 >> bits % 8);
}

/* An operator and an operand of this width, with bits to be ignored. */
static inline void
random_op(struct wbuf *w, unsigned width, uint8_t flags)
{
	wbuf_u8(w, (uint8_t)((random() & 0x4f) | (int)(width << 4) | flags));
	random_sparse(w, 1U << width);
}

/* The same as we write it: as narrow as it can be. */
static inline void
random_clean_op(struct wbuf *w, const struct flow_row *row, uint8_t af,
    uint8_t flags, bool first)
{
	unsigned bits = (unsigned)random() &
	    (row->kind == FLOW_BITMASK ? FLOW_BITS : FLOW_COMPARE);
	unsigned width = row->width, i;
	uint64_t value = 0;
	/* always and never have no operand */
	bool plain = row->kind == FLOW_NUMERIC &&
	    (bits == 0 || bits == FLOW_COMPARE);

	for (i = plain ? 0 : random_below(9); i > 0; i--)
		value = value << 8 | random_below(256);
	value &= row->mask[flow_v6(af)];
	if (row->widths >> 3 == 0)
		value &= row->widths >> 2 != 0 ? UINT32_MAX :
		    row->widths >> 1 != 0 ? UINT16_MAX : UINT8_MAX;
	while ((row->widths >> width & 1) == 0 ||
	    (width < 3 && value >> (8U << width) != 0))
		width++;
	wbuf_u8(w, (uint8_t)(bits | width << 4 | flags |
	    (first || random_below(2) == 0 ? 0 : FLOW_AND)));
	for (i = 1U << width; i > 0; i--)
		wbuf_u8(w, (uint8_t)(value >> (i - 1) * 8));
}

static inline void
random_component(struct wbuf *w, unsigned type, uint8_t af, bool clean)
{
	const struct flow_row *row = flow_row(type, af);
	unsigned n = 1 + random_below(4), all = n, width;

	wbuf_u8(w, (uint8_t)type);
	if (row->kind == FLOW_PREFIX) {
		random_pattern(w, af, clean);
		return;
	}
	for (; n > 0; n--) {
		if (clean) {
			random_clean_op(w, row, af, n == 1 ? FLOW_END : 0,
			    n == all);
			continue;
		}
		do
			width = random_below(4);
		while ((row->widths >> width & 1) == 0);
		random_op(w, width, n == 1 ? FLOW_END : 0);
	}
}

/* A well-formed rule as a neighbour may send it; clean: as we do. */
static inline void
random_rule(struct wbuf *w, struct flow_family k, bool clean)
{
	uint8_t body[1024];
	struct wbuf b;
	unsigned type;
	size_t rd;

	wbuf_fixed(&b, body, sizeof(body));
	if (k.vpn) {
		wbuf_u16(&b, (uint16_t)random_below(4));
		random_octets(&b, RD_SIZE - 2);
	}
	rd = b.len;
	for (type = 1; type < FLOW_TYPES; type++)
		if (flow_row(type, k.af) != NULL && (random_below(3) == 0 ||
		    (type == FLOW_FRAGMENT && b.len == rd)))
			random_component(&b, type, k.af, clean);
	flow_write(w, wbuf_view(&b));
}

#endif
