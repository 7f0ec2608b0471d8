/* SPDX-License-Identifier: ISC */
/*
 * The finite state machine of RFC 4271 8 as a table: states, events and timers
 * carry the RFC's names and numbers (29 is RFC 9687's).  Pure: what a step's
 * action means is fsm_action.c's.
 */
#ifndef SESSION_FSM_H
#define SESSION_FSM_H

#include <stdint.h>

enum fsm_state {
	ST_NONE, ST_IDLE, ST_CONNECT, ST_ACTIVE, ST_OPEN_SENT,
	ST_OPEN_CONFIRM, ST_ESTABLISHED, ST_MAX
};

enum fsm_event {
	EV_MANUAL_START = 1,
	EV_MANUAL_STOP,
	EV_AUTO_START,
	EV_MANUAL_START_PASSIVE,
	EV_AUTO_START_PASSIVE,
	EV_AUTO_START_DAMPED,
	EV_AUTO_START_DAMPED_PASSIVE,
	EV_AUTO_STOP,
	EV_CONNECT_RETRY_EXPIRES,
	EV_HOLD_EXPIRES,
	EV_KEEPALIVE_EXPIRES,
	EV_DELAY_OPEN_EXPIRES,
	EV_IDLE_HOLD_EXPIRES,
	EV_TCP_VALID,
	EV_TCP_INVALID,
	EV_TCP_CR_ACKED,
	EV_TCP_CONFIRMED,
	EV_TCP_FAILS,
	EV_BGP_OPEN,
	EV_BGP_OPEN_DELAY,
	EV_HEADER_ERR,
	EV_OPEN_ERR,
	EV_COLLISION_DUMP,
	EV_NOTIF_VERSION,
	EV_NOTIF,
	EV_KEEPALIVE,
	EV_UPDATE,
	EV_UPDATE_ERR,
	EV_SEND_HOLD_EXPIRES,
	EV_MAX
};

enum fsm_action {
	ACT_NONE,
	ACT_START,		/* counter 0, ConnectRetryTimer, connect */
	ACT_LISTEN,		/* counter 0, wait for a connection */
	ACT_CONNECT,		/* drop what is there, timer, connect */
	ACT_OPEN,		/* TCP is up: send OPEN, large hold time */
	ACT_CONFIRM,		/* OPEN was good: KEEPALIVE, timers */
	ACT_KEEPALIVE,		/* send one, restart the timer */
	ACT_ALIVE,		/* restart the hold timer */
	ACT_RETRY,		/* close, ConnectRetryTimer */
	ACT_DROP,		/* release; counter + 1 */
	ACT_DROP_ZERO,		/* release; counter 0 */
	ACT_DROP_SAME,		/* release; counter as it is */
	/* Those below send a NOTIFICATION first. */
	ACT_STOP,		/* the one that stands ready; counter 0 */
	ACT_ERROR,		/* the one that stands ready; counter + 1 */
	ACT_HOLD,		/* 4/0 */
	ACT_SEND_HOLD,		/* 8/0 */
	ACT_UNEXPECTED,		/* 5/1, 5/2, 5/3 by state */
	ACT_MAX
};

struct fsm_step {
	uint8_t	action;		/* enum fsm_action */
	uint8_t	next;		/* enum fsm_state; ST_NONE: it does not move */
};

struct fsm_step fsm_step(enum fsm_state state, enum fsm_event event);
/* RFC 6608 3: the subcode for a message that this state has no place for. */
uint8_t	fsm_unexpected(unsigned state);
const char *fsm_state_name(unsigned state);
const char *fsm_event_name(unsigned event);

#endif
