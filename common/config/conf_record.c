/* SPDX-License-Identifier: ISC */
/*
 * Frames of records: small, since a route is hardly longer than its frame
 * would be with fields of fixed width.
 */
#include "config/conf_record.h"

size_t
conf_varint_put(uint8_t *p, uint32_t v)
{
	size_t n = 0;

	for (; v > 0x7f; v >>= 7)
		p[n++] = (uint8_t)(v | 0x80);
	p[n++] = (uint8_t)v;
	return n;
}

int
conf_varint_get(struct rbuf *b, uint32_t *v)
{
	uint64_t r = 0;
	unsigned i;

	for (i = 0; i < CONF_VARINT_MAX && i < b->left; i++) {
		r |= (uint64_t)(b->p[i] & 0x7f) << 7 * i;
		if ((b->p[i] & 0x80) != 0)
			continue;
		if (r > UINT32_MAX)
			return -1;
		*v = (uint32_t)r;
		return rbuf_skip(b, i + 1);
	}
	return -1;
}

size_t
conf_record_frame(uint8_t *p, uint8_t type, uint32_t len)
{
	p[0] = type;
	return 1 + conf_varint_put(p + 1, len);
}

int
conf_record_next(const uint8_t *base, size_t end, size_t *at,
    struct rbuf *body)
{
	struct rbuf b = rbuf_of(base + *at, end - *at);
	uint32_t len;
	uint8_t type;

	if (b.left == 0)
		return 0;
	if (rbuf_u8(&b, &type) == -1 || type == 0 ||
	    conf_varint_get(&b, &len) == -1 || rbuf_sub(&b, len, body) == -1)
		return -1;
	*at = end - b.left;
	return type;
}
