/* SPDX-License-Identifier: ISC */
/*
 * What the actions of the FSM's table do to a connection.  They queue
 * messages and set timers; none of them makes an event.
 */
#ifndef SESSION_FSM_ACTION_H
#define SESSION_FSM_ACTION_H

#include "conn.h"

void	fsm_action(struct conn *c, enum fsm_action a);
/* A KEEPALIVE out of turn: a neighbour that lost the session resets it. */
void	fsm_action_probe(struct conn *c);
/* Our OPEN as it would be with this AS of ours. */
struct negotiate_self;
void	fsm_action_self(const struct conn *c, uint32_t as,
	    struct negotiate_self *self);
/* Whether routes do not outlive a session that this NOTIFICATION ends. */
bool	fsm_action_is_final(const struct conn *c, const struct notify *n);

#endif
