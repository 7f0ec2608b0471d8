/* SPDX-License-Identifier: ISC */
/*
 * The families that Herald speaks, one row each (IANA AFI and SAFI registries;
 * words as ExaBGP spells them), and the rows of others.
 *
 * What the latter mean is the one state of common/: a row is written once and
 * then read by all that ask for a family, in hundreds of places that are pure
 * otherwise.  Handed down, it would be a parameter of every codec.
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "bgp/addr.h"
#include "bgp/family.h"

static const struct family_info families[FAMILY_OTHER_FIRST] = {
	[FAMILY_IPV4_UNICAST] = { AFI_IPV4, SAFI_UNICAST, ADDR_V4, false,
	    "ipv4", "unicast", "IPv4 unicast", "4",
	    0, "RFC 4760 5" },
	[FAMILY_IPV4_MULTICAST] = { AFI_IPV4, SAFI_MULTICAST, ADDR_V4, false,
	    "ipv4", "multicast", "IPv4 multicast", "4",
	    0, "RFC 4760 5" },
	[FAMILY_IPV4_LABELLED] = { AFI_IPV4, SAFI_LABELLED, ADDR_V4, true,
	    "ipv4", "nlri-mpls", "IPv4 labeled-unicast", "4",
	    0, "RFC 8277 2" },
	[FAMILY_IPV4_MVPN] = { AFI_IPV4, 5, ADDR_V4, true,
	    "ipv4", "mcast-vpn", "IPv4 mcast-vpn", "5",
	    0, "RFC 6514 4" },
	[FAMILY_IPV4_SR_POLICY] = { AFI_IPV4, 73, ADDR_V4, true,
	    "ipv4", "sr-policy", "IPv4 sr-policy", "6",
	    FAMILY_ALONE, "RFC 9830 2.1" },
	[FAMILY_IPV4_MUP] = { AFI_IPV4, 85, ADDR_V4, true,
	    "ipv4", "mup", "IPv4 mup", "5",
	    0, "draft-ietf-bess-mup-safi" },
	[FAMILY_IPV4_VPN] = { AFI_IPV4, SAFI_VPN, ADDR_V4, true,
	    "ipv4", "mpls-vpn", "IPv4 vpn", "4",
	    0, "RFC 4364 4.3.4" },
	[FAMILY_IPV4_RTC] = { AFI_IPV4, 132, ADDR_V4, true,
	    "ipv4", "rtc", "IPv4 rtc", "herald",
	    0, "RFC 4684 4" },
	[FAMILY_IPV4_FLOW] = { AFI_IPV4, SAFI_FLOW, ADDR_V4, true,
	    "ipv4", "flow", "IPv4 flowspec", "4",
	    FAMILY_BLOCK, "RFC 8955 4" },
	[FAMILY_IPV4_FLOW_VPN] = { AFI_IPV4, SAFI_FLOW_VPN, ADDR_V4, true,
	    "ipv4", "flow-vpn", "IPv4 flowspec-vpn", "4",
	    FAMILY_BLOCK, "RFC 8955 8" },
	[FAMILY_IPV6_UNICAST] = { AFI_IPV6, SAFI_UNICAST, ADDR_V6, false,
	    "ipv6", "unicast", "IPv6 unicast", "4",
	    0, "RFC 4760 5" },
	[FAMILY_IPV6_MULTICAST] = { AFI_IPV6, SAFI_MULTICAST, ADDR_V6, false,
	    "ipv6", "multicast", "IPv6 multicast", "4",
	    0, "RFC 4760 5" },
	[FAMILY_IPV6_LABELLED] = { AFI_IPV6, SAFI_LABELLED, ADDR_V6, true,
	    "ipv6", "nlri-mpls", "IPv6 labeled-unicast", "4",
	    0, "RFC 8277 2" },
	[FAMILY_IPV6_MVPN] = { AFI_IPV6, 5, ADDR_V6, true,
	    "ipv6", "mcast-vpn", "IPv6 mcast-vpn", "5",
	    0, "RFC 6514 4" },
	[FAMILY_IPV6_SR_POLICY] = { AFI_IPV6, 73, ADDR_V6, true,
	    "ipv6", "sr-policy", "IPv6 sr-policy", "6",
	    FAMILY_ALONE, "RFC 9830 2.1" },
	[FAMILY_IPV6_MUP] = { AFI_IPV6, 85, ADDR_V6, true,
	    "ipv6", "mup", "IPv6 mup", "5",
	    0, "draft-ietf-bess-mup-safi" },
	[FAMILY_IPV6_VPN] = { AFI_IPV6, SAFI_VPN, ADDR_V6, true,
	    "ipv6", "mpls-vpn", "IPv6 vpn", "4",
	    0, "RFC 4659 3.2" },
	[FAMILY_IPV6_FLOW] = { AFI_IPV6, SAFI_FLOW, ADDR_V6, true,
	    "ipv6", "flow", "IPv6 flowspec", "4",
	    FAMILY_BLOCK, "RFC 8956 3" },
	[FAMILY_IPV6_FLOW_VPN] = { AFI_IPV6, SAFI_FLOW_VPN, ADDR_V6, true,
	    "ipv6", "flow-vpn", "IPv6 flowspec-vpn", "4",
	    FAMILY_BLOCK, "RFC 8955 8" },
	[FAMILY_VPLS] = { 25, 65, ADDR_NONE, true,
	    "l2vpn", "vpls", "VPLS", "3",
	    FAMILY_BLOCK | FAMILY_ALONE, "RFC 4761 3.2.2" },
	[FAMILY_EVPN] = { 25, 70, ADDR_NONE, true,
	    "l2vpn", "evpn", "EVPN", "herald",
	    FAMILY_ALONE, "RFC 7432 7" },
	[FAMILY_LS] = { 16388, 71, ADDR_NONE, true,
	    "bgp-ls", "bgp-ls", "BGP-LS", "herald",
	    0, "RFC 9552 5.2" },
	[FAMILY_LS_VPN] = { 16388, SAFI_LS_VPN, ADDR_NONE, true,
	    "bgp-ls", "bgp-ls-vpn", "BGP-LS-VPN", "herald",
	    0, "RFC 9552 5.2" },
	[FAMILY_IPV4_VPN_MULTICAST] = { AFI_IPV4, SAFI_VPN_MULTICAST, ADDR_V4,
	    true, "ipv4", "mpls-vpn-multicast", "IPv4 vpn multicast", "herald",
	    FAMILY_BY_NAME, "RFC 4760 5" },
	[FAMILY_IPV6_VPN_MULTICAST] = { AFI_IPV6, SAFI_VPN_MULTICAST, ADDR_V6,
	    true, "ipv6", "mpls-vpn-multicast", "IPv6 vpn multicast", "herald",
	    FAMILY_BY_NAME, "RFC 4760 5" },
};
static_assert(FAMILY_MAX <= 64, "family_mask has a bit for each");

/* The same families in other words. */
static const struct family_word aliases[] = {
	{ "ipv4", "labeled-unicast", "6", FAMILY_IPV4_LABELLED },
	{ "ipv6", "labeled-unicast", "6", FAMILY_IPV6_LABELLED },
};

