/* SPDX-License-Identifier: ISC */
/*
 * A set of attributes that grows word by word.  Values are kept as records
 * {flags, type, how, length, octets} in the order written; finish puts those
 * of a type together, types ascending, and sorts communities.  One buffer
 * that is used again and again: a configuration has a million sets.
 */
#include <string.h>

#include "path/attr_community.h"
#include "path/attr_wire.h"

enum { RECORD_HEAD = 5, RECORD_SET = 1, RECORD_APPEND = 2 };

struct record {
	uint8_t		flags;
	uint8_t		type;
	uint8_t		how;
	struct rbuf	value;
};

void
attr_builder_init(struct attr_builder *b)
{
	memset(b, 0, sizeof(*b));
	wbuf_growable(&b->records, 4 * (size_t)ATTR_SET_MAX);
}

void
attr_builder_free(struct attr_builder *b)
{
	wbuf_free(&b->records);
}

void
attr_builder_reset(struct attr_builder *b)
{
	wbuf_reset(&b->records);
	memset(b->present, 0, sizeof(b->present));
}

bool
attr_builder_has(const struct attr_builder *b, uint8_t type)
{
	return (b->present[type >> 6] >> (type & 63) & 1) != 0;
}

static void
add(struct attr_builder *b, uint8_t flags, uint8_t type, uint8_t how,
    struct rbuf value)
{
	if (value.left > UINT16_MAX) {
		b->records.failed = true;
		return;
	}
	wbuf_u8(&b->records, flags);
	wbuf_u8(&b->records, type);
	wbuf_u8(&b->records, how);
	wbuf_u16(&b->records, (uint16_t)value.left);
	if (value.left > 0)
		wbuf_bytes(&b->records, value.p, value.left);
	b->present[type >> 6] |= (uint64_t)1 << (type & 63);
}

void
attr_builder_set(struct attr_builder *b, uint8_t flags, uint8_t type,
    const void *value, size_t len)
{
	add(b, flags, type, RECORD_SET, rbuf_of(value, len));
}

void
attr_builder_append(struct attr_builder *b, uint8_t flags, uint8_t type,
    const void *value, size_t len)
{
	add(b, flags, type, RECORD_APPEND, rbuf_of(value, len));
}

static int
record_next(struct rbuf *b, struct record *r)
{
	uint16_t len;

	if (rbuf_u8(b, &r->flags) == -1 || rbuf_u8(b, &r->type) == -1 ||
	    rbuf_u8(b, &r->how) == -1 || rbuf_u16(b, &len) == -1)
		return -1;
	return rbuf_sub(b, len, &r->value);
}

bool
attr_builder_get(const struct attr_builder *b, uint8_t type, unsigned nth,
    struct rbuf *value)
{
	struct rbuf left = wbuf_view(&b->records);
	struct record r;

	while (attr_builder_has(b, type) && record_next(&left, &r) == 0)
		if (r.type == type && nth-- == 0) {
			*value = r.value;
			return true;
		}
	return false;
}

bool
attr_builder_last(const struct attr_builder *b, uint8_t type,
    struct rbuf *value)
{
	struct rbuf left = wbuf_view(&b->records);
	struct record r;

	if (!attr_builder_has(b, type))
		return false;
	while (record_next(&left, &r) == 0)
		if (r.type == type)
			*value = r.value;
	return true;
}

static void
finish_type(const struct attr_builder *b, uint8_t type, struct wbuf *canon)
{
	struct rbuf left = wbuf_view(&b->records);
	const size_t unit = attr_unit(type);
	struct record r;
	size_t begin, len;

	begin = attr_begin(canon, 0, type);
	while (record_next(&left, &r) == 0) {
		if (r.type != type)
			continue;
		if (r.how == RECORD_SET)
			wbuf_truncate(canon, begin + 4);
		if (r.value.left > 0)
			wbuf_bytes(canon, r.value.p, r.value.left);
		if (!canon->failed)
			canon->p[begin] = (uint8_t)(ATTR_EXTENDED |
			    (r.flags & (ATTR_OPTIONAL | ATTR_TRANSITIVE |
			    ATTR_PARTIAL)));
	}
	if (canon->failed)
		return;
	len = canon->len - begin - 4;
	if (unit != 0 && len % unit == 0)
		wbuf_truncate(canon, begin + 4 +
		    units_sort(canon->p + begin + 4, len, unit));
	attr_end(canon, begin);
}

int
attr_builder_finish(struct attr_builder *b, struct wbuf *canon)
{
	size_t begin = canon->len;
	uint64_t left;
	unsigned i;

	if (canon->failed)
		return -1;
	for (i = 0; i < 4; i++)
		for (left = b->present[i]; left != 0; left &= left - 1)
			finish_type(b, (uint8_t)(i * 64 +
			    (unsigned)__builtin_ctzll(left)), canon);
	if (b->records.failed || canon->failed ||
	    canon->len - begin > ATTR_SET_MAX) {
		wbuf_truncate(canon, begin);
		return -1;
	}
	return 0;
}
