/* SPDX-License-Identifier: ISC */
/* The row of each family whose NLRI are no IP prefixes. */
#include "path/nlri_row.h"

static const struct nlri_row *const rows[FAMILY_OTHER_FIRST] = {
	[FAMILY_IPV4_LABELLED]		= &nlri_labelled,
	[FAMILY_IPV4_MVPN]		= &nlri_mvpn,
	[FAMILY_IPV4_SR_POLICY]		= &nlri_sr_policy,
	[FAMILY_IPV4_MUP]		= &nlri_mup,
	[FAMILY_IPV4_VPN]		= &nlri_vpn,
	[FAMILY_IPV4_RTC]		= &nlri_rtc,
	[FAMILY_IPV4_FLOW]		= &nlri_flow,
	[FAMILY_IPV4_FLOW_VPN]		= &nlri_flow,
	[FAMILY_IPV6_LABELLED]		= &nlri_labelled_ipv6,
	[FAMILY_IPV6_MVPN]		= &nlri_mvpn,
	[FAMILY_IPV6_SR_POLICY]		= &nlri_sr_policy,
	[FAMILY_IPV6_MUP]		= &nlri_mup_ipv6,
	[FAMILY_IPV6_VPN]		= &nlri_vpn_ipv6,
	[FAMILY_IPV6_FLOW]		= &nlri_flow,
	[FAMILY_IPV6_FLOW_VPN]		= &nlri_flow,
	[FAMILY_VPLS]			= &nlri_vpls,
	[FAMILY_EVPN]			= &nlri_evpn,
	[FAMILY_LS]			= &nlri_ls,
	[FAMILY_LS_VPN]			= &nlri_ls_vpn,
	[FAMILY_IPV4_VPN_MULTICAST]	= &nlri_vpn,
	[FAMILY_IPV6_VPN_MULTICAST]	= &nlri_vpn_ipv6,
};

const struct nlri_row *
nlri_row(enum family f)
{
	if (family_is_other(f))
		return &nlri_opaque;
	return (unsigned)f < FAMILY_OTHER_FIRST ? rows[f] : NULL;
}
