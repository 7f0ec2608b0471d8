/* SPDX-License-Identifier: ISC */
/*
 * What the tests of flow specification rules share: keys from words and from
 * octets, words from keys, rules made at random.  Included behind cmocka.h.
 */
#ifndef COMMON_PATH_FLOW_HELP_H
#define COMMON_PATH_FLOW_HELP_H

#include "common/path/path_help.h"
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

/* A well-formed rule as a neighbour may send it, with bits to be ignored. */
static inline void
random_component(struct wbuf *w, unsigned type, uint8_t af)
{
	const struct flow_row *row = flow_row(type, af);
	unsigned n = 1 + (unsigned)random() % 4, width, i, len, offset = 0;

	wbuf_u8(w, (uint8_t)type);
	if (row->kind == FLOW_PREFIX) {
		len = (unsigned)random() % (addr_bits(af) + 1);
		if (af == ADDR_V6 && len > 0 && random() % 2 == 0)
			offset = (unsigned)random() % len;
		wbuf_u8(w, (uint8_t)len);
		if (af == ADDR_V6)
			wbuf_u8(w, (uint8_t)offset);
		for (i = 0; i < prefix_octets(len - offset); i++)
			wbuf_u8(w, (uint8_t)random());
		return;
	}
	for (; n > 0; n--) {
		do
			width = (unsigned)random() % 4;
		while ((row->widths >> width & 1) == 0);
		wbuf_u8(w, (uint8_t)((random() & 0x4f) | (int)(width << 4) |
		    (n == 1 ? FLOW_END : 0)));
		for (i = 0; i < 1U << width; i++)
			wbuf_u8(w, random() % 2 == 0 ? 0 : (uint8_t)random());
	}
}

static inline void
random_rule(struct wbuf *w, struct flow_family k)
{
	uint8_t body[1024];
	struct wbuf b;
	unsigned type, i;

	wbuf_fixed(&b, body, sizeof(body));
	for (i = 0; k.vpn && i < RD_SIZE; i++)
		wbuf_u8(&b, (uint8_t)(i == 0 ? 0 : i == 1 ? random() % 4 :
		    random()));
	for (type = 1; type < FLOW_TYPES; type++)
		if (flow_row(type, k.af) != NULL && (random() % 3 == 0 ||
		    (type == FLOW_FRAGMENT && b.len <= RD_SIZE)))
			random_component(&b, type, k.af);
	flow_write(w, wbuf_view(&b));
}

#endif
