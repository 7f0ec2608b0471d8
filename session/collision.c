/* SPDX-License-Identifier: ISC */
/*
 * Connection collision (RFC 4271 6.8): decided when a valid OPEN arrives, by
 * identifiers, and by AS numbers when these are equal (RFC 6286 2.3), so that
 * both sides keep the same connection.
 */
#include "collision.h"

static enum collision
by_identity(const struct collision_in *in)
{
	bool we_win;

	if (in->dialed == in->other_dialed)	/* the newer one is alive */
		return COLLISION_CLOSE_OTHER;
	if (in->local_id != in->peer_id)
		we_win = in->local_id > in->peer_id;
	else
		we_win = in->local_as > in->peer_as;
	return we_win == in->dialed ? COLLISION_CLOSE_OTHER :
	    COLLISION_CLOSE_THIS;
}

enum collision
collision_decide(const struct collision_in *in)
{
	switch (in->other) {
	case ST_CONNECT:
	case ST_ACTIVE:
		return COLLISION_STOP_OTHER;
	case ST_OPEN_CONFIRM:
		return by_identity(in);
	case ST_ESTABLISHED:
		/* RFC 4724 4.2: a new connection says that it restarted. */
		return in->graceful ? COLLISION_REPLACE_OTHER :
		    COLLISION_CLOSE_THIS;
	case ST_NONE:
	case ST_IDLE:
	case ST_OPEN_SENT:
	case ST_MAX:
		break;
	}
	return COLLISION_NONE;
}
