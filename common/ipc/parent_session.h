/* SPDX-License-Identifier: ISC */
/*
 * parent <-> session: sockets.  The session engine never makes one: it asks
 * for a connection by neighbour id, the parent makes, keys, binds and
 * connects it and passes it at once, still connecting; the engine waits for
 * writability and reads SO_ERROR.  Listeners come from the parent, bound,
 * keyed and listening; the engine accepts on them, and asks the parent about
 * each accepted descriptor nothing: the SYN saved by the kernel tells whether
 * it was signed.
 */
#ifndef IPC_PARENT_SESSION_H
#define IPC_PARENT_SESSION_H

#include <assert.h>
#include <stdint.h>

#include "bgp/addr.h"

enum {
	/* parent to session */
	PS_LISTENER	= 100,	/* fd; peer = listener id; struct ps_listener */
	PS_LISTENER_GONE = 101,	/* peer = listener id: close it */
	PS_CONNECTION	= 102,	/* fd; peer, gen as asked */
	PS_CONNECT_FAILED = 103, /* peer, gen as asked; body: text why */
	PS_KEY_CHANGED	= 104,	/* peer = neighbour id, after a reload */
	/*
	 * peer = id of a neighbour, or of its range; struct ps_held: its
	 * session ends and none begins (at a start: before PE_CONFIG), until
	 */
	PS_HELD		= 105,
	PS_HELD_OVER	= 106,	/* this */

	/* session to parent */
	PS_CONNECT	= 150,	/* peer = neighbour id; gen = attempt number */
	/* peer; struct ps_state, for status and marker */
	PS_STATE	= 151,
	/* peer; struct ps_held: the operator ended it */
	PS_RELEASE	= 152,
};

struct ps_listener {
	uint16_t	port;
	uint8_t		af;
	uint8_t		pad;
};
static_assert(sizeof(struct ps_listener) == 4, "ps_listener travels");

struct ps_held {
	struct addr	remote;
	uint8_t		engines;	/* POSITION_*: which crashed */
	uint8_t		pad[3];
};
static_assert(sizeof(struct ps_held) == 28, "ps_held travels");

struct ps_state {
	uint8_t		established;
	uint8_t		gr;		/* graceful restart negotiated */
	uint8_t		pad[2];
};
static_assert(sizeof(struct ps_state) == 4, "ps_state travels");

#endif
