/* SPDX-License-Identifier: ISC */
/*
 * NLRI that are no IP prefixes, by their rows.  The first octet says the AFI,
 * the second is the SAFI, the rest is a run of NLRI: each that is taken has
 * words that make the same key and what is carried, octets that are read as
 * it, and an object and a line in events.  With the high bit of the first set
 * the rest is words instead, divided at blanks.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "event/emit.h"
#include "path/nlri_row.h"

enum { TOKENS_MAX = 2000, INPUT_MAX = 70000, FUZZ_WORDS = 0x80 };

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct made {
	enum family	f;
	struct wbuf	key;
	struct wbuf	carried;
};

static void
made_init(struct made *m, enum family f)
{
	m->f = f;
	wbuf_growable(&m->key, 1 << 17);
	wbuf_growable(&m->carried, 1 << 17);
}

static void
made_free(struct made *m)
{
	wbuf_free(&m->key);
	wbuf_free(&m->carried);
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
	return a->len == b->len &&
	    (a->len == 0 || memcmp(a->p, b->p, a->len) == 0);
}

static int
made_of_words(const struct nlri_row *row, char *text, struct made *m)
{
	struct token *v = calloc(TOKENS_MAX, sizeof(*v));
	struct tokens t = { .v = v };
	void *words = row->begin(m->f);
	struct text_error e;
	char *s;
	int r = 1;

	while (t.n < TOKENS_MAX && (s = strsep(&text, " ")) != NULL)
		if (*s != '\0')
			v[t.n++] = (struct token){ .s = s, .line = 1 };
	while (token_peek(&t) != NULL && r == 1)
		r = row->one(words, &t, &e);
	r = r == 1 ? row->finish(words, &t, &m->key, &m->carried, &e) : -1;
	if (row->free != NULL)
		row->free(words);
	free(v);
	return r;
}

static void
check(const struct nlri_row *row, const struct made *m)
{
	const struct nlri_view n = { m->f, wbuf_view(&m->key),
	    wbuf_view(&m->carried) };
	struct nlri_form form = { .shape = SHAPE_4 };
	const uint32_t id = 1;
	struct made again;
	struct wbuf out;
	struct rbuf b;

	wbuf_growable(&out, 1 << 20);
	row->write(&out, &n, false);
	must_be(!out.failed && out.len == row->write_size(&n, false));
	made_init(&again, m->f);
	b = wbuf_view(&out);
	must_be(row->read(&b, m->f, &again.key, &again.carried) == 0);
	must_be(b.left == 0 && same(&m->key, &again.key) &&
	    same(&m->carried, &again.carried));
	made_free(&again);
	wbuf_reset(&out);
	row->print(&out, &n);
	wbuf_u8(&out, 0);
	made_init(&again, m->f);
	must_be(made_of_words(row, (char *)out.p, &again) == 0);
	must_be(same(&m->key, &again.key) &&
	    same(&m->carried, &again.carried));
	made_free(&again);
	for (; form.shape <= SHAPE_6; form.shape++) {
		wbuf_reset(&out);
		row->json(&out, &n, &form, &id);
		must_be(!out.failed && out.len > 2);
	}
	wbuf_reset(&out);
	row->line(&out, &n, &form, NULL);
	must_be(!out.failed && out.len > 2);
	wbuf_free(&out);
}

static void
feed_words(const struct nlri_row *row, enum family f, const uint8_t *data,
    size_t size)
{
	char *text = calloc(1, size + 1);
	struct made m;

	if (size > 0)
		memcpy(text, data, size);
	made_init(&m, f);
	if (made_of_words(row, text, &m) == 0)
		check(row, &m);
	made_free(&m);
	free(text);
}

/* Also one that is not spoken yet. */
static enum family
family_of(uint8_t afi, uint8_t safi)
{
	static const uint16_t afis[] = { 1, 2, 25, 16388 };
	unsigned f;

	for (f = 0; f < FAMILY_MAX; f++)
		if (family_info((enum family)f)->afi == afis[afi % 4] &&
		    family_info((enum family)f)->safi == safi)
			return (enum family)f;
	return FAMILY_NONE;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct nlri_row *row;
	struct made m;
	struct rbuf b;
	enum family f;
	int r = 0;

	if (size < 2 || size > INPUT_MAX)
		return 0;
	f = family_of(data[0], data[1]);
	row = nlri_row(f);
	if (row == NULL)
		return 0;
	if ((data[0] & FUZZ_WORDS) != 0) {
		feed_words(row, f, data + 2, size - 2);
		return 0;
	}
	b = rbuf_of(data + 2, size - 2);
	while (b.left > 0 && r >= 0) {
		made_init(&m, f);
		r = row->read(&b, f, &m.key, &m.carried);
		if (r == 0)
			check(row, &m);
		made_free(&m);
	}
	return 0;
}
