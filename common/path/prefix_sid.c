/* SPDX-License-Identifier: ISC */
/*
 * Prefix-SID (RFC 8669) with SRv6 services (RFC 9252): checks, and the
 * attribute in events.  A fault of the label index or the SRGB discards the
 * attribute (RFC 8669 6); one of a service withdraws the route, for without
 * its SID nobody can reach the service (RFC 9252 7).
 */
#include <string.h>

#include "base/octets.h"
#include "event/emit.h"
#include "path/attr_event.h"
#include "path/attr_text.h"
#include "path/prefix_sid.h"
#include "path/tlv.h"

enum {
	INDEX_OCTETS = 7, SRGB_OCTETS = 6,
	SID_FIXED = 21,		/* reserved, SID, flags, behavior, reserved */
	AT_SID = 1, AT_FLAGS = 17, AT_BEHAVIOR = 18, AT_RESERVED = 20,
};

const char *
attr_prefix_sid_check(struct rbuf v, const struct attr_profile *p)
{
	uint16_t type;
	struct rbuf body;

	if (!p->prefix_sid)
		return "not taken from this neighbour";
	while (v.left > 0) {
		if (tlv_read(&v, 1, 2, &type, &body) == -1)
			return "TLV runs past the attribute";
		if (type == PREFIX_SID_INDEX && body.left != INDEX_OCTETS)
			return "length of the label index is not 7";
		if (type == PREFIX_SID_SRGB && (body.left < 2 + SRGB_OCTETS ||
		    body.left % SRGB_OCTETS != 2))
			return "SRGB of odd length";
	}
	return NULL;
}

/* A service TLV: reserved octet, SIDs, each with a structure or none. */
static bool
service_is_valid(struct rbuf v)
{
	uint16_t type, sub;
	struct rbuf sid, body;

	if (rbuf_skip(&v, 1) == -1)
		return false;
	while (v.left > 0) {
		if (tlv_read(&v, 1, 2, &type, &sid) == -1)
			return false;
		if (type != SRV6_SID_INFORMATION)
			continue;
		if (rbuf_skip(&sid, SID_FIXED) == -1)
			return false;
		while (sid.left > 0)
			if (tlv_read(&sid, 1, 2, &sub, &body) == -1 ||
			    (sub == SRV6_SID_STRUCTURE &&
			    body.left != SRV6_STRUCTURE_FIELDS))
				return false;
	}
	return true;
}

const char *
attr_prefix_sid_srv6_check(struct rbuf v, const struct attr_profile *p)
{
	uint16_t type;
	struct rbuf body;
	bool seen[2] = { false, false };

	if (!p->prefix_sid)
		return NULL;
	while (v.left > 0 && tlv_read(&v, 1, 2, &type, &body) == 0) {
		if ((type != PREFIX_SID_L3 && type != PREFIX_SID_L2) ||
		    seen[type - PREFIX_SID_L3])
			continue;
		seen[type - PREFIX_SID_L3] = true;
		if (!service_is_valid(body))
			return "SRv6 service TLV is malformed";
	}
	return NULL;
}

int
srv6_sid_read(struct rbuf *v, uint16_t *type, struct srv6_sid *s)
{
	struct rbuf in = *v, body, fixed, sub;
	uint16_t t;

	if (tlv_read(&in, 1, 2, type, &body) == -1)
		return -1;
	memset(s, 0, sizeof(*s));
	if (*type == SRV6_SID_INFORMATION) {
		if (rbuf_sub(&body, SID_FIXED, &fixed) == -1)
			return -1;
		s->sid = fixed.p + AT_SID;
		s->flags = fixed.p[AT_FLAGS];
		s->behavior = (uint16_t)(fixed.p[AT_BEHAVIOR] << 8 |
		    fixed.p[AT_BEHAVIOR + 1]);
		s->plain = fixed.p[0] == 0 && fixed.p[AT_RESERVED] == 0 &&
		    s->flags == 0;
		while (body.left > 0) {
			if (tlv_read(&body, 1, 2, &t, &sub) == -1)
				return -1;
			if (s->structure == NULL && t == SRV6_SID_STRUCTURE &&
			    sub.left == SRV6_STRUCTURE_FIELDS)
				s->structure = sub.p;
			else
				s->plain = false;
		}
	}
	*v = in;
	return 0;
}

