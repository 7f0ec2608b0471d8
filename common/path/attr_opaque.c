/* SPDX-License-Identifier: ISC */
/*
 * Attributes whose inside Herald does not use: their lengths must add up at
 * every level (RFC 6514 8, RFC 10039, RFC 9026, RFC 6368 5).
 * Codes 28 and the like, of documents that were withdrawn, are deliberately
 * not looked into at all.
 */
#include "path/attr_opaque.h"
#include "path/tlv.h"

/* RFC 6514 8: an address and a label, again and again. */
const char *
attr_pe_distinguisher_check(struct rbuf v, const struct attr_profile *p)
{
	(void)p;
	return v.left % 7 == 0 || v.left % 19 == 0 ? NULL :
	    "length fits neither IPv4 nor IPv6 addresses";
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
		if (tlv_read(&v, 1, 1, &type, &body) == -1)
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
		if (tlv_read(&v, 2, 2, &type, &body) == -1)
			return "TLV runs past the attribute";
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
