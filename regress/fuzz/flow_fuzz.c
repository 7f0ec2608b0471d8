/* SPDX-License-Identifier: ISC */
/*
 * Flow specification rules.  The first octet says the family, the rest is a
 * run of NLRI: each that is taken has words that make the same key, octets
 * that are read as it, an object in events, and is equal to itself in order.
 * With the high bit set the rest is words instead, divided at blanks.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "event/emit.h"
#include "path/flow.h"

enum { TOKENS_MAX = 6000, INPUT_MAX = 8192 };
enum { FUZZ_IPV6 = 1, FUZZ_VPN = 2, FUZZ_WORDS = 0x80 };

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* 0 and the key, or -1; af may be ADDR_NONE. */
static int
key_of_words(char *text, uint8_t af, struct wbuf *key,
    struct flow_family *k)
{
	struct token *v = calloc(TOKENS_MAX, sizeof(*v));
	struct tokens t = { .v = v };
	struct flow_words f;
	struct text_error e;
	char *s;
	int r = 1;

	while (t.n < TOKENS_MAX && (s = strsep(&text, " ")) != NULL)
		if (*s != '\0')
			v[t.n++] = (struct token){ .s = s, .line = 1 };
	flow_words_init(&f, af);
	while (token_peek(&t) != NULL && r == 1)
		r = flow_words_one(&f, &t, &e);
	r = r == 1 ? flow_words_finish(&f, &t, key, k, &e) : -1;
	flow_words_free(&f);
	free(v);
	return r;
}

static void
must_be(bool ok)
{
	if (!ok)
		abort();
}

static bool
same(const struct wbuf *a, const struct wbuf *b)
{
	return a->len == b->len && memcmp(a->p, b->p, a->len) == 0;
}

static void
check_key(const struct wbuf *key, struct flow_family k)
{
	const struct nlri_form form = { .shape = SHAPE_4 };
	struct flow_family again_k;
	struct wbuf out, again, wire;
	struct rbuf b;

	wbuf_growable(&out, 1 << 20);
	wbuf_growable(&again, 1 << 13);
	wbuf_growable(&wire, 1 << 13);
	flow_write(&wire, wbuf_view(key));
	must_be(wire.len == flow_write_size(wbuf_view(key)));
	b = wbuf_view(&wire);
	must_be(flow_read(&b, k, &again) == 0 && b.left == 0);
	must_be(same(key, &again));
	must_be(flow_cmp(wbuf_view(key), wbuf_view(&again), k) == 0);
	flow_print(&out, wbuf_view(key), k);
	wbuf_u8(&out, 0);
	must_be(!out.failed);
	wbuf_reset(&again);
	must_be(key_of_words((char *)out.p, k.af, &again, &again_k) == 0);
	must_be(same(key, &again));
	must_be(again_k.af == k.af && again_k.vpn == k.vpn);
	wbuf_reset(&out);
	flow_json(&out, wbuf_view(key), k, &form, NULL);
	must_be(!out.failed && out.len > 2);
	wbuf_free(&out);
	wbuf_free(&again);
	wbuf_free(&wire);
}

static void
feed_words(const uint8_t *data, size_t size, uint8_t af)
{
	char *text = calloc(1, size + 1);
	struct flow_family k;
	struct wbuf key;

	memcpy(text, data, size);
	wbuf_growable(&key, 1 << 13);
	if (key_of_words(text, af, &key, &k) == 0)
		check_key(&key, k);
	wbuf_free(&key);
	free(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct flow_family k;
	struct wbuf key;
	struct rbuf b;

	if (size == 0 || size > INPUT_MAX)
		return 0;
	if ((data[0] & FUZZ_WORDS) != 0) {
		feed_words(data + 1, size - 1, ADDR_NONE);
		return 0;
	}
	k.af = (data[0] & FUZZ_IPV6) != 0 ? ADDR_V6 : ADDR_V4;
	k.vpn = (data[0] & FUZZ_VPN) != 0;
	b = rbuf_of(data + 1, size - 1);
	wbuf_growable(&key, 1 << 13);
	while (b.left > 0 && flow_read(&b, k, &key) == 0) {
		check_key(&key, k);
		wbuf_reset(&key);
	}
	wbuf_free(&key);
	return 0;
}
