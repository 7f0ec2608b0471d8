/* SPDX-License-Identifier: ISC */
/*
 * Path attributes: one row of attr_table.c each, naming its flags, its check
 * (RFC 7606 and rfc 4271 6.3 outcomes), its canonical rewriting, its word and
 * parser in the route grammar, and its printer.  Everything else about an
 * attribute stands in its own file; nothing switches on its number.
 *
 * Canonical form of a set: attributes ascending by type, each once, minimal
 * length form (extended only over 255 octets), flags as the table says (an
 * optional transitive or unknown one keeps P), AS numbers 4 octets, AS4_PATH
 * and AS4_AGGREGATOR merged away (RFC 6793 4.2.3), no MP_REACH, no MP_UNREACH.
 * Received communities keep their order, so that they compare equal with what
 * others report, and only large ones lose duplicates (RFC 8092 5); written
 * from text, each kind is sorted ascending without duplicates.
 */
#ifndef PATH_ATTR_H
#define PATH_ATTR_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rbuf.h"
#include "base/wbuf.h"
#include "text/token.h"

enum attr_type {
	ATTR_ORIGIN = 1, ATTR_AS_PATH = 2, ATTR_NEXT_HOP = 3, ATTR_MED = 4,
	ATTR_LOCAL_PREF = 5, ATTR_ATOMIC_AGGREGATE = 6, ATTR_AGGREGATOR = 7,
	ATTR_COMMUNITIES = 8, ATTR_ORIGINATOR_ID = 9, ATTR_CLUSTER_LIST = 10,
	ATTR_MP_REACH = 14, ATTR_MP_UNREACH = 15, ATTR_EXT_COMMUNITIES = 16,
	ATTR_AS4_PATH = 17, ATTR_AS4_AGGREGATOR = 18, ATTR_PMSI_TUNNEL = 22,
	ATTR_TUNNEL_ENCAP = 23, ATTR_TRAFFIC_ENG = 24,
	ATTR_IPV6_EXT_COMMUNITIES = 25, ATTR_AIGP = 26,
	ATTR_PE_DISTINGUISHER = 27, ATTR_BGP_LS = 29,
	ATTR_LARGE_COMMUNITIES = 32, ATTR_BGPSEC_PATH = 33, ATTR_OTC = 35,
	ATTR_D_PATH = 36, ATTR_BFD_DISCRIMINATOR = 38, ATTR_NHC = 39,
	ATTR_PREFIX_SID = 40, ATTR_ATTR_SET = 128,
};

enum {
	ATTR_OPTIONAL = 0x80, ATTR_TRANSITIVE = 0x40, ATTR_PARTIAL = 0x20,
	ATTR_EXTENDED = 0x10,
	ATTR_SET_MAX = 65535 - 23,	/* octets of a whole set */
};

/* Worst wins (RFC 7606 3h). */
enum outcome {
	OUTCOME_OK,
	OUTCOME_ATTR_DISCARD,
	OUTCOME_TREAT_AS_WITHDRAW,
	OUTCOME_FAMILY_DISABLE,
	OUTCOME_SESSION_RESET,
};

/* All that an attribute's check may read beside its octets. */
struct attr_profile {
	uint8_t	ebgp;
	uint8_t	as4;		/* AS_PATH and AGGREGATOR carry 4 octets */
	uint8_t	confed;		/* the neighbour is a confederation member */
	uint8_t	reject_as_set;
	uint8_t	aigp;
	uint8_t	prefix_sid;	/* attribute 40 is taken from this neighbour */
	uint8_t	pad[2];
};

/* What per-UPDATE checks and dumps want without walking the set again. */
struct attr_summary {
	uint64_t present;	/* bit n: type n (< 64) is in the set */
	uint32_t first_as;	/* leftmost AS of a leading AS_SEQUENCE, or 0 */
	uint32_t next_hop;	/* attribute 3, host order, 0 absent */
	uint16_t path_len;	/* RFC 4271 9.1.2.2: a set counts one */
	uint8_t	 origin;
	uint8_t	 as_set;	/* holds AS_SET or AS_CONFED_SET */
	uint8_t	 unknown;	/* attributes not in the table */
	uint8_t	 as_trans;	/* AS 23456 is in the path */
	uint8_t	 otc_zero;	/* OTC holds AS 0 */
	uint8_t	 pad[1];
};

/* Why the outcome is what it is: the worst attribute. */
struct attr_report {
	enum outcome	 outcome;
	uint8_t		 type;
	uint8_t		 flags;
	uint8_t		 notify_subcode;	/* if it had to be a reset */
	const char	*why;			/* a literal */
};

/*
 * Checks a run of attributes (MP_REACH and MP_UNREACH already taken out) and
 * appends its canonical form to canon.  Framing errors inside raw are the
 * caller's (update_spans) to have found.  canon is meaningful for OK and
 * ATTR_DISCARD only.
 */
