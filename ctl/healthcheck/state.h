/* SPDX-License-Identifier: ISC */
/*
 * The state of a service, from the outcomes of its checks: pure, no clock and
 * no process in it.  States and their names are those of ExaBGP's healthcheck,
 * for commands that --execute runs are told them.
 */
#ifndef HEALTHCHECK_STATE_H
#define HEALTHCHECK_STATE_H

#include <stdbool.h>

enum state {
	STATE_INIT,		/* nothing is known */
	STATE_DISABLED,		/* the file of --disable is there */
	STATE_RISING,		/* checks succeed, not yet often enough */
	STATE_FALLING,		/* checks fail, not yet often enough */
	STATE_UP,
	STATE_DOWN,
	STATE_EXIT,		/* leaving: everything is withdrawn */
	STATE_MAX
};

enum outcome {
	OUTCOME_OK,
	OUTCOME_FAILED,
	OUTCOME_DISABLED,
	OUTCOME_MAX
};

struct machine {
	enum state	state;
	unsigned	count;		/* outcomes in a row; RISING, FALLING */
	unsigned	rise;		/* that make it UP */
	unsigned	fall;		/* that make it DOWN */
};

/* Takes the outcome of a check; whether the state is another one now. */
bool	state_step(struct machine *m, enum outcome o);
const char *state_name(enum state s);
/* A state in which routes are announced or withdrawn. */
bool	state_speaks(enum state s);

#endif
