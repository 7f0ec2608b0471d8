/* SPDX-License-Identifier: ISC */
/*
 * Address families (AFI, SAFI): one row each in family.c.  Inside a process a
 * family is its row number, small enough for bit masks; on the wire and in
 * control messages it is AFI and SAFI.
 *
 * Behind the families that Herald knows stand a few rows for others, of which
 * it knows the numbers only: see "others" below.
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
	FAMILY_OTHER_FIRST,	/* behind the last that is known */
	FAMILY_MAX = FAMILY_OTHER_FIRST + 16,
	FAMILY_NONE = 255
};

enum { FAMILY_OTHERS = FAMILY_MAX - FAMILY_OTHER_FIRST };

typedef uint64_t family_mask;	/* bit 1 << enum family */

/* All in front of the others. */
#define FAMILIES_KNOWN	(((family_mask)1 << FAMILY_OTHER_FIRST) - 1)

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
	/* not offered where no family is configured; ExaBGP has no such */
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

/*
 * NULL: there is no such row.  Of a row for others that means none yet the
 * numbers are 0 and the words empty.
 */
const struct family_info *family_info(enum family f);
/* Those that are known, and others that have a row. */
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
/* "IPv4 unicast", or "AFI 16397 SAFI 99" into buf. */
const char     *family_name(uint16_t afi, uint8_t safi, char *buf,
		    unsigned size);

/*
 * Others.  Their words are two each, "afi 16397" and "safi 99", and print as
 * those of any family.  What a row means never changes while a process runs,
 * except in OTHERS_LENT.  The child that parses a configuration gives rows
 * out; the image tells every other process which row is which
 * (config/conf_image.h); parent and engines never give out one themselves.
 */
enum family_others {
	OTHERS_TOLD,	/* as at the start: rows are what others_set says */
	OTHERS_GIVEN,	/* family_by_number gives one to who has none */
	/* and when all are taken, again the one that was lent first */
	OTHERS_LENT,
};
void	family_others_mode(enum family_others mode);

/* A row, as it is told to other processes; safi 0: none. */
struct family_other {
	uint16_t	afi;
	uint8_t		safi;
	uint8_t		family;
};
/* Those that mean something; how many. */
unsigned	family_others_list(struct family_other v[FAMILY_OTHERS]);

bool	family_is_other(enum family f);
/* -1: the row is no such, or means something else, or another means this. */
int	family_others_set(enum family f, uint16_t afi, uint8_t safi);
/* Would it be 0? */
bool	family_others_fits(enum family f, uint16_t afi, uint8_t safi);
/* Is there one that means nothing yet? */
bool	family_others_left(void);

#endif
