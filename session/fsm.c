/* SPDX-License-Identifier: ISC */
/*
 * RFC 4271 8.2.2, one machine per TCP connection; 8.2.1.1 lets us leave
 * DelayOpen out, so its events are errors.  Two deviations that everybody
 * shares: a NOTIFICATION is never answered (event 25 in OpenSent), and a bad
 * header or UPDATE in Established sends its own code, not 5/3.
 */
#include <assert.h>
#include <stddef.h>

#include "fsm.h"

#define STAY(action)	{ (action), ST_NONE }
#define TO(action, next) { (action), (next) }
#define ERROR_IDLE	{ ACT_UNEXPECTED, ST_IDLE }
#define DROP_IDLE	{ ACT_DROP, ST_IDLE }
#define NOTIFY_IDLE	{ ACT_ERROR, ST_IDLE }

/* Connect and Active differ only in what their timer does. */
#define BEFORE_TCP							\
		[EV_MANUAL_STOP]	= TO(ACT_DROP_ZERO, ST_IDLE),	\
		[EV_AUTO_STOP]		= DROP_IDLE,			\
		[EV_HOLD_EXPIRES]	= DROP_IDLE,			\
		[EV_KEEPALIVE_EXPIRES]	= DROP_IDLE,			\
		[EV_DELAY_OPEN_EXPIRES]	= TO(ACT_OPEN, ST_OPEN_SENT),	\
		[EV_IDLE_HOLD_EXPIRES]	= DROP_IDLE,			\
		[EV_TCP_CR_ACKED]	= TO(ACT_OPEN, ST_OPEN_SENT),	\
		[EV_TCP_CONFIRMED]	= TO(ACT_OPEN, ST_OPEN_SENT),	\
		[EV_TCP_FAILS]		= DROP_IDLE,			\
		[EV_BGP_OPEN]		= DROP_IDLE,			\
		[EV_BGP_OPEN_DELAY]	= DROP_IDLE,			\
		[EV_HEADER_ERR]		= DROP_IDLE,			\
		[EV_OPEN_ERR]		= DROP_IDLE,			\
		[EV_COLLISION_DUMP]	= DROP_IDLE,			\
		[EV_NOTIF_VERSION]	= DROP_IDLE,			\
		[EV_NOTIF]		= DROP_IDLE,			\
		[EV_KEEPALIVE]		= DROP_IDLE,			\
		[EV_UPDATE]		= DROP_IDLE,			\
		[EV_UPDATE_ERR]		= DROP_IDLE,