/* --- events --------------------------------------------------------------- */

static unsigned
number(const uint8_t *p, size_t n)
{
	return (unsigned)octets_number(p, n);
}

static void
srgb_json(struct wbuf *w, struct rbuf v)
{
	struct rbuf one;
	const char *between = "";

	wbuf_str(w, "\"sr-srgbs\": [ ");
	(void)rbuf_skip(&v, 2);
	while (rbuf_sub(&v, SRGB_OCTETS, &one) == 0) {
		wbuf_str(w, between);
		wbuf_printf(w, "[ %u, %u ]", number(one.p, 3),
		    number(one.p + 3, 3));
		between = ", ";
	}
	wbuf_str(w, " ]");
}

static void
structure_json(struct wbuf *w, const uint8_t *structure)
{
	static const char *const keys[SRV6_STRUCTURE_FIELDS] = {
		"locator-block-length", "locator-node-length",
		"function-length", "argument-length", "transposition-length",
		"transposition-offset"
	};
	unsigned i;

	wbuf_str(w, ", \"structure\": { ");
	for (i = 0; i < SRV6_STRUCTURE_FIELDS; i++)
		wbuf_printf(w, "%s\"%s\": %u", i == 0 ? "" : ", ", keys[i],
		    structure[i]);
	wbuf_str(w, " }");
}

static void
service_json(struct wbuf *w, uint16_t tlv, struct rbuf v)
{
	const char *between = "";
	struct srv6_sid s;
	uint16_t type;

	wbuf_str(w, tlv == PREFIX_SID_L3 ? "\"l3-service\": [ " :
	    "\"l2-service\": [ ");
	(void)rbuf_skip(&v, 1);
	while (v.left > 0 && srv6_sid_read(&v, &type, &s) == 0) {
		if (type != SRV6_SID_INFORMATION)
			continue;
		wbuf_str(w, between);
		wbuf_str(w, "{ \"sid\": \"");
		emit_ipv6(w, s.sid);
		wbuf_printf(w, "\", \"flags\": %u, \"endpoint_behavior\": %u",
		    s.flags, s.behavior);
		if (s.structure != NULL)
			structure_json(w, s.structure);
		wbuf_str(w, " }");
		between = ", ";
	}
	wbuf_str(w, " ]");
}

/* Only the first of a kind counts, and is a key (RFC 8669 3, RFC 9252 2). */
void
attr_prefix_sid_json(struct wbuf *w, const struct attr *a, unsigned shape)
{
	struct rbuf v = a->value, body;
	const char *between = "";
	uint64_t seen[4] = { 0 };
	uint16_t type;

	wbuf_str(w, "\"bgp-prefix-sid\": { ");
	while (tlv_read(&v, 1, 2, &type, &body) == 0) {
		if ((seen[type >> 6] >> (type & 63) & 1) != 0)
			continue;
		seen[type >> 6] |= (uint64_t)1 << (type & 63);
		wbuf_str(w, between);
		between = ", ";
		if (type == PREFIX_SID_INDEX)
			wbuf_printf(w, "\"sr-label-index\": %u",
			    number(body.p + 3, 4));
		else if (type == PREFIX_SID_SRGB)
			srgb_json(w, body);
		else if (shape >= SHAPE_5 && (type == PREFIX_SID_L3 ||
		    type == PREFIX_SID_L2))
			service_json(w, type, body);
		else {
			wbuf_printf(w, "\"attribute-not-implemented-%u\": \"",
			    type);
			emit_hex(w, body.p, body.left);
			wbuf_u8(w, '"');
		}
	}
	wbuf_str(w, " }");
}
