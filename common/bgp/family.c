/* SPDX-License-Identifier: ISC */
/*
 * The families that Herald speaks, one row each, and the names of those that
 * it knows of (IANA AFI and SAFI registries; words as ExaBGP spells them).
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "bgp/addr.h"
#include "bgp/family.h"

static const struct family_info families[FAMILY_MAX] = {
	[FAMILY_IPV4_UNICAST] = { AFI_IPV4, SAFI_UNICAST, ADDR_V4,
	    "ipv4", "unicast", "IPv4 unicast" },
	[FAMILY_IPV4_MULTICAST] = { AFI_IPV4, SAFI_MULTICAST, ADDR_V4,
	    "ipv4", "multicast", "IPv4 multicast" },
	[FAMILY_IPV6_UNICAST] = { AFI_IPV6, SAFI_UNICAST, ADDR_V6,
	    "ipv6", "unicast", "IPv6 unicast" },
	[FAMILY_IPV6_MULTICAST] = { AFI_IPV6, SAFI_MULTICAST, ADDR_V6,
	    "ipv6", "multicast", "IPv6 multicast" },
};
static_assert(FAMILY_MAX <= 64, "family_mask has a bit for each");

struct known {
	uint16_t	 afi;
	uint8_t		 safi;
	const char	*afi_word;
	const char	*safi_word;
	const char	*name;
};

/* Not spoken: only named, so that an error and a log line can be clear. */
static const struct known known[] = {
	{ 1, 4, "ipv4", "nlri-mpls", "IPv4 labeled-unicast" },
	{ 1, 4, "ipv4", "labeled-unicast", "IPv4 labeled-unicast" },
	{ 1, 5, "ipv4", "mcast-vpn", "IPv4 mcast-vpn" },
	{ 1, 73, "ipv4", "sr-policy", "IPv4 sr-policy" },
	{ 1, 85, "ipv4", "mup", "IPv4 mup" },
	{ 1, 128, "ipv4", "mpls-vpn", "IPv4 vpn" },
	{ 1, 132, "ipv4", "rtc", "IPv4 rtc" },
	{ 1, 133, "ipv4", "flow", "IPv4 flowspec" },
	{ 1, 134, "ipv4", "flow-vpn", "IPv4 flowspec-vpn" },
	{ 2, 4, "ipv6", "nlri-mpls", "IPv6 labeled-unicast" },
	{ 2, 4, "ipv6", "labeled-unicast", "IPv6 labeled-unicast" },
	{ 2, 5, "ipv6", "mcast-vpn", "IPv6 mcast-vpn" },
	{ 2, 73, "ipv6", "sr-policy", "IPv6 sr-policy" },
	{ 2, 85, "ipv6", "mup", "IPv6 mup" },
	{ 2, 128, "ipv6", "mpls-vpn", "IPv6 vpn" },
	{ 2, 133, "ipv6", "flow", "IPv6 flowspec" },
	{ 2, 134, "ipv6", "flow-vpn", "IPv6 flowspec-vpn" },
	{ 25, 65, "l2vpn", "vpls", "VPLS" },
	{ 25, 70, "l2vpn", "evpn", "EVPN" },
	{ 16388, 71, "bgp-ls", "bgp-ls", "BGP-LS" },
	{ 16388, 72, "bgp-ls", "bgp-ls-vpn", "BGP-LS-VPN" },
};

enum { KNOWN_MAX = sizeof(known) / sizeof(known[0]) };

const struct family_info *
family_info(enum family f)
{
	return (unsigned)f < FAMILY_MAX ? &families[f] : NULL;
}

uint8_t
family_af(uint16_t afi)
{
	unsigned f;

	for (f = 0; f < FAMILY_MAX; f++)
		if (families[f].afi == afi)
			return families[f].af;
	return ADDR_NONE;
}

enum family
family_by_number(uint16_t afi, uint8_t safi)
{
	unsigned f;

	for (f = 0; f < FAMILY_MAX; f++)
		if (families[f].afi == afi && families[f].safi == safi)
			return (enum family)f;
	return FAMILY_NONE;
}

enum family
family_by_words(const char *afi, const char *safi)
{
	unsigned f;

	for (f = 0; f < FAMILY_MAX; f++)
		if (strcmp(families[f].afi_word, afi) == 0 &&
		    strcmp(families[f].safi_word, safi) == 0)
			return (enum family)f;
	return FAMILY_NONE;
}

bool
family_known_word(const char *afi, const char *safi)
{
	unsigned i;

	for (i = 0; i < KNOWN_MAX; i++)
		if (strcmp(known[i].afi_word, afi) == 0 &&
		    strcmp(known[i].safi_word, safi) == 0)
			return true;
	return false;
}

const char *
family_name(uint16_t afi, uint8_t safi, char *buf, unsigned size)
{
	enum family f = family_by_number(afi, safi);
	unsigned i;

	if (f != FAMILY_NONE) {
		snprintf(buf, size, "%s", families[f].name);
		return buf;
	}
	for (i = 0; i < KNOWN_MAX; i++)
		if (known[i].afi == afi && known[i].safi == safi) {
			snprintf(buf, size, "%s", known[i].name);
			return buf;
		}
	snprintf(buf, size, "AFI %u SAFI %u", afi, safi);
	return buf;
}
