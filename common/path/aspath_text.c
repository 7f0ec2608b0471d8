/* SPDX-License-Identifier: ISC */
/*
 * AS_PATH as words.  A path is one number, or groups one behind the other:
 *
 *	[ 1 2 ]		AS_SEQUENCE; inside it ( 3 4 ) or { 3 4 } is a set
 *	( 3 4 )		AS_SET, also { 3 4 }
 *	[ { 1 2 } ]	AS_CONFED_SEQUENCE
 *	( { 3 4 } )	AS_CONFED_SET
 *	[ ]		the empty path
 *
 * An AS_SET is written only when somebody asks for one in so many words (RFC
 * 9774 deprecates it).  Each group begins a segment; a sequence of more than
 * 255 numbers becomes several.  Numbers are asplain or asdot (RFC 5396).
 */
#include <string.h>

#include "event/emit.h"
#include "path/aspath.h"

static int
take_as(struct tokens *t, uint32_t *as, struct text_error *e)
{
	const struct token *tok = token_peek(t);

	if (token_asn(t, "as-path", as, e) == -1)
		return -1;
	return *as != 0 ? 0 : text_error_token(e, tok, "as-path: AS 0 is not "
	    "allowed (RFC 7607)");
}

/* Numbers up to the closing word, which is taken. */
static int
parse_members(struct tokens *t, const char *close, uint8_t type,
    struct aspath_writer *pw, struct text_error *e)
{
	unsigned n = 0;
	uint32_t as;

	aspath_writer_close(pw);
	while (!token_accept(t, close)) {
		if (token_accept(t, ","))
			continue;
		if (token_peek(t) == NULL)
			return text_error_at(e, t, "as-path: '%s' missing",
			    close);
		if (n == ASPATH_SEGMENT_MAX && aspath_type_is_set(type))
			return text_error_at(e, t, "as-path: more than 255 "
			    "numbers in a set");
		if (take_as(t, &as, e) == -1)
			return -1;
		aspath_writer_put(pw, type, as);
		n++;
	}
	if (n == 0)
		return text_error_at(e, t, "as-path: an empty set or "
		    "confederation segment");
	aspath_writer_close(pw);
	return 0;
}

/* Behind '[': is this "{ numbers } ]"? */
static bool
is_confed_sequence(const struct tokens *t)
{
	struct tokens in = *t;

	if (!token_accept(&in, "{"))
		return false;
	while (token_peek(&in) != NULL && !token_accept(&in, "}"))
		token_take(&in);
	return token_accept(&in, "]");
}

static int
parse_sequence(struct tokens *t, struct aspath_writer *pw,
    struct text_error *e)
{
	uint32_t as;

	if (is_confed_sequence(t)) {
		token_take(t);
		if (parse_members(t, "}", AS_CONFED_SEQUENCE, pw, e) == -1)
			return -1;
		token_take(t);
		return 0;
	}
	aspath_writer_close(pw);
	while (!token_accept(t, "]")) {
		if (token_accept(t, ","))
			continue;
		if (token_peek(t) == NULL)
			return text_error_at(e, t, "as-path: ']' missing");
		if (token_accept(t, "(")) {
			if (parse_members(t, ")", AS_SET, pw, e) == -1)
				return -1;
			continue;
		}
		if (token_accept(t, "{")) {
			if (parse_members(t, "}", AS_SET, pw, e) == -1)
				return -1;
			continue;
		}
		if (take_as(t, &as, e) == -1)
			return -1;
		aspath_writer_put(pw, AS_SEQUENCE, as);
	}
	return 0;
}

/* 1 a group was taken, 0 there is none, -1 error. */
static int
parse_group(struct tokens *t, struct aspath_writer *pw, struct text_error *e)
{
	int r;

	if (token_accept(t, "["))
		r = parse_sequence(t, pw, e);
	else if (token_accept(t, "(")) {
		if (!token_accept(t, "{"))
			r = parse_members(t, ")", AS_SET, pw, e);
		else {
			r = parse_members(t, "}", AS_CONFED_SET, pw, e);
			if (r == 0 && !token_accept(t, ")"))
				return text_error_at(e, t,
				    "as-path: ')' missing");
		}
	} else if (token_accept(t, "{"))
		r = parse_members(t, "}", AS_SET, pw, e);
	else
		return 0;
	return r == -1 ? -1 : 1;
}

int
attr_aspath_parse(struct tokens *t, struct attr_builder *b,
    struct text_error *e)
{
	uint8_t value[ATTR_SET_MAX];
	struct aspath_writer pw;
	struct wbuf w;
	uint32_t as;
	int r;

	wbuf_fixed(&w, value, sizeof(value));
	aspath_writer_init(&pw, &w);
	if (token_peek(t) == NULL)
		return text_error_at(e, t, "as-path: value missing: an AS "
		    "number or [ numbers ]");
	r = parse_group(t, &pw, e);
	if (r == 0) {
		if (take_as(t, &as, e) == -1)
			return -1;
		aspath_writer_put(&pw, AS_SEQUENCE, as);
	}
	while (r == 1)
		r = parse_group(t, &pw, e);
	if (r == -1)
		return -1;
	if (w.failed)
		return text_error_at(e, t, "as-path: too long");
	attr_builder_set(b, ATTR_TRANSITIVE, ATTR_AS_PATH, w.p, w.len);
	return 0;
}

static void
print_members(struct wbuf *out, const struct aspath_segment *s)
{
	unsigned i;

	for (i = 0; i < s->count; i++) {
		emit_number(out, aspath_as(s, 4, i));
		wbuf_u8(out, ' ');
	}
}

/*
 * Groups as above.  A sequence goes on in the group of the one before it only
 * where reading would split it again, behind 255 numbers.
 */
void
attr_aspath_print(struct wbuf *out, struct rbuf v)
{
	struct aspath_segment s, last = { 0 };
	bool open = false;
	const char *blank = "";

	if (v.left == 0)
		wbuf_str(out, "[ ]");
	for (; aspath_next(&v, 4, &s) == 1; last = s) {
		if (open && (aspath_type_is_confed(s.type) ||
		    (s.type == AS_SEQUENCE && last.type == AS_SEQUENCE &&
		    last.count < ASPATH_SEGMENT_MAX))) {
			wbuf_u8(out, ']');
			open = false;
		}
		if (aspath_type_is_confed(s.type)) {
			wbuf_str(out, blank);
			wbuf_str(out, s.type == AS_CONFED_SET ?
			    "( { " : "[ { ");
			print_members(out, &s);
			wbuf_str(out, s.type == AS_CONFED_SET ? "} )" : "} ]");
			blank = " ";
			continue;
		}
		if (!open) {
			wbuf_str(out, blank);
			wbuf_str(out, "[ ");
			open = true;
		}
		if (s.type == AS_SET)
			wbuf_str(out, "( ");
		print_members(out, &s);
		if (s.type == AS_SET)
			wbuf_str(out, ") ");
		blank = " ";
	}
	if (open)
		wbuf_u8(out, ']');
}
