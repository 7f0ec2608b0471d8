/* SPDX-License-Identifier: ISC */
/*
 * What stands where in a value: a table of fields, ended by one of no kind.
 * Whoever prints a value walks its table, so that the octets of a TLV are
 * described once, for events and for bgpctl explain.
 */
#ifndef PATH_LAYOUT_H
#define PATH_LAYOUT_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rbuf.h"

enum { LAYOUT_SID_TLV = 1161 };		/* RFC 9085 2.1.1 */

enum layout_kind {
	LAYOUT_END,
	LAYOUT_NUMBER,		/* of at most eight octets */
	LAYOUT_NUMBERS,		/* of `each` octets */
	LAYOUT_BITS,		/* numbers, of which the low `mask` count */
	LAYOUT_FLAGS,
	LAYOUT_ADDR,		/* of 4 octets or of 16 */
	LAYOUT_OCTETS,
	LAYOUT_TEXT,
	LAYOUT_FLOAT,
	LAYOUT_FLOATS,
	LAYOUT_LABEL,		/* the upper 20 bits of three octets or four */
	LAYOUT_SID,		/* a label of three octets, an index of four */
	LAYOUT_PAIRS,		/* two octets each: a type, a value */
	LAYOUT_RANGES,		/* three octets, and a TLV of a SID */
	LAYOUT_PREFIX,		/* bits, and as many octets as they need */
	LAYOUT_TLVS,		/* the rest, for whoever knows them */
};

/* Is it there, and how long is it?  `at` is an octet of the value. */
enum layout_when {
	LAYOUT_ALWAYS,
	LAYOUT_IF_SET,		/* a bit of mask is */
	LAYOUT_IF_CLEAR,	/* none is */
	LAYOUT_IF_TYPE,		/* bit `the octet` of mask is set */
	LAYOUT_COUNTED,		/* the octet times `each` octets */
	LAYOUT_OPTIONAL,	/* unless nothing is left */
	LAYOUT_IF_LEFT,		/* bit `what is left` of mask is set */
};

struct layout {
	const char		*key;	/* NULL: reserved */
	enum layout_kind	 kind;
	uint8_t			 octets;	/* 0: what is left */
	uint8_t			 each;
	enum layout_when	 when;
	uint8_t			 at;
	uint32_t		 mask;
	const char		*letters;	/* flags, '-': reserved */
	const char *const	*names;		/* the same, of eight */
	bool			 hidden;	/* says what others are */
};

/*
 * The next field of a value that is `rest` of `whole` so far; *f is then what
 * comes behind it.  1 with *field and its octets, 0 the end, -1: the value is
 * not of this form.
 */
int	layout_next(const struct layout **f, struct rbuf whole,
	    struct rbuf *rest, const struct layout **field,
	    struct rbuf *piece);
/* A big-endian number, of as many octets as there are. */
uint64_t layout_number(struct rbuf v);
/* What a field of one number says: NUMBER, LABEL, SID, FLOAT (its bits). */
uint64_t layout_value(const struct layout *f, struct rbuf v);
/*
 * The next of a field that is a list: a number, of pairs and ranges (how many,
 * from which SID) two.  False: the end.
 */
bool	layout_item(const struct layout *f, struct rbuf *v, uint64_t n[2]);
/* Bit n of flags, from the highest on, is set; its name, or NULL. */
bool	layout_flag(const struct layout *f, struct rbuf v, unsigned n,
	    char name[2], const char **said);

#endif
