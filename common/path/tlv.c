/* SPDX-License-Identifier: ISC */
/*
 * The frame of a TLV inside an attribute (RFC 6514, RFC 8669, RFC 9012, RFC
 * 9252, RFC 9552, RFC 9830).
 */
#include "path/tlv.h"

int
tlv_read(struct rbuf *b, unsigned type_octets, unsigned len_octets,
    uint16_t *type, struct rbuf *value)
{
	struct rbuf in = *b;
	uint8_t t8 = 0, l8 = 0;
	uint16_t t16 = 0, l16 = 0;

	if ((type_octets == 1 ?
	    rbuf_u8(&in, &t8) : rbuf_u16(&in, &t16)) == -1 ||
	    (len_octets == 1 ? rbuf_u8(&in, &l8) : rbuf_u16(&in, &l16)) == -1 ||
	    rbuf_sub(&in, len_octets == 1 ? l8 : l16, value) == -1)
		return -1;
	*type = type_octets == 1 ? t8 : t16;
	*b = in;
	return 0;
}

size_t
tlv_begin(struct wbuf *w, unsigned type_octets, unsigned len_octets,
    uint16_t type)
{
	if (type_octets == 1)
		wbuf_u8(w, (uint8_t)type);
	else
		wbuf_u16(w, type);
	if (len_octets == 1)
		wbuf_u8(w, 0);
	else
		wbuf_u16(w, 0);
	return w->len;
}

void
tlv_end(struct wbuf *w, size_t begin, unsigned len_octets)
{
	size_t len;

	if (w->failed)
		return;
	len = w->len - begin;
	if (len > (len_octets == 1 ? UINT8_MAX : UINT16_MAX)) {
		w->failed = true;
		return;
	}
	if (len_octets == 1)
		wbuf_set_u8(w, begin - 1, (uint8_t)len);
	else
		wbuf_set_u16(w, begin - 2, (uint16_t)len);
}
