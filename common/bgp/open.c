/* SPDX-License-Identifier: ISC */
/*
 * OPEN (RFC 4271 4.2, 6.2).  One capability per optional parameter, as most
 * speakers write it; where that is too long, all in one parameter (RFC 5492 4);
 * the wide parameters of RFC 9072, which many do not read, only when that does
 * not fit either.  What is checked here needs no configuration.
 */
#include "bgp/message.h"
#include "bgp/open.h"

enum {
	PARAM_CAPABILITY = 2, PARAM_EXTENDED = 255, OPEN_CAPS_ROOM = 4000,
	OPEN_FIXED = 9,		/* version, AS, hold time, identifier */
};

/* Wraps each capability of the list in a parameter of its own. */
static size_t
params_write(struct wbuf *w, struct rbuf tlvs, bool wide)
{
	struct rbuf cap, rest;
	size_t total = 0;
	uint8_t code, len;

	while (tlvs.left > 0) {
		rest = tlvs;
		if (rbuf_u8(&rest, &code) == -1 || rbuf_u8(&rest, &len) == -1 ||
		    rbuf_sub(&tlvs, (size_t)len + 2, &cap) == -1)
			break;
		total += cap.left + (wide ? 3 : 2);
		if (w == NULL)
			continue;
		wbuf_u8(w, PARAM_CAPABILITY);
		if (wide)
			wbuf_u16(w, (uint16_t)cap.left);
		else
			wbuf_u8(w, (uint8_t)cap.left);
		wbuf_bytes(w, cap.p, cap.left);
	}
	return total;
}

/* A capability of 254 or 255 octets does not fit a parameter of one octet. */
static bool
params_need_width(struct rbuf tlvs)
{
	struct rbuf rest = tlvs;
	uint8_t code, len;

	while (rbuf_u8(&rest, &code) == 0 && rbuf_u8(&rest, &len) == 0 &&
	    rbuf_skip(&rest, len) == 0)
		if (len > 253)
			return true;
	return params_write(NULL, tlvs, false) > 255;
}

void
open_write(struct wbuf *w, const struct open *o)
{
	uint8_t room[OPEN_CAPS_ROOM];
	struct wbuf caps;
	struct rbuf tlvs;
	size_t begin;

	wbuf_fixed(&caps, room, sizeof(room));
	capabilities_write(&caps, &o->caps);
	tlvs = wbuf_view(&caps);
	begin = message_begin(w, MSG_OPEN);
	wbuf_u8(w, 4);
	wbuf_u16(w, o->as > 0xffff ? AS_TRANS : (uint16_t)o->as);
	wbuf_u16(w, o->hold_time);
	wbuf_u32(w, o->id);
	if (params_need_width(tlvs) && tlvs.left + 2 <= 255) {
		wbuf_u8(w, (uint8_t)(tlvs.left + 2));
		wbuf_u8(w, PARAM_CAPABILITY);
		wbuf_u8(w, (uint8_t)tlvs.left);
		wbuf_bytes(w, tlvs.p, tlvs.left);
	} else if (params_need_width(tlvs)) {
		wbuf_u8(w, 255);
		wbuf_u8(w, PARAM_EXTENDED);
		wbuf_u16(w, (uint16_t)params_write(NULL, tlvs, true));
		(void)params_write(w, tlvs, true);
	} else {
		wbuf_u8(w, (uint8_t)params_write(NULL, tlvs, false));
		(void)params_write(w, tlvs, false);
	}
	if (caps.failed)
		w->failed = true;
	message_end(w, begin);
}

static int
open_refuse(struct notify *err, uint8_t subcode, const void *data, size_t len)
{
	notify_set(err, NOTIFY_OPEN, subcode, data, len);
	return -1;
}

/*
 * RFC 9072 2: the wide form is told by the first parameter's type, whatever
 * the narrow length says.  Leaves the parameters alone in *b.
 */
