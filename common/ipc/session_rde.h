/* SPDX-License-Identifier: ISC */
/*
 * session <-> rde.  Every message carries {peer, gen}; gen counts the sessions
 * of that neighbour and never repeats; both sides drop what belongs to an
 * older one.  SR_DOWN travels behind the UPDATEs of its session.
 *
 * Credit, both ways, in octets of BGP messages:
 *	in	the session engine stops reading a neighbour while what it
 *		forwarded and the route engine has not taken passes
 *		SR_IN_WINDOW; SR_TAKEN gives octets back.  An SR_REFRESH
 *		counts as MSG_REFRESH_MIN.
 *	out	the route engine may have SR_OUT_WINDOW octets in flight to a
 *		neighbour from SR_UP on; SR_CREDIT gives octets back as the
 *		neighbour's socket drains.
 */
#ifndef IPC_SESSION_RDE_H
#define IPC_SESSION_RDE_H

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "bgp/addr.h"
#include "bgp/negotiated.h"

enum {
	/* session to rde */
	SR_UP		= 1,	/* struct negotiated: session Established */
	SR_DOWN		= 2,	/* struct sr_down */
	SR_UPDATES	= 3,	/* whole UPDATE messages, headers included */
	SR_REFRESH	= 4,	/* struct sr_refresh: the neighbour sent this */
	SR_CREDIT	= 5,	/* uint32_t octets drained */
	/* after a start: every SR_UP that stands is sent */
	SR_SYNCED	= 6,
	/* struct sr_clone: peer is a neighbour of a range from now on */
	SR_CLONE	= 7,
	SR_CLONE_GONE	= 8,	/* behind the SR_DOWN of its last session */
	/* no session is to come that its stale paths wait for */
	SR_FORGET	= 9,
	/*
	 * What programs are told, as far as an api block of the neighbour
	 * asks for it: gen is 0, for some of it is of no session; not in
	 * SR_MESSAGE of what was received in one, which SR_TAKEN answers.
	 */
	SR_CONNECTED	= 10,	/* struct sr_connected: TCP is up */
	SR_FSM		= 11,	/* struct sr_fsm */
	SR_MESSAGE	= 12,	/* struct sr_message + the message whole */
	SR_NEGOTIATED	= 13,	/* struct negotiated: both OPENs are here */
	/* before SR_DOWN: ExaBGP's words, a NUL, what else is known */
	SR_REASON	= 14,
	/* answers to SR_SHOW, with its gen: struct ctl_neighbor each */
	SR_NEIGHBOR	= 15,
	SR_NEIGHBOR_END	= 16,

	/* rde to session */
	SR_OUT		= 50,	/* whole UPDATE and ROUTE-REFRESH messages */
	SR_TAKEN	= 51,	/* uint32_t octets */
	/* struct sr_reset + data: send NOTIFICATION, close */
	SR_RESET	= 52,
	/* behind End-of-RIB of the session's last family */
	SR_SAID_ALL	= 53,
	/* a whole ROUTE-REFRESH or OPERATIONAL message for the neighbour */
	SR_SEND		= 54,
	/* struct ctl_selector; gen = token: what is known of neighbours */
	SR_SHOW		= 55,
};

enum {
	SR_BATCH_MAX	= 128 * 1024,	/* one SR_UPDATES or SR_OUT body */
	SR_IN_WINDOW	= 512 * 1024,
	SR_OUT_WINDOW	= 256 * 1024,
	SR_DATA_MAX	= 4096,		/* NOTIFICATION data with SR_RESET */
	SR_WORDS_MAX	= 16 * 1024 * 1024, /* octets of all but messages */
	SR_REASON_MAX	= 512,		/* octets, without a NUL */
};

/*
 * What may wait for a sibling that keeps to the credit: the wider window, and
 * the batch that passed it, of each neighbour.  More waits for one that gives
 * credit for what it has not read.
 */
static inline size_t
sr_wait_max(size_t neighbors)
{
	return SR_WORDS_MAX + neighbors * (SR_IN_WINDOW + SR_BATCH_MAX);
}

enum sr_down_why { SR_DOWN_PLAIN, SR_DOWN_GRACEFUL, SR_DOWN_REMOVED };

struct sr_down {
	uint8_t		why;		/* enum sr_down_why */
	uint8_t		pad[3];
};
static_assert(sizeof(struct sr_down) == 4, "sr_down travels");

struct sr_connected {
	struct addr	local;
	struct addr	remote;
};
static_assert(sizeof(struct sr_connected) == 48, "sr_connected travels");

/* Of the neighbour, whichever of its connections is furthest. */
struct sr_fsm {
	int64_t		wall_us;
	uint8_t		state;		/* as RFC 4271 8.2.2 lists them: 1.. */
	uint8_t		pad[7];
};
static_assert(sizeof(struct sr_fsm) == 16, "sr_fsm travels");

struct sr_message {
	int64_t		wall_us;
	uint8_t		sent;		/* by us */
	uint8_t		pad[7];
};
static_assert(sizeof(struct sr_message) == 16, "sr_message travels");

struct sr_clone {
	uint32_t	range;		/* id of the range */
	struct addr	remote;
};
static_assert(sizeof(struct sr_clone) == 28, "sr_clone travels");

struct sr_refresh {
	uint16_t	afi;
	uint8_t		safi;
	uint8_t		subtype;	/* 0 request, 1 BoRR, 2 EoRR */
};
static_assert(sizeof(struct sr_refresh) == 4, "sr_refresh travels");

struct sr_reset {
	uint8_t		code;
	uint8_t		subcode;
	uint16_t	data_len;	/* octets of data that follow */
};
static_assert(sizeof(struct sr_reset) == 4, "sr_reset travels");

#endif
