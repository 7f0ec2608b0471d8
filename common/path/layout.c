/* SPDX-License-Identifier: ISC */
/*
 * Walking a table of fields: which of them a value has, and how long each is.
 * Nothing is said of a value that does not end where its fields do.
 */
#include "path/layout.h"

enum { LABEL_BITS = 0xfffff };

uint64_t
layout_number(struct rbuf v)
{
	uint64_t n = 0;

	for (; v.left > 0; v.left--)
		n = n << 8 | *v.p++;
	return n;
}

static uint8_t
octet_at(struct rbuf whole, size_t at)
{
	return at < whole.left ? whole.p[at] : 0;
}

static bool
is_there(const struct layout *f, struct rbuf whole, struct rbuf rest)
{
	uint8_t octet = octet_at(whole, f->at);

	switch (f->when) {
	case LAYOUT_ALWAYS:
	case LAYOUT_COUNTED:
		return true;
	case LAYOUT_IF_SET:
		return (octet & f->mask) != 0;
	case LAYOUT_IF_CLEAR:
		return (octet & f->mask) == 0;
	case LAYOUT_IF_TYPE:
		return octet < 32 && (f->mask >> octet & 1) != 0;
	case LAYOUT_OPTIONAL:
		return rest.left > 0;
	case LAYOUT_IF_LEFT:
		return rest.left < 32 && (f->mask >> rest.left & 1) != 0;
	}
	return false;
}

/* SR ranges (RFC 9085 2.1.2): what each begins with is a TLV of a SID. */
static bool
are_ranges(struct rbuf v)
{
	uint16_t type, len;

	while (v.left > 0)
		if (rbuf_skip(&v, 3) == -1 || rbuf_u16(&v, &type) == -1 ||
		    rbuf_u16(&v, &len) == -1 || type != LAYOUT_SID_TLV ||
		    (len != 3 && len != 4) ||
		    rbuf_skip(&v, len) == -1)
			return false;
	return true;
}

/* Can a field of that kind be these octets? */
static bool
is_of_kind(const struct layout *f, struct rbuf v)
{
	switch (f->kind) {
	case LAYOUT_NUMBER:
	case LAYOUT_FLAGS:
		return v.left >= 1 && v.left <= 8;
	case LAYOUT_NUMBERS:
	case LAYOUT_BITS:
	case LAYOUT_FLOATS:
		return v.left % f->each == 0 &&
		    (v.left > 0 || f->when == LAYOUT_COUNTED);
	case LAYOUT_ADDR:
		return v.left == 4 || v.left == 16;
	case LAYOUT_FLOAT:
		return v.left == 4;
	case LAYOUT_LABEL:
	case LAYOUT_SID:
		return v.left == 3 || v.left == 4;
	case LAYOUT_PAIRS:
		return v.left % 2 == 0;
	case LAYOUT_RANGES:
		return are_ranges(v);
	case LAYOUT_PREFIX:
		return v.left >= 1 && v.p[0] <= 128 &&
		    v.left - 1 == (v.p[0] + 7U) / 8;
	case LAYOUT_END:
	case LAYOUT_OCTETS:
	case LAYOUT_TEXT:
	case LAYOUT_TLVS:
		break;
	}
	return true;
}

int
layout_next(const struct layout **f, struct rbuf whole, struct rbuf *rest,
    const struct layout **field, struct rbuf *piece)
{
	const struct layout *l = *f;
	struct rbuf in = *rest, made;
	size_t n;

	while (l->kind != LAYOUT_END && !is_there(l, whole, in))
		l++;
	if (l->kind == LAYOUT_END)
		return in.left == 0 ? 0 : -1;
	n = l->octets != 0 ? l->octets : in.left;
	if (l->when == LAYOUT_COUNTED)
		n = (size_t)octet_at(whole, l->at) * l->each;
	if (rbuf_sub(&in, n, &made) == -1 || !is_of_kind(l, made))
		return -1;
	*rest = in;
	*field = l;
	*piece = made;
	*f = l + 1;
	return 1;
}

uint64_t
layout_value(const struct layout *f, struct rbuf v)
{
	uint64_t n = layout_number(v);

	if (f->kind == LAYOUT_LABEL)
		return n >> (v.left == 3 ? 4 : 12);
	if (f->kind == LAYOUT_SID && v.left == 3)
		return n & LABEL_BITS;
	return n;
}

/* A range, the SID of which is a TLV. */
static bool
next_range(struct rbuf *b, struct rbuf *size, struct rbuf *sid)
{
	uint16_t len;

	return rbuf_sub(b, 3, size) == 0 && rbuf_skip(b, 2) == 0 &&
	    rbuf_u16(b, &len) == 0 && rbuf_sub(b, len, sid) == 0;
}

bool
layout_item(const struct layout *f, struct rbuf *v, uint64_t n[2])
{
	static const struct layout sid = { .kind = LAYOUT_SID };
	struct rbuf in = *v, first, second = rbuf_of(NULL, 0);

	if (f->kind == LAYOUT_RANGES) {
		if (!next_range(&in, &first, &second))
			return false;
	} else if (f->kind == LAYOUT_PAIRS) {
		if (rbuf_sub(&in, 1, &first) == -1 ||
		    rbuf_sub(&in, 1, &second) == -1)
			return false;
	} else if (in.left == 0 || rbuf_sub(&in, f->each, &first) == -1)
		return false;
	n[0] = layout_number(first);
	if (f->kind == LAYOUT_BITS)
		n[0] &= f->mask;
	n[1] = layout_value(&sid, second);
	*v = in;
	return true;
}

bool
layout_flag(const struct layout *f, struct rbuf v, unsigned n, char name[2],
    const char **said)
{
	unsigned i;

	*said = NULL;
	name[0] = name[1] = '\0';
	if (f->names != NULL && n < 8)
		*said = f->names[n];
	for (i = 0; f->letters != NULL && f->letters[i] != '\0'; i++)
		if (i == n && f->letters[i] != '-') {
			name[0] = f->letters[i];
			*said = name;
		}
	return n / 8 < v.left && (v.p[n / 8] >> (7 - n % 8) & 1) != 0;
}