static int
params_frame(struct rbuf *b, bool *wide)
{
	struct rbuf rest;
	uint16_t total;
	uint8_t len, type;

	*wide = false;
	if (rbuf_u8(b, &len) == -1)
		return -1;
	rest = *b;
	if (len != 0 && rbuf_u8(&rest, &type) == 0 && type == PARAM_EXTENDED) {
		if (rbuf_u16(&rest, &total) == -1 || total != rest.left)
			return -1;
		*wide = true;
		*b = rest;
		return 0;
	}
	return len == b->left ? 0 : -1;
}

static int
param_next(struct rbuf *b, bool wide, uint8_t *type, struct rbuf *value)
{
	uint16_t len;
	uint8_t len8;

	if (rbuf_u8(b, type) == -1)
		return -1;
	if (wide) {
		if (rbuf_u16(b, &len) == -1)
			return -1;
	} else {
		if (rbuf_u8(b, &len8) == -1)
			return -1;
		len = len8;
	}
	return rbuf_sub(b, len, value);
}

static int
params_read(struct rbuf b, struct capabilities *c, struct notify *err)
{
	struct rbuf value, whole;
	uint8_t type;
	bool wide;

	if (params_frame(&b, &wide) == -1)
		return open_refuse(err, OPEN_UNSPECIFIC, NULL, 0);
	while (b.left > 0) {
		whole = b;
		if (param_next(&b, wide, &type, &value) == -1)
			return open_refuse(err, OPEN_UNSPECIFIC, NULL, 0);
		if (type != PARAM_CAPABILITY)
			return open_refuse(err, OPEN_PARAM, whole.p,
			    whole.left - b.left);
		if (capabilities_read(value, c, err) == -1)
			return -1;
	}
	return 0;
}

static int
open_check_as(struct open *o, struct notify *err)
{
	uint8_t data[4] = { 0 };

	o->as = o->caps.has_as4 ? o->caps.as4 : o->as16;
	if (o->as != 0 && o->as16 != 0 &&
	    (o->caps.has_as4 || o->as != AS_TRANS))
		return 0;
	if (o->as != 0 && o->as16 != 0) {
		data[2] = AS_TRANS >> 8;
		data[3] = AS_TRANS & 0xff;
	}
	return open_refuse(err, OPEN_PEER_AS, data, sizeof(data));
}

int
open_read(struct rbuf body, struct open *o, struct notify *err)
{
	static const uint8_t version_four[2] = { 0, 4 };
	struct open n = { 0 };
	const uint8_t *p = body.p;
	uint8_t version;

	capabilities_init(&n.caps);
	if (rbuf_u8(&body, &version) == -1)
		return open_refuse(err, OPEN_UNSPECIFIC, NULL, 0);
	if (version != 4)
		return open_refuse(err, OPEN_VERSION, version_four, 2);
	if (rbuf_u16(&body, &n.as16) == -1 ||
	    rbuf_u16(&body, &n.hold_time) == -1 ||
	    rbuf_u32(&body, &n.id) == -1)
		return open_refuse(err, OPEN_UNSPECIFIC, NULL, 0);
	if (params_read(body, &n.caps, err) == -1 ||
	    open_check_as(&n, err) == -1)
		return -1;
	if (n.hold_time == 1 || n.hold_time == 2)
		return open_refuse(err, OPEN_HOLD_TIME, p + 3, 2);
	if (n.id == 0)
		return open_refuse(err, OPEN_ID, p + 5, 4);
	*o = n;
	return 0;
}

int
open_capabilities(struct rbuf body, struct wbuf *tlvs)
{
	struct rbuf value;
	uint8_t type;
	bool wide;

	if (rbuf_skip(&body, OPEN_FIXED) == -1 ||
	    params_frame(&body, &wide) == -1)
		return -1;
	while (body.left > 0) {
		if (param_next(&body, wide, &type, &value) == -1 ||
		    type != PARAM_CAPABILITY)
			return -1;
		wbuf_bytes(tlvs, value.p, value.left);
	}
	return 0;
}