/* What is not listed does nothing and does not move. */
static const struct fsm_step steps[ST_MAX][EV_MAX] = {
	[ST_IDLE] = {
		[EV_MANUAL_START]	= TO(ACT_START, ST_CONNECT),
		[EV_AUTO_START]		= TO(ACT_START, ST_CONNECT),
		[EV_AUTO_START_DAMPED]	= TO(ACT_CONNECT, ST_CONNECT),
		[EV_MANUAL_START_PASSIVE] = TO(ACT_LISTEN, ST_ACTIVE),
		[EV_AUTO_START_PASSIVE]	= TO(ACT_LISTEN, ST_ACTIVE),
		[EV_AUTO_START_DAMPED_PASSIVE] = TO(ACT_LISTEN, ST_ACTIVE),
	},
	[ST_CONNECT] = {
		[EV_CONNECT_RETRY_EXPIRES] = STAY(ACT_CONNECT),
		BEFORE_TCP
	},
	[ST_ACTIVE] = {
		[EV_CONNECT_RETRY_EXPIRES] = TO(ACT_CONNECT, ST_CONNECT),
		BEFORE_TCP
	},
	[ST_OPEN_SENT] = {
		[EV_MANUAL_STOP]	= TO(ACT_STOP, ST_IDLE),
		[EV_AUTO_STOP]		= NOTIFY_IDLE,
		[EV_CONNECT_RETRY_EXPIRES] = ERROR_IDLE,
		[EV_HOLD_EXPIRES]	= TO(ACT_HOLD, ST_IDLE),
		[EV_KEEPALIVE_EXPIRES]	= ERROR_IDLE,
		[EV_DELAY_OPEN_EXPIRES]	= ERROR_IDLE,
		[EV_IDLE_HOLD_EXPIRES]	= ERROR_IDLE,
		[EV_TCP_FAILS]		= TO(ACT_RETRY, ST_ACTIVE),
		[EV_BGP_OPEN]		= TO(ACT_CONFIRM, ST_OPEN_CONFIRM),
		[EV_BGP_OPEN_DELAY]	= ERROR_IDLE,
		[EV_HEADER_ERR]		= NOTIFY_IDLE,
		[EV_OPEN_ERR]		= NOTIFY_IDLE,
		[EV_COLLISION_DUMP]	= NOTIFY_IDLE,
		[EV_NOTIF_VERSION]	= TO(ACT_DROP_SAME, ST_IDLE),
		[EV_NOTIF]		= DROP_IDLE,
		[EV_KEEPALIVE]		= ERROR_IDLE,
		[EV_UPDATE]		= ERROR_IDLE,
		[EV_UPDATE_ERR]		= ERROR_IDLE,
		[EV_SEND_HOLD_EXPIRES]	= TO(ACT_SEND_HOLD, ST_IDLE),
	},
	[ST_OPEN_CONFIRM] = {
		[EV_MANUAL_STOP]	= TO(ACT_STOP, ST_IDLE),
		[EV_AUTO_STOP]		= NOTIFY_IDLE,
		[EV_CONNECT_RETRY_EXPIRES] = ERROR_IDLE,
		[EV_HOLD_EXPIRES]	= TO(ACT_HOLD, ST_IDLE),
		[EV_KEEPALIVE_EXPIRES]	= STAY(ACT_KEEPALIVE),
		[EV_DELAY_OPEN_EXPIRES]	= ERROR_IDLE,
		[EV_IDLE_HOLD_EXPIRES]	= ERROR_IDLE,
		[EV_TCP_FAILS]		= DROP_IDLE,
		[EV_BGP_OPEN]		= ERROR_IDLE,
		[EV_BGP_OPEN_DELAY]	= ERROR_IDLE,
		[EV_HEADER_ERR]		= NOTIFY_IDLE,
		[EV_OPEN_ERR]		= NOTIFY_IDLE,
		[EV_COLLISION_DUMP]	= NOTIFY_IDLE,
		[EV_NOTIF_VERSION]	= TO(ACT_DROP_SAME, ST_IDLE),
		[EV_NOTIF]		= DROP_IDLE,
		[EV_KEEPALIVE]		= TO(ACT_ALIVE, ST_ESTABLISHED),
		[EV_UPDATE]		= ERROR_IDLE,
		[EV_UPDATE_ERR]		= ERROR_IDLE,
		[EV_SEND_HOLD_EXPIRES]	= TO(ACT_SEND_HOLD, ST_IDLE),
	},
	[ST_ESTABLISHED] = {
		[EV_MANUAL_STOP]	= TO(ACT_STOP, ST_IDLE),
		[EV_AUTO_STOP]		= NOTIFY_IDLE,
		[EV_CONNECT_RETRY_EXPIRES] = ERROR_IDLE,
		[EV_HOLD_EXPIRES]	= TO(ACT_HOLD, ST_IDLE),
		[EV_KEEPALIVE_EXPIRES]	= STAY(ACT_KEEPALIVE),
		[EV_DELAY_OPEN_EXPIRES]	= ERROR_IDLE,
		[EV_IDLE_HOLD_EXPIRES]	= ERROR_IDLE,
		[EV_TCP_FAILS]		= DROP_IDLE,
		[EV_BGP_OPEN]		= ERROR_IDLE,
		[EV_BGP_OPEN_DELAY]	= ERROR_IDLE,
		[EV_HEADER_ERR]		= NOTIFY_IDLE,
		[EV_OPEN_ERR]		= NOTIFY_IDLE,
		[EV_COLLISION_DUMP]	= NOTIFY_IDLE,
		[EV_NOTIF_VERSION]	= DROP_IDLE,
		[EV_NOTIF]		= DROP_IDLE,
		[EV_KEEPALIVE]		= STAY(ACT_ALIVE),
		[EV_UPDATE]		= STAY(ACT_ALIVE),
		[EV_UPDATE_ERR]		= NOTIFY_IDLE,
		[EV_SEND_HOLD_EXPIRES]	= TO(ACT_SEND_HOLD, ST_IDLE),
	},
};

