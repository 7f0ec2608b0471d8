/* SPDX-License-Identifier: ISC */
/*
 * MRT files (RFC 6396, RFC 8050) as a run of items: a route, a change of
 * state, a message.  Where a record came from is the reader's business, what
 * becomes of an item the sink's.
 */
#ifndef CTL_MRT_H
#define CTL_MRT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/rbuf.h"
#include "bgp/addr.h"
#include "bgp/family.h"
#include "path/nlri.h"

/* RFC 6396 4, and IANA's registry. */
enum mrt_type {
	MRT_TABLE_DUMP = 12, MRT_TABLE_DUMP_V2 = 13, MRT_BGP4MP = 16,
	MRT_BGP4MP_ET = 17,
};

/* One record: body is what stands behind the header of twelve octets. */
struct mrt_record {
	uint64_t	number;		/* 1.. */
	uint32_t	time;		/* seconds since 1970 */
	uint32_t	usec;		/* of the ET types; set by mrt_take */
	uint16_t	type;
	uint16_t	subtype;
	struct rbuf	body;
};

struct mrt_peer {
	struct addr	addr;
	uint32_t	as;
	uint32_t	id;		/* host order; of a table only */
	bool		has_id;
};

/* Attributes as they stand in the file, but for the two MP ones. */
struct mrt_set {
	struct rbuf	octets;
	bool		as4;
	/* Equal: the same set with the same next hop. */
	uint64_t	serial;
};

enum mrt_kind {
	MRT_ROUTE,		/* of a table */
	MRT_ANNOUNCE,
	MRT_WITHDRAW,
	MRT_EOR,
	MRT_STATE,
	MRT_MESSAGE,		/* no UPDATE, or one that is broken */
	MRT_PEER,		/* of a peer table */
	MRT_KINDS
};

struct mrt_item {
	enum mrt_kind		 kind;
	const struct mrt_record	*r;
	/* Whose route it is; the other end of the session. */
	const struct mrt_peer	*peer;
	const struct mrt_peer	*local;	/* of BGP4MP; else NULL */
	bool			 sent;	/* by the collector */
	bool			 add_path;
	uint16_t		 afi;
	uint8_t			 safi;
	enum family		 family;	/* FAMILY_NONE: not known */
	struct nlri		 nlri;
	/* All NLRI of a family that is not known. */
	struct rbuf		 field;
	struct nexthop		 nexthop;	/* of MP_REACH_NLRI */
	const struct mrt_set	*set;		/* NULL: none */
	uint32_t		 originated;	/* MRT_ROUTE */
	uint32_t		 index;		/* MRT_PEER: its number */
	uint16_t		 old_state;
	uint16_t		 new_state;
	struct rbuf		 message;	/* MRT_MESSAGE: all of it */
	const char		*why;		/* NULL, or what is wrong */
};

/* 0, or -1: it wants no more. */
typedef int mrt_sink(void *arg, const struct mrt_item *i);

enum mrt_result {
	MRT_TAKEN,
	MRT_UNKNOWN,	/* a type that is not read */
	MRT_MALFORMED,	/* some of it at least: mrt_why */
	MRT_STOPPED,	/* by the sink */
};

struct mrt;

struct mrt	*mrt_new(mrt_sink *sink, void *arg);
void		 mrt_free(struct mrt *m);
/* Items point into the record and live until the sink returns. */
enum mrt_result	 mrt_take(struct mrt *m, struct mrt_record *r);
/* Of the last MRT_MALFORMED: a literal. */
const char	*mrt_why(const struct mrt *m);
/* "RIB_IPV4_UNICAST", "MESSAGE_AS4"; NULL: not read. */
const char	*mrt_type_name(uint16_t type);
const char	*mrt_subtype_name(uint16_t type, uint16_t subtype);

#endif
