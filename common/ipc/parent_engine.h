/* SPDX-License-Identifier: ISC */
/*
 * parent <-> session and parent <-> rde: what both engines share.  Types below
 * 100 are common; see parent_session.h and parent_rde.h for the rest.
 *
 * Start of an engine: PE_POSITION (fd: memory), PE_CONFIG (fd: the sealed
 * image), PE_COMMIT; PE_SIBLING (fd: the session<->rde stream) once the route
 * engine has committed, for it must know each neighbour whose session it is
 * told of.  The second and the third make every reload too: the engine checks
 * the image and answers PE_AGREE or PE_REFUSE; PE_COMMIT or PE_ABORT follows.
 * PE_DONE tells that a commit has been carried out.
 *
 * PE_TRIAL asks what an image would change, and changes nothing: one of them at
 * a time, and never beside a change.  PE_TRIAL_NEIGHBOR for each neighbour that
 * it concerns, at most PE_TRIAL_ROWS of them, then PE_TRIAL_DONE or
 * PE_TRIAL_REFUSED.
 */
#ifndef IPC_PARENT_ENGINE_H
#define IPC_PARENT_ENGINE_H

#include <assert.h>
#include <stdint.h>

#include "bgp/addr.h"

enum {
	/* parent to engine */
	PE_SIBLING	= 1,	/* gen = number of the stream; fd; no body */
	/* gen = config generation, fd = image; no body */
	PE_CONFIG	= 2,
	PE_COMMIT	= 3,	/* gen; struct pe_commit */
	PE_ABORT	= 4,	/* gen */
	/* fd = a control client's end; struct pe_client */
	PE_CLIENT	= 5,
	PE_CLIENT_REVOKE = 6,	/* peer = connection id */
	PE_LOG_LEVEL	= 7,	/* peer = enum log_level */
	/*
	 * struct pe_stop + text for the neighbours (RFC 9003): close
	 * sessions, answer PE_STOPPED
	 */
	PE_STOP		= 8,
	PE_PING		= 9,	/* answered by PE_PONG with the same gen */
	/* fd = memory for a struct position; the first of all */
	PE_POSITION	= 10,
	/*
	 * gen = number of the trial, fd = image; to the session engine:
	 * uint16_t ids[] of neighbours whose keys would change
	 */
	PE_TRIAL	= 11,
	PE_TRIAL_END	= 12,	/* gen: nobody wants the answer any more */

	/* engine to parent */
	PE_AGREE	= 50,	/* gen */
	PE_REFUSE	= 51,	/* gen; body: text why */
	/* gen; the route engine: struct pe_done */
	PE_DONE		= 52,
	PE_LOG		= 53,	/* peer = enum log_level; body: the line */
	PE_LOG_DROPPED	= 54,	/* peer = lines lost since the last one */
	PE_CLIENT_TAKEN	= 55,	/* peer = connection id */
	PE_STOPPED	= 56,
	PE_PONG		= 57,
	PE_READY	= 58,	/* dropped privilege, serving */
	PE_TRIAL_NEIGHBOR = 59,	/* gen; struct pe_trial_neighbor */
	/* gen; the route engine: struct pe_done */
	PE_TRIAL_DONE	= 60,
	PE_TRIAL_REFUSED = 61,	/* gen; body: text why */
	/*
	 * gen as in PE_SIBLING: that stream has ended; peer = 1: for what the
	 * sibling said, or did not take
	 */
	PE_SIBLING_LOST	= 62,
};

enum role { ROLE_NONE, ROLE_READ, ROLE_INJECT, ROLE_OPERATE, ROLE_ALL };

enum { PRINCIPAL_MAX = 64 };

/* The text of a refusal or a failure, with its NUL when it is a string. */
enum { PE_REASON_MAX = 256 };

/* Control clients that an engine serves: nobody can shut out the others. */
enum {
	PE_CLIENTS_MAX	= 256,
	PE_CLIENTS_UID	= 64,		/* of one user other than root */
	PE_CLIENTS_ROOT	= 32,		/* places that are for root alone */
	/* octets that wait for one of them */
	PE_CLIENT_OUT_MAX = 8 * 1024 * 1024,
};

struct pe_client {
	uint32_t	id;			/* connection id */
	uint32_t	uid;
	int32_t		pid;
	uint8_t		role;			/* enum role */
	uint8_t		pad[3];
	char		principal[PRINCIPAL_MAX];	/* user name or uid N */
};
static_assert(sizeof(struct pe_client) == 80, "pe_client travels");

/*
 * When every session was lost, to this engine's death or the daemon's end, on
 * CLOCK_BOOTTIME (before the boot: less than 0); 0: none was.
 */
struct pe_commit {
	int64_t		lost_ms;
};
static_assert(sizeof(struct pe_commit) == 8, "pe_commit travels");

/* What a change of the configuration did to the routes that are said. */
struct pe_done {
	uint32_t	added;
	uint32_t	removed;
	uint32_t	changed;
	uint8_t		counted;	/* 0: the engine had none before */
	uint8_t		pad[3];
};
static_assert(sizeof(struct pe_done) == 16, "pe_done travels");

/*
 * What a neighbour would see of a change: of the session engine what becomes
 * of its session, of the route engine what it would be sent.
 */
struct pe_trial_neighbor {
	uint32_t	id;
	uint16_t	range;			/* it is of this range, or 0 */
	uint8_t		change;			/* enum conf_change */
	uint8_t		pad;
	uint64_t	words;			/* conf_diff_word */
	uint32_t	announcements;
	uint32_t	withdraws;
	struct addr	remote;
};
static_assert(sizeof(struct pe_trial_neighbor) == 48, "row travels");

/* Those that are and those that would be, and all clones. */
enum { PE_TRIAL_ROWS = 2 * 16384 + 2 * 16000 };

/* STOP_FINAL: nobody is to wait for us (RFC 4724). */
enum stop_why { STOP_SHUTDOWN, STOP_RESTART, STOP_FINAL };

enum { PE_STOP_TEXT = 255 };

struct pe_stop {
	uint8_t		why;			/* enum stop_why */
	uint8_t		pad[3];
};
static_assert(sizeof(struct pe_stop) == 4, "pe_stop travels");

#endif