enum {
	ROWS = sizeof(families) / sizeof(families[0]),
	ALIASES = sizeof(aliases) / sizeof(aliases[0]),
};

/* A row of others, and its words. */
struct other {
	struct family_info	info;	/* safi 0: means nothing yet */
	char			afi_word[sizeof("afi 65535")];
	char			safi_word[sizeof("safi 255")];
	char			name[sizeof("AFI 65535 SAFI 255")];
};

#define NO_OTHER { .info = { .keyed = true, .afi_word = "", .safi_word = "", \
	.name = "" } }
#define NO_OTHERS4 NO_OTHER, NO_OTHER, NO_OTHER, NO_OTHER

static struct {
	struct other		v[FAMILY_OTHERS];
	enum family_others	mode;
	unsigned		kept;	/* those before it are not lent */
	unsigned		next;	/* to be lent */
} others = { .v = { NO_OTHERS4, NO_OTHERS4, NO_OTHERS4, NO_OTHERS4 } };
static_assert(FAMILY_OTHERS == 16, "each begins with empty words");

const struct family_info *
family_info(enum family f)
{
	if ((unsigned)f < FAMILY_OTHER_FIRST)
		return &families[f];
	return (unsigned)f < FAMILY_MAX ?
	    &others.v[f - FAMILY_OTHER_FIRST].info : NULL;
}

bool
family_is_other(enum family f)
{
	return (unsigned)f >= FAMILY_OTHER_FIRST && (unsigned)f < FAMILY_MAX;
}

/* --- others --------------------------------------------------------------- */

/* Of those that Herald speaks; or FAMILY_NONE. */
static enum family
known(uint16_t afi, uint8_t safi)
{
	unsigned f;

	for (f = 0; f < FAMILY_OTHER_FIRST; f++)
		if (families[f].afi == afi && families[f].safi == safi)
			return (enum family)f;
	return FAMILY_NONE;
}

/* The row that means this; FAMILY_OTHERS: none does. */
static unsigned
other_of(uint16_t afi, uint8_t safi)
{
	unsigned i;

	for (i = 0; i < FAMILY_OTHERS; i++)
		if (others.v[i].info.safi == safi &&
		    others.v[i].info.afi == afi)
			break;
	return i;
}

static void
other_write(unsigned i, uint16_t afi, uint8_t safi)
{
	struct other *o = &others.v[i];

	snprintf(o->afi_word, sizeof(o->afi_word), "afi %u", afi);
	snprintf(o->safi_word, sizeof(o->safi_word), "safi %u", safi);
	snprintf(o->name, sizeof(o->name), "AFI %u SAFI %u", afi, safi);
	o->info = (struct family_info){ .afi = afi, .safi = safi,
	    .af = ADDR_NONE, .keyed = true, .afi_word = o->afi_word,
	    .safi_word = o->safi_word, .name = o->name };
}

