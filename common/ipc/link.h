/* SPDX-License-Identifier: ISC */
/*
 * A link: an AF_UNIX stream that carries imsg-style messages between two of
 * our processes, or a process and a bgpctl.  Never blocks; what cannot be
 * written waits in 64 KiB chunks.  Between siblings nobody stops reading;
 * credit bounds what is in flight.  A table says which messages may arrive,
 * how long they are and who handles them; anything else is a protocol error
 * and closes the link (the owner decides what that means).
 *
 * The first message each way is LINK_HELLO with the protocol version; the
 * link sends and checks it by itself.
 */
#ifndef IPC_LINK_H
#define IPC_LINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/loop.h"
#include "base/rbuf.h"

enum {
	LINK_VERSION	= 1,
	LINK_HELLO	= 0,		/* type; body: uint32_t version */
	LINK_BODY_MAX	= 192 * 1024,	/* longest body of any message */
	/* octets that a descriptor that waits counts for */
	LINK_FD_COSTS	= 4 * 1024,
};

/* Host order on the wire: both ends are one machine and one build. */
struct link_hdr {
	uint32_t	len;		/* with this header */
	uint16_t	type;
	uint16_t	has_fd;
	uint32_t	peer;		/* neighbour id, or request id, or 0 */
	uint32_t	gen;		/* session generation, or 0 */
};

struct link_msg {
	uint16_t	type;
	uint32_t	peer;
	uint32_t	gen;
	struct rbuf	body;		/* valid during the handler only */
	/* -1, or the handler's when it takes it */
	int		fd;
};

/* Takes the descriptor out of the message; -1 when there is none. */
int	link_msg_take_fd(struct link_msg *m);

struct link_handler {
	uint16_t	type;
	uint32_t	min;		/* body octets */
	uint32_t	max;
	void		(*fn)(void *arg, struct link_msg *m);
};

struct link_table {
	const struct link_handler *v;
	size_t		n;
};

enum link_end {
	LINK_EOF,		/* the other end is gone */
	LINK_PROTOCOL,		/* unknown type, bad length, wrong version */
	LINK_ERROR,		/* a read or write failed; errno is set */
	LINK_FULL,		/* its output bound was passed */
};

struct link;

/*
 * Takes fd (made non-blocking).  closed is called once, from the loop, never
 * from inside link_send; after it the link is dead but still to be freed.
 * max_out bounds what may wait for the other end (0: no bound, for one that
 * is trusted to read).
 */
struct link *link_new(struct loop *l, int fd, const struct link_table *table,
	    void (*closed)(void *arg, enum link_end why), void *arg,
	    size_t max_out);
/* Also from inside a handler of this very link. */
void	link_free(struct link *k);

/* Copies; 0, or -1 when the link is dead or its bound is passed. */
int	link_send(struct link *k, uint16_t type, uint32_t peer, uint32_t gen,
	    const void *body, size_t len);
/* Two pieces, one body. */
int	link_send2(struct link *k, uint16_t type, uint32_t peer, uint32_t gen,
	    const void *a, size_t alen, const void *b, size_t blen);
/* fd is the link's from here on, also on failure. */
int	link_send_fd(struct link *k, uint16_t type, uint32_t peer,
	    uint32_t gen, const void *body, size_t len, int fd);

void	link_bound(struct link *k, size_t max_out);
size_t	link_queued(const struct link *k);	/* octets not yet written */
/*
 * fn(arg of link_new) is called from the loop each time what is queued, having
 * been more than low, has fallen to low or less.
 */
void	link_on_drain(struct link *k, size_t low, void (*fn)(void *arg));
/* Clients only: stop and resume reading. */
void	link_pause(struct link *k, bool paused);
/* Writes what it can now; for the moment before exit. */
void	link_flush(struct link *k);

/* For the clients of a link, which have no loop. */
#include "ipc/link_sync.h"

#endif