static const char *const state_names[] = {
	[ST_IDLE] = "Idle",
	[ST_CONNECT] = "Connect",
	[ST_ACTIVE] = "Active",
	[ST_OPEN_SENT] = "OpenSent",
	[ST_OPEN_CONFIRM] = "OpenConfirm",
	[ST_ESTABLISHED] = "Established",
};
static_assert(sizeof(state_names) / sizeof(state_names[0]) == ST_MAX,
    "a name each");

static const char *const event_names[] = {
	[EV_MANUAL_START] = "ManualStart",
	[EV_MANUAL_STOP] = "ManualStop",
	[EV_AUTO_START] = "AutomaticStart",
	[EV_MANUAL_START_PASSIVE] = "ManualStart_with_PassiveTcp",
	[EV_AUTO_START_PASSIVE] = "AutomaticStart_with_PassiveTcp",
	[EV_AUTO_START_DAMPED] = "AutomaticStart_with_Damp",
	[EV_AUTO_START_DAMPED_PASSIVE] = "AutomaticStart_with_Damp_and_Passive",
	[EV_AUTO_STOP] = "AutomaticStop",
	[EV_CONNECT_RETRY_EXPIRES] = "ConnectRetryTimer_Expires",
	[EV_HOLD_EXPIRES] = "HoldTimer_Expires",
	[EV_KEEPALIVE_EXPIRES] = "KeepaliveTimer_Expires",
	[EV_DELAY_OPEN_EXPIRES] = "DelayOpenTimer_Expires",
	[EV_IDLE_HOLD_EXPIRES] = "IdleHoldTimer_Expires",
	[EV_TCP_VALID] = "TcpConnection_Valid",
	[EV_TCP_INVALID] = "Tcp_CR_Invalid",
	[EV_TCP_CR_ACKED] = "Tcp_CR_Acked",
	[EV_TCP_CONFIRMED] = "TcpConnectionConfirmed",
	[EV_TCP_FAILS] = "TcpConnectionFails",
	[EV_BGP_OPEN] = "BGPOpen",
	[EV_BGP_OPEN_DELAY] = "BGPOpen with DelayOpenTimer running",
	[EV_HEADER_ERR] = "BGPHeaderErr",
	[EV_OPEN_ERR] = "BGPOpenMsgErr",
	[EV_COLLISION_DUMP] = "OpenCollisionDump",
	[EV_NOTIF_VERSION] = "NotifMsgVerErr",
	[EV_NOTIF] = "NotifMsg",
	[EV_KEEPALIVE] = "KeepAliveMsg",
	[EV_UPDATE] = "UpdateMsg",
	[EV_UPDATE_ERR] = "UpdateMsgErr",
	[EV_SEND_HOLD_EXPIRES] = "SendHoldTimer_Expires",
};
static_assert(sizeof(event_names) / sizeof(event_names[0]) == EV_MAX,
    "a name each");

struct fsm_step
fsm_step(enum fsm_state state, enum fsm_event event)
{
	if (state <= ST_NONE || state >= ST_MAX || event >= EV_MAX)
		return (struct fsm_step){ ACT_NONE, ST_NONE };
	return steps[state][event];
}

uint8_t
fsm_unexpected(unsigned state)
{
	return (uint8_t)(state - ST_OPEN_SENT + 1);
}

const char *
fsm_state_name(unsigned state)
{
	if (state >= ST_MAX || state_names[state] == NULL)
		return "?";
	return state_names[state];
}

const char *
fsm_event_name(unsigned event)
{
	if (event >= EV_MAX || event_names[event] == NULL)
		return "?";
	return event_names[event];
}