/* The first that means nothing; FAMILY_OTHERS: all are taken. */
static unsigned
other_free(void)
{
	unsigned i = 0;

	while (i < FAMILY_OTHERS && others.v[i].info.safi != 0)
		i++;
	return i;
}

static unsigned
other_give(uint16_t afi, uint8_t safi)
{
	unsigned i = other_free();

	if (i == FAMILY_OTHERS && others.mode == OTHERS_LENT &&
	    others.kept < FAMILY_OTHERS) {
		if (others.next < others.kept || others.next == FAMILY_OTHERS)
			others.next = others.kept;
		i = others.next++;
	}
	if (i < FAMILY_OTHERS)
		other_write(i, afi, safi);
	return i;
}

void
family_others_mode(enum family_others mode)
{
	others.mode = mode;
	if (mode == OTHERS_LENT)
		others.kept = other_free();
}

bool
family_others_fits(enum family f, uint16_t afi, uint8_t safi)
{
	const unsigned i = f - FAMILY_OTHER_FIRST;

	if (!family_is_other(f) || afi == 0 || safi == 0 ||
	    known(afi, safi) != FAMILY_NONE)
		return false;
	return others.v[i].info.safi == 0 ?
	    other_of(afi, safi) == FAMILY_OTHERS : other_of(afi, safi) == i;
}

int
family_others_set(enum family f, uint16_t afi, uint8_t safi)
{
	if (!family_others_fits(f, afi, safi))
		return -1;
	if (others.v[f - FAMILY_OTHER_FIRST].info.safi == 0)
		other_write(f - FAMILY_OTHER_FIRST, afi, safi);
	return 0;
}

unsigned
family_others_list(struct family_other v[FAMILY_OTHERS])
{
	const struct family_info *o;
	unsigned i, n = 0;

	for (i = 0; i < FAMILY_OTHERS; i++) {
		o = &others.v[i].info;
		if (o->safi != 0)
			v[n++] = (struct family_other){ .afi = o->afi,
			    .safi = o->safi,
			    .family = (uint8_t)(FAMILY_OTHER_FIRST + i) };
	}
	return n;
}

bool
family_others_left(void)
{
	return other_free() < FAMILY_OTHERS;
}

/* --- all ------------------------------------------------------------------ */

uint8_t
family_af(uint16_t afi)
{
	unsigned f;

	for (f = 0; f < FAMILY_OTHER_FIRST; f++)
		if (families[f].afi == afi)
			return families[f].af;
	return ADDR_NONE;
}

family_mask
families_all(void)
{
	family_mask m = FAMILIES_KNOWN;
	unsigned i;

	for (i = 0; i < FAMILY_OTHERS; i++)
		if (others.v[i].info.safi != 0)
			m |= (family_mask)1 << (FAMILY_OTHER_FIRST + i);
	return m;
}

enum family
family_by_number(uint16_t afi, uint8_t safi)
{
	const enum family f = known(afi, safi);
	unsigned i;

	if (f != FAMILY_NONE || afi == 0 || safi == 0)
		return f;
	i = other_of(afi, safi);
	if (i == FAMILY_OTHERS && others.mode != OTHERS_TOLD)
		i = other_give(afi, safi);
	return i == FAMILY_OTHERS ? FAMILY_NONE :
	    (enum family)(FAMILY_OTHER_FIRST + i);
}

enum family
family_by_words(const char *afi, const char *safi)
{
	struct family_word w;
	unsigned i;

	for (i = 0; family_word(i, &w); i++)
		if (strcmp(w.afi, afi) == 0 && strcmp(w.safi, safi) == 0)
			return w.family;
	return FAMILY_NONE;
}

bool
family_word(unsigned i, struct family_word *w)
{
	if (i < ROWS)
		*w = (struct family_word){ families[i].afi_word,
		    families[i].safi_word, families[i].since,
		    (enum family)i };
	else if (i - ROWS < ALIASES)
		*w = aliases[i - ROWS];
	else
		return false;
	return true;
}

/* Is no row before this one of its AFI? */
static bool
is_first(unsigned f)
{
	unsigned i = 0;

	while (families[i].afi != families[f].afi)
		i++;
	return i == f;
}

enum family
family_afi(unsigned i)
{
	unsigned f;

	for (f = 0; f < ROWS; f++)
		if (is_first(f) && i-- == 0)
			return (enum family)f;
	return FAMILY_NONE;
}

enum family
family_by_afi_word(const char *word)
{
	unsigned f;

	for (f = 0; f < ROWS; f++)
		if (strcmp(families[f].afi_word, word) == 0)
			return (enum family)f;
	return FAMILY_NONE;
}

const char *
family_name(uint16_t afi, uint8_t safi, char *buf, unsigned size)
{
	const enum family f = known(afi, safi);

	if (f != FAMILY_NONE)
		snprintf(buf, size, "%s", families[f].name);
	else
		snprintf(buf, size, "AFI %u SAFI %u", afi, safi);
	return buf;
}
