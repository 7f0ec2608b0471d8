/* SPDX-License-Identifier: ISC */
/*
 * ROUTE-REFRESH: AFI, subtype, SAFI.  With outbound route filters (which we
 * do not offer) a request may be longer; the rest is not looked at.
 */
#include "bgp/message.h"
#include "refresh.h"

enum refresh_verdict
refresh_check(const struct negotiated *neg, struct rbuf msg,
    struct sr_refresh *r, struct notify *err, const char **why)
{
	struct sr_refresh n = { 0 };
	struct rbuf b = msg;
	enum family f;

	if (rbuf_skip(&b, MSG_HEADER) == -1 || rbuf_u16(&b, &n.afi) == -1 ||
	    rbuf_u8(&b, &n.subtype) == -1 || rbuf_u8(&b, &n.safi) == -1) {
		notify_set(err, NOTIFY_REFRESH, 1, msg.p, msg.left);
		return REFRESH_ERROR;
	}
	if (!neg->enhanced_refresh)
		n.subtype = REFRESH_REQUEST;	/* RFC 2918: reserved */
	*why = "unknown subtype";
	if (n.subtype > REFRESH_EORR)
		return REFRESH_IGNORE;
	if (n.subtype != REFRESH_REQUEST && b.left != 0) {
		notify_set(err, NOTIFY_REFRESH, 1, msg.p, msg.left);
		return REFRESH_ERROR;
	}
	*why = "the family is not in use";
	f = family_by_number(n.afi, n.safi);
	if (f == FAMILY_NONE || (neg->families >> f & 1) == 0)
		return REFRESH_IGNORE;
	*why = "route refresh was not negotiated";
	if (n.subtype == REFRESH_REQUEST && !neg->refresh)
		return REFRESH_IGNORE;
	*r = n;
	return REFRESH_OK;
}

void
refresh_write(struct wbuf *w, enum family f, uint8_t subtype)
{
	const struct family_info *fi = family_info(f);
	size_t begin;

	begin = message_begin(w, MSG_REFRESH);
	wbuf_u16(w, fi->afi);
	wbuf_u8(w, subtype);
	wbuf_u8(w, fi->safi);
	message_end(w, begin);
}
