/* SPDX-License-Identifier: ISC */
/*
 * The last messages of neighbours that broke the rules, kept whole with what
 * came of each, so that a fault can be looked at after it happened.  Bounded:
 * when there is no room, the neighbour that takes most of it loses the oldest
 * of the verdict that takes most of that, so neither a noisy neighbour nor a
 * harmless fault in every message pushes out what matters.
 */
#ifndef BGP_OFFENCE_H
#define BGP_OFFENCE_H

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rbuf.h"
#include "bgp/addr.h"

/* What a message cost, in ascending order (RFC 7606 2). */
enum offence_verdict {
	OFFENCE_NONE,
	OFFENCE_IGNORED,	/* the message, or a prefix in it */
	OFFENCE_ATTR_DISCARD,
	OFFENCE_TREAT_AS_WITHDRAW,
	OFFENCE_FAMILY_DISABLE,
	OFFENCE_SESSION_RESET,
	OFFENCE_VERDICTS
};

enum {
	OFFENCE_NAME_MAX = 128,
	OFFENCE_WHY_MAX	 = 128,
	/* octets an engine keeps: messages, and what is noted of each */
	OFFENCES_MAX	 = 1024 * 1024,
};

/*
 * What is noted of a message; it travels so to bgpctl, len octets behind it.
 * All of it is as it was then: the neighbour may be gone by now.
 */
struct offence {
	uint64_t	serial;		/* ascending, of this engine */
	int64_t		at_ms;		/* wall clock */
	struct addr	remote;
	struct addr	local;
	/* whose share of the room: the neighbour's id, or its range's */
	uint32_t	share;
	uint32_t	peer_as;	/* 0: not known yet, as the ids */
	uint32_t	local_as;
	uint32_t	peer_id;	/* host order */
	uint32_t	local_id;
	uint16_t	len;		/* octets kept */
	uint8_t		verdict;	/* enum offence_verdict */
	uint8_t		code;		/* of the NOTIFICATION sent; 0: none */
	uint8_t		subcode;
	uint8_t		as4;		/* AS numbers in it have 4 octets */
	uint8_t		add_path;	/* NLRI in it have path identifiers */
	uint8_t		pad[5];
	char		description[OFFENCE_NAME_MAX];
	char		group[OFFENCE_NAME_MAX];
	char		why[OFFENCE_WHY_MAX];
};
static_assert(sizeof(struct offence) == 480, "offence travels");

struct offences;

struct offences *offences_new(void);
void	offences_free(struct offences *r);
/* Copies both; serial, at_ms and len are set here. */
void	offences_add(struct offences *r, const struct offence *o,
	    struct rbuf msg);
/*
 * The first behind that serial number, 0 for the oldest; NULL: none.  Borrowed
 * until the next add.
 */
const struct offence *offences_next(struct offences *r, uint64_t after,
	    struct rbuf *msg);
/* Of the newest that there ever was; 0: none. */
uint64_t offences_last(const struct offences *r);
void	offences_usage(const struct offences *r, uint64_t *count,
	    uint64_t *bytes);

/* "treat-as-withdraw"; NULL when there is no such verdict. */
const char *offence_verdict_name(unsigned verdict);

#endif
