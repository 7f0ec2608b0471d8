/* SPDX-License-Identifier: ISC */
/*
 * The octets of an NLRI that is made of fields (EVPN, MVPN, MUP, SR policy),
 * field by field, by the rows that read it: for whoever explains a message.
 */
#ifndef PATH_NLRI_PARTS_H
#define PATH_NLRI_PARTS_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include <stddef.h>
#include <stdint.h>

#include "base/rbuf.h"
#include "base/wbuf.h"
#include "bgp/family.h"

enum { NLRI_PARTS_MAX = 12, NLRI_PARTS_TEXT = 1024 };

struct nlri_part {
	const char	*word;		/* NULL: how many bits the next has */
	struct rbuf	 octets;
	size_t		 said;		/* in text; its length */
	size_t		 said_len;
};

struct nlri_parts {
	const char	*word;		/* of its kind; NULL: it has none */
	const char	*section;	/* NULL: that of its family */
	unsigned	 n;
	struct nlri_part v[NLRI_PARTS_MAX];
	struct rbuf	 rest;		/* what is no field of its kind */
	uint8_t		 text[NLRI_PARTS_TEXT];
};

/*
 * Of an NLRI of f: the octets in front of its length, and how many of what that
 * counts make an octet (8: bits); -1: it is not made of fields.
 */
int	nlri_parts_head(enum family f, uint8_t *octets, uint8_t *unit);
/*
 * What is behind the type and the length of an NLRI of f: as far as it is of
 * the form of that type, the rest as octets.  head: all in front of the length
 * (RFC 9830 2.1: nothing).
 */
void	nlri_parts_read(struct nlri_parts *p, enum family f,
	    struct rbuf head, struct rbuf body);

#endif
