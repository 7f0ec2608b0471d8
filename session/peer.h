/* SPDX-License-Identifier: ISC */
/*
 * A configured neighbour: its two connections, which of them is the session,
 * when to dial again, and what is remembered for people.
 */
#ifndef SESSION_PEER_H
#define SESSION_PEER_H

#include "config/conf.h"
#include "conn.h"
#include "ipc/control.h"
#include "ipc/session_rde.h"
#include "tell.h"

enum { PEER_HOW = 48, PEER_WHY = 384 };

struct peer {
	struct engine	*e;
	LIST_ENTRY(peer) by_addr;
	struct conf_neighbor conf;
	struct conn	 conn[2];
	struct conn	*est;		/* Established, or NULL */
	/* clone.c: of this range, known to the rde, and when it may go */
	uint32_t	 range;
	struct loop_timer *idle;
	bool		 announced;	/* the rde knows of this clone */
	uint32_t	 gen;		/* of the session */
	/* connections and sessions in the order in which they came up */
	uint32_t	 order;
	uint32_t	 est_order;
	uint32_t	 fails;		/* dials in a row */
	bool		 started;
	bool		 down;		/* by the operator */
	bool		 resting;	/* too many prefixes, for a while */
	bool		 plain;		/* they refused capabilities */
	bool		 told_all;	/* restart.c */
	monotime_t	 changed;
	monotime_t	 last_read;
	monotime_t	 last_write;
	uint64_t	 sent[CTL_NTYPES];
	uint64_t	 rcvd[CTL_NTYPES];
	uint64_t	 rr_sent[3];
	uint64_t	 rr_rcvd[3];
	uint64_t	 hold_deferred;	/* our own slowness */
	uint8_t		 err_sent[2];
	uint8_t		 err_rcvd[2];
	char		*last_error;
	/* this session, in ExaBGP's words; "": without one */
	char		 how_ended[PEER_HOW];
	char		 why_ended[PEER_WHY];
	struct tell_wants wants;
	/* standing.c: messages of the configuration */
	uint8_t		*standing;
	size_t		 standing_len;
	uint8_t		 told_state;	/* tell.c */
	bool		 told_fsm;
	int64_t		 log_since;	/* lines in the log, this minute */
	uint32_t	 logged;
	char		*shutdown_sent;
	char		*shutdown_rcvd;
};

const struct conn_ops *peer_ops(void);
/* Neither connection is one. */
bool	peer_is_idle(const struct peer *p);
struct peer *peer_new(struct engine *e, const struct conf_neighbor *conf);
void	peer_free(struct peer *p);
/* Does nothing to one that is held down. */
void	peer_start(struct peer *p);
/* What the route engine keeps over the loss of its session goes. */
void	peer_forget_paths(const struct peer *p);
/*
 * Both connections.  Graceful: without a word where routes are kept (RFC 4724);
 * else in a hard reset where a word alone would not end that (RFC 8538).
 */
void	peer_stop(struct peer *p, const struct notify *n, bool graceful);
/*
 * The session ends over a prefix limit: it begins anew after the time that the
 * limit names, or when the operator says so.
 */
void	peer_rest(struct peer *p, const struct notify *n, uint32_t seconds);
/* Ends the session and begins anew at once. */
void	peer_reset(struct peer *p, const struct notify *n, bool graceful);
/*
 * RFC 2918: asks for everything again, family by family; false when there is
 * no session or it did not negotiate that.
 */
bool	peer_refresh(struct peer *p);
/* Has the route engine send everything again; false without a session. */
bool	peer_resend(struct peer *p);
/* A connection it made; takes fd. */
void	peer_accept(struct peer *p, int fd);
void	peer_connected(struct peer *p, uint32_t attempt, int fd);
void	peer_connect_failed(struct peer *p, uint32_t attempt, const char *why);
/* End-of-RIB of every family is with its connection. */
void	peer_said_all(struct peer *p);
/* A new route engine: forget what the old one had, tell it of sessions. */
void	peer_rde_lost(struct peer *p);
void	peer_rde_replay(struct peer *p);
unsigned peer_state(const struct peer *p);

#endif
