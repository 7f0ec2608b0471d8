/* SPDX-License-Identifier: ISC */
/*
 * A neighbour as the route engine sees it: its configuration, its session if
 * there is one, and its counters.  Found by id.  The Adj-RIB-In and Adj-RIB-Out
 * modules keep what they need of a neighbour in their own structures, hung
 * here.
 */
#ifndef RDE_PEER_H
#define RDE_PEER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "bgp/negotiated.h"
#include "config/conf.h"

struct peer_in;		/* adj_rib_in.c */
struct peer_parse;	/* update_in.c */
struct peer_restart;	/* sessions.c */
struct peer_out;	/* update_out.c */
struct peer_eor;	/* eor_wait.c */
struct peer_feed;	/* feed.c */

struct peer_counters {
	uint64_t	updates_in;	/* NLRI */
	uint64_t	updates_out;
	uint64_t	withdraws_in;
	uint64_t	withdraws_out;
	uint64_t	eor_in;
	uint64_t	eor_out;
	uint64_t	treat_as_withdraw;
	uint64_t	attr_discard;
};

struct peer {
	uint16_t	id;		/* conf_neighbor.id */
	uint16_t	range;		/* id of the range it is of, or 0 */
	bool		up;
	/* of the session that is up, or the last */
	uint32_t	gen;
	struct conf_neighbor conf;
	/* valid while up (and of the last one) */
	struct negotiated neg;
	monotime_t	up_since;
	struct peer_counters count;
	uint64_t	infeasible;	/* of its rules: flow_count.h */
	uint64_t	counting;
	/* when the log last said what cannot be sent; a range's for all */
	monotime_t	unsent_said[FAMILY_MAX];
	family_mask	refreshing;	/* between BoRR and EoRR (RFC 7313) */
	family_mask	said_all;	/* of this session: End-of-RIB came */
	struct peer_in	*in;
	struct peer_parse *parse;
	struct peer_restart *restart;
	struct peer_out	*out;
	struct peer_eor	*eor;
	struct peer_feed *feed;
};

struct peers;

struct peers	*peers_new(void);
void		 peers_free(struct peers *ps);
/* NULL when there is no such neighbour. */
struct peer	*peers_get(const struct peers *ps, uint32_t id);
struct peer	*peers_add(struct peers *ps, const struct conf_neighbor *c);
void		 peers_remove(struct peers *ps, uint32_t id);
/* The next by id, from 0; NULL at the end. */
struct peer	*peers_next(const struct peers *ps, uint32_t from);
unsigned	 peers_count(const struct peers *ps);
/* Counts comings and goings. */
uint64_t	 peers_changes(const struct peers *ps);

/* Of the session, and without one as configured; 0: not known. */
uint32_t	 peer_local_as(const struct peer *p);
uint32_t	 peer_remote_as(const struct peer *p);
bool		 peer_ebgp(const struct peer *p);

#endif
