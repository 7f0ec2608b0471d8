/* SPDX-License-Identifier: ISC */
/*
 * Assertions of nlri_assert.h for tests of one row that has several families:
 * each call says both.  Included behind cmocka.h.
 */
#ifndef COMMON_PATH_NLRI_ROW_HELP_H
#define COMMON_PATH_NLRI_ROW_HELP_H

#include "common/path/nlri_assert.h"
#include "common/random.h"

/* What row->read says of octets in memory of exactly their size. */
static inline int
made_of_octets(const struct nlri_row *row, struct rbuf octets, struct made *m,
    size_t *left)
{
	uint8_t *copy = malloc(octets.left + 1);
	struct rbuf b;
	int r;

	if (octets.left > 0)
		memcpy(copy + 1, octets.p, octets.left);
	b = rbuf_of(copy + 1, octets.left);
	made_init(m, row, m->f);
	r = made_read(m, &b, false);
	*left = b.left;
	if (r == -1)
		assert_int_equal(b.left, octets.left);
	if (r != 0)
		assert_int_equal(m->key.len + m->carried.len, 0);
	free(copy);
	return r;
}

/* It comes back from octets, from words, and is told. */
static inline void
assert_round_trip(const struct nlri_row *row, const struct made *m)
{
	const char *why = made_check(m, true, true);

	(void)row;
	if (why != NULL)
		fail_msg("%s", why);
}

/* The words make these octets on the wire, which print as words again. */
static inline void
assert_row(const struct nlri_row *row, enum family f, const char *words,
    const char *hex, const char *printed)
{
	assert_announces((struct about){ row, f }, words, printed, hex);
}

static inline void
made_of_hex(struct made *m, const struct nlri_row *row, enum family f,
    const char *hex)
{
	struct octets o;
	size_t left;

	octets_of(hex, &o);
	m->f = f;
	if (made_of_octets(row, rbuf_of(o.p, o.n), m, &left) != 0)
		fail_msg("%s was refused", hex);
	assert_int_equal(left, 0);
}

/* The octets are one NLRI, with this key and what is carried. */
static inline void
assert_key(const struct nlri_row *row, enum family f, const char *hex,
    const char *key, const char *carried)
{
	struct made m;

	assert_reads((struct about){ row, f }, false, hex, key, carried);
	made_of_hex(&m, row, f, hex);
	assert_round_trip(row, &m);
}

static inline void
assert_row_malformed(const struct nlri_row *row, enum family f,
    const char *hex)
{
	struct octets o;

	octets_of(hex, &o);
	assert_malformed((struct about){ row, f }, false, rbuf_of(o.p, o.n),
	    hex);
}

/* Whatever is cut off. */
static inline void
assert_row_truncations(const struct nlri_row *row, enum family f,
    const char *hex)
{
	assert_truncations((struct about){ row, f }, false, hex);
}

/* Refused at column col, and the message holds part. */
static inline void
assert_no_words(const struct nlri_row *row, enum family f, const char *words,
    uint32_t col, const char *part)
{
	struct text_error e;
	struct made m;

	made_init(&m, row, f);
	if (made_words(&m, words, true, &e) == 0)
		fail_msg("%s: was taken", words);
	if (strstr(e.msg, part) == NULL)
		fail_msg("%s: \"%s\" lacks \"%s\"", words, e.msg, part);
	if (e.line != 1 || e.col != col)
		fail_msg("%s: %u:%u: %s", words, e.line, e.col, e.msg);
	assert_int_equal(m.key.len, 0);
	assert_int_equal(m.carried.len, 0);
}

static inline void
assert_json(const struct nlri_row *row, enum family f, const char *hex,
    const struct nlri_form *form, const uint32_t *path_id, const char *json)
{
	static char text[MADE_TEXT];
	struct made m;

	made_of_hex(&m, row, f, hex);
	made_json_of(&m, form, path_id, text);
	assert_string_equal(text, json);
}

static inline void
assert_line(const struct nlri_row *row, enum family f, const char *hex,
    const uint32_t *path_id, const char *line)
{
	static char text[MADE_TEXT];
	struct made m;

	made_of_hex(&m, row, f, hex);
	made_line(&m, NULL, path_id, text);
	assert_string_equal(text, line);
}

#endif
