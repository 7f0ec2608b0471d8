/* SPDX-License-Identifier: ISC */
/*
 * Attributes whose inside Herald does not use: their lengths must add up at
 * every level (RFC 6514 5, RFC 9012 13, RFC 9552 8.2.2, RFC 10039, RFC 9026,
 * RFC 8669 6, RFC 9252 7, RFC 6368 5).  Codes 28 and the like, of documents
 * that were withdrawn, are deliberately not looked into at all.
 */
#include "path/attr_opaque.h"

/* The head of a TLV: so many octets of type and of length, then its value. */
static int
tlv(struct rbuf *b, unsigned type_octets, unsigned len_octets, uint16_t *type,
    struct rbuf *v)
{
	struct rbuf in = *b;
	uint8_t t8 = 0, l8 = 0;
	uint16_t t16 = 0, l16 = 0;

	if ((type_octets == 1 ?
	    rbuf_u8(&in, &t8) : rbuf_u16(&in, &t16)) == -1 ||
	    (len_octets == 1 ? rbuf_u8(&in, &l8) : rbuf_u16(&in, &l16)) == -1 ||
	    rbuf_sub(&in, len_octets == 1 ? l8 : l16, v) == -1)
		return -1;
	*type = type_octets == 1 ? t8 : t16;
	*b = in;
	return 0;
}

/* RFC 6514 5 and the registry of P-multicast tunnel types. */
const char *
attr_pmsi_check(struct rbuf v, const struct attr_profile *p)
{
	size_t id;

	(void)p;
	if (v.left < 5)
		return "length is under 5";
	id = v.left - 5;
	switch (v.p[1]) {
	case 1:			/* RSVP-TE P2MP */
		return id == 12 || id == 24 ? NULL : "tunnel id of odd length";
	case 3:			/* PIM-SSM, PIM-SM, BIDIR-PIM */
	case 4:
	case 5:
		return id == 8 || id == 32 ? NULL : "tunnel id of odd length";
	case 6:			/* ingress replication */
		return id == 4 || id == 16 ? NULL : "tunnel id of odd length";
	case 0: case 2: case 7: case 8: case 10: case 11: case 12: case 13:
		return NULL;
	default:
		return "unknown tunnel type";
	}
}

/* Sub-TLVs: two octets of length from type 128 on (RFC 9012 2). */
static bool
tunnel_is_valid(struct rbuf v)
{
	uint16_t type;
	struct rbuf body;

	while (v.left > 0)
		if (tlv(&v, 1, v.p[0] < 128 ? 1 : 2, &type, &body) == -1)
			return false;
	return true;
}

const char *
attr_tunnel_encap_check(struct rbuf v, const struct attr_profile *p)
{
	uint16_t type;
	struct rbuf body;
	bool valid = false;

	(void)p;
	while (v.left > 0) {
		if (tlv(&v, 2, 2, &type, &body) == -1)
			return "TLV runs past the attribute";
		valid |= tunnel_is_valid(body);
	}
	return valid ? NULL : "no valid tunnel";
}

/* RFC 6514 8: an address and a label, again and again. */
const char *
attr_pe_distinguisher_check(struct rbuf v, const struct attr_profile *p)
{
	(void)p;
	return v.left % 7 == 0 || v.left % 19 == 0 ? NULL :
	    "length fits neither IPv4 nor IPv6 addresses";
}

const char *
attr_bgp_ls_check(struct rbuf v, const struct attr_profile *p)
{
	uint16_t type;
	struct rbuf body;

	(void)p;
	while (v.left > 0)
		if (tlv(&v, 2, 2, &type, &body) == -1)
			return "TLV runs past the attribute";
	return NULL;
}

/* Segments: how many domains, seven octets each. */
const char *
attr_d_path_check(struct rbuf v, const struct attr_profile *p)
{
	uint8_t n;

	(void)p;
	while (v.left > 0)
		if (rbuf_u8(&v, &n) == -1 || n == 0 ||
		    rbuf_skip(&v, (size_t)n * 7) == -1)
			return "segment runs past the attribute";
	return NULL;
}

const char *
attr_bfd_check(struct rbuf v, const struct attr_profile *p)
{
	uint16_t type;
	struct rbuf body;

	(void)p;
	if (rbuf_skip(&v, 5) == -1)
		return "length is under 5";
	while (v.left > 0)
		if (tlv(&v, 1, 1, &type, &body) == -1)
			return "TLV runs past the attribute";
	return NULL;
}

/* AFI, SAFI, next hop, then characteristics with two octets of length. */
const char *
attr_nhc_check(struct rbuf v, const struct attr_profile *p)
{
	uint16_t type;
	uint8_t len;
	struct rbuf body;

	(void)p;
	if (rbuf_skip(&v, 3) == -1 || rbuf_u8(&v, &len) == -1 ||
	    rbuf_skip(&v, len) == -1)
		return "next hop runs past the attribute";
	while (v.left > 0)
		if (tlv(&v, 2, 2, &type, &body) == -1)
			return "TLV runs past the attribute";
	return NULL;
}

const char *
attr_prefix_sid_check(struct rbuf v, const struct attr_profile *p)
{
	uint16_t type;
	struct rbuf body;

	if (!p->prefix_sid)
		return "not taken from this neighbour";
	while (v.left > 0) {
		if (tlv(&v, 1, 2, &type, &body) == -1)
			return "TLV runs past the attribute";
		if (type == 1 && body.left != 7)
			return "length of the label index is not 7";
		if (type == 3 && (body.left < 8 || body.left % 6 != 2))
			return "SRGB of odd length";
	}
	return NULL;
}

/* A service TLV: reserved octet, SIDs, each with a structure or none. */
static bool
srv6_is_valid(struct rbuf v)
{
	uint16_t type, sub;
	struct rbuf sid, body;

	if (rbuf_skip(&v, 1) == -1)
		return false;
	while (v.left > 0) {
		if (tlv(&v, 1, 2, &type, &sid) == -1)
			return false;
		if (type != 1)
			continue;
		if (rbuf_skip(&sid, 21) == -1)
			return false;
		while (sid.left > 0)
			if (tlv(&sid, 1, 2, &sub, &body) == -1 ||
			    (sub == 1 && body.left != 6))
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
	while (v.left > 0 && tlv(&v, 1, 2, &type, &body) == 0) {
		if ((type != 5 && type != 6) || seen[type - 5])
			continue;
		seen[type - 5] = true;
		if (!srv6_is_valid(body))
			return "SRv6 service TLV is malformed";
	}
	return NULL;
}

/* RFC 6368: the customer's AS and the customer's attributes. */
const char *
attr_attr_set_check(struct rbuf v, const struct attr_profile *p)
{
	struct attr a;
	int more;

	(void)p;
	if (rbuf_skip(&v, 4) == -1)
		return "length is under 4";
	while ((more = attr_next(&v, &a)) == 1)
		;
	return more == 0 ? NULL : "an attribute inside overruns it";
}
