/* SPDX-License-Identifier: ISC */
/*
 * What is said of an UPDATE that broke the rules: a line in the log, one a
 * minute of each kind and neighbour (those of a range share theirs, for they
 * come anew with each connection), and the message itself, kept for show
 * malformed.
 */
#ifndef RDE_UPDATE_NOTE_H
#define RDE_UPDATE_NOTE_H

#include "base/rbuf.h"
#include "bgp/offence.h"
#include "bgp/prefix.h"
#include "peer.h"
#include "rde.h"

enum note {
	NOTE_WITHDRAWN, NOTE_DISCARD, NOTE_FAMILY, NOTE_LIMIT, NOTE_PREFIX,
	NOTE_RESET, NOTE_ODD, NOTE_MAX
};

/* Kept with a neighbour, or its range; zeroed at first. */
struct notes {
	monotime_t	at[NOTE_MAX];
	uint64_t	held_back[NOTE_MAX];	/* lines since */
};

/* The worst that is wrong with a message, as it will be noted. */
struct fault {
	uint8_t		 verdict;	/* enum offence_verdict */
	uint8_t		 subcode;	/* of a reset */
	uint8_t		 attr;		/* its type; 0: why says it all */
	const char	*why;
	struct prefix	 prefix;	/* that is ignored */
};

enum { REASON_TEXT = OFFENCE_WHY_MAX };

/* The worst wins, and of equals the first. */
void	fault_add(struct fault *f, enum offence_verdict v, uint8_t attr,
	    const char *why);
/* "ORIGIN: value is over 2"; why alone when attr is 0. */
const char *fault_reason(uint8_t attr, const char *why,
	    char buf[REASON_TEXT]);

/* Whether a line may be written now; if not, it is counted. */
bool	update_note_due(struct notes *n, enum note kind);
/* The line itself. */
void	update_note_line(struct notes *n, const struct peer *p,
	    enum note kind, const char *what, const char *detail);
/* Both. */
void	update_note(struct notes *n, const struct peer *p, enum note kind,
	    const char *what, const char *detail);

/* add_path: NLRI of the message have path identifiers. */
void	update_note_message(struct rde *rde, const struct peer *p,
	    const struct fault *f, struct rbuf msg, bool add_path);

#endif
