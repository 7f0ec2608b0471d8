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
	FAMILY_IPV6_UNICAST,
	FAMILY_IPV6_MULTICAST,
	FAMILY_MAX,
	FAMILY_NONE = 255
};

typedef uint64_t family_mask;	/* bit 1 << enum family */

enum { AFI_IPV4 = 1, AFI_IPV6 = 2, SAFI_UNICAST = 1, SAFI_MULTICAST = 2 };

struct family_info {
	uint16_t	 afi;
	uint8_t		 safi;
	uint8_t		 af;		/* ADDR_V4, ADDR_V6 */
	const char	*afi_word;	/* "ipv4": configuration */
	const char	*safi_word;	/* "unicast" */
	const char	*name;		/* "IPv4 unicast": bgpctl */
};

const struct family_info *family_info(enum family f);
/* ADDR_V4 or ADDR_V6; ADDR_NONE when no family has this AFI. */
uint8_t		family_af(uint16_t afi);
enum family	family_by_number(uint16_t afi, uint8_t safi);
/* FAMILY_NONE when there is no such family (see family_known_word). */
enum family	family_by_words(const char *afi, const char *safi);
/* True for words that ExaBGP has and a later change brings. */
bool		family_known_word(const char *afi, const char *safi);
/* "IPv4 unicast", or "AFI 25 SAFI 70" into buf. */
const char     *family_name(uint16_t afi, uint8_t safi, char *buf,
		    unsigned size);

#endif
