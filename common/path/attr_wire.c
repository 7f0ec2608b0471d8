/* SPDX-License-Identifier: ISC */
/*
 * The frame of an attribute: flags, type, length of one or two octets, value
 * (RFC 4271 4.3).  Extended length with a value under 256 octets is legal on
 * the wire; we write it only when it is needed.
 */
#include <string.h>

#include "path/attr_wire.h"

int
attr_next(struct rbuf *set, struct attr *a)
{
	const uint8_t *p = set->p;
	size_t head = 3, len;

	if (set->left == 0)
		return 0;
	if (set->left < 3)
		return -1;
	len = p[2];
	if (p[0] & ATTR_EXTENDED) {
		if (set->left < 4)
			return -1;
		head = 4;
		len = (size_t)p[2] << 8 | p[3];
	}
	if (len > set->left - head)
		return -1;
	a->flags = p[0];
	a->type = p[1];
	a->value = rbuf_of(p + head, len);
	set->p += head + len;
	set->left -= head + len;
	return 1;
}

int
attr_find(struct rbuf set, uint8_t type, struct attr *a)
{
	struct attr r;

	while (attr_next(&set, &r) == 1)
		if (r.type == type) {
			*a = r;
			return 0;
		}
	return -1;
}

void
attr_write(struct wbuf *w, uint8_t flags, uint8_t type, const void *value,
    size_t len)
{
	size_t head = len > 255 ? 4 : 3;
	uint8_t *p;

	if (len > UINT16_MAX) {
		w->failed = true;
		return;
	}
	p = wbuf_reserve(w, head + len);
	if (p == NULL)
		return;
	p[0] = (uint8_t)(flags & (ATTR_OPTIONAL | ATTR_TRANSITIVE |
	    ATTR_PARTIAL));
	p[1] = type;
	if (head == 4) {
		p[0] |= ATTR_EXTENDED;
		p[2] = (uint8_t)(len >> 8);
		p[3] = (uint8_t)len;
	} else
		p[2] = (uint8_t)len;
	if (len > 0)
		memcpy(p + head, value, len);
}

size_t
attr_begin(struct wbuf *w, uint8_t flags, uint8_t type)
{
	size_t begin = w->len;

	wbuf_u8(w, flags | ATTR_EXTENDED);
	wbuf_u8(w, type);
	wbuf_u16(w, 0);
	return begin;
}

void
attr_end(struct wbuf *w, size_t begin)
{
	size_t len;
	uint8_t *p;

	if (w->failed)
		return;
	len = w->len - begin - 4;
	if (len > UINT16_MAX) {
		w->failed = true;
		return;
	}
	p = w->p + begin;
	if (len > 255) {
		wbuf_set_u16(w, begin + 2, (uint16_t)len);
		return;
	}
	p[0] &= (uint8_t)~ATTR_EXTENDED;
	p[2] = (uint8_t)len;
	memmove(p + 3, p + 4, len);
	wbuf_truncate(w, w->len - 1);
}
