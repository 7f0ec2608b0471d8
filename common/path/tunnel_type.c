/* SPDX-License-Identifier: ISC */
/*
 * Tunnel types have one set of names, in the attribute (RFC 9012 2) and in the
 * encapsulation extended community (RFC 9012 4.1).
 */
#include <string.h>

#include "path/tunnel_type.h"
#include "text/token.h"

static const struct {
	const char	*name;
	uint16_t	 type;
} names[] = {
	{ "l2tpv3", TUNNEL_L2TPV3 }, { "gre", TUNNEL_GRE },
	{ "ip-in-ip", TUNNEL_IP_IN_IP }, { "vxlan", TUNNEL_VXLAN },
	{ "nvgre", TUNNEL_NVGRE }, { "mpls", TUNNEL_MPLS },
	{ "mpls-in-gre", TUNNEL_MPLS_IN_GRE },
	{ "vxlan-gpe", TUNNEL_VXLAN_GPE },
	{ "mpls-in-udp", TUNNEL_MPLS_IN_UDP }, { "ipv6", TUNNEL_IPV6 },
	{ "sr-policy", TUNNEL_SR_POLICY }, { "bare", TUNNEL_BARE },
	{ "geneve", TUNNEL_GENEVE },
};

enum { NAMES = sizeof(names) / sizeof(names[0]) };

const char *
tunnel_type_name(uint16_t type)
{
	unsigned i;

	for (i = 0; i < NAMES; i++)
		if (names[i].type == type)
			return names[i].name;
	return NULL;
}

int
tunnel_type_parse(const char *s, uint16_t *type)
{
	uint64_t v;
	unsigned i;

	for (i = 0; i < NAMES; i++)
		if (strcmp(names[i].name, s) == 0) {
			*type = names[i].type;
			return 0;
		}
	if (text_u64(s, UINT16_MAX, &v) == -1)
		return -1;
	*type = (uint16_t)v;
	return 0;
}
