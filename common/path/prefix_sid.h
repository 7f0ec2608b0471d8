/* SPDX-License-Identifier: ISC */
/*
 * Prefix-SID (attribute 40): what its row, its words and its events share.
 * Private to path/.
 */
#ifndef PATH_PREFIX_SID_H
#define PATH_PREFIX_SID_H

#include "path/attr_row.h"

/* TLVs (RFC 8669 3, RFC 9252 2), and what nests in a service. */
enum {
	PREFIX_SID_INDEX = 1, PREFIX_SID_SRGB = 3, PREFIX_SID_L3 = 5,
	PREFIX_SID_L2 = 6,
	SRV6_SID_INFORMATION = 1, SRV6_SID_STRUCTURE = 1,
	SRV6_STRUCTURE_FIELDS = 6,
};

/* One SRv6 SID Information Sub-TLV (RFC 9252 3.1). */
struct srv6_sid {
	const uint8_t	*sid;
	uint8_t		 flags;
	uint16_t	 behavior;
	/* locator block, node, function, argument, transposition; or NULL */
	const uint8_t	*structure;
	bool		 plain;		/* nothing else is in it */
};
/* The next of a service's value behind its reserved octet; see tlv_read. */
int	srv6_sid_read(struct rbuf *v, uint16_t *type, struct srv6_sid *s);

attr_check	attr_prefix_sid_check;		/* RFC 8669 6 */
attr_check	attr_prefix_sid_srv6_check;	/* RFC 9252 7 */

#endif
