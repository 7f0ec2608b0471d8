/* SPDX-License-Identifier: ISC */
/*
 * What tests and the fuzz target of families of NLRI share: an NLRI from its
 * octets and from words, and what must hold of any.  Without cmocka.
 */
#ifndef COMMON_PATH_NLRI_HELP_H
#define COMMON_PATH_NLRI_HELP_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/event/json_check.h"
#include "event/emit.h"
#include "path/nlri_row.h"

/* Octets of a key, and of what is carried; characters; words. */
enum { MADE_PART = 1 << 15, MADE_TEXT = 1 << 17, MADE_WORDS = 4096 };

struct made {
	const struct nlri_row	*row;
	enum family		 f;
	uint8_t			 key_room[MADE_PART];
	uint8_t			 carried_room[MADE_PART];
	struct wbuf		 key;
	struct wbuf		 carried;
};

static inline void
made_init(struct made *m, const struct nlri_row *row, enum family f)
{
	m->row = row;
	m->f = f;
	wbuf_fixed(&m->key, m->key_room, sizeof(m->key_room));
	wbuf_fixed(&m->carried, m->carried_room, sizeof(m->carried_room));
}

static inline struct nlri_view
made_view(const struct made *m)
{
	return (struct nlri_view){ .f = m->f, .key = wbuf_view(&m->key),
	    .carried = wbuf_view(&m->carried) };
}

/* The next NLRI of b, into m, which is empty: made_init has seen it. */
static inline int
made_read(struct made *m, struct rbuf *b, bool withdrawn)
{
	return (withdrawn && m->row->read_withdrawn != NULL ?
	    m->row->read_withdrawn : m->row->read)(b, m->f, &m->key,
	    &m->carried);
}

/* 0, or -1 and *e; in columns, words are divided at blanks. */
static inline int
made_words(struct made *m, const char *s, bool announced,
    struct text_error *e)
{
	static char text[MADE_TEXT];
	static struct token v[MADE_WORDS];
	struct tokens t = { .v = v, .end_line = 1,
	    .end_col = (uint32_t)strlen(s) + 1 };
	char *p = text, *word;
	void *words;
	int r = 1;

	memset(e, 0, sizeof(*e));
	snprintf(text, sizeof(text), "%s", s);
	while (t.n < MADE_WORDS && (word = strsep(&p, " ")) != NULL)
		if (*word != '\0')
			v[t.n++] = (struct token){ .s = word, .line = 1,
			    .col = (uint32_t)(word - text) + 1 };
	words = m->row->begin(m->f);
	made_init(m, m->row, m->f);
	while (token_peek(&t) != NULL && r == 1)
		r = m->row->one(words, &t, e);
	if (r == 0)
		text_error_at(e, &t, "no word of this family");
	r = r == 1 ? 0 : -1;
	if (r == 0 && announced && m->row->announced != NULL)
		r = m->row->announced(words, &t, e);
	if (r == 0)
		r = m->row->finish(words, &t, &m->key, &m->carried, e);
	if (m->row->free != NULL)
		m->row->free(words);
	return r;
}

/* Into text of MADE_TEXT, with a NUL. */
static inline void
made_print(const struct made *m, char *text)
{
	struct nlri_view n = made_view(m);
	struct wbuf w;

	wbuf_fixed(&w, text, MADE_TEXT - 1);
	m->row->print(&w, &n);
	text[w.len] = '\0';
}

static inline void
made_line(const struct made *m, const struct nexthop *nh,
    const uint32_t *path_id, char *text)
{
	const struct nlri_form form = { .shape = SHAPE_4, .nexthop = nh };
	const struct nlri_view v = made_view(m);
	struct nlri n = { .family = (uint8_t)v.f, .key = v.key,
	    .carried = v.carried, .has_path_id = path_id != NULL };
	struct wbuf w;

	if (path_id != NULL)
		n.path_id = *path_id;
	wbuf_fixed(&w, text, MADE_TEXT - 1);
	nlri_line(&w, &n, &form);
	text[w.len] = '\0';
}