enum outcome	attr_set_check(struct rbuf raw, const struct attr_profile *p,
		    struct wbuf *canon, struct attr_summary *sum,
		    struct attr_report *why);

/* The canonical set with an OTC, which it does not have (RFC 9234 5). */
void		attr_set_mark(struct rbuf canon, uint32_t otc,
		    struct wbuf *w);

/* Summary of a canonical set. */
void		attr_set_summary(struct rbuf canon, struct attr_summary *sum);

/* Walks a canonical or raw set.  1 an attribute, 0 the end, -1 malformed. */
struct attr {
	uint8_t		flags;
	uint8_t		type;
	struct rbuf	value;
};
int		attr_next(struct rbuf *set, struct attr *a);
/* 0 and *a, or -1 absent. */
int		attr_find(struct rbuf set, uint8_t type, struct attr *a);
/* Writes one attribute, extended length only when needed. */
void		attr_write(struct wbuf *w, uint8_t flags, uint8_t type,
		    const void *value, size_t len);

const char     *attr_name(uint8_t type);	/* "AS_PATH"; NULL unknown */

/*
 * A set being written from text.  A scalar keyword given twice keeps its first
 * value (ExaBGP); lists of the same kind add up.
 */
struct attr_builder {
	struct wbuf	records;		/* see attr_builder.c */
	uint64_t	present[4];		/* bit per type */
};
void		attr_builder_init(struct attr_builder *b);
void		attr_builder_free(struct attr_builder *b);
void		attr_builder_reset(struct attr_builder *b);
bool		attr_builder_has(const struct attr_builder *b, uint8_t type);
/* Instead of what there was; append adds to it. */
void		attr_builder_set(struct attr_builder *b, uint8_t flags,
		    uint8_t type, const void *value, size_t len);
void		attr_builder_append(struct attr_builder *b, uint8_t flags,
		    uint8_t type, const void *value, size_t len);
/* The nth value of this type that was set or appended, while nothing is. */
bool		attr_builder_get(const struct attr_builder *b, uint8_t type,
		    unsigned nth, struct rbuf *value);
/* The one that was set or appended last, while nothing is. */
bool		attr_builder_last(const struct attr_builder *b, uint8_t type,
		    struct rbuf *value);
/* Appends the canonical form; 0, or -1 when it does not fit. */
int		attr_builder_finish(struct attr_builder *b, struct wbuf *canon);

/*
 * The route grammar's words (ExaBGP's and bgpctl's synonyms such as localpref,
 * metric, large-community): when the next token is an attribute keyword,
 * consumes it and its value.  1 done, 0 not an attribute's word (nothing
 * consumed), -1 error in *e.  next-hop is not here: it is route text.
 */
int		attr_parse_word(struct tokens *t, struct attr_builder *b,
		    struct text_error *e);
/* The words, for messages and completion: NULL-terminated. */
const char *const *attr_words(void);
/*
 * The inverse: "origin igp as-path [ 1 2 ] med 5", attributes in type order,
 * blank separated, readable back by attr_parse_word.  attribute 3 prints
 * as next-hop.  What has no word prints as attribute [ 0xCODE 0xFLAGS 0x… ].
 */
void		attr_set_print(struct wbuf *out, struct rbuf canon);

/*
 * In events: the members of "attribute", with what is neither NLRI nor next
 * hop, or its words with a blank in front of each; shape as event/emit.h says.
 * next_hop: NEXT_HOP too.
 */
void		attr_set_json(struct wbuf *w, struct rbuf canon,
		    unsigned shape, bool next_hop);
void		attr_set_line(struct wbuf *w, struct rbuf canon,
		    unsigned shape);

/* Pieces that several outputs want (bgpctl's layouts). */
/* "65002 65003 { 1 2 }", "" when empty; 4-octet AS_PATH value. */
void		aspath_print(struct wbuf *out, struct rbuf value);
bool		aspath_contains(struct rbuf value, uint32_t as);
/* Rightmost AS of the path; 0 when there is none. */
uint32_t	aspath_source(struct rbuf value);
uint32_t	aspath_first(struct rbuf value);
/*
 * The leftmost AS outside of the own confederation; 0 when the path began
 * inside.  False: a set hides it.
 */
bool		aspath_neighbor(struct rbuf value, uint32_t *as);
/* Empty, or AS_CONFED_SEQUENCE only (RFC 9117 4.1). */
bool		aspath_is_local(struct rbuf value);
/* "65002:1", "NO_EXPORT" never: numbers as OpenBGPD prints well-knowns. */
void		community_print(struct wbuf *out, uint32_t community);
void		large_community_print(struct wbuf *out, const uint8_t c[12]);
/* "rt 65002:7", OpenBGPD's names; unknown as 0x hex. */
void		ext_community_print_bgpctl(struct wbuf *out,
		    const uint8_t c[8]);
/* "target:65002:7", the route grammar's form. */
void		ext_community_print(struct wbuf *out, const uint8_t c[8]);

#endif
