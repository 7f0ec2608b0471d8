/* SPDX-License-Identifier: ISC */
/*
 * One UPDATE on its way: what update_work.c finds it to be, and update_in.c
 * does.
 */
#ifndef RDE_UPDATE_WORK_H
#define RDE_UPDATE_WORK_H

#include "path/attr.h"
#include "path/nlri.h"
#include "update/split.h"
#include "update_in.h"
#include "update_note.h"

enum { TODO_MAX = 4 };

struct peer_parse {
	struct attr_profile profile;
	bool		loopback;	/* session between loopback addresses */
	bool		resetting;	/* asked for the session's end */
	uint32_t	messages;	/* of this session, read */
	family_mask	disabled;	/* given up for this session */
	family_mask	warned;		/* prefix limit nearly reached */
	struct notes	notes;
};

/* NLRI of a judged message that are still to be applied. */
struct todo {
	struct rbuf	field;
	enum family	family;
	bool		announce;	/* or withdraw */
	unsigned	how;		/* its NLRI are to be read */
	uint32_t	nexthop;
};

/* One message on its way. */
struct work {
	struct rde		*rde;
	struct peer		*p;
	struct rbuf		 msg;		/* whole */
	struct update_parts	 u;
	bool			 plain;		/* the IPv4 fields count */
	enum family		 reach;		/* FAMILY_NONE: nothing to do */
	enum family		 unreach;
	struct nexthop		 mp_nexthop;
	uint32_t		 attrs;
	/* for families that roles are about, with an OTC; 0: as the others */
	uint32_t		 marked;
	uint32_t		 nexthop;	/* of the family at reach */
	struct attr_report	 why;
	struct fault		 fault;
	struct wbuf		*keys;		/* of the NLRI at hand */
	struct todo		 todo[TODO_MAX];
	unsigned		 ntodo;
	unsigned		 at;		/* of todo */
};

/*
 * Judges w, of which rde, p, msg and keys are set, and fills todo; nothing is
 * applied but that a family may be given up (RFC 7606 2).  -1 after a reset.
 */
int	work_judge(struct work *w);
/* Is what the message says of its prefixes led by path identifiers? */
bool	work_has_path_ids(const struct work *w);
/* What the log keeps of a neighbour; those of a range share one. */
struct notes *work_notes(const struct work *w);
void	work_note(const struct work *w, enum note kind,
	    const char *what, const char *detail);
void	work_blame(struct work *w, enum offence_verdict v,
	    uint8_t attr, const char *why);
/* Asks the session engine for the session's end. */
void	work_reset(struct work *w, uint8_t code, uint8_t subcode,
	    const char *why, const void *data, size_t len);

#endif
