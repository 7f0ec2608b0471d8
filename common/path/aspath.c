/* SPDX-License-Identifier: ISC */
/*
 * AS_PATH (RFC 4271 4.3 and 5.1.2, RFC 5065, RFC 6793): its segments, its
 * check (RFC 7606 7.2, RFC 7607), and the questions that are asked of it.
 * AS_SETs are kept; who wants none says so in the profile (RFC 9774).
 */
#include "path/aspath.h"

int
aspath_next(struct rbuf *path, unsigned width, struct aspath_segment *s)
{
	struct rbuf in = *path;
	struct aspath_segment r;

	if (in.left == 0)
		return 0;
	if (rbuf_u8(&in, &r.type) == -1 || rbuf_u8(&in, &r.count) == -1 ||
	    rbuf_sub(&in, (size_t)r.count * width, &r.as) == -1)
		return -1;
	*path = in;
	*s = r;
	return 1;
}

uint32_t
aspath_as(const struct aspath_segment *s, unsigned width, unsigned i)
{
	const uint8_t *p = s->as.p + (size_t)i * width;

	if (width == 2)
		return (uint32_t)p[0] << 8 | p[1];
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	    (uint32_t)p[2] << 8 | p[3];
}

bool
aspath_type_is_confed(uint8_t type)
{
	return type == AS_CONFED_SEQUENCE || type == AS_CONFED_SET;
}

bool
aspath_type_is_set(uint8_t type)
{
	return type == AS_SET || type == AS_CONFED_SET;
}

const char *
aspath_check(struct rbuf path, unsigned width, bool no_confed)
{
	struct aspath_segment s;
	unsigned i;
	int more;

	while ((more = aspath_next(&path, width, &s)) == 1) {
		if (s.type < AS_SET || s.type > AS_CONFED_SET)
			return "unknown segment type";
		if (s.count == 0)
			return "empty segment";
		if (no_confed && aspath_type_is_confed(s.type))
			return "confederation segment from outside of it";
		for (i = 0; i < s.count; i++)
			if (aspath_as(&s, width, i) == 0)
				return "AS 0 in the path";
	}
	return more == 0 ? NULL : "segment runs past the path";
}

const char *
attr_aspath_check(struct rbuf v, const struct attr_profile *p)
{
	return aspath_check(v, p->as4 ? 4 : 2, p->ebgp && !p->confed);
}

unsigned
aspath_length(struct rbuf path, unsigned width)
{
	struct aspath_segment s;
	unsigned n = 0;

	while (aspath_next(&path, width, &s) == 1)
		if (s.type == AS_SEQUENCE)
			n += s.count;
		else if (s.type == AS_SET)
			n++;
	return n;
}

void
aspath_writer_init(struct aspath_writer *pw, struct wbuf *w)
{
	*pw = (struct aspath_writer){ .w = w };
}

void
aspath_writer_close(struct aspath_writer *pw)
{
	pw->type = 0;
}

void
aspath_writer_put(struct aspath_writer *pw, uint8_t type, uint32_t as)
{
	if (pw->type != type || pw->count == ASPATH_SEGMENT_MAX) {
		pw->at = pw->w->len;
		pw->type = type;
		pw->count = 0;
		wbuf_u8(pw->w, type);
		wbuf_u8(pw->w, 0);
	}
	wbuf_u32(pw->w, as);
	pw->count++;
	wbuf_set_u8(pw->w, pw->at + 1, (uint8_t)pw->count);
}

/* "{ 1 2 }" a set, "( 1 2 )" and "[ 1 2 ]" within a confederation. */
static const char *const open_text[] = { "", "{ ", "", "( ", "[ " };
static const char *const close_text[] = { "", " }", "", " )", " ]" };

void
aspath_print(struct wbuf *out, struct rbuf value)
{
	struct aspath_segment s;
	const char *blank = "";
	unsigned i;

	while (aspath_next(&value, 4, &s) == 1) {
		if (s.type < AS_SET || s.type > AS_CONFED_SET)
			return;
		wbuf_str(out, blank);
		wbuf_str(out, open_text[s.type]);
		for (i = 0; i < s.count; i++)
			wbuf_printf(out, i > 0 ? " %u" : "%u",
			    aspath_as(&s, 4, i));
		wbuf_str(out, close_text[s.type]);
		blank = " ";
	}
}

bool
aspath_contains(struct rbuf value, uint32_t as)
{
	struct aspath_segment s;
	unsigned i;

	while (aspath_next(&value, 4, &s) == 1)
		for (i = 0; i < s.count; i++)
			if (aspath_as(&s, 4, i) == as)
				return true;
	return false;
}

uint32_t
aspath_source(struct rbuf value)
{
	struct aspath_segment s;
	uint32_t last = 0;

	while (aspath_next(&value, 4, &s) == 1)
		if (s.count > 0)
			last = aspath_as(&s, 4, s.count - 1U);
	return last;
}

uint32_t
aspath_first(struct rbuf value)
{
	struct aspath_segment s;

	if (aspath_next(&value, 4, &s) != 1 || s.type != AS_SEQUENCE ||
	    s.count == 0)
		return 0;
	return aspath_as(&s, 4, 0);
}

bool
aspath_neighbor(struct rbuf value, uint32_t *as)
{
	struct aspath_segment s;

	*as = 0;
	while (aspath_next(&value, 4, &s) == 1) {
		if (aspath_type_is_confed(s.type) || s.count == 0)
			continue;
		if (s.type != AS_SEQUENCE)
			return false;
		*as = aspath_as(&s, 4, 0);
		break;
	}
	return true;
}

bool
aspath_is_local(struct rbuf value)
{
	struct aspath_segment s;

	while (aspath_next(&value, 4, &s) == 1)
		if (s.type != AS_CONFED_SEQUENCE)
			return false;
	return true;
}
