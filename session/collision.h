/* SPDX-License-Identifier: ISC */
/* Which of a neighbour's two connections stays (RFC 4271 6.8, RFC 6286 2.3). */
#ifndef SESSION_COLLISION_H
#define SESSION_COLLISION_H

#include <stdbool.h>
#include <stdint.h>

#include "fsm.h"

enum collision {
	COLLISION_NONE,		/* both go on for now */
	COLLISION_STOP_OTHER,	/* the other has no OPEN yet: stop it quietly */
	COLLISION_CLOSE_OTHER,	/* NOTIFICATION 6/7 on the other */
	COLLISION_CLOSE_THIS,	/* NOTIFICATION 6/7 on this one */
	/* the other, Established, is closed silently */
	COLLISION_REPLACE_OTHER,
};

struct collision_in {
	enum fsm_state	other;		/* state of the other connection */
	bool		dialed;		/* we opened this one */
	bool		other_dialed;
	bool		graceful;	/* the other negotiated RFC 4724 */
	uint32_t	local_id;	/* host order */
	uint32_t	peer_id;
	uint32_t	local_as;
	uint32_t	peer_as;
};

/* Asked when a valid OPEN came on this connection. */
enum collision collision_decide(const struct collision_in *in);

#endif
