/* SPDX-License-Identifier: ISC */
/*
 * TLVs of a value that explain takes apart, and the fields in them: every
 * octet of it is one line at the innermost, so that nothing is passed over.
 */
#ifndef CTL_EXPLAIN_TLV_H
#define CTL_EXPLAIN_TLV_H

#include "explain.h"
#include "path/layout.h"

/* How its head is read. */
struct explain_head {
	const char	*what;		/* "TLV", "Sub-TLV" */
	const char	*section;	/* of those that are not known */
	uint8_t		 type_octets;
	uint8_t		 len_octets;
	bool		 wide;		/* from type 128 on: one octet more */
};

/* What is known of a type; a table of them ends without a name. */
struct explain_kind {
	uint16_t		 type;
	const char		*name;
	const char		*section;
	const struct layout	*layout;	/* NULL: octets */
};

struct explain_tlv {
	struct rbuf	whole;
	struct rbuf	type_field, len_field;
	struct rbuf	v;
	uint16_t	type;
};

const struct explain_kind *explain_kind_of(const struct explain_kind *k,
	    uint16_t type);
/*
 * The next TLV of *b.  False at the end, and where one runs past it: that is
 * said, and its octets are a line.
 */
bool	explain_tlv_next(struct explain *e, struct rbuf *b,
	    const struct explain_head *h, struct explain_tlv *t);
/* Its line, those of its head, and the level of what is in it. */
void	explain_tlv_open(struct explain *e, const struct explain_head *h,
	    const struct explain_tlv *t, const char *name,
	    const char *section);
void	explain_tlv_close(struct explain *e);
/*
 * Lines of its fields.  What comes back is left to the caller: the TLVs at its
 * end, or nothing.  A value that is not of this form is octets from there on,
 * and that is said.
 */
struct rbuf explain_layout(struct explain *e, const struct layout *f,
	    struct rbuf v, const char *section);
/* TLVs of a table, with nothing in them but fields. */
void	explain_kinds(struct explain *e, struct rbuf b,
	    const struct explain_head *h, const struct explain_kind *k);

#endif
