/* SPDX-License-Identifier: ISC */
/*
 * What the tests of path/ share: octets and words from strings.  Included
 * behind cmocka.h.
 */
#ifndef COMMON_PATH_PATH_HELP_H
#define COMMON_PATH_PATH_HELP_H

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "path/attr.h"

enum { HELP_OCTETS = 4096, HELP_TOKENS = 2048 };

/* Octets of a literal of hexadecimal digits and blanks. */
struct octets {
	uint8_t	p[HELP_OCTETS];
	size_t	n;
};

static inline void
octets_of(const char *s, struct octets *o)
{
	char two[3] = "";

	o->n = 0;
	while (*s != '\0') {
		if (*s == ' ') {
			s++;
			continue;
		}
		two[0] = s[0];
		two[1] = s[1];
		o->p[o->n++] = (uint8_t)strtoul(two, NULL, 16);
		s += 2;
	}
}

/*
 * Words as the lexer hands them out: brackets and commas stand alone, blanks
 * inside "" are kept.
 */
struct words {
	char		text[65536];
	struct token	v[HELP_TOKENS];
	struct tokens	t;
};

static inline void
words_of(const char *s, struct words *w)
{
	size_t n = 0;
	bool in = false;

	memset(&w->t, 0, sizeof(w->t));
	w->t.v = w->v;
	w->t.end_line = 1;
	w->t.end_col = (uint32_t)strlen(s) + 1;
	for (uint32_t col = 1; *s != '\0'; s++, col++) {
		if (*s == ' ' || strchr("[],", *s) != NULL) {
			if (in)
				w->text[n++] = '\0';
			in = false;
			if (*s == ' ')
				continue;
			w->v[w->t.n++] = (struct token){ .s = w->text + n,
			    .line = 1, .col = col };
			w->text[n++] = *s;
			w->text[n++] = '\0';
			continue;
		}
		if (!in)
			w->v[w->t.n++] = (struct token){ .s = w->text + n,
			    .line = 1, .col = col, .quoted = *s == '"' };
		if (!in && *s == '"') {
			for (s++, col++; *s != '"'; s++, col++)
				w->text[n++] = *s;
			w->text[n++] = '\0';
			continue;
		}
		in = true;
		w->text[n++] = *s;
	}
	w->text[n] = '\0';
}

/* Attribute words to a canonical set; 0, or -1 and *e. */
static inline int
set_of_words(const char *s, struct wbuf *canon, struct text_error *e)
{
	struct attr_builder b;
	struct words *w = malloc(sizeof(*w));
	int r = 1;

	memset(e, 0, sizeof(*e));
	attr_builder_init(&b);
	words_of(s, w);
	while (token_peek(&w->t) != NULL && r == 1)
		r = attr_parse_word(&w->t, &b, e);
	if (r == 1)
		r = attr_builder_finish(&b, canon);
	else
		r = -1;
	attr_builder_free(&b);
	free(w);
	return r;
}

/* The set of words s has exactly the octets of hex. */
static inline void
assert_words(const char *s, const char *hex)
{
	struct octets o;
	struct wbuf canon;
	struct text_error e;

	octets_of(hex, &o);
	wbuf_growable(&canon, 1 << 20);
	if (set_of_words(s, &canon, &e) == -1)
		fail_msg("%s: %s", s, e.msg);
	assert_int_equal(canon.len, o.n);
	assert_memory_equal(canon.p, o.p, o.n);
	wbuf_free(&canon);
}

/* The words s are refused, and the message holds part. */
static inline void
assert_refused(const char *s, const char *part)
{
	struct wbuf canon;
	struct text_error e;

	wbuf_growable(&canon, 1 << 20);
	assert_int_equal(set_of_words(s, &canon, &e), -1);
	if (strstr(e.msg, part) == NULL)
		fail_msg("%s: \"%s\" lacks \"%s\"", s, e.msg, part);
	assert_int_equal(e.line, 1);
	wbuf_free(&canon);
}

/* The words s, read and printed, are the words out; read again, the same. */
static inline void
assert_prints(const char *s, const char *out)
{
	struct wbuf canon, again, text;
	struct text_error e;

	wbuf_growable(&canon, 1 << 20);
	wbuf_growable(&again, 1 << 20);
	wbuf_growable(&text, 1 << 20);
	if (set_of_words(s, &canon, &e) == -1)
		fail_msg("%s: %s", s, e.msg);
	attr_set_print(&text, wbuf_view(&canon));
	wbuf_u8(&text, 0);
	assert_string_equal((const char *)text.p, out);
	if (set_of_words((const char *)text.p, &again, &e) == -1)
		fail_msg("%s: %s", (const char *)text.p, e.msg);
	assert_int_equal(canon.len, again.len);
	assert_memory_equal(canon.p, again.p, again.len);
	wbuf_free(&canon);
	wbuf_free(&again);
	wbuf_free(&text);
}

#endif
