/* SPDX-License-Identifier: ISC */
/*
 * ROUTE-REFRESH in a session that the first octet chooses: taken as it stands
 * on the wire, ignored with a word, or an error that may be sent.
 */
#include <stdlib.h>
#include <string.h>

#include "bgp/message.h"
#include "refresh.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct sr_refresh before = { 0xabcd, 0xef, 0x99 };
	struct sr_refresh r = before;
	struct negotiated neg = { 0 };
	struct notify err = { 0 };
	const char *why = NULL;
	const uint8_t *p;

	/* conn.c hands on no shorter one: message_head_read */
	if (size < 1 + MSG_REFRESH_MIN || size - 1 > MSG_EXTENDED_MAX)
		return 0;
	neg.refresh = data[0] & 1;
	neg.enhanced_refresh = data[0] >> 1 & 1;
	neg.families = (data[0] & 4) != 0 ? families_all() : 1;
	p = data + 1 + MSG_HEADER;
	switch (refresh_check(&neg, rbuf_of(data + 1, size - 1), &r, &err,
	    &why)) {
	case REFRESH_OK:
		/* RFC 2918: what became the subtype was reserved */
		if (r.afi != (p[0] << 8 | p[1]) || r.safi != p[3] ||
		    r.subtype != (neg.enhanced_refresh ? p[2] : 0) ||
		    r.subtype > 2 || (r.subtype == 0 && !neg.refresh) ||
		    (neg.families >> family_by_number(r.afi, r.safi) & 1) == 0)
			abort();
		return 0;
	case REFRESH_IGNORE:
		if (why == NULL || *why == '\0')
			abort();
		break;
	case REFRESH_ERROR:
		if (err.code != NOTIFY_REFRESH)
			abort();
		break;
	}
	if (memcmp(&r, &before, sizeof(r)) != 0)
		abort();
	return 0;
}
