/* SPDX-License-Identifier: ISC */
/*
 * What the tests of a family's NLRI share: octets and words through its row
 * and back.  Included behind cmocka.h.
 */
#ifndef COMMON_PATH_NLRI_ROW_HELP_H
#define COMMON_PATH_NLRI_ROW_HELP_H

#include "common/event/json_check.h"
#include "common/path/path_help.h"
#include "event/emit.h"
#include "path/nlri_row.h"

struct made {
	enum family	f;
	struct wbuf	key;
	struct wbuf	carried;
};

static inline void
made_init(struct made *m, enum family f)
{
	m->f = f;
	wbuf_growable(&m->key, 1 << 16);
	wbuf_growable(&m->carried, 1 << 16);
}

static inline void
made_free(struct made *m)
{
	wbuf_free(&m->key);
	wbuf_free(&m->carried);
}

static inline struct nlri_view
view_of(const struct made *m)
{
	return (struct nlri_view){ m->f, wbuf_view(&m->key),
	    wbuf_view(&m->carried) };
}

/* What row->read says of octets in memory of exactly their size. */
static inline int
made_of_octets(const struct nlri_row *row, struct rbuf octets, struct made *m,
    size_t *left)
{
	uint8_t *copy = malloc(octets.left + 1);
	struct rbuf b;
	size_t key = m->key.len, carried = m->carried.len;
	int r;

	if (octets.left > 0)
		memcpy(copy + 1, octets.p, octets.left);
	b = rbuf_of(copy + 1, octets.left);
	r = row->read(&b, m->f, &m->key, &m->carried);
	*left = b.left;
	if (r == -1)
		assert_int_equal(b.left, octets.left);
	if (r != 0) {
		assert_int_equal(m->key.len, key);
		assert_int_equal(m->carried.len, carried);
	}
	free(copy);
	return r;
}

/* 0, or -1 and *e. */
static inline int
made_of_words(const struct nlri_row *row, const char *s, struct made *m,
    struct text_error *e)
{
	struct words *w = malloc(sizeof(*w));
	void *state = row->begin(m->f);
	int r = 1;

	memset(e, 0, sizeof(*e));
	words_of(s, w);
	while (token_peek(&w->t) != NULL && r == 1)
		r = row->one(state, &w->t, e);
	if (r == 0)
		text_error_at(e, &w->t, "no word of this family");
	if (r == 1 && row->announced != NULL)
		r = row->announced(state, &w->t, e) == -1 ? -1 : 1;
	r = r == 1 ? row->finish(state, &w->t, &m->key, &m->carried, e) : -1;
	row->free(state);
	free(w);
	return r;
}

static inline bool
same_octets(const struct wbuf *a, const struct wbuf *b)
{
	return a->len == b->len &&
	    (a->len == 0 || memcmp(a->p, b->p, a->len) == 0);
}

/* Its object is JSON in each shape, and each key is there once. */
static inline void
assert_is_json(const struct nlri_row *row, const struct nlri_view *n)
{
	static const struct nexthop hop = { .global = { .af = ADDR_V4,
	    .b = { 192, 0, 2, 1 } } };
	struct nlri_form form = { .nexthop = &hop };
	const uint32_t id = 7;
	struct json_check c;
	struct wbuf w;

	wbuf_growable(&w, 1 << 20);
	for (form.shape = SHAPE_4; form.shape <= SHAPE_6; form.shape++) {
		wbuf_reset(&w);
		row->json(&w, n, &form, &id);
		wbuf_u8(&w, '\n');
		wbuf_u8(&w, 0);
		assert_false(w.failed);
		if (!json_check_line(&c, (char *)w.p, w.len - 1))
			fail_msg("not JSON: %s", (char *)w.p);
	}
	wbuf_free(&w);
}

/* An NLRI that was read: printed, read again, written, read again. */
static inline void
assert_round_trip(const struct nlri_row *row, const struct made *m)
{
	struct nlri_view n = view_of(m);
	struct wbuf text, wire;
	struct made again;
	struct text_error e;
	size_t left;

	assert_is_json(row, &n);
	wbuf_growable(&text, 1 << 20);
	wbuf_growable(&wire, 1 << 17);
	row->print(&text, &n);
	wbuf_u8(&text, 0);
	made_init(&again, m->f);
	if (made_of_words(row, (char *)text.p, &again, &e) == -1)
		fail_msg("%s: %u: %s", (char *)text.p, e.col, e.msg);
	if (!same_octets(&m->key, &again.key) ||
	    !same_octets(&m->carried, &again.carried))
		fail_msg("%s: reads back to other octets", (char *)text.p);
	made_free(&again);
	row->write(&wire, &n, false);
	assert_int_equal(wire.len, row->write_size(&n, false));
	made_init(&again, m->f);
	assert_int_equal(made_of_octets(row, wbuf_view(&wire), &again, &left),
	    0);
	assert_int_equal(left, 0);
	assert_true(same_octets(&m->key, &again.key));
	assert_true(same_octets(&m->carried, &again.carried));
	made_free(&again);
	wbuf_free(&text);
	wbuf_free(&wire);
}

