/* SPDX-License-Identifier: ISC */
/*
 * A neighbour's keys: the input is a run of {what, length, key}, where part of
 * a key may be taken from the one before.  After each the table must agree
 * with a sorted array, and its walks with themselves.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "key_table.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { KEYS = 4096, OCTETS = 1024, BATCH = 5 };

struct model {
	uint32_t	v[KEYS];	/* in order */
	size_t		n;
};

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static size_t
place(const struct key_table *t, const struct model *m, struct rbuf k,
    bool *there)
{
	size_t at = 0;
	int c = -1;

	while (at < m->n && (c = key_cmp(key_table_key(t, m->v[at]), k)) < 0)
		at++;
	*there = at < m->n && c == 0;
	return at;
}

static void
put(struct key_table *t, struct model *m, struct rbuf k)
{
	bool there;
	size_t at = place(t, m, k, &there);
	uint32_t number;

	if (m->n == KEYS)
		return;
	number = key_table_put(t, k);
	if (there) {
		must(number == m->v[at]);
		return;
	}
	must((number == 0) == (k.left == 0));
	if (number == 0)
		return;
	must(*key_table_value(t, number) == 0);
	*key_table_value(t, number) = number ^ 0x5a5a5a5a;
	memmove(&m->v[at + 1], &m->v[at], (m->n - at) * sizeof(m->v[0]));
	m->v[at] = number;
	m->n++;
}

static void
take(struct key_table *t, struct model *m, struct rbuf k)
{
	bool there;
	size_t at = place(t, m, k, &there);

	must(key_table_find(t, k) == (there ? m->v[at] : 0));
	if (!there)
		return;
	key_table_remove(t, m->v[at]);
	m->n--;
	memmove(&m->v[at], &m->v[at + 1], (m->n - at) * sizeof(m->v[0]));
}

/* What begins with k, in small steps. */
static void
walk(const struct key_table *t, const struct model *m, struct rbuf k)
{
	struct rbuf after;
	uint32_t got[BATCH];
	bool there;
	size_t at = place(t, m, k, &there), n, i;

	n = key_table_walk(t, NULL, &k, got, BATCH);
	while (n > 0) {
		for (i = 0; i < n; i++) {
			must(at < m->n && got[i] == m->v[at++]);
			must(*key_table_value(t, got[i]) ==
			    (got[i] ^ 0x5a5a5a5a));
		}
		after = key_table_key(t, got[n - 1]);
		n = key_table_walk(t, &after, &k, got, BATCH);
	}
	if (at == m->n)
		return;
	after = key_table_key(t, m->v[at]);
	must(after.left < k.left || memcmp(after.p, k.p, k.left) != 0);
}

static void
whole(const struct key_table *t, const struct model *m)
{
	static uint32_t got[KEYS + 1];
	size_t n = key_table_walk(t, NULL, NULL, got, KEYS + 1);

	must(n == m->n && n == key_table_count(t));
	must(memcmp(got, m->v, n * sizeof(got[0])) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const does[])(struct key_table *t, struct model *m,
	    struct rbuf k) = { put, put, take };
	static struct model m;
	struct key_table *t = key_table_new();
	struct rbuf b = rbuf_of(data, size), part;
	uint8_t key[OCTETS], what, same, n;
	size_t len;

	memset(key, 0, sizeof(key));
	m.n = 0;
	while (rbuf_u8(&b, &what) == 0 && rbuf_u8(&b, &same) == 0 &&
	    rbuf_u8(&b, &n) == 0 && rbuf_sub(&b, n, &part) == 0) {
		len = (size_t)same * (what >> 6);
		memcpy(key + len, part.p, part.left);
		len += part.left;
		if (what % 4 == 3)
			walk(t, &m, rbuf_of(key, len));
		else
			does[what % 4](t, &m, rbuf_of(key, len));
	}
	whole(t, &m);
	while (m.n > 0)
		take(t, &m, key_table_key(t, m.v[m.n / 2]));
	must(key_table_bytes(t) == 0);
	key_table_free(t);
	return 0;
}
