/* SPDX-License-Identifier: ISC */
/*
 * The state of the session engine, passed down to whoever needs it; there is
 * no other.  Modules below call up through the operations registered here.
 */
#ifndef SESSION_ENGINE_H
#define SESSION_ENGINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bsd/sys/queue.h>

#include "base/clock.h"
#include "base/loop.h"
#include "base/wbuf.h"
#include "bgp/addr.h"
#include "bgp/notification.h"
#include "config/conf_others.h"
#include "ipc/link.h"

struct conn;
struct peer;
struct peer_index;
struct listener;
struct client;
struct held;
struct linger_conn;
struct position;
struct open;
struct refresh;
struct offences;
struct tell_api;
struct show_rde;

/* What a connection tells its neighbour, peer.c. */
struct conn_ops {
	/* After a step that moved the state. */
	void	(*changed)(struct conn *c, unsigned from);
	/* TCP is up. */
	void	(*connected)(struct conn *c);
	/* Any message but an UPDATE: before what it makes happen. */
	void	(*message)(struct conn *c, bool sent, const void *p,
		    size_t len);
	/* A valid OPEN: false when this connection has been closed over it. */
	bool	(*open_valid)(struct conn *c, const struct open *theirs);
	/* Whole UPDATEs in two pieces, to be counted and forwarded. */
	void	(*updates)(struct conn *c, const void *a, size_t alen,
		    const void *b, size_t blen);
	void	(*refresh)(struct conn *c, uint16_t afi, uint8_t safi,
		    uint8_t subtype);
	void	(*drained)(struct conn *c, uint32_t octets);
	void	(*idle_hold)(struct conn *c);
};

/* What is read of an image (config.h). */
struct config_parts {
	struct conf_neighbor	*v;
	uint32_t		 n;
	struct tell_api		*apis;
	uint32_t		 napis;
	/* uint32_t id and length, then what bgp/operational.h packs */
	struct wbuf		 standing;
	struct conf_others	 others;
};

enum { READ_ROOM = 128 * 1024 };

struct engine {
	struct loop		*loop;
	struct link		*parent;
	struct link		*rde;		/* NULL: none for now */
	uint32_t		stream;		/* the parent's number of it */
	struct position		*position;	/* or NULL */
	const struct conn_ops	*ops;
	uint32_t		(*random)(void);
	const char		*version;	/* software-version text */
	struct offences		*offences;
	struct show_rde		*show;
	/* by id; NULL where there is none */
	struct peer		**peers;
	uint32_t		 npeers;	/* room in peers */
	uint32_t		 count;
	struct peer_index	*index;		/* of them, by address */
	/* of the last session: no two have the same, whoever's they are */
	uint32_t		 gen;
	/* goes out with the next stop */
	struct notify		 notify;
	/* image agreed, not committed */
	uint32_t		 pending_gen;
	struct config_parts	pending;
	bool			 has_pending;
	bool			 stopping;
	/* restart.c: when every session was last lost, or unset */
	monotime_t		 lost;
	struct addr		*told;		/* of ranges: all, since */
	uint32_t		 ntold;
	/* accept.c, this minute */
	uint32_t		 unknown_logged;
	int64_t			 unknown_since;
	uint32_t		 nlingers;
	LIST_HEAD(, linger_conn) lingers;
	LIST_HEAD(, listener)	 listeners;
	LIST_HEAD(, client)	 clients;
	LIST_HEAD(, held)	 held;
	uint8_t			*room;		/* READ_ROOM octets */
};

#endif