static inline void
made_json_of(const struct made *m, const struct nlri_form *form,
    const uint32_t *path_id, char *text)
{
	struct nlri_view n = made_view(m);
	struct wbuf w;

	wbuf_fixed(&w, text, MADE_TEXT - 1);
	m->row->json(&w, &n, form, path_id);
	text[w.len] = '\0';
}

static inline void
made_json(const struct made *m, const struct nexthop *nh, bool compact,
    const uint32_t *path_id, char *text)
{
	const struct nlri_form form = { .shape = SHAPE_6, .nexthop = nh,
	    .compact = compact };

	made_json_of(m, &form, path_id, text);
}

static inline bool
made_equal(const struct wbuf *a, const struct wbuf *b)
{
	return a->len == b->len &&
	    (a->len == 0 || memcmp(a->p, b->p, a->len) == 0);
}

/* Octets, and the same NLRI read from them; NULL, or what is wrong. */
static inline const char *
made_check_octets(const struct made *m, bool withdraw)
{
	struct nlri_view n = made_view(m);
	uint8_t wire[3 * MADE_PART];
	struct made again;
	struct rbuf b;
	struct wbuf w;

	wbuf_fixed(&w, wire, sizeof(wire));
	m->row->write(&w, &n, withdraw);
	if (w.failed || w.len != m->row->write_size(&n, withdraw))
		return "its size is another";
	made_init(&again, m->row, m->f);
	b = wbuf_view(&w);
	if (made_read(&again, &b, withdraw) != 0 || b.left != 0)
		return "its octets are refused";
	if (!made_equal(&again.key, &m->key))
		return "its octets have another key";
	if (!withdraw && !made_equal(&again.carried, &m->carried))
		return "its octets carry something else";
	return NULL;
}

/* Words, the same key from them, and the same words again. */
static inline const char *
made_check_words(const struct made *m, bool exact)
{
	static char text[MADE_TEXT], second[MADE_TEXT];
	struct text_error e;
	struct made again;

	made_print(m, text);
	made_init(&again, m->row, m->f);
	if (made_words(&again, text, false, &e) == -1) {
		fprintf(stderr, "%s: %u: %s\n", text, e.col, e.msg);
		return "its words are refused";
	}
	if (!made_equal(&again.key, &m->key))
		return "its words have another key";
	if (again.carried.len != m->carried.len ||
	    (exact && !made_equal(&again.carried, &m->carried)))
		return "its words carry something else";
	made_print(&again, second);
	return strcmp(text, second) == 0 ? NULL : "its words are others";
}

/* In every shape. */
static inline const char *
made_check_events(const struct made *m)
{
	static char text[MADE_TEXT];
	const struct nexthop nh = { .global = { .af = ADDR_V4 } };
	const uint32_t path_id = 7, *id;
	struct nlri_form form;
	static struct json_check c;
	unsigned i;
	size_t n;

	for (i = 0; i < 8 * 3; i++) {
		form = (struct nlri_form){ .shape = (uint8_t)(SHAPE_4 + i / 8),
		    .compact = (i & 2) != 0,
		    .nexthop = (i & 1) != 0 ? &nh : NULL };
		id = (i & 4) != 0 ? &path_id : NULL;
		made_json_of(m, &form, id, text);
		n = strlen(text);
		text[n] = '\n';
		if (!json_check_line(&c, text, n + 1))
			return "its object is no JSON";
		made_line(m, form.nexthop, id, text);
		if (text[0] == '\0')
			return "it has no line";
	}
	return NULL;
}

/*
 * exact: words can say all that it carries (not the traffic class and the
 * bottom of the stack of a label).  whole: it can be announced.
 */
static inline const char *
made_check(const struct made *m, bool exact, bool whole)
{
	const char *why = NULL;

	if (whole)
		why = made_check_octets(m, false);
	if (why == NULL)
		why = made_check_octets(m, true);
	if (why == NULL)
		why = made_check_words(m, exact);
	if (why == NULL)
		why = made_check_events(m);
	return why;
}

#endif
