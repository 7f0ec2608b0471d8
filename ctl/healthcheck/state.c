/* SPDX-License-Identifier: ISC */
/*
 * One table says where an outcome leads.  RISING and FALLING are waiting
 * rooms: they count, and are left for UP and DOWN as soon as the count is
 * reached, at the first outcome when it is 1.
 */
#include <stddef.h>

#include "state.h"

static const char *const names[STATE_MAX] = {
	[STATE_INIT]		= "INIT",
	[STATE_DISABLED]	= "DISABLED",
	[STATE_RISING]		= "RISING",
	[STATE_FALLING]		= "FALLING",
	[STATE_UP]		= "UP",
	[STATE_DOWN]		= "DOWN",
	[STATE_EXIT]		= "EXIT",
};

/* Columns: succeeded, failed, disabled. */
static const enum state next[STATE_MAX][OUTCOME_MAX] = {
	[STATE_INIT]	 = { STATE_RISING, STATE_FALLING, STATE_DISABLED },
	/* The check that ran beside the vanished file does not count. */
	[STATE_DISABLED] = { STATE_INIT, STATE_INIT, STATE_DISABLED },
	[STATE_RISING]	 = { STATE_RISING, STATE_FALLING, STATE_DISABLED },
	[STATE_FALLING]	 = { STATE_RISING, STATE_FALLING, STATE_DISABLED },
	[STATE_UP]	 = { STATE_UP, STATE_FALLING, STATE_DISABLED },
	[STATE_DOWN]	 = { STATE_RISING, STATE_DOWN, STATE_DISABLED },
	[STATE_EXIT]	 = { STATE_EXIT, STATE_EXIT, STATE_EXIT },
};

bool
state_step(struct machine *m, enum outcome o)
{
	enum state was = m->state, s = next[was][o];

	if (s == STATE_RISING || s == STATE_FALLING) {
		m->count = s == was ? m->count + 1 : 1;
		if (s == STATE_RISING && m->count >= m->rise)
			s = STATE_UP;
		else if (s == STATE_FALLING && m->count >= m->fall)
			s = STATE_DOWN;
	}
	m->state = s;
	return s != was;
}

const char *
state_name(enum state s)
{
	return names[s];
}

bool
state_speaks(enum state s)
{
	return s == STATE_UP || s == STATE_DOWN || s == STATE_DISABLED ||
	    s == STATE_EXIT;
}
