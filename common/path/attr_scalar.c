/* SPDX-License-Identifier: ISC */
/*
 * Checks of the attributes that hold one value (RFC 4271 5.1 and 6.3 with the
 * outcomes of RFC 7606 7, RFC 7607, RFC 7311).  What a bad value costs stands
 * in the table, not here.
 */
#include <string.h>

#include "path/attr_scalar.h"

const char *
attr_origin_check(struct rbuf v, const struct attr_profile *p)
{
	(void)p;
	if (v.left != 1)
		return "length is not 1";
	return v.p[0] <= 2 ? NULL : "value is over 2";
}

const char *
attr_nexthop_check(struct rbuf v, const struct attr_profile *p)
{
	(void)p;	/* whose address it is, is judged per UPDATE */
	return v.left == 4 ? NULL : "length is not 4";
}

const char *
attr_u32_check(struct rbuf v, const struct attr_profile *p)
{
	(void)p;
	return v.left == 4 ? NULL : "length is not 4";
}

const char *
attr_atomic_check(struct rbuf v, const struct attr_profile *p)
{
	(void)p;
	return v.left == 0 ? NULL : "length is not 0";
}

static bool
all_zero(const uint8_t *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (p[i] != 0)
			return false;
	return true;
}

const char *
attr_aggregator_check(struct rbuf v, const struct attr_profile *p)
{
	size_t width = p->as4 ? 4 : 2;

	if (v.left != width + 4)
		return p->as4 ? "length is not 8" : "length is not 6";
	return all_zero(v.p, width) ? "AS 0" : NULL;
}

const char *
attr_as4_aggregator_check(struct rbuf v, const struct attr_profile *p)
{
	(void)p;
	if (v.left != 8)
		return "length is not 8";
	return all_zero(v.p, 4) ? "AS 0" : NULL;
}

/* RFC 7311 3: TLVs whose length counts their header; type 1 is the metric. */
const char *
attr_aigp_check(struct rbuf v, const struct attr_profile *p)
{
	uint8_t type;
	uint16_t len;
	uint64_t metric;
	struct rbuf body;

	if (!p->aigp)
		return "the session does not take it";
	while (v.left > 0) {
		if (rbuf_u8(&v, &type) == -1 || rbuf_u16(&v, &len) == -1 ||
		    len < 3 || rbuf_sub(&v, len - 3U, &body) == -1)
			return "TLV runs past the attribute";
		if (type != 1)
			continue;
		if (rbuf_u64(&body, &metric) == -1 || body.left != 0)
			return "length of the metric is not 11";
		if (metric == UINT64_MAX)
			return "the metric is the largest number";
	}
	return NULL;
}
