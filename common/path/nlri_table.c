/* SPDX-License-Identifier: ISC */
/* The row of each family whose NLRI are no IP prefixes. */
#include "path/nlri_row.h"

static const struct nlri_row *const rows[FAMILY_MAX] = {
	[FAMILY_IPV4_LABELLED]		= &nlri_labelled,
	[FAMILY_IPV4_VPN]		= &nlri_vpn,
	[FAMILY_IPV4_VPN_MULTICAST]	= &nlri_vpn,
	[FAMILY_IPV6_LABELLED]		= &nlri_labelled_ipv6,
	[FAMILY_IPV6_VPN]		= &nlri_vpn_ipv6,
	[FAMILY_IPV6_VPN_MULTICAST]	= &nlri_vpn_ipv6,
	[FAMILY_VPLS]			= &nlri_vpls,
};

const struct nlri_row *
nlri_row(enum family f)
{
	return (unsigned)f < FAMILY_MAX ? rows[f] : NULL;
}
