/* SPDX-License-Identifier: ISC */
/*
 * TLVs of the BGP-LS attribute that have a name: one row each, with the
 * lengths that are legal and how it is said in events.
 */
#ifndef PATH_LS_TABLE_H
#define PATH_LS_TABLE_H

#include <stdint.h>

#include "path/layout.h"
#include "path/ls_tlv.h"
#include "path/ls_value.h"

struct ls_row {
	uint16_t	 type;
	uint16_t	 group;		/* of types with one key */
	uint8_t		 shape;		/* the first that knows it */
	uint8_t		 list;		/* from this shape on it is an array */
	const char	*key;
	const char	*key5, *key4;	/* NULL: as the later one */
	uint16_t	 min, max;	/* octets */
	uint8_t		 step;		/* min, and so many more; 0: min */
	uint8_t		 subs;		/* TLVs are behind so many octets */
	bool		 ranges;	/* SR ranges are behind two octets */
	ls_write	*write;
	ls_members	*members;	/* in shapes before `list` */
	const char	*const *flags;
	const char	*section;	/* "RFC 9552 5.3.1.1" */
	const struct layout *layout;
	bool		 loose;		/* of any other form it is octets */
};

struct ls_rows {
	const struct ls_row	*v;
	size_t			 n;
};

/* ls_more.c: those that have no `write`, but for what their layout says. */
extern const struct ls_rows ls_rows_more;

/* NULL: not one that has a name. */
const struct ls_row *ls_row_get(uint16_t type);
const char *ls_row_key(const struct ls_row *row, unsigned shape);
/* The attribute is not malformed for it (RFC 9552 8.2.2). */
bool	ls_tlv_is_valid(const struct ls_tlv *t);
/* May that row write it? */
bool	ls_tlv_fits(const struct ls_row *row, const struct ls_tlv *t);

#endif
