/* SPDX-License-Identifier: ISC */
/*
 * Windows of variants to UPDATEs.  update_out.c decides who gets a turn;
 * here a turn is carried out.
 */
#ifndef RDE_UPDATE_OUT_SEND_H
#define RDE_UPDATE_OUT_SEND_H

#include <stdbool.h>
#include <stdint.h>

#include "out_written.h"
#include "peer.h"
#include "rde.h"
#include "rib_cursor.h"
#include "update/pack.h"

/* What goes to the session engine; tests put their own in its place. */
typedef void out_sink(void *arg, struct peer *p, uint16_t type,
	    const void *body, size_t len);

/* Whole UPDATEs (and others), before they go to the session engine. */
typedef void out_watch(void *arg, struct peer *p, struct rbuf octets);

enum refresh_state { REFRESH_NONE, REFRESH_ASKED, REFRESH_WALK };

struct out_family {
	uint8_t	on;		/* negotiated, and the session is up */
	uint8_t	at_end;		/* of its table, for the first time */
	uint8_t	eor_sent;
	uint8_t	logged;		/* what cannot be sent was reported */
	uint8_t	refresh;	/* enum refresh_state */
	uint8_t	refresh_again;	/* asked for once more meanwhile */
	uint8_t	eor_asked;	/* by a command, behind what waits; kept */
};

struct peer_out {
	struct pack_profile profile;
	uint32_t	credit;
	uint8_t		turn;		/* family that is next */
	uint8_t		resetting;	/* SR_RESET was sent */
	uint8_t		held;		/* what is for it is not complete */
	uint8_t		eor_held;	/* programs have their say first */
	struct out_written written;
	struct out_family families[FAMILY_MAX];
};

struct out_sender;

struct out_sender *out_sender_new(struct rde *rde);
void		out_sender_free(struct out_sender *s);
void		out_sender_set_sink(struct out_sender *s, out_sink *sink,
		    void *arg);
void		out_sender_set_watch(struct out_sender *s, out_watch *watch,
		    void *arg);

/* Octets of credit that a window wants before it begins. */
enum { OUT_CREDIT_MIN = 65536 };

/* A window behind the cursor; false: it stood at the tail. */
bool		out_send_window(struct out_sender *s, struct peer *p,
		    enum family f);
/* A window of the second cursor; false: it has met the first. */
bool		out_send_again(struct out_sender *s, struct peer *p,
		    enum family f);
/* False: it is too long for a message. */
bool		out_send_alone(struct out_sender *s, struct peer *p,
		    struct rbuf canon, const struct nexthop *nh);
void		out_send_eor(struct out_sender *s, struct peer *p,
		    enum family f);
/* Every family has had its End-of-RIB. */
void		out_send_said_all(struct out_sender *s, struct peer *p);
void		out_send_refresh(struct out_sender *s, struct peer *p,
		    enum family f, uint8_t subtype);
void		out_send_reset(struct out_sender *s, struct peer *p,
		    uint8_t code, uint8_t subcode);

#endif
