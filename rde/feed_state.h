/* SPDX-License-Identifier: ISC */
/*
 * What feed*.c share.  For each program and neighbour there is a standing: who
 * is CURRENT hears of everything at once; of one that is LAGGING nothing is
 * told until the program reads; then it is WALKING: told what is in the table,
 * and of what changes meanwhile only where the walk has been.
 */
#ifndef RDE_FEED_STATE_H
#define RDE_FEED_STATE_H

#include "feed.h"
#include "feed_encoder.h"
#include "net_table.h"
#include "program.h"

/* Hung at the neighbour. */
struct peer_feed {
	uint64_t	counter;	/* events so far */
	struct addr	local;		/* of its last connection */
	uint8_t		fsm;		/* enum event_fsm; 0: not told */
	struct negotiated neg;		/* before it is up */
	bool		has_neg;
	/* ExaBGP's words; NULL: unknown; as sentences of 4.2 */
	char		*reason;
	char		*reason_4_json;
	char		*reason_4_text;
};

enum feed_standing { FEED_CURRENT, FEED_LAGGING, FEED_WALKING };

struct feed_lag {
	uint8_t		standing;
	uint8_t		fresh;		/* it has been told nothing yet */
	uint64_t	lost;		/* events */
};

enum feed_phase {
	PHASE_REST,
	PHASE_HEADS,		/* each neighbour's state */
	PHASE_TABLE,		/* the routes of all of them */
	PHASE_TAILS,		/* each one's End-of-RIB */
};

/* Hung at a program that is there. */
struct program_feed {
	struct program	*pr;
	struct feed_lag	*v;		/* by the neighbour's id */
	uint32_t	 size;
	unsigned	 lagging;
	unsigned	 walking;
	enum feed_phase	 phase;
	uint32_t	 at;		/* neighbour that is next */
	unsigned	 family;
	bool		 begun;		/* in this family; behind after */
	struct net_pos	 after;
	/*
	 * It stopped inside of an NLRI: the path that is next.  What comes
	 * in between after and this one is behind the walk.
	 */
	bool		 inside;
	uint16_t	 part_peer;
	uint32_t	 part_id;
	struct net_pos	 part;
	monotime_t	 noted;		/* its last line in the log */
	unsigned	 forgot;	/* neighbours, past a full queue */
	uint64_t	 gone;		/* events of further ones, untold */
};

struct feed {
	struct rde	*rde;
	struct event_daemon daemon;
	struct feed_encoder encoder;	/* one event for all */
	struct feed_encoder own;	/* one event for one program */
	struct wbuf	 message;	/* an UPDATE of our own making */
	struct wbuf	 nlri;
	struct wbuf	 canon;
	struct loop_task *task;		/* feed_resync.c */
};

/* NULL: current, as most are. */
struct feed_lag *feed_lag_find(const struct program_feed *pf, uint16_t id);
/* Sets it, and keeps the counts. */
void	feed_lag_set(struct program_feed *pf, uint16_t id,
	    enum feed_standing standing);
/* The walk has been where this is, or is over. */
bool	feed_walk_passed(const struct program_feed *pf, const struct nlri *n,
	    uint16_t peer);

/* The form of this program; what: of a message's forms. */
struct event_form feed_form(const struct subscription *s, uint16_t flags);
/* Why its last session ended. */
struct rbuf feed_reason_of(const struct peer *p, const struct program *pr);
/* As it is to be shown at present. */
void	feed_identity(const struct peer *p, struct event_peer *out);

#endif
