/* SPDX-License-Identifier: ISC */
/*
 * Address families (AFI, SAFI): one row each in family.c.  Inside a process a
 * family is its row number, small enough for bit masks; on the wire and in
 * control messages it is AFI and SAFI.
 */
#ifndef BGP_FAMILY_H
#define BGP_FAMILY_H

#include <stdbool.h>
#include <stdint.h>

/* Order: the order in which they are offered when none is configured. */
enum family {
	FAMILY_IPV4_UNICAST,
	FAMILY_IPV4_MULTICAST,
	FAMILY_IPV4_LABELLED,
	FAMILY_IPV4_MVPN,
	FAMILY_IPV4_SR_POLICY,
	FAMILY_IPV4_MUP,
	FAMILY_IPV4_VPN,
	FAMILY_IPV4_RTC,
	FAMILY_IPV4_FLOW,
	FAMILY_IPV4_FLOW_VPN,
	FAMILY_IPV6_UNICAST,
	FAMILY_IPV6_MULTICAST,
	FAMILY_IPV6_LABELLED,
	FAMILY_IPV6_MVPN,
	FAMILY_IPV6_SR_POLICY,
	FAMILY_IPV6_MUP,
	FAMILY_IPV6_VPN,
	FAMILY_IPV6_FLOW,
	FAMILY_IPV6_FLOW_VPN,
	FAMILY_VPLS,
	FAMILY_EVPN,
	FAMILY_LS,
	FAMILY_LS_VPN,
	FAMILY_IPV4_VPN_MULTICAST,
	FAMILY_IPV6_VPN_MULTICAST,
	FAMILY_MAX,
	FAMILY_NONE = 255
};

typedef uint64_t family_mask;	/* bit 1 << enum family */

enum { AFI_IPV4 = 1, AFI_IPV6 = 2 };
/* Those that somebody asks for, beside the rows. */
enum {
	SAFI_UNICAST = 1, SAFI_MULTICAST = 2, SAFI_LABELLED = 4,
	SAFI_LS_VPN = 72, SAFI_VPN = 128, SAFI_VPN_MULTICAST = 129,
	SAFI_FLOW = 133, SAFI_FLOW_VPN = 134
};

enum {				/* family_info.flags */
	/* a route of it may be a block: announce { l2vpn { vpls { … } } } */
	FAMILY_BLOCK	= 1,
	/* its word begins a route without that of its AFI, as ExaBGP has it */
	FAMILY_ALONE	= 2,
	/* not offered where no family is configured */
	FAMILY_BY_NAME	= 4,
};

struct family_info {
	uint16_t	 afi;
	uint8_t		 safi;
	uint8_t		 af;		/* ADDR_V4, ADDR_V6; ADDR_NONE */
	bool		 keyed;		/* its NLRI are no IP prefixes */
	const char	*afi_word;	/* "ipv4": configuration */
	const char	*safi_word;	/* "unicast" */
	const char	*name;		/* "IPv4 unicast": bgpctl */
	/*
	 * Whose word it is in announce { }: ExaBGP's version, or "herald".
	 * Events in the shape of an earlier version have a number instead.
	 */
	const char	*since;
	uint8_t		 flags;
	const char	*rfc;		/* where its NLRI are described */
};

/* Two words that mean a family. */
struct family_word {
	const char	*afi;
	const char	*safi;
	const char	*since;
	enum family	 family;
};

/* NULL: there is no such row. */
const struct family_info *family_info(enum family f);
family_mask	families_all(void);
/* ADDR_V4 or ADDR_V6; ADDR_NONE when no family has this AFI. */
uint8_t		family_af(uint16_t afi);
/* FAMILY_NONE when there is no such family. */
enum family	family_by_number(uint16_t afi, uint8_t safi);
enum family	family_by_words(const char *afi, const char *safi);
/* The words one after the other, each family's own first; false: no more. */
bool		family_word(unsigned i, struct family_word *w);
/* The first family of each AFI, and of the AFI with this word, or NONE. */
enum family	family_afi(unsigned i);
enum family	family_by_afi_word(const char *word);
/* "IPv4 unicast", or "AFI 25 SAFI 70" into buf. */
const char     *family_name(uint16_t afi, uint8_t safi, char *buf,
		    unsigned size);

#endif
