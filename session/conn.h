/* SPDX-License-Identifier: ISC */
/*
 * One TCP connection of a neighbour, or the wish for one: a state machine, a
 * descriptor, what is half read and what is not yet written.  A neighbour has
 * two: slot 0 dials, slot 1 waits for the neighbour to dial.
 */
#ifndef SESSION_CONN_H
#define SESSION_CONN_H

#include <stdbool.h>
#include <stdint.h>

#include <bsd/sys/queue.h>

#include "base/clock.h"
#include "base/loop.h"
#include "base/wbuf.h"
#include "bgp/message.h"
#include "bgp/negotiated.h"
#include "bgp/notification.h"
#include "engine.h"
#include "fsm.h"

enum conn_timer {
	TIMER_CONNECT_RETRY, TIMER_HOLD, TIMER_KEEPALIVE, TIMER_SEND_HOLD,
	TIMER_IDLE_HOLD, TIMER_RATE, TIMER_MAX
};

/* Hold time as long as none is agreed (RFC 4271 8.2.2: a large value). */
enum { LARGE_HOLD_S = 240 };

/* A run of whole messages that waits for the socket. */
struct out_chunk {
	STAILQ_ENTRY(out_chunk)	entry;
	uint32_t		len;
	uint32_t		off;	/* written so far */
	/* start of the message that off is in */
	uint32_t		bound;
	bool			credit;	/* the route engine counts it */
	uint8_t			data[];
};

struct conn {
	struct engine		*e;
	struct peer		*peer;
	int			 fd;		/* -1: none */
	struct loop_io		*io;
	struct loop_timer	*timers[TIMER_MAX];
	uint8_t			 state;		/* enum fsm_state */
	uint8_t			 slot;
	bool			 dialed;
	/* SO_ERROR is still to be read */
	bool			 connecting;
	/* EAGAIN: waits for LOOP_WRITE */
	bool			 blocked;
	bool			 broken;	/* a write failed */
	/* not read: window, or no rde */
	bool			 paused;
	bool			 silent;	/* close without NOTIFICATION */
	/* a NOTIFICATION was sent or received, and routes do not outlive it */
	bool			 notified;
	/* all is in out that the neighbour was to be told at the start */
	bool			 last_eor;
	bool			 keepalive_due;	/* one waits already */
	bool			 plain;		/* our OPEN: no capabilities */
	uint32_t		 serial;	/* counts releases */
	uint32_t		 order;		/* of the peer, at TCP up */
	/* what the hold timer runs for */
	uint16_t		 hold_s;
	uint32_t		 attempt;	/* of PS_CONNECT */
	uint32_t		 in_flight;	/* forwarded and not taken */
	/* The message of which a part has come; head says how long it is. */
	uint8_t			*part;
	uint32_t		 part_len;
	/* all of it, 0: header partial */
	uint32_t		 part_size;
	struct wbuf		 ctl;		/* OPEN, KEEPALIVE, REFRESH */
	uint32_t		 ctl_off;
	STAILQ_HEAD(, out_chunk) out;
	uint32_t		 out_bytes;
	uint32_t		 out_msgs;
	uint32_t		 tokens;	/* rate limit */
	monotime_t		 tokens_at;
	/* the hold timer counts from here */
	monotime_t		 alive;
	monotime_t		 last_read;
	monotime_t		 last_write;
	struct addr		 local;
	struct addr		 remote;
	uint16_t		 local_port;
	uint16_t		 remote_port;
	struct negotiated	*neg;		/* from a valid OPEN on */
	uint8_t			*local_caps;	/* TLVs of our OPEN */
	uint8_t			*remote_caps;
	uint16_t		 local_caps_len;
	uint16_t		 remote_caps_len;
};

void	conn_init(struct conn *c, struct engine *e, struct peer *p,
	    unsigned slot);
/* Releases everything without a word to anybody. */
void	conn_fini(struct conn *c);
void	conn_event(struct conn *c, enum fsm_event ev);
/* With this NOTIFICATION; silent closes without one. */
void	conn_stop(struct conn *c, const struct notify *n, bool silent,
	    enum fsm_event ev);
/* A descriptor: still connecting (dialed) or accepted. */
void	conn_take(struct conn *c, int fd, bool dialed);
/* UPDATEs and ROUTE-REFRESHes; credit: give octets back as they drain. */
void	conn_send(struct conn *c, const void *p, size_t len, bool credit);
void	conn_keepalive(struct conn *c);
void	conn_taken(struct conn *c, uint32_t octets);
/* Looks again whether it may be read. */
void	conn_read_again(struct conn *c);

#endif
