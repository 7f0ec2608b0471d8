/* SPDX-License-Identifier: ISC */
/*
 * "afi N safi N" behind show rib, show mrt and network show: any family, also
 * one that has words of its own.
 */
#include "argument.h"
#include "grammar_number.h"
#include "grammar_words.h"

static const char *
set_number(struct command *c, const struct word *w, const char *s)
{
	const char *why;
	uint32_t v;

	why = argument_number(s, w->value, &v);
	if (why == NULL && v == 0)
		why = "0 is reserved";
	if (why != NULL)
		return why;
	if (w->value == UINT16_MAX)
		c->filter.afi = (uint16_t)v;
	else {
		c->filter.safi = (uint8_t)v;
		why = argument_once(&c->filter, CTL_RIB_FAMILY,
		    "a second family");
	}
	return why;
}

/* What stands behind "afi", behind its number, and behind "safi". */
#define AFI(nx)								\
	{ ARG("<afi>", "its number, 1 to 65535", nx, set_number,	\
	    UINT16_MAX), STOP }
#define WORD_SAFI(nx)							\
	{ { WORD_WHOLE, "safi", "of that address family", nx, NULL,	\
	    NULL, 0 }, STOP }
#define SAFI(nx)							\
	{ ARG("<safi>", "its number, 1 to 255", nx, set_number,		\
	    UINT8_MAX), STOP }

static const struct word show_mrt[][2] = {
	AFI(TABLE_SHOW_MRT_AFI_SAFI), WORD_SAFI(TABLE_SHOW_MRT_NUMBER),
	SAFI(TABLE_SHOW_MRT),
};

static const struct word rib[][2] = {
	AFI(TABLE_RIB_AFI_SAFI), WORD_SAFI(TABLE_RIB_NUMBER), SAFI(TABLE_RIB),
};

static const struct word network[][2] = {
	AFI(TABLE_NETWORK_AFI_SAFI), WORD_SAFI(TABLE_NETWORK_NUMBER),
	SAFI(TABLE_DONE),
};

static const struct word *const tables[TABLE_MAX] = {
	[TABLE_SHOW_MRT_AFI] = show_mrt[0],
	[TABLE_SHOW_MRT_AFI_SAFI] = show_mrt[1],
	[TABLE_SHOW_MRT_NUMBER] = show_mrt[2],
	[TABLE_RIB_AFI] = rib[0],
	[TABLE_RIB_AFI_SAFI] = rib[1],
	[TABLE_RIB_NUMBER] = rib[2],
	[TABLE_NETWORK_AFI] = network[0],
	[TABLE_NETWORK_AFI_SAFI] = network[1],
	[TABLE_NETWORK_NUMBER] = network[2],
};

const struct word *
grammar_number_table(enum word_table t)
{
	return tables[t];
}
