/* SPDX-License-Identifier: ISC */
/* An UPDATE message as the contents of an event, where nobody has split it. */
#ifndef EVENT_EVENT_READ_H
#define EVENT_EVENT_READ_H

#include "event/event.h"

/* What the octets of an UPDATE mean on its session. */
struct event_session {
	bool		as4;
	family_mask	add_path;	/* in this direction */
	family_mask	enh_nexthop;
};

/*
 * The body behind the header, its attributes made canonical into canon, which
 * *u points into.  What RFC 7606 treats as withdrawn is withdrawn.  0, or -1:
 * it ends a session, or is of a family that Herald does not have.
 */
int	event_update_read(struct rbuf body, const struct event_session *s,
	    struct wbuf *canon, struct event_update *u);

#endif
