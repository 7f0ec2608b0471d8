/* SPDX-License-Identifier: ISC */
/*
 * Flow specification rules (RFC 8955, RFC 8956).  Inside Herald a rule is its
 * key: the canonical octets of its components, behind a route distinguisher
 * in the VPN families, without the length that precedes them on the wire.
 * Rules that say the same in other octets (wider operands, set bits that are
 * to be ignored, host bits) have one key.
 */
#ifndef PATH_FLOW_H
#define PATH_FLOW_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rbuf.h"
#include "base/wbuf.h"
#include "bgp/addr.h"
#include "path/attr.h"
#include "path/nlri.h"
#include "path/rd.h"
#include "text/token.h"

/* A rule's octets, with its RD: what two octets of length can say. */
enum { FLOW_MAX = 4095 };

enum flow_type {
	FLOW_DESTINATION = 1, FLOW_SOURCE, FLOW_PROTOCOL, FLOW_PORT,
	FLOW_DESTINATION_PORT, FLOW_SOURCE_PORT, FLOW_ICMP_TYPE,
	FLOW_ICMP_CODE, FLOW_TCP_FLAGS, FLOW_PACKET_LENGTH, FLOW_DSCP,
	FLOW_FRAGMENT, FLOW_LABEL, FLOW_TYPES
};

enum flow_kind { FLOW_NONE, FLOW_PREFIX, FLOW_NUMERIC, FLOW_BITMASK };

/* RFC 8955 4.2.1: bits of an operator. */
enum {
	FLOW_END = 0x80, FLOW_AND = 0x40, FLOW_LEN = 0x30,
	FLOW_LT = 0x04, FLOW_GT = 0x02, FLOW_EQ = 0x01, FLOW_COMPARE = 0x07,
	FLOW_NOT = 0x02, FLOW_MATCH = 0x01, FLOW_BITS = 0x03
};

/* What a rule is of. */
struct flow_family {
	uint8_t	af;		/* ADDR_V4, ADDR_V6 */
	bool	vpn;
};
/* Of one of SAFI 133 or 134. */
struct flow_family flow_family_of(enum family f);

struct flow_name {
	const char	*name;
	int16_t		 v4, v6;	/* -1: none in that family */
	bool		 read_only;	/* another is printed, or the number */
};

/* One component; the index by family is flow_v6(). */
struct flow_row {
	const char	*word[2];	/* NULL: not of that family */
	uint8_t		 kind;		/* enum flow_kind */
	uint8_t		 widths;	/* bit n: operands of 1 << n octets */
	uint8_t		 width;		/* the least that is written: 1 << n */
	uint64_t	 mask[2];	/* the bits that count */
	uint64_t	 max[2];	/* more than that matches nothing */
	const struct flow_name *names;	/* up to one without a name */
};

/* NULL: no such component in that family. */
const struct flow_row *flow_row(unsigned type, uint8_t af);
/* "destination-ipv4": the word that is printed. */
const char     *flow_word(unsigned type, uint8_t af);
static inline unsigned
flow_v6(uint8_t af)
{
	return af == ADDR_V6;
}
/* The name that a value is printed as, or NULL. */
const char     *flow_name_of(const struct flow_row *row, uint8_t af,
		    uint64_t value);

/* One component of a rule; type 0 before the first. */
struct flow_part {
	uint8_t		 type;
	uint8_t		 len, offset;	/* of a prefix, in bits */
	const struct flow_row *row;
	struct rbuf	 pattern;	/* of a prefix */
	struct rbuf	 ops;		/* else: operators and operands */
};
/* 1 a component, 0 the end, -1 malformed (never of a key). */
int	flow_next(struct rbuf *b, uint8_t af, struct flow_part *p);
/* The bits of the pattern where they belong in an address. */
struct addr flow_part_addr(const struct flow_part *p, uint8_t af);
struct flow_op {
	uint8_t		op;
	uint64_t	value;
};
/* 1 an operator and its operand, 0 the end. */
int	flow_next_op(struct rbuf *ops, struct flow_op *o);
/* In canonical form; the type is written by the caller. */
void	flow_put_prefix(struct wbuf *w, uint8_t af, uint8_t len,
	    uint8_t offset, struct rbuf pattern);
void	flow_put_op(struct wbuf *w, const struct flow_row *row, uint8_t af,
	    const struct flow_op *o);

/*
 * flow_read.c: one NLRI behind its path id.  0 and its key appended; 1: read,
 * and its key is too long; or -1.
 */
int	flow_read(struct rbuf *b, struct flow_family k, struct wbuf *key);
void	flow_write(struct wbuf *w, struct rbuf key);
size_t	flow_write_size(struct rbuf key);

/* flow_order.c: RFC 8955 5.1, RFC 8956 5; below 0: a is matched before b. */
int	flow_cmp(struct rbuf a, struct rbuf b, struct flow_family k);

/* flow_text.c: "destination-ipv4 192.0.2.0/24 protocol =tcp rd 65000:1". */
void	flow_print(struct wbuf *out, struct rbuf key, struct flow_family k);
/* The prefix of one, or operators up to the next alternative. */
void	flow_print_prefix(struct wbuf *out, const struct flow_part *p,
	    uint8_t af);
void	flow_print_terms(struct wbuf *out, const struct flow_part *p,
	    uint8_t af, struct rbuf *ops);

/* flow_json.c: { "protocol": [ "=tcp" ], "string": "flow protocol =tcp" }. */
void	flow_json(struct wbuf *w, struct rbuf key, struct flow_family k,
	    const struct nlri_form *f, const uint32_t *path_id);

/* flow_words.c: a rule being written from its words, in any order. */
struct flow_item;
struct flow_words {
	uint8_t		 af;		/* ADDR_NONE: no word has said */
	bool		 has_rd;
	uint8_t		 rd[RD_SIZE];
	struct {
		bool	 given;
		uint8_t	 len, offset;
		uint8_t	 b[16];
	}		 prefix[2];	/* destination, source */
	struct flow_item *items;
	size_t		 n;
	size_t		 room;
};
/* af as the words before it said, or ADDR_NONE: as the match says. */
void	flow_words_init(struct flow_words *f, uint8_t af);
void	flow_words_free(struct flow_words *f);
/*
 * A component or "rd" and its value: 1 taken, 0 not a word of a rule (nothing
 * consumed), -1 with *e.
 */
int	flow_words_one(struct flow_words *f, struct tokens *t,
	    struct text_error *e);
/* The words of components, by number; NULL behind the last. */
const char     *flow_words_name(size_t i);
/*
 * All words are in: the key, and what it is of.  t says where the rule ends.
 * 0 or -1.
 */
int	flow_words_finish(const struct flow_words *f, const struct tokens *t,
	    struct wbuf *key, struct flow_family *k, struct text_error *e);

/* flow_action.c: what is done with packets that match. */
struct flow_actions {
	struct attr_builder	*b;
	/* af ADDR_NONE, or where "redirect ADDRESS" and "copy" send to */
	struct nexthop		 nexthop;
};
/* An action and its value: 1 taken, 0 not an action, -1 with *e. */
int	flow_actions_one(struct flow_actions *f, struct tokens *t,
	    struct text_error *e);
/* Their words, by number; NULL behind the last. */
const char     *flow_actions_name(size_t i);

#endif
