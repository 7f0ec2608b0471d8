/* SPDX-License-Identifier: ISC */
/*
 * Assertions that the tests of families of NLRI share.  Included behind
 * cmocka.h.
 */
#ifndef COMMON_PATH_NLRI_ASSERT_H
#define COMMON_PATH_NLRI_ASSERT_H

#include "common/path/nlri_help.h"
#include "common/path/path_help.h"

/* Whose NLRI are looked at. */
struct about {
	const struct nlri_row	*row;
	enum family		 f;
};

static inline void
assert_octets(struct rbuf got, const char *hex)
{
	struct octets o;
	struct wbuf w;

	octets_of(hex, &o);
	wbuf_growable(&w, 1 << 16);
	emit_octets(&w, got.p, got.left);
	wbuf_u8(&w, 0);
	if (got.left != o.n || memcmp(got.p, o.p, o.n) != 0)
		fail_msg("%s is not %s", (const char *)w.p, hex);
	wbuf_free(&w);
}

/* The octets are one NLRI, with this key and this carried with it. */
static inline void
assert_reads(struct about a, bool withdrawn, const char *hex, const char *key,
    const char *carried)
{
	struct octets o;
	struct made m;
	struct rbuf b;

	octets_of(hex, &o);
	made_init(&m, a.row, a.f);
	b = rbuf_of(o.p, o.n);
	if (made_read(&m, &b, withdrawn) != 0)
		fail_msg("%s was refused", hex);
	assert_int_equal(b.left, 0);
	assert_octets(wbuf_view(&m.key), key);
	if (m.carried.len > 0 || *carried != '\0')
		assert_octets(wbuf_view(&m.carried), carried);
}

/* Malformed, and so with nothing consumed and nothing appended. */
static inline void
assert_malformed(struct about a, bool withdrawn, struct rbuf octets,
    const char *name)
{
	struct rbuf b = octets;
	struct made m;

	made_init(&m, a.row, a.f);
	if (made_read(&m, &b, withdrawn) != -1)
		fail_msg("%s of %zu octets was taken", name, octets.left);
	assert_ptr_equal(b.p, octets.p);
	assert_int_equal(b.left, octets.left);
	assert_int_equal(m.key.len, 0);
	assert_int_equal(m.carried.len, 0);
}

/* And every beginning of what is not is, and what does not fit. */
static inline void
assert_truncations(struct about a, bool withdrawn, const char *hex)
{
	struct made m, whole;
	struct octets o;
	struct rbuf b;
	uint8_t *exact;
	size_t n;
	int r;

	octets_of(hex, &o);
	for (n = 0; n < o.n; n++) {
		exact = malloc(n > 0 ? n : 1);
		memcpy(exact, o.p, n);
		assert_malformed(a, withdrawn, rbuf_of(exact, n), hex);
		free(exact);
	}
	made_init(&whole, a.row, a.f);
	b = rbuf_of(o.p, o.n);
	assert_int_equal(made_read(&whole, &b, withdrawn), 0);
	for (n = 0; n < 2; n++) {
		made_init(&m, a.row, a.f);
		if (n == 0)
			m.key.size = whole.key.len - 1;
		else if (whole.carried.len > 0)
			m.carried.size = whole.carried.len - 1;
		else
			continue;
		b = rbuf_of(o.p, o.n);
		r = made_read(&m, &b, withdrawn);	/* or left out: 1 */
		assert_int_not_equal(r, 0);
		assert_int_equal(b.left, r == -1 ? o.n : 0);
		assert_int_equal(m.key.len, 0);
		assert_int_equal(m.carried.len, 0);
		assert_false(m.key.failed || m.carried.failed);
	}
}

/* The words are announced in these octets, and printed as canon. */
static inline void
assert_announces(struct about a, const char *s, const char *canon,
    const char *hex)
{
	static char text[MADE_TEXT];
	struct text_error e;
	uint8_t wire[MADE_PART];
	struct nlri_view n;
	struct made m;
	struct wbuf w;

	made_init(&m, a.row, a.f);
	if (made_words(&m, s, true, &e) == -1)
		fail_msg("%s: %u: %s", s, e.col, e.msg);
	wbuf_fixed(&w, wire, sizeof(wire));
	n = made_view(&m);
	a.row->write(&w, &n, false);
	assert_octets(wbuf_view(&w), hex);
	made_print(&m, text);
	assert_string_equal(text, canon);
	if (made_check(&m, true, true) != NULL)
		fail_msg("%s: %s", s, made_check(&m, true, true));
}

/* The words are withdrawn in these octets. */
static inline void
assert_withdraws(struct about a, const char *s, const char *hex)
{
	struct text_error e;
	uint8_t wire[MADE_PART];
	struct nlri_view n;
	struct made m;
	struct wbuf w;

	made_init(&m, a.row, a.f);
	if (made_words(&m, s, false, &e) == -1)
		fail_msg("%s: %u: %s", s, e.col, e.msg);
	wbuf_fixed(&w, wire, sizeof(wire));
	n = made_view(&m);
	a.row->write(&w, &n, true);
	assert_octets(wbuf_view(&w), hex);
	if (made_check(&m, true, false) != NULL)
		fail_msg("%s: %s", s, made_check(&m, true, false));
}

/* Refused at this column, in this text, with nothing appended. */
static inline void
assert_wrong(struct about a, const char *s, uint32_t col, const char *msg)
{
	struct text_error e;
	struct made m;

	made_init(&m, a.row, a.f);
	if (made_words(&m, s, true, &e) == 0)
		fail_msg("%s was taken", s);
	if (strcmp(e.msg, msg) != 0 || e.col != col)
		fail_msg("%s: %u: %s", s, e.col, e.msg);
	assert_int_equal(e.line, 1);
	assert_int_equal(m.key.len, 0);
	assert_int_equal(m.carried.len, 0);
}

static inline void
assert_events(struct about a, const char *hex, bool withdrawn, const char *json,
    const char *line)
{
	static char text[MADE_TEXT];
	const struct nexthop nh = { .global = { .af = ADDR_V4 } };
	struct octets o;
	struct made m;
	struct rbuf b;

	octets_of(hex, &o);
	made_init(&m, a.row, a.f);
	b = rbuf_of(o.p, o.n);
	assert_int_equal(made_read(&m, &b, withdrawn), 0);
	made_json(&m, withdrawn ? NULL : &nh, false, NULL, text);
	assert_string_equal(text, json);
	made_line(&m, withdrawn ? NULL : &nh, NULL, text);
	assert_string_equal(text, line);
}

#endif