/* The words make these octets on the wire, which print as words again. */
static inline void
assert_row(const struct nlri_row *row, enum family f, const char *words,
    const char *hex, const char *printed)
{
	struct nlri_view n;
	struct octets o;
	struct wbuf wire, text;
	struct made m;
	struct text_error e;

	octets_of(hex, &o);
	made_init(&m, f);
	wbuf_growable(&wire, 1 << 17);
	wbuf_growable(&text, 1 << 20);
	if (made_of_words(row, words, &m, &e) == -1)
		fail_msg("%s: %u: %s", words, e.col, e.msg);
	n = view_of(&m);
	row->write(&wire, &n, false);
	assert_int_equal(wire.len, o.n);
	assert_memory_equal(wire.p, o.p, o.n);
	row->print(&text, &n);
	wbuf_u8(&text, 0);
	assert_string_equal((char *)text.p, printed);
	assert_round_trip(row, &m);
	made_free(&m);
	wbuf_free(&wire);
	wbuf_free(&text);
}

/* The octets are one NLRI, with this key and what is carried. */
static inline void
assert_key(const struct nlri_row *row, enum family f, const char *hex,
    const char *key, const char *carried)
{
	struct octets o, want;
	struct made m;
	size_t left;

	octets_of(hex, &o);
	made_init(&m, f);
	if (made_of_octets(row, rbuf_of(o.p, o.n), &m, &left) != 0)
		fail_msg("%s was refused", hex);
	assert_int_equal(left, 0);
	octets_of(key, &want);
	assert_int_equal(m.key.len, want.n);
	assert_memory_equal(m.key.p, want.p, want.n);
	octets_of(carried, &want);
	assert_int_equal(m.carried.len, want.n);
	if (want.n > 0)
		assert_memory_equal(m.carried.p, want.p, want.n);
	assert_round_trip(row, &m);
	made_free(&m);
}

static inline void
assert_malformed(const struct nlri_row *row, enum family f, const char *hex)
{
	struct octets o;
	struct made m;
	size_t left;

	octets_of(hex, &o);
	made_init(&m, f);
	if (made_of_octets(row, rbuf_of(o.p, o.n), &m, &left) != -1)
		fail_msg("%s was taken", hex);
	made_free(&m);
}

/* Whatever is cut off. */
static inline void
assert_truncations(const struct nlri_row *row, enum family f, const char *hex)
{
	struct octets o;
	struct made m;
	size_t n, left;

	octets_of(hex, &o);
	made_init(&m, f);
	for (n = 0; n < o.n; n++)
		if (made_of_octets(row, rbuf_of(o.p, n), &m, &left) != -1)
			fail_msg("%zu octets of %s were taken", n, hex);
	assert_int_equal(made_of_octets(row, rbuf_of(o.p, o.n), &m, &left), 0);
	made_free(&m);
}

/* Refused at column col, and the message holds part. */
static inline void
assert_no_words(const struct nlri_row *row, enum family f, const char *words,
    uint32_t col, const char *part)
{
	struct text_error e;
	struct made m;

	made_init(&m, f);
	if (made_of_words(row, words, &m, &e) == 0)
		fail_msg("%s: was taken", words);
	if (strstr(e.msg, part) == NULL)
		fail_msg("%s: \"%s\" lacks \"%s\"", words, e.msg, part);
	if (e.line != 1 || e.col != col)
		fail_msg("%s: %u:%u: %s", words, e.line, e.col, e.msg);
	assert_int_equal(m.key.len, 0);
	assert_int_equal(m.carried.len, 0);
	made_free(&m);
}

static inline void
assert_json(const struct nlri_row *row, enum family f, const char *hex,
    const struct nlri_form *form, const uint32_t *path_id, const char *json)
{
	struct octets o;
	struct nlri_view n;
	struct wbuf out;
	struct made m;
	size_t left;

	octets_of(hex, &o);
	made_init(&m, f);
	wbuf_growable(&out, 1 << 20);
	assert_int_equal(made_of_octets(row, rbuf_of(o.p, o.n), &m, &left), 0);
	n = view_of(&m);
	row->json(&out, &n, form, path_id);
	wbuf_u8(&out, 0);
	assert_string_equal((char *)out.p, json);
	made_free(&m);
	wbuf_free(&out);
}

static inline void
assert_line(const struct nlri_row *row, enum family f, const char *hex,
    const uint32_t *path_id, const char *line)
{
	static const struct nlri_form form = { .shape = SHAPE_4 };
	struct octets o;
	struct nlri_view n;
	struct wbuf out;
	struct made m;
	size_t left;

	octets_of(hex, &o);
	made_init(&m, f);
	wbuf_growable(&out, 1 << 20);
	assert_int_equal(made_of_octets(row, rbuf_of(o.p, o.n), &m, &left), 0);
	n = view_of(&m);
	row->line(&out, &n, &form, path_id);
	wbuf_u8(&out, 0);
	assert_string_equal((char *)out.p, line);
	made_free(&m);
	wbuf_free(&out);
}

#endif
