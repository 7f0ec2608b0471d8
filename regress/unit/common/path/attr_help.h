/* SPDX-License-Identifier: ISC */
/*
 * One attribute in each of its forms, for the tests of its file: octets from
 * words, words from octets, JSON and text of events.  Included behind
 * path_help.h.
 */
#ifndef COMMON_PATH_ATTR_HELP_H
#define COMMON_PATH_ATTR_HELP_H

#include "common/event/json_check.h"
#include "common/path/path_help.h"
#include "common/random.h"
#include "event/emit.h"

enum { SAID_MAX = 65536 };

/* The set of one attribute. */
static inline void
set_of_value(uint8_t flags, uint8_t type, struct rbuf v, struct wbuf *set)
{
	wbuf_growable(set, 1 << 20);
	attr_write(set, flags, type, v.p, v.left);
}

/* What an event says of the set, until the next call. */
static inline const char *
said_of_set(struct rbuf set, unsigned shape, bool json)
{
	static char said[SAID_MAX];
	struct json_check c;
	struct wbuf w;

	wbuf_fixed(&w, said, sizeof(said) - 2);
	if (json) {
		wbuf_str(&w, "{ ");
		attr_set_json(&w, set, shape, true);
		wbuf_str(&w, " }");
	} else
		attr_set_line(&w, set, shape);
	assert_false(w.failed);
	said[w.len] = '\n';
	said[w.len + 1] = '\0';
	if (json && !json_check_line(&c, said, w.len + 1))
		fail_msg("not JSON: %s", said);
	said[w.len] = '\0';
	return said;
}

static inline void
assert_said(const char *words, unsigned shape, const char *json,
    const char *line)
{
	struct wbuf canon;
	struct text_error e;

	wbuf_growable(&canon, 1 << 20);
	if (set_of_words(words, &canon, &e) == -1)
		fail_msg("%s: %s", words, e.msg);
	assert_string_equal(said_of_set(wbuf_view(&canon), shape, true),
	    json);
	if (line != NULL)
		assert_string_equal(said_of_set(wbuf_view(&canon), shape,
		    false), line);
	wbuf_free(&canon);
}

/* Its words read back to it, and every shape of event is of its form. */
static inline void
assert_reads_back(uint8_t flags, uint8_t type, struct rbuf v)
{
	struct wbuf set, text, again;
	struct text_error e;
	unsigned shape;

	set_of_value(flags, type, v, &set);
	wbuf_growable(&text, 1 << 20);
	wbuf_growable(&again, 1 << 20);
	attr_set_print(&text, wbuf_view(&set));
	wbuf_u8(&text, 0);
	assert_false(text.failed);
	if (set_of_words((const char *)text.p, &again, &e) == -1)
		fail_msg("%s: %s", (const char *)text.p, e.msg);
	if (again.len != set.len || memcmp(again.p, set.p, set.len) != 0)
		fail_msg("%s does not read back", (const char *)text.p);
	for (shape = SHAPE_4; shape <= SHAPE_6; shape++) {
		said_of_set(wbuf_view(&set), shape, true);
		said_of_set(wbuf_view(&set), shape, false);
	}
	wbuf_free(&set);
	wbuf_free(&text);
	wbuf_free(&again);
}

#endif
