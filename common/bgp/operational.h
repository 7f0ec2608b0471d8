/* SPDX-License-Identifier: ISC */
/*
 * OPERATIONAL messages (draft-ietf-idr-operational-message, as ExaBGP numbers
 * them): one row for each kind, their octets on the wire, and how they travel
 * in the image of a configuration.
 */
#ifndef BGP_OPERATIONAL_H
#define BGP_OPERATIONAL_H

#include <stdint.h>

#include "base/rbuf.h"
#include "base/wbuf.h"
#include "bgp/family.h"
#include "bgp/message.h"

enum operational_form {
	OPERATIONAL_ADVISORY,		/* a text */
	OPERATIONAL_QUERY,		/* router id, sequence */
	OPERATIONAL_COUNTER,		/* those, and a counter */
};

enum {
	OPERATIONAL_TEXT_MAX = 2048,
	/* no message is longer */
	OPERATIONAL_MAX = MSG_HEADER + 7 + OPERATIONAL_TEXT_MAX,
	OPERATIONAL_CONFIGURED = 16,	/* of one neighbour */
};

struct operational_kind {
	const char		*word;	/* "adm" */
	const char		*name;	/* "ADM" */
	uint16_t		 type;
	enum operational_form	 form;
};

struct operational {
	const struct operational_kind *kind;
	/* FAMILY_NONE: one by number that no row means yet, see unpack */
	enum family	 family;
	uint16_t	 afi;		/* of unpack: what the family is */
	uint8_t		 safi;
	uint32_t	 router_id;	/* 0: the session's */
	uint32_t	 sequence;
	uint32_t	 counter;
	struct rbuf	 advisory;	/* somebody else's octets */
};

/* NULL: no such kind.  A word may be of any case. */
const struct operational_kind *operational_by_type(uint16_t type);
const struct operational_kind *operational_by_word(const char *word);
/* The kinds one after the other; NULL behind the last. */
const struct operational_kind *operational_kind(unsigned i);

/* The whole message; own_id: of a session's own router. */
void	operational_write(struct wbuf *w, const struct operational *o,
	    uint32_t own_id);
/* For the image: one behind the other. */
void	operational_pack(struct wbuf *w, const struct operational *o);
/*
 * The next; -1: nothing that pack has written.  An image may hold one of a
 * family that it brings itself, which is a row once it is put in force.
 */
int	operational_unpack(struct rbuf *b, struct operational *o);

#endif
