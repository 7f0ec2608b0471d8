/* SPDX-License-Identifier: ISC */
/*
 * JSON as it is written, member by member, with only the nesting in memory
 * (RFC 8259).  bgpctl prints a whole table through it, so numbers do not go
 * through printf.
 */
#include <string.h>

#include "event/emit.h"
#include "event/escape.h"
#include "event/json.h"

void
json_init(struct json *j, struct wbuf *w, bool line)
{
	memset(j, 0, sizeof(*j));
	j->w = w;
	j->line = line;
}

static void
newline(struct json *j, unsigned depth)
{
	uint8_t *p;

	p = wbuf_reserve(j->w, 1 + depth);
	if (p == NULL)
		return;
	p[0] = '\n';
	memset(p + 1, '\t', depth);
}

/* Comma, white space and name in front of a member. */
static void
member(struct json *j, const char *name)
{
	struct json_level *l;

	if (j->depth > 0) {
		l = &j->level[j->depth - 1];
		if (l->filled)
			wbuf_u8(j->w, ',');
		if (l->compact) {
			if (!j->line)
				wbuf_u8(j->w, ' ');
		} else
			newline(j, j->depth);
		l->filled = true;
	}
	if (name == NULL)
		return;
	wbuf_u8(j->w, '"');
	escape_json(j->w, name, strlen(name));
	if (j->line)
		wbuf_bytes(j->w, "\":", 2);
	else
		wbuf_bytes(j->w, "\": ", 3);
}

static void
open_level(struct json *j, const char *name, bool compact, uint8_t opening,
    uint8_t closing)
{
	struct json_level *l;

	if (j->depth == JSON_DEPTH) {
		j->failed = true;
		return;
	}
	member(j, name);
	wbuf_u8(j->w, opening);
	if (j->line || (j->depth > 0 && j->level[j->depth - 1].compact))
		compact = true;
	l = &j->level[j->depth++];
	*l = (struct json_level){ .close = closing, .compact = compact };
}

void
json_object(struct json *j, const char *name, bool compact)
{
	open_level(j, name, compact, '{', '}');
}

void
json_array(struct json *j, const char *name, bool compact)
{
	open_level(j, name, compact, '[', ']');
}

void
json_end(struct json *j)
{
	struct json_level *l;

	if (j->depth == 0)
		return;
	l = &j->level[--j->depth];
	if (l->filled) {
		if (!l->compact)
			newline(j, j->depth);
		else if (!j->line)
			wbuf_u8(j->w, ' ');
	}
	wbuf_u8(j->w, l->close);
}

void
json_finish(struct json *j)
{
	while (j->depth > 0)
		json_end(j);
	wbuf_u8(j->w, '\n');
}

void
json_string_n(struct json *j, const char *name, const void *p, size_t n)
{
	member(j, name);
	wbuf_u8(j->w, '"');
	escape_json(j->w, p, n);
	wbuf_u8(j->w, '"');
}

void
json_string(struct json *j, const char *name, const char *s)
{
	json_string_n(j, name, s, strlen(s));
}

void
json_uint(struct json *j, const char *name, uint64_t v)
{
	member(j, name);
	emit_number(j->w, v);
}

void
json_int(struct json *j, const char *name, int64_t v)
{
	if (v >= 0) {
		json_uint(j, name, (uint64_t)v);
		return;
	}
	member(j, name);
	wbuf_printf(j->w, "%lld", (long long)v);
}

void
json_bool(struct json *j, const char *name, bool v)
{
	member(j, name);
	wbuf_str(j->w, v ? "true" : "false");
}

void
json_raw(struct json *j, const char *name, const void *p, size_t n)
{
	member(j, name);
	wbuf_bytes(j->w, p, n);
}
