/* SPDX-License-Identifier: ISC */
/*
 * Events: what programs are told, one line of JSON or some lines of text each,
 * in the form of ExaBGP 4.2, 5 or 6.  Pure: an event goes in, octets come out.
 *
 * Whatever octets a neighbour chose, an event in JSON is one line of valid
 * JSON with the keys of its kind, and in text nothing that a neighbour chose
 * reads as another field or line.  A message that does not decode is shown by
 * its octets.
 */
#ifndef EVENT_EVENT_H
#define EVENT_EVENT_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include <stdbool.h>
#include <stdint.h>

#include "base/rbuf.h"
#include "base/wbuf.h"
#include "bgp/addr.h"
#include "bgp/negotiated.h"
#include "event/emit.h"
#include "path/nlri.h"

enum event_kind {
	EVENT_CONNECTED,	/* TCP is up */
	EVENT_UP,
	EVENT_DOWN,
	EVENT_FSM,
	EVENT_NEGOTIATED,
	EVENT_SIGNAL,
	EVENT_MESSAGE,		/* any message but a decoded UPDATE */
	EVENT_UPDATE,
	EVENT_SHUTDOWN,		/* of the daemon, to a program about to end */
	EVENT_LOST,		/* the program did not read in time */
	EVENT_RESYNC,		/* what it missed has been made up for */
	EVENT_KINDS
};

enum event_direction {
	EVENT_RECEIVE, EVENT_SEND,
	EVENT_IN, EVENT_OUT,		/* decoded offline */
	EVENT_DIRECTIONS
};

/* Of a neighbour, numbered as RFC 4271 8.2.2 lists them. */
enum event_fsm {
	EVENT_IDLE = 1, EVENT_CONNECT, EVENT_ACTIVE, EVENT_OPENSENT,
	EVENT_OPENCONFIRM, EVENT_ESTABLISHED
};

struct event_daemon {
	const char	*host;
	int32_t		 pid;
	int32_t		 ppid;
};

struct event_peer {
	struct addr	 local;
	struct addr	 remote;
	uint32_t	 local_as;
	uint32_t	 peer_as;
	uint32_t	 router_id;	/* ours, host order */
	bool		 operational;	/* both have capability 185 */
	/* Events of this neighbour so far: the next is one more. */
	uint64_t	 counter;
};

/* NLRI of one family that come or go together. */
struct event_run {
	bool		 withdraw;
	bool		 add_path;	/* the NLRI carry path ids */
	bool		 mp;		/* in MP_REACH_NLRI, MP_UNREACH_NLRI */
	/* in the form of a withdraw, which may say less */
	bool		 unreach;
	enum family	 family;
	struct nexthop	 nexthop;	/* when it does not withdraw */
	struct rbuf	 nlri;
	/* where they are others than those of its UPDATE: OTC (RFC 9234 5) */
	struct rbuf	 attrs;
};

/* How its NLRI are to be read. */
static inline unsigned
event_run_how(const struct event_run *r)
{
	return (r->add_path ? NLRI_ADD_PATH : 0U) |
	    (r->unreach ? NLRI_WITHDRAW : 0U);
}

/* An UPDATE has withdrawn and announced IPv4, MP_UNREACH and MP_REACH. */
enum { EVENT_RUNS = 4 };

struct event_update {
	struct rbuf	 attrs;		/* canonical, see path/attr.h */
	unsigned	 nruns;
	struct event_run run[EVENT_RUNS];
	bool		 eor;		/* of this family, and nothing else */
	uint16_t	 eor_afi;
	uint8_t		 eor_safi;
};

struct event {
	enum event_kind			 kind;
	enum event_direction		 direction;	/* of messages */
	int64_t				 time_us;	/* since the Epoch */
	const struct event_peer		*peer;	/* NULL: of the daemon */
	const struct negotiated		*negotiated;	/* NULL: nothing yet */
	/* With its header; of an UPDATE where its octets may be wanted. */
	struct rbuf			 message;
	union {
		struct rbuf		 reason;	/* EVENT_DOWN: text */
		enum event_fsm		 fsm;
		int			 signal;
		const struct event_update *update;
		uint64_t		 lost;
	} u;
};

/* Which forms of a message are wanted: the bits of conf_api. */
enum { EVENT_PARSED = 1, EVENT_PACKETS = 2, EVENT_CONSOLIDATE = 4 };

struct event_form {
	bool		json;
	bool		compact;	/* NLRI as bare strings */
	bool		negotiated;	/* its object beside each message */
	uint8_t		shape;		/* SHAPE_4, SHAPE_5, SHAPE_6 */
	uint8_t		what;		/* EVENT_PARSED and so on */
};

/*
 * Appends the whole lines, and returns how many events they are: a program
 * that wants both forms of a message gets two, one that wants none and most
 * text programs get none of some kinds.  The caller adds them to the counter.
 */
unsigned event_write(struct wbuf *w, const struct event_form *f,
	    const struct event_daemon *d, const struct event *e);

#endif
